/**
 * The last good drive: its documents, as they were. Without a drive they are parsed, resolved and rendered anew at each boot,
 * on the interfaces that are there, so that nothing of it grows old but the drive itself.
 *
 * @module
 */
import type { FileChange } from "../apply/change.ts";
import type { DocumentName } from "../config_drive/documents.ts";
import type { LastTexts } from "../config_drive/drive.ts";
import { isObject } from "../json.ts";
import { noteOn, type Problem } from "../problem.ts";
import type { System } from "../system/system.ts";
import type { Machine } from "./machine.ts";
import { isRecord, type Kept, planRecord, readRecord, STATE_DIRECTORY } from "./record.ts";

const NAME = "drive.json";
const FILE = `${STATE_DIRECTORY}/${NAME}`;

/** What is kept of a drive; without documents, there was none. */
export type LastDrive = Kept<LastTexts>;

/** Of a drive that is larger nothing is kept. */
const MOST_CHARACTERS = 4 * 1024 * 1024;

export function readLastDrive(
  system: System,
): { readonly kept: LastDrive | undefined; readonly problems: readonly Problem[] } {
  return readRecord(system, NAME, (json) => {
    if (!isObject(json)) return undefined;
    const texts = Object.entries(json).filter((entry): entry is [DocumentName, string] =>
      typeof entry[1] === "string"
    );
    return new Map(texts);
  });
}

/**
 * The change that keeps the texts of this boot's drive; none of a fallback, of which nothing is good.
 *
 * @param kept what {@link readLastDrive} has found in this boot
 */
export function planLastDrive(
  system: System,
  machine: Machine,
  texts: LastTexts,
  kept?: LastDrive,
): { readonly changes: readonly FileChange[]; readonly problems: readonly Problem[] } {
  // A root of which nothing is known is no machine that could lose its drive.
  if (texts.size === 0 && machine.productUuid === undefined && machine.macs.length === 0) {
    return NOTHING;
  }
  if (isSame(kept, { machine, value: texts }) && isRecord(system, NAME)) return NOTHING;
  const size = [...texts.values()].reduce((sum, text) => sum + text.length, 0);
  const isSmall = size <= MOST_CHARACTERS;
  // With a record that says of no drive, the files that were made of this one would not count as its last good ones.
  const record = isSmall ? { machine, value: Object.fromEntries(texts) } : undefined;
  return {
    changes: planRecord(system, NAME, record),
    problems: isSmall ? [] : [
      noteOn(
        FILE,
        `the drive's documents have ${size} characters`,
        "they are not kept for a boot without it",
        "drive-not-kept",
      ),
    ],
  };
}

const NOTHING = { changes: [], problems: [] };

/** Documents are compared with documents, as writing them as JSON takes longer. */
function isSame(kept: LastDrive | undefined, { machine, value }: LastDrive): boolean {
  return kept !== undefined && kept.value.size === value.size && isOf(kept.machine, machine) &&
    [...value].every(([name, text]) => kept.value.get(name) === text);
}

function isOf(one: Machine, other: Machine): boolean {
  return one.uuid === other.uuid && one.productUuid === other.productUuid &&
    one.macs.join() === other.macs.join();
}

/** The change that forgets the last drive. */
export function planNoLastDrive(system: System): FileChange[] {
  return planRecord(system, NAME, undefined);
}
