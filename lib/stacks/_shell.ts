/**
 * Variables in files that a shell sources as root.
 *
 * @module
 */

/** `NAME="value"`, whatever the value: nothing in it is expanded or ends the quotes. */
export function assignment(name: string, value: string): string {
  return `${name}="${value.replace(/["$`\\]/g, "\\$&")}"`;
}

/** Assignments, one a line, those without a value left out. */
export function formatAssignments(
  entries: readonly (readonly [name: string, value: string | undefined])[],
): string {
  return entries.flatMap(([name, value]) => value === undefined ? [] : `${assignment(name, value)}\n`).join(
    "",
  );
}

/** A name and what it is set to: in double or single quotes, in the brackets of an array, or bare. */
const ASSIGNMENT =
  /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)=(?:"((?:[^"\\]|\\[^])*)"|'([^']*)'|\(([^)]*)\)|([^\s;#"']*))/gm;

/** What a shell would have in its variables after the text, where each is set on a line of its own; nothing is expanded. */
export function readAssignments(text: string): Map<string, string> {
  const variables = new Map<string, string>();
  ASSIGNMENT.lastIndex = 0;
  for (let found; (found = ASSIGNMENT.exec(text)) !== null;) {
    const [, name, quoted, single, array, bare] = found;
    variables.set(name!, quoted ?? single ?? array ?? bare ?? "");
  }
  return variables;
}
