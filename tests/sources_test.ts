import assert from "node:assert/strict";
import { join } from "@std/path";
import { fromFileUrl } from "./support/paths.ts";

const PROJECT = fromFileUrl(new URL("..", import.meta.url)).replace(/\/$/, "");

/** All TypeScript files below a directory of the project, relative to the project. */
function sourcesIn(directory: string): string[] {
  return [...Deno.readDirSync(join(PROJECT, directory))].flatMap(({ name, isDirectory }) => {
    const path = `${directory}/${name}`;
    if (isDirectory) return path === "tests/cases" ? [] : sourcesIn(path);
    return name.endsWith(".ts") ? [path] : [];
  }).sort();
}

function linesOf(path: string): string[] {
  return Deno.readTextFileSync(join(PROJECT, path)).split("\n");
}

/** What runs in an image must run under every runtime: only these files know one of them. */
const RUNTIMES = [
  "lib/system/deno.ts",
  "lib/system/quickjs.ts",
  "lib/system/quickjs_checksum.ts",
  "lib/system/quickjs_json.ts",
  "lib/system/quickjs_ip.ts",
  "lib/system/quickjs_sha1.ts",
];

/** What only one runtime has, as code would use it. */
const RUNTIME_USE =
  /\bDeno\.|["']node:|\bfrom ["'](?:std|os|native)["']|\bimport\(?\s*["'](?:std|os|native)["']/;

for (const path of ["mod.ts", ...sourcesIn("lib"), ...sourcesIn("hooks")]) {
  if (RUNTIMES.includes(path)) continue;
  Deno.test(`${path} knows no runtime`, () => {
    const code = linesOf(path).filter((line) => !/^\s*(?:\/\*\*|\*|\/\/)/.test(line));
    assert.deepEqual(code.filter((line) => RUNTIME_USE.test(line)), []);
  });
}

Deno.test("what knows a runtime is found where there is one", () => {
  const uses = [
    'import * as native from "native";',
    'import * as std from "std";',
    "Deno.args",
    'import "os";',
    'import fs from "node:fs";',
  ];
  assert.deepEqual(uses.filter((line) => !RUNTIME_USE.test(line)), []);
});

const LONGEST_FILE = 300;

Deno.test(`no source file has more than ${LONGEST_FILE} lines`, () => {
  const sources = ["lib", "hooks", "shims", "tests"].flatMap(sourcesIn);
  const long = sources.filter((path) => linesOf(path).length - 1 > LONGEST_FILE);
  assert.deepEqual(long, []);
});
