/**
 * What an operator's file says about devices: values that the stacks read out of their files, and that are compared with
 * a machine in `resolve/claims.ts`.
 *
 * @module
 */
import { macOfDigits, parseMac } from "./mac.ts";
import { fnmatch, isPattern } from "./fnmatch.ts";

/** A name fits when it fits one of the patterns of fnmatch(3); with `not`, when it fits none of them. */
export interface NameTest {
  readonly patterns: readonly string[];
  readonly not?: true;
}

/** What becomes of a device that fits. */
export type Role =
  /** The file configures it, or makes it part of something: it is the operator's. */
  | "own"
  /** The file gives it DHCP and nothing more, as an image does for any card. */
  | "default"
  /** The file takes it as a port, and relies on another file to define it. */
  | "port"
  /** The file stands a device of its own on it, a VLAN. */
  | "parent";

/** A device fits when everything that is there fits. */
export interface Claim {
  readonly role: Role;
  /** All of these; none: any name. */
  readonly names?: readonly NameTest[];
  /** Hardware addresses of 6 or 20 bytes, lower case, by `:`; one of them. */
  readonly macs?: readonly string[];
  /** What else the file compares and nobody knows here, in the file's words: `Driver=`. */
  readonly unknown?: string;
  /** No card fits, only what is made: a bond, a VLAN, a bridge. */
  readonly made?: true;
  /** Of a device that is made, the file only says what it gets: another one makes it. */
  readonly settingsOnly?: true;
  /** Where a card fits, a device of this name is the operator's as well: the stack would make one of both. */
  readonly alias?: string;
}

/** The claim to one device by its name. */
export function claimTo(name: string, role: Role = "own"): Claim {
  return { role, names: [{ patterns: [name] }] };
}

/** The claim to a device that the file makes. */
export function claimToMade(name: string): Claim {
  return { ...claimTo(name), made: true };
}

/** Hardware addresses out of a list's words, by `:`, `-` or in groups of four digits by `.`; others are left out. */
export function parseMacs(words: readonly string[]): string[] {
  return words.flatMap((word) => {
    const isDotted = /^[0-9a-f]{4}(?:\.[0-9a-f]{4})+$/i.test(word);
    return parseMac(isDotted ? macOfDigits(word.replaceAll(".", "")) : word) ?? [];
  });
}

/** Whether a name fits all tests. */
export function namesFit({ names = [] }: Claim, name: string): boolean {
  return names.every(({ patterns, not }) =>
    patterns.some((pattern) => fnmatch(pattern, name)) !== (not === true)
  );
}

/** Whether the claim spells a name out. */
export function spells({ names = [] }: Claim, name: string): boolean {
  return names.some(({ patterns, not }) =>
    not === undefined && patterns.some((pattern) => pattern === name && !isPattern(pattern))
  );
}
