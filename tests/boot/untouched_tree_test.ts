/**
 * A second boot of a tree, where there is nothing to change: it writes nothing, and no lock.
 */
import assert from "node:assert/strict";
import { memorySystem } from "../../lib/system/memory.ts";
import { rootedSystem } from "../../lib/system/rooted.ts";
import type { System } from "../../lib/system/system.ts";
import { intercepted } from "../support/faults.ts";
import { boot, machineFiles, phy, STACKS } from "./_boot.ts";

const DRIVE = {
  links: [phy(0), phy(1)],
  networks: [{ id: "n", link: "nic0", type: "ipv4", ip_address: "192.0.2.7/24" }],
};
const META_DATA = "/mnt/config/openstack/latest/meta_data.json";

const WRITES = ["createFile", "lock", "makeDirectory", "makeLink", "remove", "rename", "writeInto"] as const;

/** What a boot of the tree writes, in the calls' names. */
function writesOf(system: System, words: string): string[] {
  const written: string[] = [];
  const host = intercepted(system, WRITES, (name) => void written.push(name));
  boot({ ...host, rooted: (root) => rootedSystem(host, root) }, `${words} --root /r`);
  return written;
}

for (const stack of STACKS) {
  Deno.test(`boot: ${stack}: a tree with nothing to change is not written to`, () => {
    const files = { ...machineFiles(2, DRIVE), [META_DATA]: '{"name": "web"}' };
    const system = memorySystem(
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`/r${path}`, text])),
    );
    const words = `--renderer ${stack}`;
    assert.ok(writesOf(system, words).includes("lock"));
    assert.deepEqual(writesOf(system, words), []);
    system.makeDirectory("/r/.lock.simple-init", 0o700);
    assert.ok(
      writesOf(system, words).includes("lock"),
      "the lock of a run that was killed is taken, and goes",
    );
    assert.equal(system.lstat("/r/.lock.simple-init"), undefined);
    assert.deepEqual(writesOf(system, words), []);
    system.entries.delete("/r/etc/hostname");
    assert.ok(writesOf(system, words).includes("lock"), "what is to be changed is changed under the lock");
    assert.ok(system.entries.has("/r/etc/hostname"));
  });
}
