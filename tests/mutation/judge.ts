/**
 * Runs the tests on one mutant, in a copy of the project.
 *
 * @module
 */
import { join } from "@std/path";
import { type Ended, runLimited, runningTest } from "../support/limited.ts";
import { oneModule, PERMISSIONS } from "../support/test_files.ts";
import { applied } from "./edit.ts";
import type { Mutant } from "./mutants.ts";
import type { Result, Verdict } from "./report.ts";

/** What neither a test nor a type looks at. */
const LEFT_OUT = [".git", "dist", "node_modules"];

/** Copies the project to a new directory, so that the checkout is never changed. */
export function copyProject(project: string, copy: string): void {
  Deno.mkdirSync(copy);
  const names = [...Deno.readDirSync(project)].map(({ name }) => name).filter((name) =>
    !LEFT_OUT.includes(name)
  );
  const args = ["-a", ...names.map((name) => join(project, name)), copy];
  const { success, stderr } = new Deno.Command("cp", { args, stdout: "null" }).outputSync();
  if (!success) throw new Error(`The project could not be copied: ${new TextDecoder().decode(stderr)}`);
}

export interface Task {
  readonly area: string;
  /** None for a control. */
  readonly mutant?: Mutant;
  /** Test modules in the order to run them: each part only where the one before has noticed nothing. */
  readonly tests: readonly (readonly string[])[];
}

/** `timeout` in seconds. */
export async function judge(copy: string, { area, mutant, tests }: Task, timeout: number): Promise<Result> {
  const start = performance.now();
  const outcome = mutant === undefined
    ? controlled(await runTests(copy, tests, timeout))
    : await withMutant(copy, mutant, () => verdictOn(copy, tests, timeout));
  const seconds = Math.round((performance.now() - start) / 100) / 10;
  return { area, ...mutant === undefined ? {} : { mutant }, ...outcome, seconds };
}

async function withMutant<T>(copy: string, mutant: Mutant, body: () => Promise<T>): Promise<T> {
  const path = join(copy, mutant.file);
  const source = Deno.readTextFileSync(path);
  Deno.writeTextFileSync(path, applied(source, mutant));
  try {
    return await body();
  } finally {
    Deno.writeTextFileSync(path, source);
  }
}

interface Outcome {
  readonly verdict: Verdict;
  readonly test?: string;
}

async function verdictOn(copy: string, tests: Task["tests"], timeout: number): Promise<Outcome> {
  const outcome = await runTests(copy, tests, timeout);
  if (outcome.verdict !== "survived") return outcome;
  return await typesAreRight(copy, timeout) ? outcome : { verdict: "types" };
}

function controlled({ verdict, ...rest }: Outcome): Outcome {
  return { verdict: verdict === "survived" ? "control" : "control-killed", ...rest };
}

async function runTests(copy: string, tests: Task["tests"], timeout: number): Promise<Outcome> {
  for (const part of tests) {
    const outcome = await runPart(copy, part, timeout);
    if (outcome.verdict !== "survived") return outcome;
  }
  return { verdict: "survived" };
}

async function runPart(copy: string, tests: readonly string[], timeout: number): Promise<Outcome> {
  const module = `${copy}.all_test.ts`;
  Deno.writeTextFileSync(module, oneModule(copy, tests));
  const flags = ["--quiet", "--no-check", "--fail-fast", ...PERMISSIONS, "--config", "deno.json"];
  return outcomeOf(await runDeno(copy, ["test", ...flags, module], timeout));
}

async function typesAreRight(copy: string, timeout: number): Promise<boolean> {
  return (await runDeno(copy, ["check", "--quiet", "mod.ts", "hooks", "lib"], timeout)).success;
}

function runDeno(cwd: string, words: readonly string[], seconds: number): Promise<Ended> {
  return runLimited({
    words: [Deno.execPath(), ...words],
    cwd,
    env: { NO_COLOR: "1" },
    stderr: "null",
    limit: { seconds },
  });
}

/** What a run of `deno test` says of the program that it tested. */
export function outcomeOf({ success, late, text }: Ended): Outcome {
  if (success) return { verdict: "survived" };
  if (late) return named("timeout", runningTest(text));
  return named("killed", /^(\S.* => \S+:\d+):\d+$/m.exec(text)?.[1]);
}

function named(verdict: Verdict, test: string | undefined): Outcome {
  return test === undefined ? { verdict } : { verdict, test };
}
