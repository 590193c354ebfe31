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
