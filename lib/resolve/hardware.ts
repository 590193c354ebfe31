/**
 * Which interfaces of the machine the drive's hardware links are.
 *
 * @module
 */
import type { LinkData, PhysicalData } from "../config_drive/links.ts";
import { isPlainDeviceName } from "../device_name.ts";
import type { NetworkInterface } from "../interfaces.ts";
import { cloudMac } from "../mac.ts";
import { type Place, quote } from "../problem.ts";
import type { Claims } from "./claims.ts";
import { byText } from "./order.ts";

/** An interface that this program answers for, with the links of the drive that mean it. */
export interface MatchedInterface {
  readonly device: NetworkInterface;
  /** Usually one; several where the drive has several links with its MAC; none where it says nothing about it. */
  readonly links: readonly PhysicalData[];
  /** The operator's file that it is left to. */
  readonly claimedBy: string | undefined;
  /** That file relies on another one to define it, without anything. */
  readonly definedBare?: true;
}

/**
 * All real interfaces by name: those with a permanent address, and those that the drive names. Reports links whose MAC
 * no interface has, and MACs that several interfaces share (none of which is then matched).
 */
export function matchHardware(
  document: Place,
  links: readonly LinkData[],
  interfaces: readonly NetworkInterface[],
  claims: Claims,
): MatchedInterface[] {
  const hardware = links.filter((link) => link.kind === "physical");
  const linksByMac = Map.groupBy(hardware, (link) => cloudMac(link.mac));
  const linksOf = (device: NetworkInterface) => linksByMac.get(cloudMac(device.mac)) ?? [];
  const real = interfaces.filter((device) => device.hasPermanentMac || linksOf(device).length > 0);
  const machine = document.inFile("/sys/class/net");
  const usable = real.filter((device) => isUsable(machine, device));
  const owners = ownersOfMacs(usable);
  for (const link of hardware) reportUnmatched(document, link, owners.get(cloudMac(link.mac)) ?? []);
  const chosen = usable.filter((device) => owners.get(cloudMac(device.mac))?.includes(device));
  return chosen.map((device) => {
    const links = isSoleOwner(owners, device) ? linksOf(device) : [];
    const claim = claims.ofCard(device);
    if (claim === undefined || claim.role === "parent") return { device, links, claimedBy: undefined };
    return { device, links, claimedBy: claim.file, ...(claim.role === "port" ? { definedBare: true } : {}) };
  });
}

/** The interfaces of each address; hardware wins over devices that something made with the same address. */
function ownersOfMacs(devices: readonly NetworkInterface[]): Map<string, readonly NetworkInterface[]> {
  const all = Map.groupBy(devices, (device) => cloudMac(device.mac));
  return new Map([...all].map(([mac, candidates]) => {
    const permanent = candidates.filter((device) => device.hasPermanentMac);
    return [mac, permanent.length > 0 ? permanent : candidates];
  }));
}

function isSoleOwner(
  owners: ReadonlyMap<string, readonly NetworkInterface[]>,
  device: NetworkInterface,
): boolean {
  const [first, ...others] = owners.get(cloudMac(device.mac)) ?? [];
  return first === device && others.length === 0;
}

function isUsable(machine: Place, { name }: NetworkInterface): boolean {
  if (isPlainDeviceName(name)) return true;
  const message = `the interface name ${quote(name)} has characters that configuration files cannot hold`;
  machine.problem(message, "the interface is left alone");
  return false;
}

function reportUnmatched(document: Place, link: PhysicalData, owners: readonly NetworkInterface[]): void {
  const place = document.in(link.path).at("ethernet_mac_address");
  if (owners.length === 0) {
    const message = `no interface of this machine has the address ${quote(link.mac)}`;
    place.problem(message, "the link is configured when the interface appears");
  } else if (owners.length > 1) {
    const names = owners.map((device) => device.name).sort(byText).join(" and ");
    const message = `${names} both have the address ${quote(link.mac)}, so it is unknown which is meant`;
    place.problem(message, "none of them gets the link's configuration");
  }
}
