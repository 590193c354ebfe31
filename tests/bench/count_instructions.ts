/**
 * Lays the roots and has valgrind count.
 *
 * @module
 */
import $ from "dax";
import { UsageError } from "../../lib/cli/arguments.ts";
import { type Count, type Figure, growthOf, parseCollected } from "./instructions.ts";
import { layOnce } from "./run_jobs.ts";

/** Figures, and a sentence for each command that could not be counted. */
export interface Counted {
  readonly figures: readonly Figure[];
  readonly failures: readonly string[];
}

/** Throws {@link UsageError} where valgrind is missing. */
export async function requireValgrind(): Promise<void> {
  if (await $.which("valgrind") !== undefined) return;
  throw new UsageError(
    "The program valgrind, which counts instructions, is missing; run apt-get install valgrind, or time alone with --quick.",
  );
}

/** One command after the other. One that cannot be run does not keep the others from it. */
export async function countInstructions(
  counts: readonly Count[],
  tell: (name: string) => void,
): Promise<Counted> {
  const [figures, failures]: [Figure[], string[]] = [[], []];
  for (const { id, name, command, places } of counts) {
    tell(`instructions of ${name}`);
    try {
      for (const place of places) await layOnce(place, 1, new Set());
      figures.push({ id, name, value: await instructionsOf(command), unit: "instructions" });
    } catch (error) {
      failures.push(`instructions of ${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return { figures: [...figures, ...growthOf(figures)], failures };
}

/** The command's words are in shell syntax. Throws an error where it does not end with 0. */
export async function instructionsOf(command: string): Promise<number> {
  const valgrind = "valgrind --tool=callgrind --callgrind-out-file=/dev/null";
  const { code, stderr } = await $`bash -c ${`exec ${valgrind} ${command}`}`
    .stdin("null").stdout("null").stderr("piped").noThrow();
  if (code !== 0) throw new Error(`Exit status ${code} of: ${command}`);
  const collected = parseCollected(stderr);
  if (collected === undefined) throw new Error(`valgrind printed no number of instructions of: ${command}`);
  return collected;
}
