import assert from "node:assert/strict";
import { parsePairs, shellWords, timePairs } from "./commands.ts";

Deno.test("words get quotes where a shell would read them otherwise", () => {
  assert.equal(shellWords(["/bin/x", "--root", "/tmp/a-{run}"]), "/bin/x --root /tmp/a-{run}");
  assert.equal(shellWords(["a b", "it's", "$x", ""]), `'a b' 'it'\\''s' '$x' ''`);
});

Deno.test("a line is a pair", () => {
  assert.deepEqual(parsePairs("12 34\n5 6\n"), [[12, 34], [5, 6]]);
});

Deno.test("two commands run by turns, after a run to warm up", async () => {
  const file = await Deno.makeTempFile();
  const append = (word: string) => shellWords(["bash", "-c", `echo ${word} {run} >> ${file}`]);
  const pairs = await timePairs(append("a"), append("b"), 2);
  assert.equal(await Deno.readTextFile(file), "a 0\nb 0\na 1\nb 1\na 2\nb 2\n");
  assert.equal(pairs.length, 2);
  assert.ok(pairs.flat().every((microseconds) => microseconds > 0));
  await Deno.remove(file);
});

Deno.test("a command that fails is named with its exit status", async () => {
  await assert.rejects(timePairs("bash -c 'exit 3'", "true", 2), {
    message: "Exit status 3 of: bash -c exit 3",
  });
  await assert.rejects(timePairs("true", "/no/such/program {run}", 2), {
    message: /No such file or directory; Exit status 127 of: \/no\/such\/program 0$/,
  });
});
