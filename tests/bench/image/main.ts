/**
 * `deno task bench:image`: what the element costs an image's build, beside others.
 *
 * @module
 */
import { loadText } from "../peers/columns.ts";
import { runTask } from "../peers/task.ts";
import { measure } from "./measure.ts";
import { HELP, parseOptions } from "./options.ts";
import { reportText } from "./report.ts";

await runTask(async (words, tell) => {
  const options = parseOptions(words);
  if (options.help) return HELP;
  const measured = await measure(options, tell);
  return options.json ? JSON.stringify(measured, null, 2) : `${reportText(measured)}\n\n${loadText()}`;
});
