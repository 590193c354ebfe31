/**
 * `deno task bench:boot`: what the boot program costs a machine's boot, beside others.
 *
 * @module
 */
import { loadText } from "../peers/columns.ts";
import { runTask } from "../peers/task.ts";
import { median } from "../statistics.ts";
import { threeDigits } from "../table.ts";
import { measure, type Measured } from "./measure.ts";
import { HELP, parseOptions } from "./options.ts";
import { reportText } from "./report.ts";

await runTask(async (words, tell) => {
  const options = parseOptions(words);
  if (options.help) return HELP;
  const measured = await measure(options, tell);
  if (options.json) return JSON.stringify(measured, null, 2);
  return [reportText(measured), "", ...measured.slice(0, 1).map(verdict), loadText()].join("\n");
});

/** Of guest time, the drive being there at once. */
const MOST_SECONDS = 1;

/** Ours must wait for nothing. */
function verdict({ runs }: Measured): string {
  const seconds = median(runs.map(({ later }) => later.seconds));
  const kept = seconds <= MOST_SECONDS ? "kept" : "MISSED";
  return `${kept}: time that the unit took: ${threeDigits(seconds)} s, at most ${MOST_SECONDS} s wanted`;
}
