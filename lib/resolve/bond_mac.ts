/**
 * The hardware address of a bond: the drive's, else that of its first Ethernet port. Left alone, udev may make one up,
 * where a cloud lets only a port's pass.
 *
 * @module
 */
import type { Place } from "../problem.ts";
import type { BondDevice, Devices } from "./device.ts";

/** Undefined for a bond of InfiniBand ports, which goes by their addresses. */
export function bondMac(
  document: Place,
  { link, name, ports }: BondDevice,
  devices: Devices,
): string | undefined {
  const first = ports.map((port) => devices.all.get(port))
    .find((port) => port?.kind === "physical" && !port.match.device.infiniband);
  if (first?.kind === "physical") return link.mac ?? first.match.device.mac;
  if (link.mac !== undefined) {
    const message = `the ports of ${name} are InfiniBand, whose addresses a bond takes`;
    document.in(link.path).at("ethernet_mac_address").note(message, "it gets no other", "bond-mac-unused");
  }
  return undefined;
}
