/**
 * MTUs that fit on one another: a bond gives its ports its own, and the kernel refuses a VLAN one above its parent's.
 *
 * @module
 */
import type { Place } from "../problem.ts";
import type { BondDevice, Device, Devices, VlanDevice } from "./devices.ts";

/** The MTU of an Ethernet device that nobody has set one for. */
const ETHERNET_MTU = 1500;

type Mtus = Map<string, number>;

/** The MTU of each device by name; those that are not in it have the kernel's. */
export function fitMtus(document: Place, devices: Devices): Mtus {
  const all = [...devices.all.values()];
  const mtus: Mtus = new Map();
  for (const { name, mtu } of all) if (mtu !== undefined) mtus.set(name, mtu);
  const bonds = all.filter((device) => device.kind === "bond");
  const vlans = all.filter((device) => device.kind === "vlan");
  for (const bond of bonds) takeFromPorts(document, mtus, bond);
  for (const vlan of vlans.toReversed()) raiseParent(document, mtus, vlan, devices.all.get(vlan.parent));
  for (const bond of bonds) giveToPorts(document, mtus, bond, devices);
  for (const vlan of vlans) dropExcess(document, mtus, vlan, devices);
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

function raiseParent(document: Place, mtus: Mtus, vlan: VlanDevice, parent: Device | undefined): void {
  const wanted = mtus.get(vlan.name);
  if (wanted === undefined || wanted <= ETHERNET_MTU || parent === undefined) return;
  if (isGiven(parent, mtus) || wanted <= (mtus.get(parent.name) ?? ETHERNET_MTU)) return;
  mtus.set(parent.name, wanted);
  const message = `${vlan.name} has an MTU of ${wanted} and its parent ${parent.name} none`;
  document.in(vlan.link.path).at("mtu").note(message, `${parent.name} gets ${wanted} as well`, "mtu-of-vlan");
}

/** Whether the drive says an MTU of the device, or of ports that it has it from. */
function isGiven(device: Device, mtus: Mtus): boolean {
  return device.mtu !== undefined || (device.kind === "bond" && device.ports.some((port) => mtus.has(port)));
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

function dropExcess(document: Place, mtus: Mtus, vlan: VlanDevice, { all }: Devices): void {
  const own = mtus.get(vlan.name);
  const most = effectiveMtu(mtus, all.get(vlan.parent), all);
  if (own === undefined || own <= most) return;
  mtus.delete(vlan.name);
  const message = `the MTU ${own} of ${vlan.name} is above the ${most} of its parent ${vlan.parent}`;
  document.in(vlan.link.path).at("mtu").problem(message, "the VLAN gets its parent's", "vlan-mtu-too-large");
}

/** What a device has; a VLAN without one has its parent's. */
function effectiveMtu(mtus: Mtus, device: Device | undefined, all: Devices["all"]): number {
  const own = device && mtus.get(device.name);
  if (own !== undefined) return own;
  return device?.kind === "vlan" ? effectiveMtu(mtus, all.get(device.parent), all) : ETHERNET_MTU;
}
