/**
 * `deno task online`: the rows of who is online, and a table of what came of them; `--write` puts it into CONFORMANCE.md, in place
 * of the one that is there. As root.
 *
 * @module
 */
import { fromFileUrl } from "../support/paths.ts";
import { withPart } from "../conformance/page.ts";
import { onlineTable } from "./_table.ts";
import { RESULTS, type Tried } from "./_tried.ts";

const PAGE = fromFileUrl(new URL("../../CONFORMANCE.md", import.meta.url));

const results = Deno.makeTempFileSync();
try {
  const ended = [];
  for (const task of ["test:online:limits", "test:online:others"]) {
    const run = new Deno.Command(Deno.execPath(), { args: ["task", task], env: { [RESULTS]: results } });
    ended.push(await run.spawn().status);
  }
  const tried = Deno.readTextFileSync(results).trim().split("\n").map((line): Tried => JSON.parse(line));
  const table = onlineTable(tried);
  say(`\n${table}`);
  if (Deno.args.includes("--write")) {
    Deno.writeTextFileSync(PAGE, withPart(Deno.readTextFileSync(PAGE), "online", table));
  }
  Deno.exitCode = ended.every(({ success }) => success) ? 0 : 1;
} finally {
  Deno.removeSync(results);
}

function say(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));
}
