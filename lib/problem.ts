/**
 * What was wrong with the input, as values: nothing of it aborts a run.
 *
 * @module
 */
import type { NoteCode, ProblemCode } from "./messages.ts";

/** One fault, or one remark; what the two are, `messages.ts` says. The exit status tells of problems. */
export type Problem = Said & Kind;

/** Of what kind a message is; the code stays the same whatever the sentence is. See `messages.ts`. */
type Kind =
  | { readonly severity: "problem"; readonly code: ProblemCode }
  | { readonly severity: "note"; readonly code: NoteCode };

interface Said {
  /** The file it stood in, as a person would look for it: `network_data.json`, `/etc/os-release`. */
  readonly file: string;
  /** Where in the file: `$.links[2].mtu`; empty for the file as a whole. */
  readonly path: string;
  /** What could not be done or is remarkable, with the quoted value. No full stop. */
  readonly message: string;
  /** What was done instead, or what to do. No full stop. */
  readonly action: string;
  /** Of a fault in the text itself: its line, from 1. */
  readonly line?: number;
  /** From 1, in characters. */
  readonly column?: number;
  /** The line's part around the fault, and a line with a caret below it: printable ASCII and U+FFFD. */
  readonly excerpt?: readonly [string, string];
}

/** A problem with a file as a whole. */
export function problemIn(file: string, message: string, action: string, code: ProblemCode): Problem {
  return { severity: "problem", file, path: "", message, action, code };
}

/** A note on a file as a whole. */
export function noteOn(file: string, message: string, action: string, code: NoteCode): Problem {
  return { severity: "note", file, path: "", message, action, code };
}

/** A document of faults only would otherwise cost more memory than a small machine has. */
const MOST_PROBLEMS = 10_000;

/**
 * A place in a JSON document. It knows its path and where problems are collected, so that a reader reports what is wrong
 * without carrying either along.
 */
export class Place {
  private constructor(
    readonly file: string,
    private readonly found: Problem[],
    private readonly above: Place | undefined,
    private readonly last: string | number,
  ) {}

  /** The file as a whole. Problems are added to `found`; of too many, the last one says that there are more. */
  static ofFile(file: string, found: Problem[]): Place {
    return new Place(file, found, undefined, "");
  }

  /** Another file as a whole, whose problems go to the same list. */
  inFile(file: string): Place {
    return new Place(file, this.found, undefined, "");
  }

  /** Another place in the same file. */
  in(path: string): Place {
    return new Place(this.file, this.found, undefined, path);
  }

  /** The place of a field or of an item. A key that is no plain word is quoted. */
  at(key: string | number): Place {
    return new Place(this.file, this.found, this, key);
  }

  /** `$.links[2].mtu`; empty for the file as a whole. It is made when it is asked for: most places have nothing to report. */
  get path(): string {
    const { above, last } = this;
    if (above === undefined) return `${last}`;
    if (typeof last === "number") return `${above.path}[${last}]`;
    return above.path + (/^\w{1,40}$/.test(last) ? `.${last}` : `[${quote(last)}]`);
  }

  /** Something here cannot be used. */
  problem(message: string, action: string, code: ProblemCode): void {
    this.report(problemIn(this.file, message, action, code));
  }

  /** Everything here is used, but somebody may want to know how. */
  note(message: string, action: string, code: NoteCode): void {
    this.report(noteOn(this.file, message, action, code));
  }

  private report(said: Problem): void {
    const { file, path, found } = this;
    if (found.length < MOST_PROBLEMS) found.push({ ...said, path });
    else if (found.length === MOST_PROBLEMS) {
      const remark = `there are more than ${MOST_PROBLEMS} problems and notes`;
      found.push(problemIn(file, remark, "the others are not listed", "messages-too-many"));
    }
  }
}

/** One sentence of one line: `network_data.json: $.links[2].mtu: "-1" is not an MTU …; …`. */
export function formatProblem({ file, path, message, action, line, column }: Problem): string {
  const place = line === undefined ? file : `${file}:${line}:${column}`;
  const where = path === "" ? place : `${place}: ${path}`;
  return `${where}: ${message}${action === "" ? "" : `; ${action}`}.`;
}

const LONGEST_QUOTE = 80;

/** With escapes, of which each stands for one character and has six. */
const LONGEST_ESCAPED = 240;

/** A value from outside as quoted, printable ASCII of bounded length, fit for a terminal and a journal. */
export function quote(value: unknown): string {
  const text = typeof value === "string" ? value : shallowJson(value);
  const whole = escaped(text, LONGEST_QUOTE);
  const json = whole.length > LONGEST_ESCAPED ? escaped(text, LONGEST_ESCAPED / 6) : whole;
  return typeof value === "string" ? json : json.slice(1, -1).replaceAll('\\"', '"');
}

/** At most so many characters of a text, as JSON of printable ASCII. */
function escaped(text: string, most: number): string {
  const cut = text.length > most ? `${text.slice(0, most)}…` : text;
  return JSON.stringify(cut).replace(/[\u007f-\uffff]/g, escapeUnlessEllipsis);
}

function escapeUnlessEllipsis(character: string): string {
  return character === "…" ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function shallowJson(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "[]" : "a list";
  if (value !== null && typeof value === "object") return "an object";
  return String(value);
}
