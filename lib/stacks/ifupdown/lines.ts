/**
 * The lines of interfaces(5).
 *
 * @module
 */

/** Lines without comments and blank ones, trimmed, each with those that a backslash at its end continues it on. */
export function logicalLines(text: string): string[] {
  const lines = text.split("\n");
  const logical: string[] = [];
  for (let index = 0; index < lines.length; index++) {
    let line = lines[index]!.trimStart();
    if (line.startsWith("#")) continue;
    while (line.endsWith("\\") && index + 1 < lines.length) line = line.slice(0, -1) + lines[++index];
    logical.push(line.trim());
  }
  return logical.filter((line) => line !== "");
}
