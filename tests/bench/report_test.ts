import assert from "node:assert/strict";
import { LIMITS } from "./instructions.ts";
import { MIB, type Report, type Row, verdictsOn } from "./report.ts";
import { reportText, tableLines, threeDigits } from "./table.ts";

const ROW: Row = {
  id: "version",
  name: "version ÷ /bin/true",
  runs: 30,
  ratio: { min: 1.5, median: 2, max: 12.25 },
  microseconds: [2100, 1050],
  memory: 1.5 * MIB,
};
const REPORT: Report = { rows: [ROW], figures: [], failures: [], size: 0.8 * MIB, load: 0.52, processors: 2 };

function verdict(what: string, report: Partial<Report>): boolean | undefined {
  return verdictsOn({ ...REPORT, ...report }).find((verdict) => verdict.what === what)?.kept;
}

Deno.test("a row with its remark, verdicts on what was measured, and the load", () => {
  assert.deepEqual(reportText(REPORT, (text) => `<${text}>`).split("\n"), [
    "                       min  median    max  runs  peak memory  <(medians)>",
    "version ÷ /bin/true  1.50×   2.00×  12.3×    30     1.50 MiB  <(2.10 ms ÷ 1.05 ms)>",
    "",
    "kept: version ÷ /bin/true: 2.00 times, at most 3 wanted",
    "kept: size of the binary: 0.800 MiB, at most 1 wanted",
    "<(load 0.5 on 2 processors at the beginning)>",
  ]);
});

Deno.test("what could not be run is reported", () => {
  const text = reportText({ ...REPORT, rows: [], failures: ["x ÷ boot: Exit status 1 of: x"] }, String);
  assert.match(text, /^could not be run: x ÷ boot: Exit status 1 of: x$/m);
});

Deno.test("what costs more instructions than it may is reported below its row", () => {
  const figures = [{ id: "version", name: "version", value: 9e6, unit: "instructions" as const }];
  const lines = reportText({ ...REPORT, rows: [], figures }, String).split("\n");
  assert.match(lines[1]!, /^version +9\.00 /);
  assert.deepEqual(lines.filter((line) => line.startsWith("MISSED")), [
    `MISSED: version: 9.00 million instructions, at most ${LIMITS["version"]} wanted`,
  ]);
});

Deno.test("columns are as wide as their widest cell", () => {
  assert.deepEqual(tableLines([["", "no"], ["name", "1"]]), ["      no", "name   1"]);
  assert.deepEqual(tableLines([]), []);
});

Deno.test("numbers have three digits that mean something", () => {
  const texts = [0.04123, 0.956, 1, 12.34, 123.4, 1582.4, -52].map(threeDigits);
  assert.deepEqual(texts, ["0.0412", "0.956", "1.00", "12.3", "123", "1,582", "-52.0"]);
});

Deno.test("an aim is kept up to its limit", () => {
  const linear = (median: number) => ({
    rows: [{ ...ROW, id: "linear", ratio: { min: 1, median, max: 9 } }],
  });
  const what = "1,024 NICs ÷ 256 NICs (linear)";
  assert.equal(verdict(what, linear(5)), true);
  assert.equal(verdict(what, linear(5.01)), false);
  assert.equal(verdict(what, {}), undefined);
});

Deno.test("an aim to be faster is kept from its limit", () => {
  const deno = (median: number) => ({ rows: [{ ...ROW, id: "deno", ratio: { min: 1, median, max: 99 } }] });
  assert.equal(verdict("deno run ÷ boot", deno(15)), true);
  assert.equal(verdict("deno run ÷ boot", deno(14.9)), false);
});

Deno.test("memory and size are compared in MiB", () => {
  const boot = { rows: [{ ...ROW, id: "boot", memory: 7 * MIB }], size: MIB };
  assert.equal(verdict("peak memory of boot", boot), false);
  assert.equal(verdict("size of the binary", boot), true);
});
