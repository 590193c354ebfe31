/**
 * From the drive's links to devices: which are there, which are made, and what stands on what.
 *
 * @module
 */
import type { BondData, LinkData, VlanData } from "../config_drive/links.ts";
import type { BondOptionName } from "../bond_options.ts";
import { type Place, quote } from "../problem.ts";
import type { MatchedInterface } from "./hardware.ts";
import { bondOptions } from "./bond_options.ts";
import { bondName, TakenNames, vlanName } from "./names.ts";
import { byText } from "./order.ts";

interface DeviceCommon {
  readonly name: string;
  readonly mtu: number | undefined;
}

export interface PhysicalDevice extends DeviceCommon {
  readonly kind: "physical";
  readonly match: MatchedInterface;
  readonly bond: string | undefined;
}

export interface BondDevice extends DeviceCommon {
  readonly kind: "bond";
  readonly link: BondData;
  readonly ports: readonly string[];
  readonly options: ReadonlyMap<BondOptionName, string>;
}

export interface VlanDevice extends DeviceCommon {
  readonly kind: "vlan";
  readonly link: VlanData;
  readonly parent: string;
}

export type Device = PhysicalDevice | BondDevice | VlanDevice;

export interface Devices {
  /** By device name; each after those that it stands on. */
  readonly all: ReadonlyMap<string, Device>;
  /** Device names by the ids of the drive's links. */
  readonly nameOf: ReadonlyMap<string, string>;
}

/** The state while devices are being found: mutable, and known to this file alone. */
interface Building {
  readonly document: Place;
  readonly claims: ReadonlyMap<string, string>;
  readonly links: ReadonlyMap<string, LinkData>;
  readonly nameOf: Map<string, string>;
  readonly bondOf: Map<string, string>;
  readonly taken: TakenNames;
}

/** Finds or names the device of every link. Independent of the order of the links. */
export function buildDevices(
  document: Place,
  links: readonly LinkData[],
  matches: readonly MatchedInterface[],
  claims: ReadonlyMap<string, string>,
): Devices {
  const sorted = [...links].sort((a, b) => byText(a.id, b.id));
  const building: Building = {
    document,
    claims,
    links: new Map(sorted.map((link) => [link.id, link])),
    nameOf: new Map(),
    bondOf: new Map(),
    taken: new TakenNames(matches.map(({ device }) => device.name)),
  };
  const free = matches.filter((match) => match.claimedBy === undefined);
  for (const { device, links } of free) for (const { id } of links) building.nameOf.set(id, device.name);
  const bonds = sorted.flatMap((link) => link.kind === "bond" ? buildBond(building, link) ?? [] : []);
  const vlans = buildVlans(building, sorted.filter((link) => link.kind === "vlan"));
  const hardware = free.map((match) => physicalDevice(match, building.bondOf.get(match.device.name)));
  const devices: Device[] = [...hardware, ...bonds, ...vlans];
  return { all: new Map(devices.map((device) => [device.name, device])), nameOf: building.nameOf };
}

function physicalDevice(match: MatchedInterface, bond: string | undefined): PhysicalDevice {
  const mtu = match.links.reduce<number | undefined>(
    (most, link) => Math.max(most ?? 0, link.mtu ?? 0) || undefined,
    undefined,
  );
  return { kind: "physical", name: match.device.name, mtu, match, bond };
}

/** Registers the name of a made device, unless an operator's file has spoken for it. */
function takeName({ document, claims, taken, nameOf }: Building, link: LinkData, name: string): boolean {
  const claim = claims.get(name);
  if (claim !== undefined) {
    document.in(link.path).note(`${claim} configures ${name}`, "it is left to that file");
    return false;
  }
  taken.add(name);
  nameOf.set(link.id, name);
  return true;
}

function buildBond(building: Building, link: BondData): BondDevice | undefined {
  const { document, taken, nameOf, bondOf } = building;
  // Two links of the drive may be one interface.
  const ports = [...new Set(link.ports.flatMap((port) => findPort(building, link, port) ?? []))];
  if (ports.length === 0) {
    document.in(link.path).at("bond_links").problem("the bond has no port on this machine", "it is skipped");
    return undefined;
  }
  const name = bondName([link.name, link.id], taken);
  if (!takeName(building, link, name)) return undefined;
  for (const port of ports) bondOf.set(port, name);
  return {
    kind: "bond",
    name,
    mtu: link.mtu,
    link,
    ports,
    options: bondOptions(document, link, nameOf, ports),
  };
}

