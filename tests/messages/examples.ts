/**
 * An example of each message: the program says it there.
 *
 * @module
 */
import { type MessageCode, MESSAGES } from "../../lib/messages.ts";
import { formatProblem, type Problem } from "../../lib/problem.ts";
import type { Example } from "./example.ts";
import { OF_DOCUMENTS, OF_DRIVE, OF_IDENTITY, OF_VALUES } from "./examples_drive.ts";
import { OF_CHANGES, OF_EARLIER, OF_OPERATORS, OF_STACKS } from "./examples_machine.ts";
import { OF_IMAGES } from "./examples_images.ts";
import { OF_BONDS, OF_BRIDGES, OF_LINKS, OF_NETWORKS, OF_VLANS } from "./examples_network.ts";

const EXAMPLES: Readonly<Record<MessageCode, Example>> = {
  ...OF_DRIVE,
  ...OF_DOCUMENTS,
  ...OF_VALUES,
  ...OF_IDENTITY,
  ...OF_LINKS,
  ...OF_BONDS,
  ...OF_BRIDGES,
  ...OF_VLANS,
  ...OF_NETWORKS,
  ...OF_OPERATORS,
  ...OF_EARLIER,
  ...OF_CHANGES,
  ...OF_STACKS,
  ...OF_IMAGES,
};

/** Enough to know a message again. */
const MOST_LINES = 5;

/**
 * Lines with the code as the program prints them, each of another wording. Throws where the example has none, or one of
 * another kind.
 */
export function examplesOf(code: MessageCode): string[] {
  const problems = EXAMPLES[code]().filter((problem) => problem.code === code);
  if (problems.length === 0) throw new Error(`the example of ${code} does not say it`);
  const other = problems.find(({ severity }) => severity !== MESSAGES[code].kind);
  if (other !== undefined) throw new Error(`the example of ${code} is a ${other.severity}`);
  const byWording = new Map(problems.toReversed().map((problem) => [wordingOf(problem), problem]));
  return [...byWording.values()].reverse().slice(0, MOST_LINES).map((problem) =>
    `${problem.severity}: ${formatProblem(problem)}`
  );
}

/** A message without what is different on each machine. */
function wordingOf({ message, action }: Problem): string {
  return `${message}; ${action}`.replace(/"(?:[^"\\]|\\.)*"/g, '""').replace(/\b[^ ]*[0-9.:/_][^ ]*\b/g, "0");
}
