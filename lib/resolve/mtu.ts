/**
 * MTUs that fit on one another: a bond gives its ports its own, the kernel refuses a VLAN one above its parent's, and
 * passes no frame through a bridge that is too large for a port.
 *
 * @module
 */
import type { Place } from "../problem.ts";
import type { BondDevice, BridgeDevice, Device, Devices, VlanDevice } from "./device.ts";

/** The MTU of an Ethernet device that nobody has set one for. */
const ETHERNET_MTU = 1500;

type Mtus = Map<string, number>;

/** The MTU of each device by name; those that are not in it have the kernel's. */
export function fitMtus(document: Place, devices: Devices): Mtus {
  const all = [...devices.all.values()];
  const mtus: Mtus = new Map();
  for (const { name, mtu } of all) if (mtu !== undefined) mtus.set(name, mtu);
  const bonds = all.filter((device) => device.kind === "bond");
  const upper = all.filter((device) => device.kind === "vlan" || device.kind === "bridge");
  for (const bond of bonds) takeFromPorts(document, mtus, bond);
  for (const device of upper.toReversed()) {
    for (const name of namesBelow(device)) raiseBelow(document, mtus, device, devices.all.get(name));
  }
  for (const bond of bonds) giveToPorts(document, mtus, bond, devices);
  const effective = new Map(mtus);
  for (const device of upper) {
    const most = Math.min(...namesBelow(device).map((name) => effective.get(name) ?? ETHERNET_MTU));
    dropExcess(document, mtus, device, most);
    effective.set(device.name, mtus.get(device.name) ?? most);
  }
  for (const { name, mtu } of bonds) {
    if (mtu === undefined && mtus.get(name) === ETHERNET_MTU) mtus.delete(name);
  }
  return mtus;
}

/** A bond without one, whose ports have some, gets what all of them can carry. */
function takeFromPorts(document: Place, mtus: Mtus, { name, mtu, link, ports }: BondDevice): void {
  if (mtu !== undefined || !ports.some((port) => mtus.has(port))) return;
  const least = Math.min(...ports.map((port) => mtus.get(port) ?? ETHERNET_MTU));
  mtus.set(name, least);
  if (least === ETHERNET_MTU) return;
  document.in(link.path).note(
    `${name} has no MTU, but ports of it have`,
    `it gets ${least}, which all can carry`,
    "mtu-of-ports",
  );
}

type UpperDevice = VlanDevice | BridgeDevice;

function namesBelow(device: UpperDevice): readonly string[] {
  return device.kind === "vlan" ? [device.parent] : device.ports;
}

function raiseBelow(document: Place, mtus: Mtus, { kind, name, link }: UpperDevice, below?: Device): void {
  const wanted = mtus.get(name);
  if (wanted === undefined || below === undefined) return;
  if (isGiven(below, mtus) || wanted <= (mtus.get(below.name) ?? ETHERNET_MTU)) return;
  mtus.set(below.name, wanted);
  const [what, code] = kind === "vlan"
    ? ["parent", "mtu-of-vlan"] as const
    : ["port", "mtu-of-bridge"] as const;
  const message = `${name} has an MTU of ${wanted} and its ${what} ${below.name} none`;
  document.in(link.path).at("mtu").note(message, `${below.name} gets ${wanted} as well`, code);
}

/** Whether the drive says an MTU of the device, or of ports that it has it from. */
function isGiven(device: Device, mtus: Mtus): boolean {
  return device.mtu !== undefined || ("ports" in device && device.ports.some((port) => mtus.has(port)));
}

/** The kernel gives a port the bond's when it comes in; so another one of its own does not last. */
function giveToPorts(document: Place, mtus: Mtus, bond: BondDevice, { all }: Devices): void {
  const mtu = mtus.get(bond.name);
  for (const port of bond.ports) {
    const own = mtus.get(port);
    const device = all.get(port);
    if (mtu === undefined || own === undefined || own === mtu || device?.kind !== "physical") continue;
    mtus.set(port, mtu);
    const { path } = device.match.links.find((link) => link.mtu === own)!;
    document.in(path).at("mtu").note(
      `${port} has an MTU of ${own} and its bond ${bond.name} one of ${mtu}`,
      `it gets ${mtu}, as the kernel gives ports their bond's`,
      "mtu-of-bond",
    );
  }
}

/** A VLAN without an MTU has its parent's, and a bridge what all of its ports can carry. */
function dropExcess(document: Place, mtus: Mtus, device: UpperDevice, most: number): void {
  const { kind, name, link } = device;
  const own = mtus.get(name);
  if (own === undefined || own <= most) return;
  mtus.delete(name);
  const place = document.in(link.path).at("mtu");
  const message = `the MTU ${own} of ${name} is above the ${most} of its`;
  if (kind === "vlan") {
    place.problem(`${message} parent ${device.parent}`, "the VLAN gets its parent's", "vlan-mtu-too-large");
  } else place.problem(`${message} ports`, "the bridge gets what all can carry", "bridge-mtu-too-large");
}
