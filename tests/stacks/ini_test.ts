import assert from "node:assert/strict";
import { readSettings } from "../../lib/stacks/_ini.ts";

/** A text, and its settings as `section.key: value`. */
const READ: readonly [text: string, settings: readonly string[]][] = [
  ["", []],
  ["a=b", [".a: b"]],
  ["[s]\na=b\n[t]\nc=d", ["s.a: b", "t.c: d"]],
  ["  [s]  \n a = b ", ["s.a: b"]],
  ["[s]\na=b\n[]\nc=d", ["s.a: b", ".c: d"]],
  ["[s]\n[t\na=b", ["s.a: b"]],
  ["[s]\na=[t]\nb=c", ["s.a: [t]", "s.b: c"]],
  ["[s]\na=b=c", ["s.a: b=c"]],
  ["[s]\n=b\na", []],
  ["[s]\na=", ["s.a: "]],
  ["#a=b\n;c=d\n  #e=f", []],
  ["name[de]=x\na#b=c\na;b=c", [".name[de]: x", ".a#b: c", ".a;b: c"]],
  ["[s]=x\n[t]a=b", []],
];

for (const [text, settings] of READ) {
  Deno.test(`ini: ${JSON.stringify(text)} says ${settings.join(", ") || "nothing"}`, () => {
    const found = readSettings(text.split("\n"));
    assert.deepEqual(found.map(({ section, key, value }) => `${section}.${key}: ${value}`), settings);
  });
}