function findPort(
  { document, links, nameOf, bondOf }: Building,
  bond: BondData,
  port: BondData["ports"][number],
): string | undefined {
  const link = links.get(port.id);
  const name = nameOf.get(port.id);
  const fault = link === undefined
    ? `there is no link with the id ${quote(port.id)}`
    : link.kind !== "physical"
    ? `the link ${quote(port.id)} is a ${link.kind}, not hardware`
    : name === undefined
    ? `the port ${quote(port.id)} is not on this machine`
    : bondOf.has(name)
    ? `the port ${quote(port.id)} is in the bond ${bondOf.get(name)} already`
    : undefined;
  if (fault === undefined) return name;
  document.in(port.path).problem(fault, `the bond ${quote(bond.id)} goes without it`);
  return undefined;
}

/** The kernel's `MAX_NEST_DEV`. */
const DEEPEST_VLAN = 8;

/** Level by level from the devices that are there, so that any depth is reached and a cycle never is. */
function buildVlans(building: Building, vlans: readonly VlanData[]): VlanDevice[] {
  const children = Map.groupBy(vlans, (vlan) => vlan.parent);
  const built: VlanDevice[] = [];
  const reached = new Set<string>();
  const ids = new Set<string>();
  let level = [...building.nameOf.keys()].sort(byText);
  for (let depth = 0; depth < DEEPEST_VLAN && level.length > 0; depth += 1) {
    const next = level.flatMap((parent) => children.get(parent) ?? []);
    for (const link of next) {
      reached.add(link.id);
      const device = buildVlan(building, link, ids);
      if (device !== undefined) built.push(device);
    }
    level = next.filter((link) => building.nameOf.has(link.id)).map((link) => link.id);
  }
  const cyclic = cyclicLinks(building.links, vlans);
  for (const link of vlans) if (!reached.has(link.id)) reportUnreached(building, link, cyclic.has(link.id));
  return built;
}

function buildVlan(building: Building, link: VlanData, ids: Set<string>): VlanDevice | undefined {
  const parent = building.nameOf.get(link.parent)!;
  const bond = building.bondOf.get(parent);
  const key = `${parent} ${link.vlanId}`;
  if (bond !== undefined || ids.has(key)) {
    const message = bond === undefined
      ? `${parent} has a VLAN ${link.vlanId} already`
      : `its link ${quote(link.parent)} is a port of ${bond}`;
    building.document.in(link.path).problem(message, "the VLAN is skipped");
    return undefined;
  }
  ids.add(key);
  const name = vlanName(parent, link.vlanId, building.taken);
  return takeName(building, link, name) ? { kind: "vlan", name, mtu: link.mtu, link, parent } : undefined;
}

function reportUnreached({ document, links }: Building, link: VlanData, cyclic: boolean): void {
  const message = !links.has(link.parent)
    ? `there is no link with the id ${quote(link.parent)}`
    : cyclic
    ? `the VLAN stands on itself through ${quote(link.parent)}`
    : `its link ${quote(link.parent)} is not configured on this machine`;
  document.in(link.path).at("vlan_link").problem(message, "the VLAN is skipped");
}

/** The ids of VLANs whose parents lead to a cycle. Each link is walked over once. */
function cyclicLinks(links: ReadonlyMap<string, LinkData>, vlans: readonly VlanData[]): Set<string> {
  const verdicts = new Map<string, boolean>();
  for (const start of vlans) {
    const walked = new Set<string>();
    let link: LinkData | undefined = start;
    while (link?.kind === "vlan" && !verdicts.has(link.id) && !walked.has(link.id)) {
      walked.add(link.id);
      link = links.get(link.parent);
    }
    const verdict = link !== undefined && (walked.has(link.id) || verdicts.get(link.id) === true);
    for (const id of walked) verdicts.set(id, verdict);
  }
  return new Set([...verdicts].flatMap(([id, verdict]) => verdict ? [id] : []));
}
