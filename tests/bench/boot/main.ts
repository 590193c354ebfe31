/**
 * `deno task bench:boot`: what the boot program costs a machine's boot, beside others.
 *
 * @module
 */
import { loadText } from "../peers/columns.ts";
import { runTask } from "../peers/task.ts";
import { measure } from "./measure.ts";
import { HELP, parseOptions } from "./options.ts";
import { reportText, verdict } from "./report.ts";

await runTask(async (words, tell) => {
  const options = parseOptions(words);
  if (options.help) return HELP;
  const measured = await measure(options, tell);
  if (options.json) return JSON.stringify(measured, null, 2);
  return [reportText(measured), "", ...measured.slice(0, 1).map(verdict), loadText()].join("\n");
});
