/**
 * Every message of the program by its code, which stays the same whatever the sentence is. `MESSAGES.md` is made of this
 * table; a boot needs no more of it than the types.
 *
 * @module
 */
import { BONDS } from "./messages/bonds.ts";
import { BRIDGES } from "./messages/bridges.ts";
import { DOCUMENTS, DRIVE } from "./messages/drive.ts";
import { LINKS, VLANS } from "./messages/links.ts";
import { CHANGES, EARLIER, IMAGES, OPERATORS } from "./messages/machine.ts";
import { NETWORKS } from "./messages/networks.ts";
import { STACKS } from "./messages/stacks.ts";
import { IDENTITY, VALUES } from "./messages/values.ts";
import type { Message } from "./messages/message.ts";

/** The messages of each subject. */
export const SUBJECTS: Readonly<Record<string, Readonly<Record<string, Message>>>> = {
  "The drive": DRIVE,
  "Documents": DOCUMENTS,
  "Values": VALUES,
  "Host name and SSH keys": IDENTITY,
  "Links and cards": LINKS,
  "Bonds": BONDS,
  "Bridges": BRIDGES,
  "VLANs": VLANS,
  "Networks": NETWORKS,
  "Operators' files": OPERATORS,
  "Earlier boots": EARLIER,
  "Changes to the machine": CHANGES,
  "Network stacks": STACKS,
  "Images that are built": IMAGES,
};

export const MESSAGES = {
  ...DRIVE,
  ...DOCUMENTS,
  ...VALUES,
  ...IDENTITY,
  ...LINKS,
  ...BONDS,
  ...BRIDGES,
  ...VLANS,
  ...NETWORKS,
  ...OPERATORS,
  ...EARLIER,
  ...CHANGES,
  ...STACKS,
  ...IMAGES,
};

type Codes = typeof MESSAGES;

/** The codes of problems, and those of notes. */
export type ProblemCode = {
  [Code in keyof Codes]: Codes[Code]["kind"] extends "problem" ? Code : never;
}[keyof Codes];
export type NoteCode = Exclude<keyof Codes, ProblemCode>;
export type MessageCode = ProblemCode | NoteCode;
