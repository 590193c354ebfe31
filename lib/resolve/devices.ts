/**
 * From the drive's links to devices: which are there, which are made, and what stands on what.
 *
 * @module
 */
import type { LinkData } from "../config_drive/link_data.ts";
import type { Place } from "../problem.ts";
import type { Claims } from "./claims.ts";
import type { Building } from "./building.ts";
import type { Device, Devices, PhysicalDevice } from "./device.ts";
import type { MatchedInterface } from "./hardware.ts";
import { TakenNames } from "./names.ts";
import { byText } from "./order.ts";
import * as parts from "./parts.ts";
import { buildUpper } from "./vlans.ts";

/** Finds or names the device of every link. Independent of the order of the links. */
export function buildDevices(
  document: Place,
  links: readonly LinkData[],
  matches: readonly MatchedInterface[],
  claims: Claims,
): Devices {
  const sorted = [...links].sort((a, b) => byText(a.id, b.id));
  const building: Building = {
    document,
    claims,
    links: new Map(sorted.map((link) => [link.id, link])),
    nameOf: new Map(),
    left: new Map(),
    carriedFor: new Map(),
    bondOf: new Map(),
    bridgeOf: new Map(),
    taken: new TakenNames(matches.map(({ device }) => device.name)),
  };
  for (const match of matches) placeCard(building, match);
  for (const match of matches) noteLeft(document, match);
  const bridges = sorted.filter((link) => link.kind === "bridge");
  if (bridges.length > 0) parts.ports().leaveClaimed(building, bridges);
  const wanted = sorted.filter((link) => link.kind === "bond");
  const bonds = wanted.length > 0 ? parts.ports().buildBonds(building, wanted) : [];
  const upper = buildUpper(
    building,
    sorted.filter((link) => link.kind === "vlan"),
    bridges.length === 0
      ? undefined
      : (vlans) => parts.ports().buildBridges(building, bridges, matches, [...bonds, ...vlans]),
  );
  const found = matches.map((match) => withLeft(building, match));
  const hardware = found.filter(({ claimedBy, definedBare }) =>
    claimedBy === undefined || definedBare === true
  )
    .map((match) => physicalDevice(match, building.bondOf.get(match.device.name)));
  const devices: Device[] = [...hardware, ...bonds, ...upper];
  for (const device of devices) noteParent(building, device);
  for (const [index, match] of found.entries()) if (match !== matches[index]) noteLeft(document, match);
  return {
    all: new Map(devices.map((device) => [device.name, device])),
    nameOf: building.nameOf,
    matches: found,
    carriedFor: building.carriedFor,
    bridgeOf: building.bridgeOf,
  };
}

/** A card is a device of the drive's links, or it is left to an operator's file. */
function placeCard(
  { nameOf, left }: Building,
  { device: { name }, links, claimedBy: file }: MatchedInterface,
): void {
  for (const { id } of links) {
    if (file === undefined) nameOf.set(id, name);
    else left.set(id, { name, file });
  }
}

/** The interface, left to a file where the bond is that the drive has it in. */
function withLeft({ left }: Building, match: MatchedInterface): MatchedInterface {
  if (match.claimedBy !== undefined) return match;
  const found = match.links.map(({ id }) => left.get(id)).find((one) => one !== undefined);
  return found === undefined ? match : { ...match, claimedBy: found.file };
}

function noteLeft(document: Place, { device, links: [link], claimedBy }: MatchedInterface): void {
  if (claimedBy === undefined) return;
  const place = link === undefined ? document.inFile("/sys/class/net") : document.in(link.path);
  place.note(`${device.name} is left to ${claimedBy}`, "", "interface-left");
}

/** Remembers a file of the operator's that stands a device of its own on this one. */
function noteParent({ claims, carriedFor }: Building, device: Device): void {
  const claim = device.kind === "physical" ? claims.ofCard(device.match.device) : claims.ofMade(device.name);
  if (claim?.role === "parent") carriedFor.set(device.name, claim.file);
}

function physicalDevice(match: MatchedInterface, bond: string | undefined): PhysicalDevice {
  const mtu = match.links.reduce<number | undefined>(
    (most, link) => Math.max(most ?? 0, link.mtu ?? 0) || undefined,
    undefined,
  );
  return { kind: "physical", name: match.device.name, mtu, match, bond };
}
