/** Functions whose code has every length before, between and after names, and a program with more names than two bytes count. */
import assert from "node:assert/strict";
import { compile, execute, PROJECT } from "../support/binary.ts";
import { inTemporaryDirectory } from "../support/faults.ts";

/** Some more than twice what a piece of a function's code has at most. */
const LONGEST = 540;
const NAMES = 66_000;

/** Adds 1 or 100, which takes two bytes or three, so that there is one of every length. */
function sum(bytes: number): { readonly text: string; readonly value: number } {
  const steps = [
    ...Array.from({ length: Math.floor(bytes / 2) - bytes % 2 }, () => 1),
    ...bytes % 2 ? [100] : [],
  ];
  return {
    text: steps.map((step) => `+${step}`).join(""),
    value: steps.reduce((all, step) => all + step, 0),
  };
}

interface Written {
  readonly text: string;
  readonly value: number;
}

/** A function with that many bytes alone, before a name, and behind one. */
function functionsOf(bytes: number): Written[] {
  const { text, value } = sum(bytes);
  return [
    { text: `(a) => a${text}`, value: value + 1 },
    { text: `(a, o) => a${text}+o.name${bytes}`, value: value + 1 + bytes },
    { text: `(a, o) => o.name${bytes}+a${text}`, value: value + 1 + bytes },
  ];
}

/** A hook that prints what is expected of it, each function called with 1 and an object of all names. */
function hookOf(functions: readonly Written[], names: readonly string[]): string {
  return [
    'import { start } from "' + PROJECT + '/lib/system/runtime.ts";',
    `const FUNCTIONS = [\n${
      functions.map(({ text }) => `  ${text},`).join("\n")
    }\n] as ((...words: any[]) => number)[];`,
    `const OBJECT = {\n${names.map((name, index) => `  ${name}: ${index},`).join("\n")}\n};`,
    "export function hook(_system: unknown, terminal: { out(line: string): void }): 0 {",
    "  terminal.out(JSON.stringify(FUNCTIONS.map((call) => call(1, OBJECT))));",
    "  terminal.out(JSON.stringify(Object.entries(OBJECT).filter(([name, index]) => name !== `name${index}`)));",
    "  return 0;",
    "}",
    "if (import.meta.main) start(hook);",
  ].join("\n");
}

Deno.test("bytecode: code of every length stays as it is, and so do many names", () =>
  inTemporaryDirectory((directory) => {
    const functions = Array.from({ length: LONGEST - 2 }, (_, index) => functionsOf(index + 2)).flat();
    const names = Array.from({ length: NAMES }, (_, index) => `name${index}`);
    Deno.writeTextFileSync(`${directory}/hook.ts`, hookOf(functions, names));
    compile([`${directory}/hook.ts`, "-o", `${directory}/program`]);
    const { status, out, err } = execute(`${directory}/program`, []);
    assert.deepEqual([status, err], [0, ""]);
    const [sums, wrongNames] = out.split("\n").map((line) => JSON.parse(line));
    assert.deepEqual(sums, functions.map(({ value }) => value));
    assert.deepEqual(wrongNames, []);
  }));
