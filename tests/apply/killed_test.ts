import assert from "node:assert/strict";
import { memorySystem } from "../../lib/system/memory.ts";
import type { System } from "../../lib/system/system.ts";
import { intercepted } from "../support/faults.ts";
import { runHere } from "../support/runner.ts";

const KEY = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5${"A".repeat(48)} test`;

const ROOT: Readonly<Record<string, string>> = {
  "/r/etc/os-release": "ID=debian\n",
  "/r/etc/hostname": "old\n",
  "/r/etc/hosts": "127.0.0.1\tlocalhost\n",
  "/r/root/.bashrc": "",
  "/r/sys/class/net/eth0/address": "52:54:00:12:34:56\n",
  "/r/sys/class/net/eth0/addr_assign_type": "0\n",
  "/r/mnt/config/openstack/latest/meta_data.json": JSON.stringify({ name: "new", public_keys: { k: KEY } }),
};

const CHANGING = ["makeDirectory", "createFile", "changeOwner", "rename", "remove", "writeInto"] as const;
const BOOT = ["boot", "--root", "/r", "--renderer", "networkd"];

class Killed extends Error {}

/** Boots on a fresh root, killed at the n-th call that changes something; says whether it came that far. */
function bootKilledAt(n: number) {
  const system = memorySystem({ ...ROOT });
  const kill = (count: number) => {
    if (count === n) throw new Killed();
  };
  const dying: System = intercepted(system, CHANGING, (_name, _args, count) => kill(count));
  try {
    runHere(BOOT, dying);
    return { system, killed: false };
  } catch (error) {
    assert.ok(error instanceof Killed);
    return { system, killed: true };
  }
}

function textsOf(system: System, paths: Iterable<string>): Map<string, string | undefined> {
  return new Map([...paths].map((path) => [path, system.readText(path)]));
}

Deno.test("boot: killed at any point, every file is old or new, and the next run finishes the work", () => {
  const whole = bootKilledAt(-1).system;
  const finished = textsOf(whole, whole.entries.keys());
  let steps = 0;
  for (let n = 0;; n++) {
    const { system, killed } = bootKilledAt(n);
    if (!killed) break;
    steps++;
    for (const path of system.entries.keys()) {
      if (path.endsWith(".simple-init")) continue;
      const text = system.readText(path);
      assert.ok(text === ROOT[path] || text === finished.get(path), `${path} is torn after step ${n}`);
    }
    const { status, err } = runHere(BOOT, system);
    assert.deepEqual([status, err], [0, ""], `the run after step ${n}`);
    assert.deepEqual(textsOf(system, [...system.entries.keys()].sort()), new Map([...finished].sort()));
  }
  assert.ok(steps >= 10, `only ${steps} steps: the root has too little to do`);
});
