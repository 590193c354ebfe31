import assert from "node:assert/strict";
import { type MemorySystem, memorySystem } from "../../lib/system/memory.ts";
import type { System } from "../../lib/system/system.ts";
import { intercepted } from "../support/faults.ts";
import { runHere } from "../support/runner.ts";

const KEY = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5${"A".repeat(48)} test`;

const DRIVE = "/r/mnt/config/openstack/latest/meta_data.json";

const FRESH: Readonly<Record<string, string>> = {
  "/r/etc/os-release": "ID=debian\n",
  "/r/etc/hostname": "old\n",
  "/r/etc/hosts": "127.0.0.1\tlocalhost\n",
  "/r/root/.bashrc": "",
  "/r/sys/class/net/eth0/address": "52:54:00:12:34:56\n",
  "/r/sys/class/net/eth0/addr_assign_type": "0\n",
  [DRIVE]: JSON.stringify({ uuid: "u1", name: "new", public_keys: { k: KEY } }),
};

const CHANGING = ["makeDirectory", "createFile", "rename", "remove", "writeInto"] as const;
const BOOT = ["boot", "--root", "/r", "--renderer", "networkd"];

class Killed extends Error {}

/** After a boot with the drive of `FRESH`. */
function booted(changes: Readonly<Record<string, string>>): MemorySystem {
  const system = memorySystem({ ...FRESH });
  runHere(BOOT, system);
  for (const [path, text] of Object.entries(changes)) system.entries.set(path, text);
  return system;
}

const OTHER_KEY = KEY.replace(/A test/, "B other");

const MACHINES: Readonly<Record<string, () => MemorySystem>> = {
  "a fresh machine": () => memorySystem({ ...FRESH }),
  "a drive with another name and a further key": () =>
    booted({ [DRIVE]: JSON.stringify({ uuid: "u1", name: "newer", public_keys: { k: KEY, l: OTHER_KEY } }) }),
  "another machine's snapshot": () =>
    booted({ [DRIVE]: JSON.stringify({ uuid: "u2", name: "clone", public_keys: { k: OTHER_KEY } }) }),
  "another machine's snapshot, without a name": () => booted({ [DRIVE]: JSON.stringify({ uuid: "u2" }) }),
};

/** Boots a machine, killed at the n-th call that changes something; says whether it came that far. */
function bootKilledAt(make: () => MemorySystem, n: number) {
  const system = make();
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

const ADDED = "/r/var/lib/simple-init/keys.json";
const STAGED = "/r/var/lib/simple-init/.keys.json.simple-init";

/** The keys that a run has recorded as its own. */
function keysIn(system: System): string[] {
  return (system.readText(ADDED) ?? "").match(/ssh-ed25519 [^"]+/g) ?? [];
}

for (const [what, make] of Object.entries(MACHINES)) {
  Deno.test(`boot: killed at any point, every file is old or new, and the next run finishes the work: ${what}`, () => {
    const before = make();
    const old = textsOf(before, before.entries.keys());
    const whole = bootKilledAt(make, -1).system;
    const finished = textsOf(whole, whole.entries.keys());
    let steps = 0;
    for (let n = 0;; n++) {
      const { system, killed } = bootKilledAt(make, n);
      if (!killed) break;
      steps++;
      for (const path of new Set([...old.keys(), ...system.entries.keys()])) {
        if (path.endsWith(".simple-init")) continue;
        const text = system.readText(path);
        assert.ok(text === old.get(path) || text === finished.get(path), `${path} is torn after step ${n}`);
      }
      const { status, err } = runHere(BOOT, system);
      assert.equal(status, 0, `the run after step ${n}: ${err}`);
      assert.ok(!err.includes("somebody"), `the run after step ${n}: ${err}`);
      const paths = (all: Iterable<string>) =>
        [...all].filter((path) => path !== ADDED && path !== STAGED).sort();
      assert.deepEqual(textsOf(system, paths(system.entries.keys())), textsOf(whole, paths(finished.keys())));
      // A key that was there before its record may be an operator's: it is never withdrawn.
      for (const key of keysIn(system)) {
        assert.ok(keysIn(whole).includes(key), `the record after step ${n}: ${key}`);
      }
    }
    assert.ok(steps >= 8, `only ${steps} steps: the root has too little to do`);
  });
}
