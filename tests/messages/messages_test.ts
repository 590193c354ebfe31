import assert from "node:assert/strict";
import { join } from "@std/path";
import ts from "typescript";
import { MESSAGES } from "../../lib/messages.ts";
import { fromFileUrl } from "../support/paths.ts";
import { messagesPage, PAGE } from "./page.ts";

const LIB = fromFileUrl(new URL("../../lib", import.meta.url));

/** Whose messages have no codes yet. */
const WITHOUT_CODES = /^(?:apply|image|plan|state)\/|^config_drive\/(?:directory|find|volumes)\.ts$/;

/** Every source of the library by its path. */
const SOURCES = new Map(pathsIn("").map((path) => [path, Deno.readTextFileSync(join(LIB, path))]));

function pathsIn(directory: string): string[] {
  return [...Deno.readDirSync(join(LIB, directory))].flatMap(({ name, isDirectory }) => {
    const path = join(directory, name);
    return isDirectory ? pathsIn(path) : name.endsWith(".ts") ? [path] : [];
  });
}

Deno.test("messages: the page lists every one with its kind (deno task messages)", () => {
  assert.equal(Deno.readTextFileSync(PAGE), messagesPage());
});

Deno.test("messages: each code is a few plain words, and each meaning a sentence of its own", () => {
  const meanings = Object.entries(MESSAGES).map(([code, { means }]) => {
    assert.match(code, /^[a-z0-9]+(?:-[a-z0-9]+)+$/);
    assert.match(means, /^[A-Z].*\.$/);
    return means;
  });
  assert.equal(new Set(meanings).size, meanings.length);
});

Deno.test("messages: each code is somebody's", () => {
  const text = [...SOURCES].flatMap(([path, text]) => path === "messages.ts" ? [] : text).join("\n");
  assert.deepEqual(Object.keys(MESSAGES).filter((code) => !text.includes(`"${code}"`)), []);
});

/** Calls that make a message without a code. */
function codeless(path: string, text: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^(?:problemIn|noteOn)$/.test(node.expression.getText(file))) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      if (node.arguments.length < 4) found.push(`${path}:${line + 1}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

Deno.test("messages: each has a code", () => {
  const found = [...SOURCES].flatMap(([path, text]) => path === "problem.ts" ? [] : codeless(path, text));
  assert.deepEqual(found.filter((place) => !WITHOUT_CODES.test(place.replace(/:\d+$/, ""))), []);
});
