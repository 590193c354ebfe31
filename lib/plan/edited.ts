/**
 * Links whose files an operator has edited: they are his, and so is what stands on and under them, for a file of ours beside
 * an edited one would mix both.
 *
 * @module
 */
import { connectedLinks, type Link, type NetworkConfig } from "../network.ts";
import { noteOn, type Problem, problemIn } from "../problem.ts";
import type { RenderedFile, StackCode } from "../stacks/stack.ts";
import type { System } from "../system/system.ts";
import { matchesCard } from "./coverage.ts";

export interface EditedLinks {
  /** The links that are left to files, each with its file. */
  readonly left: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

/** @param edited files of ours that somebody edited */
export function editedLinks(
  system: System,
  code: StackCode,
  { links }: NetworkConfig,
  edited: readonly RenderedFile[],
): EditedLinks {
  const left = new Map<string, string>();
  const problems: Problem[] = [];
  for (const { path, link: name, ofAll } of edited) {
    const own = ofAll ? links : links.filter((link) => link.name === name);
    const fitting = own.filter((link) => matchesCard(code, path, system.readText(path) ?? "", link));
    for (const link of own.filter((link) => !fitting.includes(link))) {
      problems.push(ofAnotherCard(link, path));
    }
    for (const link of fitting) {
      for (const other of connectedLinks(links, link.name)) {
        if (other !== link.name && !left.has(other)) problems.push(besideNote(path, other, link.name));
        if (!left.has(other) || other === link.name) left.set(other, path);
      }
    }
  }
  return { left, problems };
}

function ofAnotherCard({ name }: Link, path: string): Problem {
  const message = `somebody edited this file, and it is for another card than the ${name} that is here`;
  return problemIn(
    path,
    message,
    `${name} has no network; delete the file to have it written`,
    "edited-file-of-other-card",
  );
}

function besideNote(path: string, other: string, name: string): Problem {
  return noteOn(
    path,
    `somebody edited this file, and ${other} stands on or under ${name}`,
    `${other} is left as it is`,
    "edited-file-beside",
  );
}
