/**
 * The program under attack, and what it may say and how it may end.
 *
 * @module
 */
import { buildBinary } from "../support/binary.ts";

export interface Ended {
  readonly status: number;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
  readonly seconds: number;
}

let built: string | undefined;

/** The static binary, built once. */
export function program(): string {
  return built ??= buildBinary();
}

/** A run that takes longer is a hang: a boot takes milliseconds. */
export const HANG_SECONDS = 10;

/** Runs words to their end; a hang is killed. The words before the program's own are what it runs under. */
export async function runWatched(
  words: readonly string[],
  options: Deno.CommandOptions = {},
): Promise<Ended> {
  const start = performance.now();
  const limit = ["--signal=KILL", String(HANG_SECONDS), ...words];
  const { code, signal, stdout, stderr } = await new Deno.Command("/usr/bin/timeout", {
    stdin: "null",
    ...options,
    args: limit,
  }).output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)) as [string, string];
  return { status: code, signal, out, err, seconds: (performance.now() - start) / 1000 };
}

const LINE = /^(?:problem|note|simple-init): \S.*$/;

/** Below a fault that has a line and a column: what stands there, and the caret. */
const EXCERPT = /^(problem: \S+:\d+:\d+: .*)\n {2}[ -~\ufffd]*\n {2} *\^$/gm;

/** What is wrong with how a run ended and what it said, if it could, whatever was done to it; an empty list is right. */
export function conductFaults({ status, err, seconds }: Ended, couldSpeak = true): string[] {
  const lines = err.replace(EXCERPT, "$1").split("\n").filter((line) => line !== "");
  const odd = lines.find((line) => !LINE.test(line));
  return [
    ...(seconds >= HANG_SECONDS ? [`it hung for ${HANG_SECONDS} s`] : []),
    ...(status !== 0 && status !== 1 ? [`its exit status was ${status}`] : []),
    ...(odd === undefined ? [] : [`it said ${JSON.stringify(odd)}`]),
    ...(couldSpeak && status === 1 && lines.every((line) => line.startsWith("note:"))
      ? ["it failed without a word"]
      : []),
  ];
}
