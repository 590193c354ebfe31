/**
 * A program that asks its runtime's system and prints what it answers as JSON; the tests compile it.
 *
 * @module
 */
import { checksum } from "../../lib/apply/checksum.ts";
import { parseStrictJson } from "../../lib/config_drive/strict_json.ts";
import { formatGroups, parseIp } from "../../lib/ip_text.ts";
import { sha1Hex } from "../../lib/sha1.ts";
import type { Terminal } from "../../lib/system/terminal.ts";
import { type System, SystemError } from "../../lib/system/system.ts";
import { answerRow, CONTRACT } from "./_contract.ts";
import { LANGUAGE } from "./_language.ts";

type Question = (system: System, words: readonly string[]) => unknown;

const QUESTIONS: Readonly<Record<string, Question>> = {
  /** Every row of the contract, each below a directory of its own. */
  contract: (system, [directory]) =>
    CONTRACT.map((row, index) => {
      const at = `${directory}/${index}`;
      system.makeDirectory(at, 0o755);
      return answerRow(row, system, at) ?? null;
    }),
  /** The fault of each of the texts in a file, or the value. */
  json: (system, [path = ""]) =>
    (JSON.parse(system.readText(path, Infinity) ?? "") as string[]).map(parseStrictJson),
  language: () => LANGUAGE.map(([, body]) => body()),
  bytes: (system, [path = ""]) => system.readBytes(path, 1, 1000),
  read: (system, [path = ""]) => system.readText(path),
  run: (system, words) => system.run(words),
  checksum: (_, [json = ""]) => checksum(JSON.parse(json)),
  /** Of each of the texts. */
  ips: (system, [path = ""]) =>
    (JSON.parse(system.readText(path, Infinity) ?? "") as string[]).map((text) => parseIp(text) ?? null),
  groups: (_, [json = ""]) => (JSON.parse(json) as number[][]).map(formatGroups),
  sha1: (_, [json = ""]) => (JSON.parse(json) as string[]).map(sha1Hex),
  write: (system, [path = "", json = ""]) => system.createFile(path, JSON.parse(json), 0o644),
  throw: () => {
    throw new RangeError("an error of the program's own");
  },
};

export function hook(
  system: System,
  terminal: Terminal,
  [question = "", ...words]: readonly string[],
): number {
  try {
    terminal.out(JSON.stringify({ answer: QUESTIONS[question]!(system, words) }));
    return 0;
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    terminal.out(JSON.stringify({ error: error.message, code: error.code }));
    return 1;
  }
}
