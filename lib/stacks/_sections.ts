/**
 * Files of sections with keys, as systemd-networkd and NetworkManager read them.
 *
 * @module
 */

/** A section. Several may have one name, and a key may stand in one several times. */
export interface Section {
  readonly name: string;
  readonly entries: readonly (readonly [key: string, value: string])[];
}

/** `[name]` and its `key=value` lines for each section, a blank line between them; sections without entries are left out. */
export function formatSections(sections: readonly Section[]): string {
  return sections
    .filter(({ entries }) => entries.length > 0)
    .map(({ name, entries }) => `[${name}]\n${entries.map(([key, value]) => `${key}=${value}\n`).join("")}`)
    .join("\n");
}
