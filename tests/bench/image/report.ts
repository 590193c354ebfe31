/**
 * The builds as a table: a column a program.
 *
 * @module
 */
import { spreadText } from "../peers/columns.ts";
import { tableLines } from "../table.ts";
import type { Build, Measured } from "./measure.ts";

/** What is asked of a build, beside that without any program and ours of the same turn. */
type Value = (build: Build, none: Build, ours: Build) => number;

const MB = 1e6;

const ROWS: readonly (readonly [what: string, value: Value])[] = [
  ["CPU time of the build ÷ of one without", ({ cpu }, none) => cpu / none.cpu],
  ["CPU time that it adds, s", ({ cpu }, none) => cpu - none.cpu],
  ["CPU time that it adds ÷ ours", ({ cpu }, none, ours) => (cpu - none.cpu) / (ours.cpu - none.cpu)],
  ["time by the clock that it adds, s", ({ seconds }, none) => seconds - none.seconds],
  ["MB that it adds to the image", ({ bytes }, none) => (bytes - none.bytes) / MB],
  ["MB that it adds ÷ ours", ({ bytes }, none, ours) => (bytes - none.bytes) / (ours.bytes - none.bytes)],
  ["files that it adds", ({ files }, none) => files - none.files],
];

/** Of medians, with the least and the most where they differ. The first of all is the image without any program, the third ours. */
export function reportText([none, ...programs]: readonly Measured[]): string {
  const ours = programs[1]?.builds ?? [];
  const rows = ROWS.map(([what, value]) => [
    what,
    ...programs.map(({ builds }) =>
      spreadText(builds.map((build, run) => value(build, none!.builds[run]!, ours[run]!)))
    ),
  ]);
  return tableLines([["", ...programs.map(({ name }) => name)], ...rows]).join("\n");
}
