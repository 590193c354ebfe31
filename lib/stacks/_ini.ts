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
    const sign = line.indexOf("=");
    const [key, value] = [line.slice(0, Math.max(sign, 0)).trim(), line.slice(sign + 1).trim()];
    return key === "" || /^[#;[]/.test(key) ? [] : [{ section, key, value }];
  });
}
