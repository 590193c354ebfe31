/**
 * The bonds of the drive, on ports that are there.
 *
 * @module
 */
import type { BondData } from "../config_drive/links.ts";
import { quote } from "../problem.ts";
import { bondOptions } from "./bond_options.ts";
import { type Building, claimOnMade, leave, takeName } from "./building.ts";
import type { BondDevice } from "./devices.ts";
import { isForeignName } from "./foreign_names.ts";
import { bondName } from "./names.ts";
import { byNumberedText } from "./order.ts";
export { bondMac } from "./bond_mac.ts";

/**
 * The devices of those that are made. Where names have to be found for them they go by their ports: ids that a cloud makes
 * up are others with each of its ports.
 *
 * @param links by id
 */
export function buildBonds(building: Building, links: readonly BondData[]): BondDevice[] {
  const firstPort = ({ ports }: BondData) =>
    ports.flatMap(({ id }) => building.nameOf.get(id) ?? []).sort(byNumberedText)[0] ?? "";
  return links.map((link) => ({ link, port: firstPort(link) }))
    .sort((a, b) => byNumberedText(a.port, b.port))
    .flatMap(({ link }) => buildBond(building, link) ?? []);
}

/** The device of a bond; undefined, and reported, where it is not made. */
function buildBond(building: Building, link: BondData): BondDevice | undefined {
  const { taken, bondOf } = building;
  const name = bondName([link.name, link.id], taken);
  noteForeign(building, link, name);
  const claim = claimOnMade(building, name);
  if (claim?.role === "own") return leaveBond(building, link, name, claim.file);
  // Two links of the drive may be one interface.
  const ports = [...new Set(link.ports.flatMap((port) => findPort(building, link, port) ?? []))];
  if (ports.length === 0) return skipBond(building, link, name);
  takeName(building, link, name, claim);
  for (const port of ports) bondOf.set(port, name);
  const options = bondOptions(building, link, ports);
  return { kind: "bond", name, mtu: link.mtu, leftTo: claim?.file, link, ports, options };
}

/** Says so where the bond has another name because of other software. */
function noteForeign({ document }: Building, { path, name, id }: BondData, given: string): void {
  const decisive = [name, id].find((wish) => wish === given || (wish !== undefined && isForeignName(wish)));
  if (decisive === undefined || decisive === given) return;
  const message = `other software calls a device of its own ${quote(decisive)}`;
  document.in(path).note(message, `the bond is called ${given}`, "bond-name-foreign");
}

/** The operator's bond has its ports, or gets them in a way that cannot be read: those of the drive are left with it. */
function leaveBond(building: Building, link: BondData, name: string, file: string): undefined {
  const { nameOf, bondOf, left } = building;
  leave(building, link, name, file);
  const ports = new Set(link.ports.flatMap(({ id }) => nameOf.get(id) ?? []));
  for (const [id, port] of [...nameOf]) {
    if (!ports.has(port) || bondOf.has(port)) continue;
    nameOf.delete(id);
    left.set(id, { name: port, file });
  }
}

/** Where its ports are an operator's, so is the bond. */
function skipBond({ document, left }: Building, link: BondData, name: string): undefined {
  const port = link.ports.map(({ id }) => left.get(id)).find((one) => one !== undefined);
  const place = document.in(link.path).at("bond_links");
  if (port === undefined) {
    const message = "the bond has no port on this machine";
    if (link.ports.length === 0) place.problem(message, "it is skipped", "bond-without-ports");
    else place.note(message, "it is skipped", "bond-ports-absent");
  } else {
    left.set(link.id, { name, file: port.file });
    place.note("an operator's files have all ports of the bond that are here", "it is not made", "bond-left");
  }
}

function findPort(
  { document, links, nameOf, left, bondOf }: Building,
  bond: BondData,
  port: BondData["ports"][number],
): string | undefined {
  const link = links.get(port.id);
  const name = nameOf.get(port.id);
  const owner = left.get(port.id);
  if (link?.kind === "physical" && owner !== undefined) {
    document.in(port.path).note(
      `${owner.name} is left to ${owner.file}`,
      `the bond ${quote(bond.id)} goes without it`,
      "bond-left",
    );
    return undefined;
  }
  const place = document.in(port.path);
  const action = `the bond ${quote(bond.id)} goes without it`;
  if (link?.kind === "physical" && name === undefined) {
    place.note(`the port ${quote(port.id)} is not on this machine`, action, "bond-port-absent");
    return undefined;
  }
  const fault = link === undefined
    ? `there is no link with the id ${quote(port.id)}`
    : link.kind !== "physical"
    ? `the link ${quote(port.id)} is a ${link.kind}, not hardware`
    : bondOf.has(name!)
    ? `the port ${quote(port.id)} is in the bond ${bondOf.get(name!)} already`
    : undefined;
  if (fault === undefined) return name;
  place.problem(fault, action, "bond-port-unusable");
  return undefined;
}
