/**
 * MESSAGES.md, made of the table of messages and of what the program says in their examples.
 *
 * @module
 */
import { type MessageCode, SUBJECTS } from "../../lib/messages.ts";
import type { Message } from "../../lib/messages/message.ts";
import { fromFileUrl } from "../support/paths.ts";
import { examplesOf } from "./examples.ts";

export const PAGE = fromFileUrl(new URL("../../MESSAGES.md", import.meta.url));

const HEAD = `# Messages

What \`boot\`, \`plan\` and \`validate\` say, and the hooks of an image's build. In a journal a message is one line:

    problem: network_data.json: $.links[1].mtu: "big" is not an MTU, a number from 68 to 65535; it is left out.

that is, where it is, what is wrong there, and what was done instead or can be done. Look for it here by its words; names, values and places are others on your
machine. With \`--format json\` each message has the code that is its heading here (\`problems[].code\`), which stays the same when the
sentence is worded anew: \`simple-init plan --format json\` tells the code of nearly everything that a boot has said, and writes nothing.

A **problem** ends with exit status 1: the machine has less than the drive says, through a fault that somebody can mend, in the drive or on
the disk. A **note** is about what is odd but complete, or about a card that is not there.

(Made by \`deno task messages\`, of \`lib/messages.ts\` and what the program says in \`tests/messages/examples.ts\`.)
`;

/** The page as it has to be. */
export function messagesPage(): string {
  return HEAD +
    Object.entries(SUBJECTS).map(([subject, messages]) =>
      `\n## ${subject}\n${Object.entries(messages).map(([code, message]) => section(code, message)).join("")}`
    ).join("");
}

function section(code: string, { kind, means, remedy }: Message): string {
  const lines = examplesOf(code as MessageCode).map((line) => `    ${line}\n`).join("");
  return `\n### ${code}\n\nA ${kind}. ${means}\n\n${lines}\nWhat to do: ${remedy}\n`;
}
