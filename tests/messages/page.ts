/**
 * MESSAGES.md, made of the table of messages.
 *
 * @module
 */
import { MESSAGES } from "../../lib/messages.ts";
import { fromFileUrl } from "../support/paths.ts";

export const PAGE = fromFileUrl(new URL("../../MESSAGES.md", import.meta.url));

const HEAD = `# Messages

What \`boot\`, \`plan\` and \`validate\` say, by the codes that \`--format json\` gives (\`problems[].code\`). A code stays the same when its
sentence is worded anew. Made of \`lib/messages.ts\` by \`deno task messages\`.

A **problem** ends with exit status 1: the machine has less than the drive says, through a fault that somebody can mend, in the drive or on
the disk. A **note** is about what is odd but complete, or about a card that is not there.

| code | kind | what it means |
| --- | --- | --- |
`;

/** The page as it has to be. */
export function messagesPage(): string {
  const rows = Object.entries(MESSAGES).map(([code, { kind, means }]) =>
    `| ${code} | ${kind} | ${means} |\n`
  );
  return HEAD + rows.join("");
}
