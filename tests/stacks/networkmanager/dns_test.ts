/** Which of NetworkManager's settings about name servers count, where several files have them. */
import assert from "node:assert/strict";
import { networkManagerDns } from "../../../lib/stacks/networkmanager/dns.ts";
import { memorySystem } from "../../../lib/system/memory.ts";

const ETC = "/etc/NetworkManager";
const CONF_D = `${ETC}/conf.d`;
const VENDOR = "/usr/lib/NetworkManager/conf.d";
const dns = (value: string) => `[main]\ndns=${value}\n`;

/** Files, and what is found as `value of file`. */
const ROWS: readonly [what: string, files: Readonly<Record<string, string>>, dns: string | undefined][] = [
  ["no files", {}, undefined],
  ["its own file", { [`${ETC}/NetworkManager.conf`]: dns("none") }, `none of ${ETC}/NetworkManager.conf`],
  ["the last of two names", {
    [`${CONF_D}/20-b.conf`]: dns("b"),
    [`${CONF_D}/10-a.conf`]: dns("a"),
  }, `b of ${CONF_D}/20-b.conf`],
  ["the last of two names, in the other order", {
    [`${CONF_D}/10-a.conf`]: dns("a"),
    [`${CONF_D}/20-b.conf`]: dns("b"),
  }, `b of ${CONF_D}/20-b.conf`],
  ["an operator's after its own, whatever the names", {
    [`${CONF_D}/00-a.conf`]: dns("a"),
    [`${ETC}/NetworkManager.conf`]: dns("b"),
    [`${VENDOR}/99-c.conf`]: dns("c"),
  }, `a of ${CONF_D}/00-a.conf`],
  ["its own after a package's", {
    [`${ETC}/NetworkManager.conf`]: dns("b"),
    [`${VENDOR}/99-c.conf`]: dns("c"),
  }, `b of ${ETC}/NetworkManager.conf`],
  ["the last of two names, whichever directory they are in", {
    [`${VENDOR}/99-c.conf`]: dns("c"),
    "/run/NetworkManager/conf.d/10-a.conf": dns("a"),
  }, `c of ${VENDOR}/99-c.conf`],
  ["a package's alone", { [`${VENDOR}/99-c.conf`]: dns("c") }, `c of ${VENDOR}/99-c.conf`],
  ["an operator's in the place of a package's", {
    [`${CONF_D}/10-a.conf`]: "",
    [`${VENDOR}/10-a.conf`]: dns("c"),
  }, undefined],
  ["no other file", { [`${CONF_D}/10-a.conf.old`]: dns("a"), [`${CONF_D}/README`]: dns("b") }, undefined],
  ["no other section", { [`${CONF_D}/10-a.conf`]: "[keyfile]\ndns=none\n[main]\nplugins=dns\n" }, undefined],
];

for (const [what, files, expected] of ROWS) {
  Deno.test(`networkmanager: dns: ${what}: ${expected}`, () => {
    const found = networkManagerDns(memorySystem(files));
    assert.equal(found.dns && `${found.dns.value} of ${found.dns.file}`, expected);
  });
}

Deno.test("networkmanager: dns: each setting is found by its section and key", () => {
  const file = `${CONF_D}/10-a.conf`;
  const text =
    "[main]\ndns=none\nrc-manager=symlink\nservers=x\n[global-dns-domain-*]\nservers=192.0.2.53\n" +
    "dns=x\nrc-manager=x\n[global-dns-domain-example.com]\nservers=192.0.2.54\n";
  assert.deepEqual(networkManagerDns(memorySystem({ [file]: text })), {
    dns: { value: "none", file },
    rcManager: { value: "symlink", file },
    global: { value: "192.0.2.53", file },
  });
});
