/**
 * What is known while devices are being found, and the three states that a link of the drive ends in: it has a device, it
 * is left to an operator's file, or it is absent.
 *
 * @module
 */
import type { LinkData } from "../config_drive/link_data.ts";
import type { Place } from "../problem.ts";
import type { Claimed, Claims } from "./claims.ts";
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
  readonly bridgeOf: Map<string, string>;
  readonly taken: TakenNames;
}

/** A device that is left to an operator's file. */
export interface Left {
  readonly name: string;
  readonly file: string;
}

/** Registers a device that is made. Where an operator's file says what it gets, nothing else of the drive's is for it. */
export function takeName(building: Building, link: LinkData, name: string, settings?: Claimed): void {
  building.taken.add(name);
  if (settings === undefined) building.nameOf.set(link.id, name);
  else leave(building, link, name, settings.file);
}

/** The operator's file that makes a device of this name, or says what it gets. */
export function claimOnMade({ claims }: Building, name: string): Claimed | undefined {
  const claim = claims.ofMade(name);
  return claim?.role === "own" || claim?.role === "settings" ? claim : undefined;
}

/** Leaves a link that would have been made to an operator's file. */
export function leave({ document, left }: Building, link: LinkData, name: string, file: string): void {
  left.set(link.id, { name, file });
  document.in(link.path).note(`${name} is left to ${file}`, "", "interface-left");
}
