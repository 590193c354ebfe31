/**
 * `deno task conformance`: prints the matrix and fails with any failing cell. `--write` puts it into CONFORMANCE.md,
 * `--check` fails when it is not there as it stands. As root, with the packages that .ci/run names.
 *
 * @module
 */
import { fromFileUrl } from "../support/paths.ts";
import { judgeAll } from "./matrix.ts";
import { bondOptionsPage } from "./bond_options.ts";
import { matrixPage, withPart } from "./page.ts";

const PAGE = fromFileUrl(new URL("../../CONFORMANCE.md", import.meta.url));

const cells = judgeAll();
const matrix = matrixPage(cells);
const failing = cells.filter(({ verdict }) => verdict === "fails");
say(`${matrix}\n${cells.length} cells, ${failing.length} failing`);

const page = Deno.readTextFileSync(PAGE);
const written = withPart(withPart(page, "matrix", matrix), "bondOptions", bondOptionsPage());
if (Deno.args.includes("--write")) Deno.writeTextFileSync(PAGE, written);
const stale = Deno.args.includes("--check") && written !== page;
if (stale) say("CONFORMANCE.md is out of date; run deno task conformance --write");
Deno.exitCode = failing.length > 0 || stale ? 1 : 0;

function say(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));
}
