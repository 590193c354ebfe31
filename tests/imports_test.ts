import assert from "node:assert/strict";
import { dirname, join, normalize } from "@std/path";
import { fromFileUrl } from "./support/paths.ts";

const PROJECT = fromFileUrl(new URL("..", import.meta.url)).replace(/\/$/, "");

function sourcesIn(directory: string): string[] {
  return [...Deno.readDirSync(join(PROJECT, directory))].flatMap(({ name, isDirectory }) => {
    const path = `${directory}/${name}`;
    return isDirectory ? sourcesIn(path) : name.endsWith(".ts") ? [path] : [];
  }).sort();
}

const RELATIVE = /\b(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g;
/** Examples in the documentation import too. */
const COMMENT_LINES = /^ \*.*\n/gm;

/** The files that a file imports, types included, relative to the project. */
function importsOf(path: string, text: string): string[] {
  return [...text.matchAll(RELATIVE)].map(([, target]) => normalize(join(dirname(path), target!)));
}

const GRAPH = new Map(
  ["mod.ts", ...["lib", "hooks", "shims"].flatMap(sourcesIn)].map((path) => [
    path,
    Deno.readTextFileSync(join(PROJECT, path)).replaceAll(COMMENT_LINES, ""),
  ]),
);

/** A way from a file back to itself, over types as well: who reads one of such files has to read them all. */
function circle(graph: ReadonlyMap<string, string>): string[] | undefined {
  const finished = new Set<string>();
  const visit = (path: string, way: readonly string[]): string[] | undefined => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (finished.has(path)) return undefined;
    for (const target of importsOf(path, graph.get(path) ?? "")) {
      const found = visit(target, [...way, path]);
      if (found !== undefined) return found;
    }
    finished.add(path);
    return undefined;
  };
  for (const path of graph.keys()) {
    const found = visit(path, []);
    if (found !== undefined) return found;
  }
  return undefined;
}

Deno.test("imports: no circle", () => assert.equal(circle(GRAPH), undefined));

Deno.test("imports: a circle is found where there is one", () => {
  const graph = new Map([
    ["a.ts", 'import { b } from "./b.ts";'],
    ["b.ts", 'import { c } from "./c.ts";'],
    ["c.ts", 'import type { B } from "./b.ts";'],
  ]);
  assert.deepEqual(circle(graph), ["b.ts", "c.ts", "b.ts"]);
});

/** Who may import whom, types included: `lib` is below the hooks, and both are below what builds them. */
const ARROWS: readonly [from: RegExp, to: RegExp, why: string][] = [
  [/^lib\//, /^(?!lib\/)/, "lib/ imports nothing above it"],
  [/^hooks\//, /^(?!hooks\/|lib\/)/, "hooks/ imports lib/ only"],
  [/^lib\/(?!cli\/|image\/)/, /^lib\/cli\//, "the command line is imported by itself and by image hooks"],
  [/^lib\/resolve\//, /^lib\/(?:stacks|apply|cli|system|plan)\//, "resolve is pure, and knows no stack"],
  [/^lib\/stacks\/\w+\/mod\.ts$/, /^lib\/(?:resolve|apply|cli|system|plan|image)\//, "rendering is pure"],
];

for (const [from, to, why] of ARROWS) {
  Deno.test(`imports: ${why}`, () => {
    const wrong = [...GRAPH].filter(([path]) => from.test(path)).flatMap(([path, text]) =>
      importsOf(path, text).filter((target) => to.test(target)).map((target) => `${path} -> ${target}`)
    );
    assert.deepEqual(wrong, []);
  });
}

Deno.test("imports: what begins with _ is imported within its own folder and those below", () => {
  const wrong = [...GRAPH].flatMap(([path, text]) =>
    importsOf(path, text)
      .filter((target) => /\/_[^/]+$/.test(target) && !path.startsWith(`${dirname(target)}/`))
      .map((target) => `${path} -> ${target}`)
  );
  assert.deepEqual(wrong, []);
});
