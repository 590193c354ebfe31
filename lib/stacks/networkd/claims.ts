/**
 * Which devices an operator's `.network` file is about.
 *
 * @module
 */

/** Characters of a shell glob. */
const GLOB = /[*?[\]\\]/;

/**
 * The device names that `Name=` in `[Match]` lists as they are. Globs are nobody's claim to one device, and a list that
 * begins with `!` says which devices it is not about. An empty value takes back what stood before (systemd.syntax(7)).
 */
export function claims(text: string): readonly string[] {
  return matchNames(text).reduce<string[]>((names, value) => {
    if (value === "") return [];
    return value.startsWith("!")
      ? names
      : [...names, ...value.split(/\s+/).filter((name) => !GLOB.test(name))];
  }, []);
}

/** The values of each `Name=` in a `[Match]` section, trimmed. */
function matchNames(text: string): string[] {
  let section = "";
  return joinedLines(text).flatMap((line) => {
    section = /^\[(.*)\]$/.exec(line)?.[1] ?? section;
    const value = /^Name\s*=\s*(.*)$/.exec(line)?.[1];
    return section === "Match" && value !== undefined ? [value] : [];
  });
}

/** Lines without comments, those that end in a backslash together with the next. */
function joinedLines(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => !/^[#;]/.test(line));
  return lines.join("\n").replace(/\\\n/g, " ").split("\n");
}
