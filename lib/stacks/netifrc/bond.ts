/**
 * Bonds in netifrc (`net/bonding.sh`): it makes the bond, writes each `OPTION_BOND` to the file of that name in sysfs,
 * and then takes in the ports, the primary one first.
 *
 * @module
 */
import type { BondOptionName } from "../../bond_options.ts";
import type { BondLink, Link } from "../../network.ts";

type Entry = readonly [name: string, value: string | undefined];

/** The variables of a bond; `byName` has its ports. */
export function bondVariables(bond: BondLink, variable: string, byName: ReadonlyMap<string, Link>): Entry[] {
  return [
    [`slaves_${variable}`, bond.ports.join(" ")],
    [`mode_${variable}`, bond.mode],
    ...[...activeOptions(bond)].map(([name, value]): Entry => [`${name}_${variable}`, written(name, value)]),
    [`mac_${variable}`, givenMac(bond, byName)],
  ];
}

/** Without the options that need a port, which there is none yet when they are set; the primary one is set later. */
export function activeOptions({ options, ports }: BondLink): Map<BondOptionName, string> {
  return new Map(
    [...options].filter(([name, value]) =>
      name !== "active_slave" && (name !== "primary" || ports.includes(value))
    ),
  );
}

/** Targets are added one by one, each with a plus sign as the kernel wants it; versions before 0.6 take one target. */
function written(name: BondOptionName, value: string): string {
  return name === "arp_ip_target" ? value.split(",").map((target) => `+${target}`).join(" ") : value;
}

/** `net.example` advises against giving a bond an address, so only where it is not what the kernel takes by itself. */
function givenMac(bond: BondLink, byName: ReadonlyMap<string, Link>): string | undefined {
  const first = activeOptions(bond).get("primary") ?? bond.ports[0];
  return first !== undefined && byName.get(first)?.mac === bond.mac ? undefined : bond.mac;
}
