/**
 * The grammar of JSON (RFC 8259). In the static binary it is C, shims/quickjs/json.c: `deno task compile` puts
 * `lib/system/quickjs_json.ts` in the place of this file.
 *
 * @module
 */
import { DEEPEST_JSON, type JsonFault, MOST_JSON_VALUES } from "./json_faults.ts";

/** The first fault of a text, or undefined for one that is JSON. */
export function findJsonFault(text: string): JsonFault | undefined {
  const scanner = new Scanner(text);
  scanner.document();
  return scanner.fault;
}

type What = JsonFault["what"];

interface Brackets {
  readonly close: string;
  readonly ifNoComma: What;
  readonly ifTextEnds: What;
}

const OBJECT: Brackets = {
  close: "}",
  ifNoComma: "a comma or } is missing",
  ifTextEnds: "the text ends within an object",
};
const LIST: Brackets = {
  close: "]",
  ifNoComma: "a comma or ] is missing",
  ifTextEnds: "the text ends within a list",
};

const LITERALS = ["true", "false", "null"];

/** Each method that is named after a part of the grammar goes over it and returns whether it is one. */
class Scanner {
  fault: JsonFault | undefined;
  #at = 0;
  #values = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  document(): boolean {
    return this.#value(undefined, 0) &&
      (this.#next() === "" || this.#fail("there is more text behind the end"));
  }

  #value(within: Brackets | undefined, depth: number): boolean {
    const first = this.#next();
    if (++this.#values > MOST_JSON_VALUES) return this.#fail("there are too many values");
    if (first === "{") return this.#items(OBJECT, depth + 1);
    if (first === "[") return this.#items(LIST, depth + 1);
    if (first === '"') return this.#string();
    if (first === "-" || isDigit(first)) return this.#number();
    const literal = LITERALS.find((word) => this.#text.startsWith(word, this.#at));
    if (literal !== undefined) return this.#pass(literal.length);
    if (first === ",") return this.#fail("there is a comma too many");
    const isMissing = first === "" || first === "}" || first === "]";
    return this.#failWithin(within, isMissing ? "a value is missing" : "this is no value");
  }

  #items(brackets: Brackets, depth: number): boolean {
    if (depth > DEEPEST_JSON) return this.#fail("it is nested too deep");
    this.#pass(1);
    if (this.#next() === brackets.close) return this.#pass(1);
    for (;;) {
      if (brackets === OBJECT && !this.#key()) return false;
      if (!this.#value(brackets, depth)) return false;
      const next = this.#next();
      if (next === brackets.close) return this.#pass(1);
      if (next !== ",") return this.#failWithin(brackets, brackets.ifNoComma);
      const comma = this.#at;
      this.#pass(1);
      if (this.#next() === brackets.close) return this.#fail("there is a comma too many", comma);
    }
  }

  /** With its colon. */
  #key(): boolean {
    const first = this.#next();
    if (first === ",") return this.#fail("there is a comma too many");
    if (first !== '"') return this.#failWithin(OBJECT, "a key in double quotes is missing");
    if (!this.#string()) return false;
    return this.#next() === ":" ? this.#pass(1) : this.#failWithin(OBJECT, "a colon is missing");
  }

  #string(): boolean {
    const text = this.#text;
    const start = this.#at;
    for (let at = start + 1;; at += 1) {
      const code = text.charCodeAt(at);
      if (at >= text.length || code === LINE_FEED || code === RETURN) {
        return this.#fail("a string is not closed", start);
      }
      if (code === QUOTE) return this.#pass(at + 1 - start);
      if (code < 0x20) return this.#fail("a string has a control character, which must be escaped", at);
      if (code !== BACKSLASH) continue;
      const length = escapeLength(text, at);
      if (length === 0) return this.#fail("a string has an escape that JSON does not have", at);
      at += length - 1;
    }
  }

  #number(): boolean {
    const text = this.#text;
    const start = this.#at;
    const whole = start + (text[start] === "-" ? 1 : 0);
    let at = text[whole] === "0" ? whole + 1 : afterDigits(text, whole);
    let valid = at > whole;
    const digits = (from: number) => {
      at = afterDigits(text, from);
      valid &&= at > from;
    };
    if (text[at] === ".") digits(at + 1);
    if (text[at] === "e" || text[at] === "E") {
      digits(at + (text[at + 1] === "+" || text[at + 1] === "-" ? 2 : 1));
    }
    const ends = !(isDigit(text[at]) || text[at] === ".");
    return valid && ends ? this.#pass(at - start) : this.#fail("this is no number", start);
  }

  /** Goes over white space. Returns the character behind it, empty at the end of the text. */
  #next(): string {
    while (isSpace(this.#text[this.#at])) this.#at += 1;
    return this.#text[this.#at] ?? "";
  }

  #pass(length: number): true {
    this.#at += length;
    return true;
  }

  #failWithin(brackets: Brackets | undefined, what: What): false {
    if (this.#at < this.#text.length) return this.#fail(what);
    let end = this.#at;
    while (isSpace(this.#text[end - 1])) end -= 1;
    return this.#fail(brackets?.ifTextEnds ?? what, end);
  }

  #fail(what: What, offset: number = this.#at): false {
    this.fault = { offset, what };
    return false;
  }
}

const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

function isSpace(character: string | undefined): boolean {
  return character === " " || character === "\n" || character === "\r" || character === "\t";
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}

function afterDigits(text: string, at: number): number {
  let end = at;
  while (isDigit(text[end])) end += 1;
  return end;
}

/** Of the escape at a backslash; 0 for one that JSON does not have. */
function escapeLength(text: string, at: number): 0 | 2 | 6 {
  const letter = text[at + 1] ?? "";
  if (letter === "u") return /[0-9A-Fa-f]{4}/.test(text.slice(at + 2, at + 6)) ? 6 : 0;
  return letter !== "" && '"\\/bfnrt'.includes(letter) ? 2 : 0;
}
