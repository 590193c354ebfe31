import assert from "node:assert/strict";
import { awaitCarriers } from "../lib/carrier.ts";
import { memorySystem } from "../lib/system/memory.ts";
import type { System } from "../lib/system/system.ts";
import { failing } from "./support/faults.ts";

/** Interfaces of which each gets its cable so many milliseconds after it was brought up; undefined: never. */
function machine(cables: Readonly<Record<string, number | undefined>>, flags = "0x1002", bus = "pci") {
  const files = Object.keys(cables).flatMap((name) => [
    [`/sys/class/net/${name}/flags`, `${flags}\n`],
    [`/sys/class/net/${name}/device/subsystem`, { link: `../../../../bus/${bus}` }],
  ]);
  const memory = memorySystem(Object.fromEntries(files));
  const upSince = new Map<string, number>();
  const nameOf = (path: string) => path.split("/")[4]!;
  const system: System = {
    ...memory,
    readText: (path) => {
      if (!path.endsWith("/carrier")) return memory.readText(path);
      const [start, delay] = [upSince.get(nameOf(path)) ?? Infinity, cables[nameOf(path)] ?? Infinity];
      return memory.now() >= start + delay ? "1\n" : "0\n";
    },
    writeInto: (path, text) => {
      upSince.set(nameOf(path), memory.now());
      memory.writeInto(path, text);
    },
  };
  return { memory, system };
}

const WAITS: readonly [
  what: string,
  cables: Record<string, number | undefined>,
  waited: number,
][] = [
  ["a cable at once", { eth0: 0 }, 0],
  ["a cable after a second", { eth0: 1000 }, 1000],
  ["all at once, not one after the other", { eth0: 900, eth1: 1000, eth2: 800 }, 1000],
  ["no cable", { eth0: undefined }, 5000],
  ["one of two without a cable", { eth0: 0, eth1: undefined }, 5000],
  ["no interface", {}, 0],
];

for (const [what, cables, waited] of WAITS) {
  Deno.test(`carrier: ${what}: ${waited} ms`, () => {
    const { memory, system } = machine(cables);
    awaitCarriers(system, Object.keys(cables), 5000);
    assert.equal(memory.now(), waited);
  });
}

Deno.test("carrier: a card of a hypervisor's has no more time than others", () => {
  const { memory, system } = machine({ eth0: undefined }, "0x1002", "virtio");
  awaitCarriers(system, ["eth0"], 50);
  assert.equal(memory.now(), 50);
});

for (const bus of ["virtio", "vmbus", "xen"]) {
  Deno.test(`carrier: a card of the bus ${bus} has its cable at once or not at all`, () => {
    const { memory, system } = machine({ eth0: 0, eth1: undefined }, "0x1002", bus);
    awaitCarriers(system, ["eth0", "eth1"], 5000);
    assert.equal(memory.now(), 100);
  });
}

const FLAGS: readonly [before: string, after: string][] = [
  ["0x1002", "0x1003"],
  ["0x1003", "0x1003\n"],
  ["nonsense", "nonsense\n"],
];

for (const [before, after] of FLAGS) {
  Deno.test(`carrier: the flags ${before} become ${after.trim()}`, () => {
    const { memory, system } = machine({ eth0: 0 }, before);
    awaitCarriers(system, ["eth0"], 0);
    assert.equal(memory.readText("/sys/class/net/eth0/flags"), after);
  });
}

Deno.test("carrier: interfaces that refuse, or are gone, are waited for no longer than others", () => {
  const { memory, system } = machine({ eth0: 0 });
  const refusing = failing(
    failing(system, "writeInto", "EPERM"),
    "readText",
    "EINVAL",
    (path) => path.endsWith("carrier"),
  );
  awaitCarriers(refusing, ["eth0", "gone"], 300);
  assert.equal(memory.now(), 300);
});

Deno.test("carrier: the clock has not begun with the boot", () => {
  const { memory, system } = machine({ eth0: undefined });
  memory.sleep(7_000_000);
  awaitCarriers(system, ["eth0"], 5000);
  assert.equal(memory.now(), 7_005_000);
});
