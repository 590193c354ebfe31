/**
 * What the benchmarks beside peers do as tasks.
 *
 * @module
 */
import { UsageError } from "../../../lib/cli/arguments.ts";

/** Runs a task that returns what to print, and is told whom to tell what it does now. Ends with 2 for wrong usage. */
export async function runTask(
  task: (words: readonly string[], tell: (what: string) => void) => Promise<string>,
): Promise<void> {
  try {
    write(Deno.stdout, await task(Deno.args, (what) => write(Deno.stderr, `${what} …`)));
  } catch (error) {
    write(Deno.stderr, error instanceof Error ? error.message : String(error));
    Deno.exitCode = error instanceof UsageError ? 2 : 1;
  }
}

function write(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  stream.writeSync(new TextEncoder().encode(`${text}\n`));
}
