/**
 * A call that fails in one boot and no more: the boot after it ends where a boot without any fault does. What could not be
 * done once must never look as if an operator had undone it.
 */
import assert from "node:assert/strict";
import { type MemorySystem, memorySystem } from "../../lib/system/memory.ts";
import type { StackName } from "../../lib/stacks/stack.ts";
import type { System } from "../../lib/system/system.ts";
import { failing, intercepted } from "../support/faults.ts";
import { boot, machineFiles, phy, STACKS } from "./_boot.ts";

const ADDRESS = { id: "n", link: "nic0", type: "ipv4", ip_address: "192.0.2.7/24" };
const SOME_KEY = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"a".repeat(43)}`;
const FILES = {
  ...machineFiles(2, { links: [phy(0), phy(1)], networks: [ADDRESS] }),
  "/etc/hostname": "image\n",
  "/mnt/config/openstack/latest/meta_data.json": JSON.stringify({
    name: "web",
    public_keys: { key: SOME_KEY },
  }),
};

/** Those that make, and for one stack, the one that has links, those that look at what is there as well. */
function callsOf(stack: StackName): readonly (keyof System)[] {
  const making = ["createFile", "makeLink", "rename"] as const;
  return stack === "netifrc" ? [...making, "lstat", "readText", "readDirectory"] : making;
}

/** A key that is there without a record is an operator's, also where only the record could not be written. */
const NO_KEY_RECORD = /^\/(?:etc|root|var\/lib\/simple-init\/(?!keys\.json))/;

function treeOf({ entries }: MemorySystem): ReadonlyMap<string, unknown> {
  return new Map([...entries].filter(([path]) => NO_KEY_RECORD.test(path)));
}

for (const stack of STACKS) {
  const words = `--renderer ${stack}`;
  for (const call of callsOf(stack)) {
    Deno.test(`boot: ${stack}: each ${call} fails once, and the next boot makes up for it`, () => {
      const right = memorySystem(FILES);
      let calls = 0;
      boot(intercepted(right, [call], () => void calls++), words);
      const hasLinks = stack === "netifrc";
      assert.ok(call === "makeLink" && !hasLinks ? calls === 0 : calls > 2, `${calls} calls`);
      for (let index = 0; index < calls; index++) {
        const system = memorySystem(FILES);
        boot(failing(system, call, "EACCES", (_, count) => count === index), words);
        boot(system, words);
        assert.deepEqual(treeOf(system), treeOf(right), `call ${index}`);
      }
    });
  }
}
