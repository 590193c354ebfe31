/**
 * The bridges of the drive, on hardware, bonds and VLANs that are there.
 *
 * @module
 */
import type { BridgeData, LinkData } from "../config_drive/link_data.ts";
import { type Place, quote } from "../problem.ts";
import { bondMac, byFirstPort, findPorts, leaveCards, noteForeign, skipWithoutPorts } from "./bonds.ts";
import { type Building, claimOnMade, leave, takeName } from "./building.ts";
import type { BridgeDevice, Device, Devices } from "./device.ts";
import type { MatchedInterface } from "./hardware.ts";
import { madeName } from "./names.ts";
import { DEEPEST_VLAN } from "./vlans.ts";

/** Leaves the bridges that an operator's files make, before anything is made that the drive has in them. */
export function leaveClaimed(building: Building, bridges: readonly BridgeData[]): void {
  for (const link of bridges) {
    const name = madeName(link, building.taken);
    const claim = claimOnMade(building, name);
    if (claim?.role !== "own") continue;
    leave(building, link, name, claim.file);
    leaveCards(building, link.ports, claim.file);
    for (const { id } of link.ports) leaveMade(building, id, claim.file);
  }
}

/** A bond or VLAN of the drive's is left with the operator's bridge. */
function leaveMade(building: Building, id: string, file: string): void {
  const link = building.links.get(id);
  if (building.left.has(id) || link === undefined) return;
  if (link.kind === "vlan") leave(building, link, quote(link.name ?? id), file);
  if (link.kind !== "bond") return;
  leave(building, link, madeName(link, building.taken), file);
  leaveCards(building, link.ports, file);
}

/** The devices of bridges; what is not made is reported. `below`: all bonds, and the VLANs that bridges may be on. */
export function buildBridges(
  building: Building,
  bridges: readonly BridgeData[],
  matches: readonly MatchedInterface[],
  below: readonly Device[],
): BridgeDevice[] {
  const devices = new Map(below.map((device) => [device.name, device]));
  const infiniband = new Set(
    matches.flatMap(({ device: { name, infiniband } }) => infiniband ? [name] : []),
  );
  const isInfiniband = (name: string): boolean => {
    const device = devices.get(name);
    if (device?.kind === "bond") return device.ports.some(isInfiniband);
    return device?.kind === "vlan" ? isInfiniband(device.parent) : infiniband.has(name);
  };
  return byFirstPort(building, bridges).flatMap((link) => buildBridge(building, link, isInfiniband) ?? []);
}

function buildBridge(
  building: Building,
  link: BridgeData,
  isInfiniband: (name: string) => boolean,
): BridgeDevice | undefined {
  if (building.left.has(link.id)) return undefined;
  const name = madeName(link, building.taken);
  noteForeign(building, link, name);
  const claim = claimOnMade(building, name);
  if (claim?.role === "own") {
    leave(building, link, name, claim.file);
    return undefined;
  }
  const ports = findPorts(building, link, (port, device) => {
    const quoted = quote(port.id);
    if (device === undefined) {
      return isOnBridge(building.links, port) ? `the link ${quoted} is on a bridge itself` : undefined;
    }
    return isInfiniband(device) ? `the link ${quoted} is InfiniBand, which no bridge takes` : undefined;
  });
  if (ports.length === 0) return skipWithoutPorts(building, link, name);
  takeName(building, link, name, claim);
  for (const port of ports) building.bridgeOf.set(port, name);
  return { kind: "bridge", name, mtu: link.mtu, leftTo: claim?.file, link, ports };
}

/** Whether a VLAN leads down to a bridge, by as many steps as there may be. */
function isOnBridge(links: Building["links"], port: LinkData): boolean {
  let link: LinkData | undefined = port;
  for (let depth = 0; depth < DEEPEST_VLAN && link?.kind === "vlan"; depth += 1) {
    link = links.get(link.parent);
  }
  return link?.kind === "bridge";
}

/**
 * The device of a network that is on a bridge's port: the bridge takes all frames that are for this machine. None where an
 * operator's file says what that gets.
 *
 * @param place where the network says its link
 */
export function placeOnBridge(place: Place, link: string, bridge: Device): Device | undefined {
  const isLeft = bridge.kind !== "physical" && bridge.leftTo !== undefined;
  place.note(
    `the link ${quote(link)} is a port of the bridge ${bridge.name}`,
    isLeft ? "the network is skipped" : `the network is on ${bridge.name}`,
    "network-of-bridge-port",
  );
  return isLeft ? undefined : bridge;
}

/** The drive's, else that of the first port: a cloud may let no other pass. */
export function bridgeMac(document: Place, { link, ports }: BridgeDevice, devices: Devices): string {
  return link.mac ?? macOf(document, ports[0]!, devices)!;
}

function macOf(document: Place, name: string, devices: Devices): string | undefined {
  const device = devices.all.get(name);
  if (device?.kind === "physical") return device.match.device.mac;
  if (device?.kind === "vlan") return device.link.mac ?? macOf(document, device.parent, devices);
  return device?.kind === "bond" ? bondMac(document, device, devices) : undefined;
}
