/**
 * Files of sections with keys, as systemd-networkd and NetworkManager read them.
 *
 * @module
 */

export type Entry = readonly [key: string, value: string | number | undefined];

/** A section. Several may have one name, and a key may stand in one several times. */
export interface Section {
  readonly name: string;
  /** An entry without a value is left out. */
  readonly entries: readonly Entry[];
}

/** `[name]` and its `key=value` lines for each section, a blank line between them; sections without lines are left out. */
export function formatSections(sections: readonly Section[]): string {
  let text = "";
  for (const { name, entries } of sections) {
    let lines = "";
    for (const entry of entries) {
      if (entry[1] !== undefined) lines += entry[0] + "=" + entry[1] + "\n";
    }
    if (lines !== "") text += (text === "" ? "[" : "\n[") + name + "]\n" + lines;
  }
  return text;
}
