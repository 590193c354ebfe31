import assert from "node:assert/strict";
import { CompileError } from "../../shims/compile/fault.ts";
import { parseOptions } from "../../shims/compile/options.ts";

const DEFAULTS = {
  hook: undefined,
  output: undefined,
  target: Deno.build.arch,
  engine: "quickjs",
  quickjs: undefined,
};

const PARSED: readonly [words: string, expected: Record<string, unknown> | undefined][] = [
  ["", DEFAULTS],
  ["--", DEFAULTS],
  ["--target aarch64", { ...DEFAULTS, target: "aarch64" }],
  ["--engine v8", { ...DEFAULTS, engine: "v8" }],
  ["--quickjs q.tar.xz", { ...DEFAULTS, quickjs: "/here/q.tar.xz" }],
  ["hooks/x.ts -o /out/x", { ...DEFAULTS, hook: "/here/hooks/x.ts", output: "/out/x" }],
  ["--help", undefined],
];

for (const [words, expected] of PARSED) {
  Deno.test(`compile ${words}`, () => assert.deepEqual(parseOptions(wordsOf(words), "/here"), expected));
}

const REFUSED: readonly [words: string, says: RegExp][] = [
  ["--target sparc", /^"sparc" is not a value of --target; use x86_64 or aarch64\.$/],
  ["--engine jsc", /^"jsc" is not a value of --engine; use quickjs or v8\.$/],
  ["hooks/x.ts", /^Say where the executable of "hooks\/x\.ts" goes, as in -o FILE\.$/],
  ["a.ts b.ts -o x", /^One hook can be compiled at a time, but "b\.ts" is named as well\.$/],
  ["--nonsense", /--nonsense\nusage: /],
];

for (const [words, says] of REFUSED) {
  Deno.test(`compile ${words} is refused`, () => {
    assert.throws(() => parseOptions(wordsOf(words), "/here"), (error) => {
      assert.ok(error instanceof CompileError);
      assert.match(error.message, says);
      return true;
    });
  });
}

function wordsOf(text: string): string[] {
  return text.split(" ").filter((word) => word !== "");
}
