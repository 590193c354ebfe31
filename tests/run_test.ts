import assert from "node:assert/strict";
import { inTemporaryDirectory } from "./support/faults.ts";
import { fromFileUrl } from "./support/paths.ts";

const RUN = fromFileUrl(new URL("run.ts", import.meta.url));

interface Said {
  readonly code: number;
  readonly text: string;
}

/** Runs a test module of this text as `deno task test FILE` does. */
function runModule(source: string, ...words: readonly string[]): Said {
  return inTemporaryDirectory((directory) => {
    Deno.writeTextFileSync(`${directory}/x_test.ts`, source);
    return runTask("--no-check", ...words, directory);
  });
}

function runTask(...words: readonly string[]): Said {
  const flags = ["--no-prompt", "--no-check", "--allow-read", "--allow-write", "--allow-env", "--allow-run"];
  const args = ["run", ...flags, RUN, ...words];
  const { code, stdout, stderr } = new Deno.Command(Deno.execPath(), { args, env: { NO_COLOR: "1" } })
    .outputSync();
  return { code, text: [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("") };
}

const PASSES = 'Deno.test("one", () => {});\nDeno.test("two", () => {});\n';
const FAILS = 'Deno.test("three", () => {\n  throw new Error("no");\n});\n';
const HANGS = 'Deno.test("four", () => {\n  while (true);\n});\n';

for (
  const [name, said, code, pattern] of [
    ["tests that pass", () => runModule(PASSES), 0, /^ok \| 2 passed \| 0 failed/m],
    ["a filter", () => runModule(PASSES + FAILS, "--filter", "two"), 0, /^ok \| 1 passed \| 0 failed/m],
    ["a failure says where it is", () => runModule(FAILS), 1, /^three => \S+\/x_test\.ts:1:6$/m],
    [
      "a module that breaks",
      () => runModule("throw 1;" + PASSES),
      1,
      /x_test\.ts can be loaded \.\.\. FAILED/,
    ],
    [
      "a test that does not end is named",
      () => runModule(PASSES + HANGS, "--limit", "5"),
      1,
      /^There was no output for 5 s: the test "four" did not end; --limit SECONDS gives more time\.$/m,
    ],
    [
      "no such file",
      () => runTask("tests/none_test.ts"),
      2,
      /^There is no file or directory "tests\/none_test\.ts"\.$/m,
    ],
  ] as const
) {
  Deno.test(`task test: ${name}`, () => {
    const { code: status, text } = said();
    assert.match(text, pattern);
    assert.equal(status, code);
  });
}
