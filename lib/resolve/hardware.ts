/**
 * Which interfaces of the machine the drive's hardware links are.
 *
 * @module
 */
import type { LinkData, PhysicalData } from "../config_drive/link_data.ts";
import type { DeviceData } from "../config_drive/meta_data.ts";
import { isPlainDeviceName } from "../device_name.ts";
import type { NetworkInterface } from "../interfaces.ts";
import { cloudMac, isInfinibandMac } from "../mac.ts";
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
  /** It leads to a root file system that is on the network. */
  readonly carriesRoot?: true;
}

/**
 * All real interfaces by name: those with a permanent address that are no virtual functions, and those that the drive names.
 * Reports links that no interface is, and MACs that several interfaces share (none of which is then matched).
 *
 * @param cards what the meta data says of cards: it tells those with one MAC apart
 */
export function matchHardware(
  document: Place,
  links: readonly LinkData[],
  interfaces: readonly NetworkInterface[],
  claims: Claims,
  cards: readonly DeviceData[],
): MatchedInterface[] {
  const hardware = links.filter((link) => link.kind === "physical");
  const candidatesOf = candidates(interfaces);
  const named = new Set(hardware.flatMap(candidatesOf));
  const machine = document.inFile("/sys/class/net");
  const isReal = (device: NetworkInterface) => device.hasPermanentMac && !device.isVirtualFunction;
  const usable = new Set(
    interfaces.filter((device) => (isReal(device) || named.has(device)) && isUsable(machine, device)),
  );
  const owners = hardware.map((link) => {
    const all = candidatesOf(link).filter((device) => usable.has(device));
    return { link, devices: byBus(link, preferPermanent(all), cards) };
  });
  for (const { link, devices } of owners) report(document, link, devices);
  const linksOf = Map.groupBy(
    owners.filter(({ devices }) => devices.length === 1),
    ({ devices: [device] }) => device,
  );
  const meant = new Set(owners.flatMap(({ devices }) => devices));
  return [...usable].filter((device) => isReal(device) || meant.has(device)).map((device) => {
    const links = (linksOf.get(device) ?? []).map(({ link }) => link);
    const claim = claims.ofCard(device);
    if (claim === undefined || claim.role === "parent") return { device, links, claimedBy: undefined };
    return { device, links, claimedBy: claim.file, ...(claim.role === "port" ? { definedBare: true } : {}) };
  });
}

/**
 * The interfaces that a link may be. A MAC of 6 bytes is an Ethernet card's, else an InfiniBand port's; that is known by its
 * GUID, as the rest of its 20 bytes may be another after the next boot. A link without a MAC is the interface of its name.
 */
function candidates(
  interfaces: readonly NetworkInterface[],
): (link: PhysicalData) => readonly NetworkInterface[] {
  const [infiniband, ethernet] = [true, false].map((is) => interfaces.filter((one) => one.infiniband === is));
  const byMac = Map.groupBy(ethernet!, ({ mac }) => mac);
  const byGuid = Map.groupBy(infiniband!, ({ mac }) => cloudMac(mac));
  const byName = Map.groupBy(interfaces, ({ name }) => name);
  return ({ mac, name, id }) => {
    if (mac === undefined) return byName.get(name ?? "") ?? byName.get(id) ?? [];
    return (isInfinibandMac(mac) ? byGuid.get(cloudMac(mac)) : byMac.get(mac) ?? byGuid.get(mac)) ?? [];
  };
}

/** Hardware wins over devices that something made with the same address. */
function preferPermanent(devices: readonly NetworkInterface[]): readonly NetworkInterface[] {
  const permanent = devices.filter(({ hasPermanentMac }) => hasPermanentMac);
  return permanent.length > 0 ? permanent : devices;
}

/** Of several the one at the place where the meta data has the address. */
function byBus(
  { mac }: PhysicalData,
  devices: readonly NetworkInterface[],
  cards: readonly DeviceData[],
): readonly NetworkInterface[] {
  if (devices.length < 2) return devices;
  const places = new Set(cards.flatMap((card) => card.mac === mac ? card.pciAddress ?? [] : []));
  const there = devices.filter(({ pciAddress }) => pciAddress !== undefined && places.has(pciAddress));
  return there.length === 1 ? there : devices;
}

function isUsable(machine: Place, { name }: NetworkInterface): boolean {
  if (isPlainDeviceName(name)) return true;
  const message = `the interface name ${quote(name)} has characters that configuration files cannot hold`;
  machine.problem(message, "the interface is left alone", "interface-name-unusable");
  return false;
}

/** A card that is not there is nobody's fault: a cloud's drive may still have a port that was taken away. */
function report(document: Place, link: PhysicalData, devices: readonly NetworkInterface[]): void {
  const place = document.in(link.path).at("ethernet_mac_address");
  const [device] = devices;
  if (link.mac === undefined) return reportNamed(place, link, device);
  if (device === undefined) {
    const message = `no interface of this machine has the address ${quote(link.mac)}`;
    place.note(message, "the link is configured when the interface appears", "card-absent");
  } else if (devices.length > 1) {
    const names = devices.map((device) => device.name).sort(byText).join(" and ");
    const message = `${names} both have the address ${quote(link.mac)}, so it is unknown which is meant`;
    place.problem(message, "none of them gets the link's configuration", "mac-ambiguous");
  }
}

function reportNamed(place: Place, { name, id }: PhysicalData, device: NetworkInterface | undefined): void {
  if (device !== undefined) {
    place.note(
      "the link has no hardware address",
      `it is the interface ${device.name}, by its name`,
      "link-by-name",
    );
    return;
  }
  const called = [...new Set([name ?? id, id])].map(quote).join(" or ");
  const message = `the link has no hardware address, and no interface of this machine is called ${called}`;
  place.problem(message, "the link is configured when the interface appears", "link-without-mac");
}
