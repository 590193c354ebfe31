/**
 * `deno task bench:boot`: what the boot program costs a machine's boot.
 *
 * @module
 */
import { UsageError } from "../../../lib/cli/arguments.ts";
import { spreadOf } from "../statistics.ts";
import { tableLines, threeDigits } from "../table.ts";
import { measure, type Measured } from "./measure.ts";
import { HELP, parseOptions } from "./options.ts";

async function main(words: readonly string[]): Promise<number> {
  const options = parseOptions(words);
  if (options.help) return say(HELP);
  const measured = await measure(options, (what) => write(Deno.stderr, `${what} …`));
  return say(options.json ? JSON.stringify(measured, null, 2) : reportText(measured));
}

const HEADINGS = ["", "min", "median", "max"];

function reportText(measured: readonly Measured[]): string {
  const lines = tableLines([HEADINGS, ...measured.flatMap(rowsOf)]);
  return [...lines, "", ...measured.slice(0, 1).map(verdict)].join("\n");
}

/** Of guest time, the drive being there at once. */
const MOST_SECONDS = 1;

/** Ours must wait for nothing. */
function verdict({ pairs }: Measured): string {
  const { median } = spreadOf(pairs.map(({ subject }) => subject.seconds));
  const kept = median <= MOST_SECONDS ? "kept" : "MISSED";
  return `${kept}: time that the unit took: ${
    threeDigits(median)
  } s, at most ${MOST_SECONDS} s wanted (load ${
    (Deno.loadavg()[0] ?? 0).toFixed(1)
  } on ${navigator.hardwareConcurrency} processors)`;
}

function rowsOf({ name, first, pairs }: Measured): string[][] {
  const of = (value: (pair: Measured["pairs"][number]) => number) => spreadOf(pairs.map(value));
  const row = (what: string, spread: ReturnType<typeof spreadOf>, unit: string) => [
    `${name}: ${what}`,
    ...[spread.min, spread.median, spread.max].map((value) => `${threeDigits(value)}${unit}`),
  ];
  return [
    row(
      "CPU time of a boot ÷ of one without it",
      of(({ subject, without }) => subject.boot / without.boot),
      "×",
    ),
    row(
      "its units' share of a boot's CPU time",
      of(({ subject }) => 100 * subject.units / subject.boot),
      " %",
    ),
    row("its units' share of the first boot's", spreadOf([100 * first.units / first.boot]), " %"),
    row("time that its unit took", of(({ subject }) => subject.seconds), " s"),
    row("time that its unit took in the first boot", spreadOf([first.seconds]), " s"),
    row("CPU time of its units", of(({ subject }) => subject.units), " s"),
    row("CPU time of its units in the first boot", spreadOf([first.units]), " s"),
    row(
      "processes more than without it",
      of(({ subject, without }) => subject.processes - without.processes),
      "",
    ),
  ];
}

function say(text: string): number {
  write(Deno.stdout, text);
  return 0;
}

function write(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  stream.writeSync(new TextEncoder().encode(`${text}\n`));
}

function explain(error: unknown): number {
  write(Deno.stderr, error instanceof Error ? error.message : String(error));
  return error instanceof UsageError ? 2 : 1;
}

Deno.exitCode = await main(Deno.args).catch(explain);
