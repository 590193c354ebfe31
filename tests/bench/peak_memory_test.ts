import assert from "node:assert/strict";
import { parseHighWater, peakMemory } from "./peak_memory.ts";

Deno.test("the high-water mark of a status is in bytes", () => {
  assert.equal(
    parseHighWater("Name:\tx\nVmPeak:\t 2048 kB\nVmHWM:\t    1568 kB\nVmRSS:\t 1 kB\n"),
    1568 * 1024,
  );
});

Deno.test("a process that has ended has no high-water mark", () => {
  assert.equal(parseHighWater("Name:\tx\nState:\tZ (zombie)\n"), undefined);
});

Deno.test("a command that fails has no peak memory", async () => {
  await assert.rejects(peakMemory("bash -c 'exit 3'"), { message: "Exit status 3 of: bash -c 'exit 3'" });
});
