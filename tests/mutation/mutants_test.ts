import assert from "node:assert/strict";
import { applied } from "./edit.ts";
import { mutantsOf, OPERATORS, parses } from "./mutants.ts";

/** Operator, a program, and what the operator makes of it. */
const TABLE: readonly [operator: string, source: string, mutants: readonly string[]][] = [
  ["comparison", "a < b;", ["a > b;"]],
  ["comparison", "a >= b;", ["a <= b;"]],
  ["boundary", "a < b;", ["a <= b;"]],
  ["boundary", "a >= b;", ["a > b;"]],
  ["equality", "a === b !== c;", ["a === b === c;", "a !== b !== c;"]],
  ["logic", "a && b;", ["a || b;"]],
  ["logic", "a ?? b ?? c;", ["((a ?? b) && c);", "((a) && b) ?? c;"]],
  ["arithmetic", "a + b * 2;", ["a - b * 2;", "a + b / 2;"]],
  ["arithmetic", "a += b >>> 8;", ["a -= b >>> 8;", "a += b << 8;"]],
  ["arithmetic", '"a" + b;', []],
  ["boolean", "f(true, false);", ["f(false, false);", "f(true, true);"]],
  ["number", "f(0, 7);", ["f(1, 7);", "f(0, 8);", "f(0, 6);"]],
  ["number", "f(8n, 1.5);", ["f(9n, 1.5);", "f(7n, 1.5);"]],
  ["number", "f(0x10);", ["f(17);", "f(15);"]],
  ["string", 'f("a", "", `b${c}`);', [
    'f("", "", `b${c}`);',
    'f("a", "mutant", `b${c}`);',
    'f("a", "", "");',
  ]],
  ["method", "a.some(f);", ["a.every(f);"]],
  ["method", "Math.max(a, b);", ["Math.min(a, b);"]],
  ["method", "a.toString();", []],
  ["method", "a.find((b) => b === c);", []],
  ["method", "a.find((b) => b.d === c);", ["a.findLast((b) => b.d === c);"]],
  ["chaining", "a?.b?.[0];", ["a?.b[0];", "a.b?.[0];"]],
  ["chaining", "a?.();", ["a();"]],
  ["negation", "if (!a) f();", ["if (a) f();"]],
  ["condition", "if (a) f();", ["if (true) f();", "if (false) f();"]],
  ["condition", "a ? b : c;", ["true ? b : c;", "false ? b : c;"]],
  ["condition", "while (a) f();", ["while (false) f();"]],
  ["fallback", "a ?? b;", ["a;", "b;"]],
  ["statement", "f(); const a = 1;", ["; const a = 1;"]],
  ["statement", "if (a) throw b;", ["if (a) ;"]],
  ["else", "if (a) f(); else g();", ["if (a) f();"]],
  ["return", "const f = () => a;", ["const f = () => undefined;"]],
  ["return", "function f() { return a.map(g); }", ["function f() { return []; }"]],
  ["return", "function f() { return undefined; }", []],
  ["element", "f([a, b, ...c]);", ["f([b, ...c]);", "f([a, ...c]);"]],
  ["element", "f([a]);", ["f([]);"]],
  ["property", "f({ a, b: 1 });", ["f({ b: 1 });", "f({ a });"]],
  ["spread", "f([...a, b], { ...c });", ["f([b], { ...c });", "f([...a, b], {  });"]],
  ["spread", "f(a, ...b);", ["f(a);"]],
  ["step", "a.filter(f).map(g);", ["a.map(g);"]],
  ["anchor", "/^a[^b]$/.test(c);", ["/a[^b]$/.test(c);", "/^a[^b]/.test(c);"]],
  ["anchor", "/\\^a\\$/.test(c);", []],
  ["anchor", "/^(.+)a$/.test(c);", ["/^(.+)a/.test(c);"]],
  ["anchor", "/^a(.*)$/.test(c);", ["/a(.*)$/.test(c);"]],
  ["anchor", "/^.*a.+$/.test(c);", []],
  ["repetition", "/a+\\+b*/.test(c);", ["/a*\\+b*/.test(c);", "/a+\\+b+/.test(c);"]],
];

function madeBy(operator: string, source: string): string[] {
  return mutantsOf("a.ts", source).filter((mutant) => mutant.operator === operator)
    .map((mutant) => applied(source, mutant));
}

for (const [operator, source, mutants] of TABLE) {
  Deno.test(`mutants: ${operator}: ${source}`, () => {
    assert.deepEqual(madeBy(operator, source).sort(), [...mutants].sort());
  });
}

Deno.test("mutants: every operator has a row", () => {
  const tried = TABLE.filter(([, , mutants]) => mutants.length > 0).map(([operator]) => operator);
  assert.deepEqual([...new Set(tried)].sort(), Object.keys(OPERATORS).sort());
});

Deno.test("mutants: none in types, imports and exports", () => {
  const lines = [
    'import a from "./a.ts";',
    'export * from "./b.ts";',
    'type A = "x" | 1 | true;',
    'interface B { readonly c: "y" }',
    "declare const d: A;",
  ];
  assert.deepEqual(mutantsOf("a.ts", lines.join("\n")), []);
});

Deno.test("mutants: none in what a file does when it is started", () => {
  assert.deepEqual(mutantsOf("a.ts", 'if (import.meta.main) start("a");'), []);
  assert.notDeepEqual(mutantsOf("a.ts", 'if (import.meta.other) start("a");'), []);
});

Deno.test("mutants: where each is, and what was there", () => {
  assert.deepEqual(mutantsOf("lib/a.ts", "\n  f(true);").filter(({ operator }) => operator === "boolean"), [
    { file: "lib/a.ts", line: 2, operator: "boolean", before: "true", text: "false", start: 5, end: 9 },
  ]);
});

Deno.test("mutants: one that is no program does not parse", () => {
  const [mutant] = mutantsOf("a.ts", "f(true);");
  assert.ok(parses(mutant!, "f(true);"));
  assert.ok(!parses({ ...mutant!, text: "(" }, "f(true);"));
});
