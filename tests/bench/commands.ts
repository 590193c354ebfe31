/**
 * Commands as words in shell syntax, and the runs that are timed.
 *
 * @module
 */
import $ from "dax";
import { fromFileUrl } from "../support/paths.ts";
import type { Pair } from "./statistics.ts";

const TIMER = fromFileUrl(new URL("./time_pairs.sh", import.meta.url));

/** The words as a shell reads them; those that need no quotes get none. */
export function shellWords(words: readonly string[]): string {
  return words.map((word) => /^[\w@%+=:,./{}-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)
    .join(" ");
}

/** Runs the two by turns. Throws an error that has a failing command's last words and says which one it is. */
export async function timePairs(subject: string, base: string, runs: number): Promise<Pair[]> {
  const { code, stdout, stderr } = await $`bash ${TIMER} ${runs} ${subject} ${base}`
    .stdout("piped").stderr("piped").noThrow();
  if (code !== 0) {
    throw new Error(stderr.trim().split("\n").slice(-2).join("; ") || `bash ended with status ${code}`);
  }
  return parsePairs(stdout);
}

/** A line a pair: two numbers of microseconds. */
export function parsePairs(text: string): Pair[] {
  return text.trim().split("\n").map((line) => {
    const [subject = NaN, base = NaN] = line.split(" ").map(Number);
    return [subject, base];
  });
}
