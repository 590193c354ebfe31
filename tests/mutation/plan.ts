/**
 * Which mutants there are, and which of them a run tries.
 *
 * @module
 */
import { join } from "@std/path";
import { testFiles } from "../support/test_files.ts";
import { randomOf } from "../trust/random.ts";
import { areaOf, foldersOf, testsFor } from "./areas.ts";
import type { Task } from "./judge.ts";
import { type Mutant, mutantsOf, parses } from "./mutants.ts";
import type { Options } from "./options.ts";
import { byTurns, sampleMutants } from "./sample.ts";

/** One control before so many mutants. */
const MUTANTS_A_CONTROL = 100;

/** What only the binary has: tests that need no packages do not build it. Declarations do nothing. */
const NOT_RUN = /quickjs|\.d\.ts$/;

export interface AreaMutants {
  readonly name: string;
  /** Path → text. */
  readonly sources: ReadonlyMap<string, string>;
}

/** The areas of the project with their sources, sorted by name. */
export function areasOf(project: string): AreaMutants[] {
  const paths = sourcesOf(project);
  const folders = foldersOf(paths);
  return [...Map.groupBy(paths, (path) => areaOf(path, folders))].map(([name, own]) => ({
    name,
    sources: new Map(own.map((path) => [path, Deno.readTextFileSync(join(project, path))])),
  })).sort((one, other) => one.name < other.name ? -1 : 1);
}

function sourcesOf(project: string): string[] {
  return ["lib", "hooks"].flatMap((directory) => filesBelow(project, directory))
    .filter((path) => path.endsWith(".ts") && !NOT_RUN.test(path));
}

function filesBelow(project: string, directory: string): string[] {
  return [...Deno.readDirSync(join(project, directory))].flatMap(({ name, isDirectory }) => {
    const path = join(directory, name);
    return isDirectory ? filesBelow(project, path) : [path];
  }).sort();
}

/** By turns of the areas, so that a run that is cut short has tried some of each, with controls among them. */
export function tasksFor(project: string, areas: readonly AreaMutants[], options: Options): Task[] {
  const chosen = areas.filter(({ name }) => options.areas.length === 0 || options.areas.includes(name));
  const folders = foldersOf(sourcesOf(project));
  // The tests of this program do not test lib.
  const tests = testFiles(project).filter((path) => !path.startsWith("tests/mutation/"));
  const mutants = byTurns(chosen.map((area) => mutantsIn(area, options).map((mutant) => ({ area, mutant }))));
  return mutants.flatMap(({ area: { name: area }, mutant }, index) => {
    const task = { area, mutant, tests: testsFor(mutant.file, tests, folders) };
    return index % MUTANTS_A_CONTROL === 0 ? [{ area, tests: task.tests }, task] : [task];
  });
}

/** The same for an area whatever others are chosen. */
function mutantsIn({ sources }: AreaMutants, { seed, perArea }: Options): Mutant[] {
  const all = [...sources].flatMap(([path, source]) => mutantsOf(path, source));
  return sampleMutants(randomOf(seed), all, perArea, (mutant) => parses(mutant, sources.get(mutant.file)!));
}
