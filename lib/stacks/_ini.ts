/**
 * Reading files of sections with keys.
 *
 * @module
 */

/** `key=value` with the section that it stands in. */
export interface Setting {
  readonly section: string;
  readonly key: string;
  readonly value: string;
}

/** The settings of lines in their order, space around keys and values left out. What is neither a section nor a setting is passed over. */
export function readSettings(lines: readonly string[]): Setting[] {
  let section = "";
  return lines.flatMap((line) => {
    section = /^\s*\[([^\]]*)\]/.exec(line)?.[1] ?? section;
    const [, key, value] = /^\s*([^#;[=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    return key === undefined || value === undefined ? [] : [{ section, key, value }];
  });
}
