/**
 * The bonds of the drive, on ports that are there; and of bridges, what they have in common with bonds.
 *
 * @module
 */
import type { BondData, BridgeData, LinkData } from "../config_drive/link_data.ts";
import { quote } from "../problem.ts";
import { bondOptions } from "./bond_options.ts";
import { type Building, claimOnMade, leave, takeName } from "./building.ts";
import { INITRAMFS } from "./claims.ts";
import type { BondDevice } from "./device.ts";
import { foreignWish, madeName } from "./names.ts";
import { byNumberedText } from "./order.ts";
export { bondMac } from "./bond_mac.ts";

/** The devices of those that are made. */
export function buildBonds(building: Building, links: readonly BondData[]): BondDevice[] {
  return byFirstPort(building, links).flatMap((link) => buildBond(building, link) ?? []);
}

/**
 * Those for which names have to be found go by their ports: ids that a cloud makes up are others with each of its ports.
 *
 * @param links by id
 */
export function byFirstPort<T extends Ported>({ nameOf }: Building, links: readonly T[]): T[] {
  const firstPort = ({ ports }: T) =>
    ports.flatMap(({ id }) => nameOf.get(id) ?? []).sort(byNumberedText)[0] ?? "";
  return links.map((link) => ({ link, port: firstPort(link) }))
    .sort((a, b) => byNumberedText(a.port, b.port))
    .map(({ link }) => link);
}

function buildBond(building: Building, link: BondData): BondDevice | undefined {
  const { taken, bondOf, left } = building;
  if (left.has(link.id)) return undefined;
  const name = madeName(link, taken);
  noteForeign(building, link, name);
  const claim = claimOnMade(building, name);
  if (claim?.role === "own") return leaveBond(building, link, name, claim.file);
  const ports = findPorts(building, link);
  if (ports.length === 0) return skipWithoutPorts(building, link, name);
  takeName(building, link, name, claim);
  for (const port of ports) bondOf.set(port, name);
  const options = bondOptions(building, link, ports);
  return { kind: "bond", name, mtu: link.mtu, leftTo: claim?.file, link, ports, options };
}

/** Says so where a bond or bridge has another name because of other software. */
export function noteForeign({ document }: Building, link: Ported, given: string): void {
  const wish = foreignWish(link, given);
  if (wish === undefined) return;
  document.in(link.path).note(
    `other software calls a device of its own ${quote(wish)}`,
    `the ${link.kind} is called ${given}`,
    CODES[link.kind].foreign,
  );
}

function leaveBond(building: Building, link: BondData, name: string, file: string): undefined {
  leave(building, link, name, file);
  leaveCards(building, link.ports, file);
}

/**
 * What an operator makes has its ports, or gets them in a way that cannot be read: the cards that the drive has in it are
 * left with it.
 */
export function leaveCards({ nameOf, bondOf, left }: Building, ports: Ported["ports"], file: string): void {
  const names = new Set(ports.flatMap(({ id }) => nameOf.get(id) ?? []));
  if (names.size === 0) return;
  for (const [id, name] of [...nameOf]) {
    if (!names.has(name) || bondOf.has(name)) continue;
    nameOf.delete(id);
    left.set(id, { name, file });
  }
}

type Ported = BondData | BridgeData;

const CODES = {
  bond: {
    foreign: "bond-name-foreign",
    left: "bond-left",
    noPorts: "bond-without-ports",
    allAbsent: "bond-ports-absent",
    absent: "bond-port-absent",
    unusable: "bond-port-unusable",
  },
  bridge: {
    foreign: "bridge-name-foreign",
    left: "bridge-left",
    noPorts: "bridge-without-ports",
    allAbsent: "bridge-ports-absent",
    absent: "bridge-port-absent",
    unusable: "bridge-port-unusable",
  },
} as const;

/** Where its ports are an operator's, so is the bond or bridge. */
export function skipWithoutPorts({ document, left }: Building, link: Ported, name: string): undefined {
  const { kind, ports } = link;
  const port = ports.map(({ id }) => left.get(id)).find((one) => one !== undefined);
  const own = document.in(link.path);
  const place = kind === "bond" ? own.at("bond_links") : own;
  const codes = CODES[kind];
  if (port === undefined) {
    const message = `the ${kind} has no port on this machine`;
    if (ports.length === 0) place.problem(message, "it is skipped", codes.noPorts);
    else place.note(message, "it is skipped", codes.allAbsent);
  } else {
    left.set(link.id, { name, file: port.file });
    const whose = port.file === INITRAMFS ? "the initramfs has" : "an operator's files have";
    const message = `${whose} all ports of the ${kind} that are here`;
    place.note(message, "it is not made", codes.left);
  }
}

/**
 * The devices of the ports that are there and free, each once: two links of the drive may be one interface.
 *
 * @param faultOf why a port is none for this, as a clause, by its link and its device, where it has one
 */
export function findPorts(
  building: Building,
  link: Ported,
  faultOf: FaultOf = () => undefined,
): string[] {
  return [...new Set(link.ports.flatMap((port) => findPort(building, link, port, faultOf) ?? []))];
}

type FaultOf = (port: LinkData, name: string | undefined) => string | undefined;

function findPort(
  { document, links, nameOf, left, bondOf, bridgeOf }: Building,
  { kind, id }: Ported,
  port: Ported["ports"][number],
  faultOf: FaultOf,
): string | undefined {
  const link = links.get(port.id);
  const name = nameOf.get(port.id);
  const place = document.in(port.path);
  const action = `the ${kind} ${quote(id)} goes without it`;
  const codes = CODES[kind];
  const quoted = quote(port.id);
  const isOfKind = link !== undefined && (kind === "bond" ? link.kind === "physical" : link.kind !== kind);
  const owner = isOfKind ? left.get(port.id) : undefined;
  if (owner !== undefined) {
    place.note(`${owner.name} is left to ${owner.file}`, action, codes.left);
    return undefined;
  }
  const master = name && (bondOf.get(name) ?? bridgeOf.get(name));
  const fault = link === undefined
    ? `there is no link with the id ${quoted}`
    : !isOfKind
    ? `the link ${quoted} is a ${link.kind}${kind === "bond" ? ", not hardware" : " itself"}`
    : master !== undefined
    ? `the port ${quoted} is in the ${bondOf.has(name!) ? "bond" : "bridge"} ${master} already`
    : faultOf(link, name);
  if (fault !== undefined) place.problem(fault, action, codes.unusable);
  else if (name === undefined) place.note(`the port ${quoted} is not on this machine`, action, codes.absent);
  else return name;
  return undefined;
}
