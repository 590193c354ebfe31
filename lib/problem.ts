/**
 * What was wrong with the input, as values: nothing of it aborts a run.
 *
 * @module
 */

/**
 * One fault, or one remark. `problem`: something of the input could not be used, and the exit status says so.
 * `note`: everything was used, but somebody may want to know how.
 */
export interface Problem {
  readonly severity: "problem" | "note";
  /** The file it stood in, as a person would look for it: `network_data.json`, `/etc/os-release`. */
  readonly file: string;
  /** Where in the file: `$.links[2].mtu`; empty for the file as a whole. */
  readonly path: string;
  /** What could not be done or is remarkable, with the quoted value. No full stop. */
  readonly message: string;
  /** What was done instead, or what to do. No full stop. */
  readonly action: string;
}

/** One sentence of one line: `network_data.json: $.links[2].mtu: "-1" is not an MTU …; …`. */
export function formatProblem({ file, path, message, action }: Problem): string {
  const where = path === "" ? file : `${file}: ${path}`;
  return `${where}: ${message}${action === "" ? "" : `; ${action}`}.`;
}

const LONGEST_QUOTE = 80;

/** A value from outside as quoted, printable ASCII of bounded length, fit for a terminal and a journal. */
export function quote(value: unknown): string {
  const text = typeof value === "string" ? value : shallowJson(value);
  const cut = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
  const json = JSON.stringify(cut).replace(/[\u007f-\uffff]/g, escapeUnlessEllipsis);
  return typeof value === "string" ? json : json.slice(1, -1).replaceAll('\\"', '"');
}

function escapeUnlessEllipsis(character: string): string {
  return character === "…" ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function shallowJson(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "[]" : "a list";
  if (value !== null && typeof value === "object") return "an object";
  return String(value);
}
