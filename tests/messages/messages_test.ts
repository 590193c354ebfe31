import assert from "node:assert/strict";
import { join } from "@std/path";
import ts from "typescript";
import { MESSAGES, SUBJECTS } from "../../lib/messages.ts";
import { fromFileUrl } from "../support/paths.ts";
import { messagesPage, PAGE } from "./page.ts";

const PROJECT = fromFileUrl(new URL("../..", import.meta.url));

/** Every source of the program by its path, but the list of messages itself. */
const SOURCES = new Map(
  ["lib", "hooks"].flatMap(pathsIn).filter((path) => !/^lib\/messages[./]/.test(path))
    .map((path) => [path, Deno.readTextFileSync(join(PROJECT, path))]),
);

function pathsIn(directory: string): string[] {
  return [...Deno.readDirSync(join(PROJECT, directory))].flatMap(({ name, isDirectory }) => {
    const path = join(directory, name);
    return isDirectory ? pathsIn(path) : name.endsWith(".ts") ? [path] : [];
  });
}

Deno.test("messages: the page has every one, and the program says each in its example (deno task messages)", () => {
  assert.equal(Deno.readTextFileSync(PAGE), messagesPage());
});

Deno.test("messages: each code stands once, in one subject", () => {
  const codes = Object.values(SUBJECTS).flatMap((messages) => Object.keys(messages));
  assert.deepEqual(codes.toSorted(), Object.keys(MESSAGES).sort());
});

Deno.test("messages: each code is a few plain words, and what is said of it are sentences", () => {
  const meanings = Object.entries(MESSAGES).map(([code, { means, remedy }]) => {
    assert.match(code, /^[a-z0-9]+(?:-[a-z0-9]+)+$/);
    for (const text of [means, remedy]) assert.match(text, /^[A-Z].*\.$/);
    return means;
  });
  assert.equal(new Set(meanings).size, meanings.length);
});

Deno.test("messages: each code is somebody's", () => {
  const text = [...SOURCES.values()].join("\n");
  assert.deepEqual(Object.keys(MESSAGES).filter((code) => !text.includes(`"${code}"`)), []);
});

/** Where an object is given a severity: a message that is not made by the functions that want a code of its kind. */
function madeByHand(path: string, text: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isProperty = ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node);
    if (isProperty && /^["']?severity["']?$/.test(node.name.getText(file))) {
      found.push(`${path}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

Deno.test("messages: each is made with a code of its kind, by lib/problem.ts", () => {
  const found = [...SOURCES].flatMap(([path, text]) => madeByHand(path, text));
  assert.deepEqual(found.filter((place) => !place.startsWith("lib/problem.ts:")), []);
  assert.ok(found.length > 0, "not even there");
  for (const text of ["const p = { severity }", "({ ...p, 'severity': 'note' })", "f({ severity: s })"]) {
    assert.equal(madeByHand("x.ts", text).length, 1, text);
  }
});
