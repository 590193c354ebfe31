/** The network is on the disk before anything is read that only says who may log in, and what the machine is called. */
import assert from "node:assert/strict";
import { configure } from "../../lib/configure.ts";
import type { System } from "../../lib/system/system.ts";
import { machine } from "../cli/_machine.ts";
import { intercepted } from "../support/faults.ts";

const CALLS = [
  "open",
  "lstat",
  "stat",
  "readText",
  "readFile",
  "readLink",
  "readDirectory",
  "rename",
] as const;

/** What only the host name and the keys need. */
const IDENTITY = [
  "/r/etc/hostname",
  "/r/etc/hosts",
  "/r/etc/passwd",
  "/r/root",
  "/r/var/lib/simple-init/keys.json",
];

const NETWORK_FILE = "/r/etc/systemd/network/10-simple-init-eth0.network";

const OPTIONS = { root: "/r", renderer: "networkd" } as const;

Deno.test("boot: the network is written before anything of the identity is looked at", () => {
  const seen: string[] = [];
  const recorded = intercepted(
    machine("/r"),
    CALLS,
    (name, args) => void seen.push([name, ...args].join(" ")),
  );
  configure(recorded, OPTIONS);
  const written = seen.findIndex((call) => call.startsWith("rename ") && call.endsWith(` ${NETWORK_FILE}`));
  const isOfIdentity = (call: string) => IDENTITY.some((path) => call.split(" ")[1]?.startsWith(path));
  const first = seen.findIndex(isOfIdentity);
  assert.ok(written >= 0 && first >= 0, seen.join("\n"));
  assert.ok(written < first, seen[first]);
});

/** The end of a process, which nothing catches. */
class Killed extends Error {}

for (const path of IDENTITY) {
  Deno.test(`boot: who is killed while ${path} is read has the network`, () => {
    const system = machine("/r");
    const names = CALLS.filter((name) => name !== "rename");
    let calls = 0;
    const deadly: System = intercepted(system, names, (_, [at]) => {
      if (!String(at).startsWith(path)) return;
      calls += 1;
      throw new Killed();
    });
    assert.throws(() => configure(deadly, OPTIONS), Killed);
    assert.ok(calls > 0);
    assert.match(system.readText(NETWORK_FILE) ?? "", /^\[Match\]$/m);
  });
}
