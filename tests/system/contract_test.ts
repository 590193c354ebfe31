import assert from "node:assert/strict";
import { denoSystem } from "../../lib/system/deno.ts";
import { memorySystem } from "../../lib/system/memory.ts";
import type { System } from "../../lib/system/system.ts";
import { inTemporaryDirectory } from "../support/faults.ts";
import { answerRow, CONTRACT } from "./_contract.ts";

const SYSTEMS: readonly [name: string, run: (body: (system: System, at: string) => void) => void][] = [
  ["Deno", (body) => inTemporaryDirectory((at) => body(denoSystem, at))],
  ["memory", (body) => body(memorySystem({ "/at/.keep": "" }), "/at")],
];

for (const [runtime, run] of SYSTEMS) {
  for (const row of CONTRACT) {
    Deno.test(`${runtime}'s system, ${row.name}`, () =>
      run((system, at) => assert.deepEqual(answerRow(row, system, at), row.expected)));
  }
}
