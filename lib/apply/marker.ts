/**
 * The first line of every file that this program writes whole: by it the file is known as its own, and as unedited.
 *
 * @module
 */
import { checksum } from "./checksum.ts";

/**
 * CRC-32 finds every change of up to two characters in a row, and of larger ones all but one in 4 thousand million; it is
 * there to notice an edit, not to keep out an attacker, who would need root to change the file.
 */
function digits(path: string, contents: string): string {
  return checksum(`${path}\n${contents}`).toString(16).padStart(8, "0");
}

const FIRST_LINE = /^# Written by simple-init \(([0-9a-f]{8})\)\.[^\n]*\n/;

/** The contents of the file at a path with the marker in front. A copy elsewhere is somebody else's. */
export function withMarker(path: string, contents: string): string {
  return `# Written by simple-init (${
    digits(path, contents)
  }). An edited file is left alone; to have it written anew, delete it.\n${contents}`;
}

/** `ours`: unedited since we wrote it. `edited`: ours, and changed or copied since. `foreign`: not ours. */
export type Ownership = "ours" | "edited" | "foreign";

/** Whose the text of the file at a path is. */
export function ownership(path: string, text: string): Ownership {
  const match = FIRST_LINE.exec(text);
  if (match === null) return "foreign";
  return digits(path, text.slice(match[0].length)) === match[1] ? "ours" : "edited";
}
