/**
 * Whose a device is: which of the machine's cards, and which of the devices that are made, an operator's files claim.
 *
 * - A claim counts only where everything that the file matches by fits. One for another machine's address claims nothing,
 *   which is a note where it names a card that is here.
 * - A file that spells a device's name or address out claims it, whatever it gives.
 * - A file that matches by a pattern, or any card, claims what it fits only where it gives more than DHCP: addresses,
 *   routes, a bond or bridge to be in, VLANs, or that it is not managed. DHCP for all that is called `en*` is what cloud
 *   images bring along, and there the drive has to win.
 * - What is made (bonds, bridges, VLANs) is claimed by its exact name alone: `eth*` is meant for cards, and would fit `eth0.5`.
 * - What stands on a claimed device is not made, a bond or bridge of claimed ports neither; the ports of a claimed one are
 *   left with it. A card that only carries an operator's VLAN is the drive's where the drive configures it; where it does not, the
 *   card is up without DHCP, for it may be in a trunk.
 * - Drivers, paths and udev's properties are not known here. Beside a name or an address that is spelt out they count as
 *   fitting; alone they claim nothing, which is a note.
 *
 * @module
 */
import { type Claim, namesFit, spells } from "../claim.ts";
import type { NetworkInterface } from "../interfaces.ts";
import type { Place } from "../problem.ts";

/** A claim, and the operator's file that it stands in. */
export interface FileClaim extends Claim {
  readonly file: string;
}

/** Who has set up what leads to a root file system on the network, as if it were a file of an operator's. */
export const INITRAMFS = "the initramfs";

/**
 * What a file does with a device, see `Role` of `claim.ts`. `settings`: it says what a device gets that another one
 * makes.
 */
export interface Claimed {
  readonly file: string;
  readonly role: "own" | "settings" | "port" | "parent";
}

/** The claims, compared with one machine. */
export interface Claims {
  readonly ofCard: (card: NetworkInterface) => Claimed | undefined;
  /** Of a bond, bridge or VLAN with this name. */
  readonly ofMade: (name: string) => Claimed | undefined;
}

/** Compares claims with the machine's interfaces, and remarks on those that are about cards and fit none. */
export function compareClaims(
  document: Place,
  claims: readonly FileClaim[],
  interfaces: readonly NetworkInterface[],
): Claims {
  for (const claim of claims) remark(document.inFile(claim.file), claim, interfaces);
  const aliases = claims.filter((claim) =>
    claim.alias !== undefined && interfaces.some((card) => fits(claim, card))
  );
  const find = (
    name: string,
    claimsIt: (claim: FileClaim) => boolean,
  ) => [...claims.filter(claimsIt), ...aliases.filter(({ alias }) => alias === name)];
  return {
    ofCard: (card) => strongest(find(card.name, (claim) => claimsCard(claim, card)).map(onCard)),
    ofMade: (name) =>
      strongest(find(name, (claim) => spells(claim, name) && namesFit(claim, name)).map(onMade)),
  };
}

function claimsCard(claim: Claim, card: NetworkInterface): boolean {
  return fits(claim, card) &&
    (isExact(claim, card) || (claim.role !== "default" && claim.unknown === undefined));
}

function fits(claim: Claim, { name, mac }: NetworkInterface): boolean {
  return claim.made === undefined && (claim.macs?.includes(mac) ?? true) && namesFit(claim, name);
}

function isExact(claim: Claim, { name }: NetworkInterface): boolean {
  return claim.macs !== undefined || spells(claim, name);
}

function onCard({ file, role }: FileClaim): Claimed {
  return { file, role: role === "default" ? "own" : role };
}

function onMade(claim: FileClaim): Claimed {
  const { file, role } = onCard(claim);
  return { file, role: claim.settingsOnly === true ? "settings" : role };
}

const STRENGTH = ["own", "settings", "port", "parent"] as const;

/** The first of the strongest. */
function strongest(all: readonly Claimed[]): Claimed | undefined {
  return STRENGTH.map((role) => all.find((claimed) => claimed.role === role)).find((one) =>
    one !== undefined
  );
}

function remark(place: Place, claim: FileClaim, interfaces: readonly NetworkInterface[]): void {
  if (claim.made !== undefined || claim.role === "parent") return;
  if (claim.macs !== undefined) {
    const named = interfaces.find(({ name }) => name === claim.alias || spells(claim, name));
    if (named === undefined || interfaces.some((card) => fits(claim, card))) return;
    const message = `it names ${named.name}, but with the address ${claim.macs.join(" or ")}`;
    place.note(message, `${named.name} has another one and is not left to it`, "claim-of-other-card");
  } else if (claim.unknown !== undefined && claim.role === "own") {
    if (interfaces.some((card) => isExact(claim, card))) return;
    const message = `it matches by ${claim.unknown}, which simple-init does not compare`;
    place.note(message, "no card is left to it; match by name or address for that", "claim-not-compared");
  }
}
