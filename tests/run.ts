/**
 * `deno task test [--limit SECONDS] [FILE…]`: runs the tests that need no root as one module, and names a test that does
 * not end. Other options are for `deno test`.
 *
 * @module
 */
import { resolve } from "@std/path";
import arg from "arg";
import { UsageError } from "../lib/cli/arguments.ts";
import { quote } from "../lib/problem.ts";
import { endOnSignals, runLimited, runningTest } from "./support/limited.ts";
import { fromFileUrl } from "./support/paths.ts";
import { oneModule, PERMISSIONS, testFiles } from "./support/test_files.ts";

const PROJECT = fromFileUrl(new URL("..", import.meta.url)).replace(/\/$/, "");

/** The longest test takes seconds, and checking the types of all modules a minute on a busy machine. */
const LIMIT_SECONDS = 180;

interface Options {
  /** Test modules; empty for all. */
  readonly files: readonly string[];
  /** How long there may be no output. */
  readonly seconds: number;
  /** For `deno test`. */
  readonly others: readonly string[];
}

try {
  Deno.exitCode = await runTests(parse(Deno.args));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  tell(error.message);
  Deno.exitCode = 2;
}

async function runTests({ files, seconds, others }: Options): Promise<number> {
  const directory = Deno.makeTempDirSync({ prefix: "simple-init-test-" });
  const cleanUp = () => Deno.removeSync(directory, { recursive: true });
  endOnSignals(cleanUp);
  const module = `${directory}/all_test.ts`;
  try {
    Deno.writeTextFileSync(module, oneModule(PROJECT, files.length === 0 ? testFiles(PROJECT) : files));
    const { success, late, text } = await runLimited({
      words: [Deno.execPath(), "test", "--quiet", ...PERMISSIONS, "--config", "deno.json", ...others, module],
      cwd: PROJECT,
      stderr: "inherit",
      limit: { seconds, afterOutput: true },
      onOutput: (bytes) => writeAll(Deno.stdout, bytes),
    });
    if (late) tell(lateText(runningTest(text), seconds));
    return success ? 0 : 1;
  } finally {
    cleanUp();
  }
}

function lateText(test: string | undefined, seconds: number): string {
  const what = test === undefined ? "the tests" : `the test ${quote(test)}`;
  return `\nThere was no output for ${seconds} s: ${what} did not end; --limit SECONDS gives more time.`;
}

/** Throws {@link UsageError}. */
function parse(words: readonly string[]): Options {
  const spec = { "--filter": String, "--limit": Number };
  const { _: rest, "--filter": filter, "--limit": seconds = LIMIT_SECONDS } = arg(spec, {
    argv: [...words],
    permissive: true,
  });
  if (!(seconds > 0)) throw new UsageError("--limit takes a number of seconds above 0.");
  const others = rest.filter((word) => word.startsWith("-"));
  return {
    files: rest.filter((word) => !word.startsWith("-")).flatMap(filesAt),
    seconds,
    others: filter === undefined ? others : [...others, `--filter=${filter}`],
  };
}

/** A file, or the test modules below a directory, relative to the project. */
function filesAt(path: string): string[] {
  try {
    return Deno.statSync(resolve(PROJECT, path)).isDirectory ? testFiles(PROJECT, path) : [path];
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UsageError(`There is no file or directory ${quote(path)}.`);
  }
}

function tell(line: string): void {
  writeAll(Deno.stderr, new TextEncoder().encode(`${line}\n`));
}

function writeAll(stream: { writeSync(bytes: Uint8Array): number }, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += stream.writeSync(bytes.subarray(at));
}
