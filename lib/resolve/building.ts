/**
 * What is known while devices are being found, and the three states that a link of the drive ends in: it has a device, it
 * is left to an operator's file, or it is absent.
 *
 * @module
 */
import type { LinkData } from "../config_drive/links.ts";
import type { Place } from "../problem.ts";
import type { Claims } from "./claims.ts";
import type { TakenNames } from "./names.ts";

/** The state while devices are being found: mutable, and known to the files that find them alone. */
export interface Building {
  readonly document: Place;
  readonly claims: Claims;
  readonly links: ReadonlyMap<string, LinkData>;
  readonly nameOf: Map<string, string>;
  /** By the ids of the drive's links, those that are left to an operator's file. */
  readonly left: Map<string, Left>;
  readonly carriedFor: Map<string, string>;
  readonly bondOf: Map<string, string>;
  readonly taken: TakenNames;
}

/** A device that is left to an operator's file. */
export interface Left {
  readonly name: string;
  readonly file: string;
}

/** Registers the name of a made device, unless an operator's file has spoken for it. */
export function takeName({ taken, nameOf }: Building, link: LinkData, name: string): void {
  taken.add(name);
  nameOf.set(link.id, name);
}

/** The operator's file that has a device of this name. */
export function claimOnMade({ claims }: Building, name: string): string | undefined {
  const claim = claims.ofMade(name);
  return claim?.role === "own" ? claim.file : undefined;
}

/** Leaves a link that would have been made to an operator's file. */
export function leave({ document, left }: Building, link: LinkData, name: string, file: string): void {
  left.set(link.id, { name, file });
  document.in(link.path).note(`${name} is left to ${file}`, "");
}
