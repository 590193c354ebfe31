/**
 * What `deno task versions` runs in a root: the words are `readers`, or `rows` and a text of their names; the answer is JSON.
 *
 * @module
 */
import { readAll } from "./readers.ts";
import { tryRows } from "./rows.ts";
import { toolsHere, versionsHere } from "./tools.ts";

const [what, text = ""] = Deno.args;
const answer = {
  versions: versionsHere(),
  readings: what === "readers" ? await readAll(toolsHere()) : [],
  rows: what === "rows" ? await tryRows(text) : [],
};
Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(answer)));
