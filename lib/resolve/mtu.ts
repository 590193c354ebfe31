/**
 * MTUs that fit on one another: the kernel refuses a VLAN an MTU above its parent's.
 *
 * @module
 */
import type { Place } from "../problem.ts";
import type { Device, Devices, VlanDevice } from "./devices.ts";

/** What an Ethernet device has when nothing is said. */
const ETHERNET_MTU = 1500;

/** The MTU of each device by name: a parent without one is raised for its VLANs, a VLAN above its parent's loses its own. */
export function fitMtus(document: Place, devices: Devices): Map<string, number> {
  const mtus = new Map<string, number>();
  const all = [...devices.all.values()];
  for (const { name, mtu } of all) if (mtu !== undefined) mtus.set(name, mtu);
  const vlans = all.filter((device): device is VlanDevice => device.kind === "vlan");
  for (const vlan of vlans.toReversed()) raiseParent(document, mtus, vlan, devices.all.get(vlan.parent));
  for (const vlan of vlans) dropExcess(document, mtus, vlan);
  return mtus;
}

function raiseParent(
  document: Place,
  mtus: Map<string, number>,
  vlan: VlanDevice,
  parent: Device | undefined,
): void {
  const wanted = mtus.get(vlan.name);
  if (wanted === undefined || wanted <= ETHERNET_MTU || parent === undefined || parent.mtu !== undefined) {
    return;
  }
  if (wanted <= (mtus.get(parent.name) ?? ETHERNET_MTU)) return;
  mtus.set(parent.name, wanted);
  const message = `${vlan.name} has an MTU of ${wanted} and its parent ${parent.name} none`;
  document.in(vlan.link.path).at("mtu").note(message, `${parent.name} gets ${wanted} as well`);
}

function dropExcess(document: Place, mtus: Map<string, number>, vlan: VlanDevice): void {
  const own = mtus.get(vlan.name);
  const most = mtus.get(vlan.parent);
  if (own === undefined || most === undefined || own <= most) return;
  mtus.delete(vlan.name);
  const message = `the MTU ${own} of ${vlan.name} is above the ${most} of its parent ${vlan.parent}`;
  document.in(vlan.link.path).at("mtu").problem(message, "the VLAN gets its parent's");
}
