/**
 * What becomes of the cards that lead to a root file system on the network: the drive's addresses, routes and name servers are
 * theirs as those of any card, but nothing that a card is taken down for. A port of a bond or bridge goes down when it is taken in,
 * and loses its addresses; so such a bond is not made, and its other ports do not get its addresses either, as two devices would
 * then answer for one.
 *
 * @module
 */
import { claimToMade } from "../claim.ts";
import type { BondData, BridgeData, LinkData } from "../config_drive/link_data.ts";
import { MOUNTS } from "../network_root/mount.ts";
import type { NetworkRoot } from "../network_root/discover.ts";
import type { Place } from "../problem.ts";
import { type FileClaim, INITRAMFS } from "./claims.ts";
import type { MatchedInterface } from "./hardware.ts";

/** The claims to the devices that it has made. */
export function claimsOfRoot({ made }: NetworkRoot): FileClaim[] {
  return made.map((name) => ({ ...claimToMade(name), file: INITRAMFS }));
}

/** The interfaces, those that lead to the root marked, or left alone with what the drive would have them be a part of. */
export function withRoot(
  document: Place,
  links: readonly LinkData[],
  matches: readonly MatchedInterface[],
  root: NetworkRoot,
): MatchedInterface[] {
  report(document, root);
  const kept = new Set([...root.cards, ...root.ports]);
  const cardOf = new Map(matches.flatMap(({ device, links }) => links.map(({ id }) => [id, device.name])));
  const cardsOf = ({ ports }: Grouped) => ports.flatMap(({ id }) => cardOf.get(id) ?? []);
  const groups = links.filter(isGrouped).filter((group) => cardsOf(group).some((name) => kept.has(name)));
  for (const group of groups) {
    const isThere = root.made.some((name) => name === group.name || name === group.id);
    if (!isThere) refuse(document, group, cardsOf(group).filter((name) => kept.has(name)));
  }
  const left = new Set([...root.ports, ...groups.flatMap(cardsOf)]);
  return matches.map((match) => {
    const { device: { name }, claimedBy } = match;
    if (left.has(name)) return { ...match, claimedBy: claimedBy ?? INITRAMFS };
    return kept.has(name) ? { ...match, carriesRoot: true } : match;
  });
}

type Grouped = BondData | BridgeData;

function isGrouped(link: LinkData): link is Grouped {
  return link.kind === "bond" || link.kind === "bridge";
}

function report(document: Place, { what, cards, ports, made }: NetworkRoot): void {
  const place = document.inFile(MOUNTS);
  const names = [...cards, ...ports].join(" and ");
  if (names === "") {
    const message = `the root file system is ${what}, and it is not known which card leads there`;
    place.problem(message, "no card is kept from being taken down", "root-card-unknown");
    return;
  }
  const by = made.length === 0 ? names : `${names} (by ${made.join(" and ")})`;
  const verb = cards.length + ports.length === 1 ? "is" : "are";
  place.note(
    `the root file system is ${what}, and ${by} ${verb} the way there`,
    `${names} ${verb} never taken down`,
    "root-on-network",
  );
}

function refuse(document: Place, { kind, path }: Grouped, cards: readonly string[]): void {
  document.in(path).problem(
    `${
      cards.join(" and ")
    }, on the way to the root file system, would be taken down to become a port of the ${kind}`,
    `the ${kind} is not made, and its ports stay as the initramfs has left them`,
    kind === "bond" ? "bond-of-root-card" : "bridge-of-root-card",
  );
}
