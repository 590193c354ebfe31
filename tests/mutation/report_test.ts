import assert from "node:assert/strict";
import { outcomeOf } from "./judge.ts";
import type { Mutant } from "./mutants.ts";
import { mutantText, reportText, type Result, resultText, scoreOf, type Verdict } from "./report.ts";

const MUTANT: Mutant = {
  file: "lib/a.ts",
  line: 3,
  operator: "boundary",
  start: 0,
  end: 1,
  before: "<",
  text: "<=",
};

function result(area: string, verdict: Verdict, test?: string): Result {
  const mutant = verdict.startsWith("control") ? {} : { mutant: MUTANT };
  return { area, verdict, seconds: 1, ...mutant, ...test === undefined ? {} : { test } };
}

Deno.test("report: a mutant is a place, an operator, what was there and what is there", () => {
  assert.equal(mutantText(MUTANT), "lib/a.ts:3  boundary  < → <=");
  assert.equal(
    mutantText({ ...MUTANT, before: ",\n   a", text: "" }),
    "lib/a.ts:3  boundary  , a → nothing",
  );
});

for (
  const [one, text] of [
    [result("cli", "survived"), "survived: cli: lib/a.ts:3  boundary  < → <="],
    [result("cli", "timeout", "t"), "timeout: cli: lib/a.ts:3  boundary  < → <= (t)"],
    [result("cli", "control-killed", "t"), "control: the tests failed or took too long without a change (t)"],
    [result("cli", "killed", "t"), undefined],
    [result("cli", "types"), undefined],
    [result("cli", "control"), undefined],
  ] as const
) {
  Deno.test(`report: a line for ${one.verdict}: ${text ?? "none"}`, () =>
    assert.equal(resultText(one), text));
}

Deno.test("report: a row for each area, and types and controls do not count", () => {
  const results = [
    result("stacks", "types"),
    ...(["killed", "killed", "timeout", "survived", "types", "control"] as const).map((verdict) =>
      result("cli", verdict)
    ),
  ];
  assert.deepEqual(reportText(results).split("\n").map((line) => line.trim().split(/ {2,}/)), [
    ["area", "tried", "killed", "timeout", "types", "survived", "score"],
    ["cli", "5", "2", "1", "1", "1", "75.0 %"],
    ["stacks", "1", "0", "0", "1", "0", "–"],
    ["all", "6", "2", "1", "2", "1", "75.0 %"],
  ]);
  assert.equal(scoreOf([]), undefined);
});

const FAILED =
  "a ... ok (1ms)\nb ... FAILED (2ms)\n\n ERRORS \n\nb => ./tests/b_test.ts:5:6\nerror: Error: x\n";

for (
  const [name, ended, outcome] of [
    ["passed", { success: true, late: false, text: "a ... ok\n" }, { verdict: "survived" }],
    ["failed", { success: false, late: false, text: FAILED }, {
      verdict: "killed",
      test: "b => ./tests/b_test.ts:5",
    }],
    ["broken", { success: false, late: false, text: "" }, { verdict: "killed" }],
    ["late", { success: false, late: true, text: "a ... ok (1ms)\nb ..." }, {
      verdict: "timeout",
      test: "b",
    }],
    ["late before the tests", { success: false, late: true, text: "" }, { verdict: "timeout" }],
  ] as const
) {
  Deno.test(`judge: ${name}`, () => assert.deepEqual(outcomeOf(ended), outcome));
}
