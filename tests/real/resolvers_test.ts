import assert from "node:assert/strict";
import $ from "dax";
import { join } from "@std/path";
import { filesOf } from "../../lib/dns/files.ts";
import { findDnsOwner } from "../../lib/dns/owner.ts";
import { render } from "../../lib/stacks/networkmanager/mod.ts";
import { stackOf } from "../../lib/stacks/mod.ts";
import type { DnsOwner } from "../../lib/stacks/stack.ts";
import { denoSystem } from "../../lib/system/deno.ts";
import { memorySystem } from "../../lib/system/memory.ts";
import { rootedSystem } from "../../lib/system/rooted.ts";
import { ip, physical, prefix } from "../networks.ts";
import { writeFile } from "../support/trees.ts";
import { unpackResolvers, type Writer, written } from "./_resolvers.ts";

const PATH = "/etc/resolv.conf";
const STUB = { "resolv.conf": { link: "../run/systemd/resolve/stub-resolv.conf" } };

const CONFIG = {
  links: [physical("eth0", "52:54:00:00:00:0a", {
    addresses: [prefix("192.0.2.10/24")],
    nameServers: [ip("192.0.2.53"), ip("192.0.2.99")],
    searchDomains: ["a.example"],
  })],
};
const SERVERS = ["192.0.2.53", "192.0.2.99"];

const packages = await unpackResolvers();
globalThis.addEventListener("unload", () => Deno.removeSync(packages, { recursive: true }));

/** The file that brings the name servers there, below `/etc`. */
function fileFor(how: DnsOwner["how"]): Record<string, string> {
  return Object.fromEntries(
    filesOf(CONFIG, { writer: "simple-init", how }).map(({ path, contents }) => [path.slice(5), contents]),
  );
}

function serversIn(text = ""): string[] {
  return [...text.matchAll(/^nameserver (\S+)/gm)].map(([, server]) => server!);
}

Deno.test("resolvers: systemd-resolved asks the servers of a drop-in, and those of a resolv.conf of ours", () => {
  const told = written(packages, "systemd-resolved", { ...STUB, ...fileFor("drop-in") });
  assert.deepEqual(serversIn(told["/run/systemd/resolve/resolv.conf"]), SERVERS);
  assert.match(told[PATH]!, /^search a\.example$/m);
  const beside = written(packages, "systemd-resolved", fileFor("file"));
  assert.deepEqual(serversIn(beside["/run/systemd/resolve/resolv.conf"]), SERVERS);
});

Deno.test("resolvers: systemd-resolved starts where systemctl says so", async () => {
  const root = await Deno.makeTempDir();
  await Deno.mkdir(join(root, "usr"));
  await $`cp -r ${join(packages, "systemd-resolved/lib")} ${join(root, "usr")}`;
  await $`cp -r ${join(packages, "systemd-resolved/usr/lib")} ${join(root, "usr")}`;
  Deno.symlinkSync("usr/lib", join(root, "lib"));
  writeFile(join(root, "usr/lib/systemd/systemd-networkd"), "");
  const ownerAfter = async (...words: string[]) => {
    if (words.length > 0) await $`systemctl --root ${root} ${words} systemd-resolved.service`.quiet();
    const { writer, how } = findDnsOwner(rootedSystem(denoSystem, root), stackOf("networkd"));
    return `${writer} ${how}`;
  };
  const [itself, ours] = ["systemd-resolved stack", "simple-init file"];
  assert.equal(await ownerAfter(), ours);
  // Its package makes the link when the machine boots.
  assert.equal(await ownerAfter("enable"), itself);
  Deno.symlinkSync("../run/systemd/resolve/stub-resolv.conf", join(root, "etc/resolv.conf"));
  assert.equal(await ownerAfter(), itself);
  assert.equal(await ownerAfter("mask"), ours);
  assert.equal(await ownerAfter("unmask"), itself);
  assert.equal(await ownerAfter("disable"), ours);
  await Deno.remove(root, { recursive: true });
});

const LINK = { "resolv.conf": { link: "/run/resolvconf/resolv.conf" } };
const SOMEBODYS = { "resolv.conf": "nameserver 10.1.1.53\n" };

/** Whether what ifup's hook says reaches resolv.conf. */
const HOOKS: readonly [
  writer: Writer,
  what: string,
  files: Parameters<typeof written>[2],
  servers: string[],
][] = [
  ["openresolv", "no file", {}, SERVERS],
  ["openresolv", "somebody's file", SOMEBODYS, SERVERS],
  ["resolvconf", "its link", LINK, SERVERS],
  ["resolvconf", "no file", {}, []],
  ["resolvconf", "somebody's file", SOMEBODYS, ["10.1.1.53"]],
];

for (const [writer, what, files, servers] of HOOKS) {
  Deno.test(`resolvers: ${writer} is told by ifup's hook: ${what}`, () => {
    const text = written(packages, writer, files)[PATH];
    assert.deepEqual(serversIn(text), servers);
  });
}

/** What a client of an earlier boot wrote is nobody's. */
for (const client of ["dhclient", "dhcpcd"] as const) {
  Deno.test(`resolvers: what ${client} wrote makes room for the drive's servers`, () => {
    const files = written(packages, client);
    assert.deepEqual(serversIn(files[PATH]), ["10.0.0.53", "10.0.0.54"]);
    const owner = findDnsOwner(memorySystem(files), stackOf("ifupdown"));
    assert.deepEqual(owner, { writer: "simple-init", how: "file", replaces: true });
  });
}

const PROFILES = Object.fromEntries(
  render(CONFIG).files.map(({ path, contents }) => [path.slice(5), contents]),
);
const LEFT = { "resolv.conf": "nameserver 192.0.2.7\n" };

/** What NetworkManager makes of a file that is there. */
const MANAGED: readonly [
  what: string,
  settings: string,
  files: typeof SOMEBODYS | typeof STUB,
  servers: string[],
][] = [
  ["by default it replaces a file", "", LEFT, SERVERS],
  ["it leaves a link alone that nobody fills", "", STUB, []],
  ["dns=none leaves a file alone", "dns=none", LEFT, ["192.0.2.7"]],
  ["rc-manager=unmanaged leaves a file alone", "rc-manager=unmanaged", LEFT, ["192.0.2.7"]],
  ["a resolver that does not start is told alone", "dns=systemd-resolved", LEFT, ["192.0.2.7"]],
  [
    "a resolver that does not start is named",
    "dns=systemd-resolved\nrc-manager=symlink",
    LEFT,
    ["127.0.0.53"],
  ],
  [
    "servers for all take the place of a profile's",
    "[global-dns]\n[global-dns-domain-*]\nservers=192.0.2.1",
    LEFT,
    ["192.0.2.1"],
  ],
];

for (const [what, settings, files, servers] of MANAGED) {
  Deno.test(`resolvers: NetworkManager: ${what}`, () => {
    const main =
      `[main]\nplugins=keyfile\nno-auto-default=*\nauth-polkit=false\nhostname-mode=none\n${settings}\n` +
      "[device-all]\nmatch-device=*\nmanaged=1\n";
    const found = written(packages, "NetworkManager", {
      ...PROFILES,
      ...files,
      "NetworkManager/NetworkManager.conf": main,
    });
    assert.deepEqual(serversIn(found[PATH]), servers);
  });
}
