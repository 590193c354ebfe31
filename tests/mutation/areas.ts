/**
 * Parts of the program, each with tests of its own. They follow from folders alone.
 *
 * @module
 */

/** What has its name in another word than its area. */
const SAME: Readonly<Record<string, string>> = { plan: "cli", configure: "cli" };

/** Modules directly in `lib/` that have no folder. */
export const COMMON = "common";

/**
 * The area of a file below `lib`, `hooks` or `tests`: the folder below it. `lib/stacks.ts` is in the area of `lib/stacks/`,
 * as far as that is one of `folders`.
 */
export function areaOf(path: string, folders: ReadonlySet<string>): string {
  const [top, ...names] = path.split("/");
  if (top === "hooks") return top;
  const first = names[0]?.replace(/(?:_test)?\.ts$/, "") ?? "";
  const area = SAME[first] ?? first;
  return folders.has(area) ? area : COMMON;
}

/** The areas that have a folder among these files. */
export function foldersOf(paths: readonly string[]): Set<string> {
  const names = paths.filter((path) => path.split("/").length > 2).map((path) => path.split("/")[1]!);
  return new Set(names.map((name) => SAME[name] ?? name));
}

/**
 * The test modules in two parts, each to be run only where the one before has noticed nothing: those that most likely
 * notice a change of `file`, which are its own and then its area's; and all others, the cases first, which run the
 * whole program.
 */
export function testsFor(
  file: string,
  tests: readonly string[],
  folders: ReadonlySet<string>,
): readonly (readonly string[])[] {
  const own = file.replace(/^lib/, "tests").replace(/\.ts$/, "_test.ts");
  const area = areaOf(file, folders);
  const isNear = (test: string) => test.split("/")[1] === area || areaOf(test, folders) === area;
  const first = (name: string, names: readonly string[]) =>
    names.toSorted((one, other) => Number(other === name) - Number(one === name));
  return [
    first(own, tests.filter((test) => test === own || isNear(test))),
    first("tests/cases_test.ts", tests.filter((test) => test !== own && !isNear(test))),
  ].filter((part) => part.length > 0);
}
