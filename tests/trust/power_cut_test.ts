import assert from "node:assert/strict";
import { disksAfterCut, type Journal } from "./power_cut_model.ts";
import { lostFaults, tornFaults } from "./power_cut_replay.ts";
import type { Operation } from "./power_cut_trace.ts";

const BEFORE = new Map([["/r/d/f", "old"], ["/r/e/g", "gone soon"]]);
const AFTER = new Map([["/r/d/f", "new"]]);

const MAKE: readonly Operation[] = [
  { kind: "create", path: "/r/d/.f.simple-init", file: 0 },
  { kind: "write", file: 0, text: "new" },
];
const SYNC: Operation = { kind: "sync file", file: 0 };
const RENAME: Operation = { kind: "rename", from: "/r/d/.f.simple-init", path: "/r/d/f" };
const SYNC_NAMES: Operation = { kind: "sync directory", path: "/r/d" };
const REMOVE: readonly Operation[] = [{ kind: "remove", path: "/r/e/g" }, {
  kind: "sync directory",
  path: "/r/e",
}];

function boot(operations: readonly Operation[]) {
  return { root: "/r", before: BEFORE, after: AFTER, operations };
}

Deno.test("power cut: a boot that syncs what it writes, then its names, has no fault", () => {
  const good = boot([...MAKE, SYNC, RENAME, SYNC_NAMES, ...REMOVE]);
  assert.deepEqual([tornFaults(good), lostFaults(good)], [[], []]);
});

Deno.test("power cut: a file that is renamed before it is synced may be empty", () => {
  const faults = tornFaults(boot([...MAKE, RENAME, SYNC_NAMES, SYNC, ...REMOVE]));
  assert.ok(faults.includes("a cut before operation 3 (sync directory d): /d/f is empty"));
});

Deno.test("power cut: a file that is written in its place may be half there", () => {
  const inPlace: Operation[] = [{ kind: "create", path: "/r/d/f", file: 0 }, {
    kind: "write",
    file: 0,
    text: "new",
  }, SYNC];
  const faults = tornFaults(boot([...inPlace, ...REMOVE]));
  assert.ok(faults.some((fault) => fault.endsWith("/d/f is neither the old one nor the new one")));
});

Deno.test("power cut: names that are not synced may be lost after the end", () => {
  const lost = lostFaults(boot([...MAKE, SYNC, RENAME, ...REMOVE.slice(0, 1)]));
  assert.ok(lost.includes("a cut after the end: /d/f is not what the boot makes of it"));
  assert.ok(lost.includes("a cut after the end: /e/g is not what the boot makes of it"));
});

const ORDERS: readonly [journal: Journal, disks: number][] = [
  // The removal is never there without the renaming.
  ["journal", 3],
  ["directories", 4],
];

for (const [journal, disks] of ORDERS) {
  Deno.test(`power cut: changes of two directories, in the order of ${journal}`, () => {
    const operations: Operation[] = [...MAKE, SYNC, RENAME, ...REMOVE.slice(0, 1)];
    const found = disksAfterCut(BEFORE, operations, operations.length, journal);
    const states = new Set(found.map((disk) => `${disk.get("/r/d/f")} ${disk.has("/r/e/g")}`));
    assert.equal(states.size, disks);
  });
}
