import assert from "node:assert/strict";
import type { Build } from "./measure.ts";
import { reportText } from "./report.ts";

const build = (cpu: number, megabytes: number, files: number): Build => ({
  cpu,
  seconds: 2 * cpu,
  bytes: megabytes * 1e6,
  files,
});

const TEXT = reportText([
  { name: "without any", builds: [build(10, 100, 50), build(12, 100, 50)] },
  { name: "shared", builds: [build(10, 100, 50), build(12, 100, 50)] },
  { name: "ours", builds: [build(11, 101, 52), build(13, 101, 52)] },
  { name: "peer", builds: [build(15, 130, 60), build(20, 130, 60)] },
]);

for (
  const [what, cells] of [
    ["CPU time of the build ÷ of one without", ["1.00", "1.09 (1.08 to 1.10)", "1.58 (1.50 to 1.67)"]],
    ["CPU time that it adds, s", ["0.000000", "1.00", "6.50 (5.00 to 8.00)"]],
    ["CPU time that it adds ÷ ours", ["0.000000", "1.00", "6.50 (5.00 to 8.00)"]],
    ["time by the clock that it adds, s", ["0.000000", "2.00", "13.0 (10.0 to 16.0)"]],
    ["MB that it adds to the image", ["0.000000", "1.00", "30.0"]],
    ["MB that it adds ÷ ours", ["0.000000", "1.00", "30.0"]],
    ["files that it adds", ["0.000000", "2.00", "10.0"]],
  ] as const
) {
  Deno.test(`builds as a table: ${what}`, () => {
    const line = TEXT.split("\n").find((line) => line.startsWith(`${what}  `)) ?? "";
    assert.deepEqual(line.slice(what.length).trim().split(/ {2,}/), cells);
  });
}

Deno.test("a column for each program, and none for the image that has none", () => {
  assert.deepEqual(TEXT.split("\n")[0]!.trim().split(/ +/), ["shared", "ours", "peer"]);
});
