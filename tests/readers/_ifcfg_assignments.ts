/**
 * Assignments as a shell reads them, for texts that have nothing else.
 *
 * @module
 */

const LINE = /^([A-Za-z_]\w*)=(?:"((?:[^"\\$`]|\\["\\$`])*)"|'([^']*)'|([\w.,:/+@%-]*))$/;

/** The variables that a text assigns; each line must be an assignment, a comment, or blank. */
export function readAssignments(text: string): Map<string, string> {
  const variables = new Map<string, string>();
  for (const line of text.split("\n").filter((line) => line !== "" && !line.startsWith("#"))) {
    const [, name, quoted, single, plain = ""] = LINE.exec(line) ?? [];
    if (name === undefined) throw new Error(`not an assignment: ${line}`);
    if (variables.has(name)) throw new Error(`assigned twice: ${line}`);
    variables.set(name, quoted?.replace(/\\(.)/g, "$1") ?? single ?? plain);
  }
  return variables;
}
