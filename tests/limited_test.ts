import assert from "node:assert/strict";
import { type Limit, runLimited, runningTest } from "./support/limited.ts";
import { fromFileUrl } from "./support/paths.ts";
import { oneModule, testFiles } from "./support/test_files.ts";

const PROJECT = fromFileUrl(new URL("..", import.meta.url)).replace(/\/$/, "");

const run = (script: string, limit: Limit) =>
  runLimited({ words: ["sh", "-c", script], cwd: PROJECT, stderr: "null", limit });

Deno.test("limited: what ends in time", async () => {
  assert.deepEqual(await run("echo a; exit 0", { seconds: 60 }), { success: true, late: false, text: "a\n" });
  assert.deepEqual(await run("exit 3", { seconds: 60 }), { success: false, late: false, text: "" });
});

Deno.test("limited: what does not end is killed, and so is what it started, which holds its output open", async () => {
  const { success, late, text } = await run("echo a; sleep 1000 & sleep 1000", { seconds: 0.5 });
  assert.deepEqual({ success, late, text }, { success: false, late: true, text: "a\n" });
});

Deno.test("limited: output starts the time again where that is wanted", async () => {
  const limit = { seconds: 2, afterOutput: true };
  const { success, late } = await run("for n in 1 2 3 4 5 6; do echo $n; sleep 0.5; done", limit);
  assert.deepEqual({ success, late }, { success: true, late: false });
});

for (
  const [text, test] of [
    ["", undefined],
    ["running 2 tests from ./a_test.ts\na ... ok (1ms)\nb ...", "b"],
    ["a ... ok (1ms)\n", undefined],
    ["a ... ok (1ms)\nb ... \x1b[31mFAILED\x1b[0m (1ms)\n", undefined],
    ["a ...\n------- output -------\nhello\n", "a"],
    ["a ...\n------- output -------\nhello\n----- output end -----\na ... ok (1ms)\n", undefined],
    ["a ... ok (1ms)\nto be … or ... not ...", "to be … or ... not"],
  ] as const
) {
  Deno.test(`the running test after ${JSON.stringify(text)}: ${test}`, () => {
    assert.equal(runningTest(text), test);
  });
}

Deno.test("test files: all that need no root, and themselves among them", () => {
  const files = testFiles(PROJECT);
  assert.ok(files.includes("tests/limited_test.ts") && files.includes("tests/apply/apply_test.ts"));
  assert.deepEqual(files.filter((path) => /^tests\/(?:real|e2e)\/|_test\.ts.+/.test(path)), []);
});

Deno.test("one module: loads the files in their order, by URLs that any path has", () => {
  const urls = [
    ...oneModule("/a #b", ["tests/x_test.ts", "tests/c_test.ts"]).matchAll(/import\("([^"]+)"\)/g),
  ];
  assert.deepEqual(urls.map(([, url]) => url), [
    "file:///a%20%23b/tests/x_test.ts",
    "file:///a%20%23b/tests/c_test.ts",
  ]);
});
