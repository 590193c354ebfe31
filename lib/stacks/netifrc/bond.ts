/**
 * Bonds in netifrc (`net/bonding.sh`): it makes the bond, writes each `OPTION_BOND` to the file of that name in sysfs,
 * and then takes in the ports, the primary one first.
 *
 * @module
 */
import type { BondOptionName } from "../../bond_options.ts";
import type { BondLink } from "../../network.ts";
import { type Problem, problemIn } from "../../problem.ts";
import { lostOptions } from "../_bond.ts";
import * as parts from "../parts.ts";

type Entry = readonly [name: string, value: string | undefined];

export function bondVariables(bond: BondLink, variable: string): Entry[] {
  const options = [...bond.options].filter(([name]) => whyNot(name) === undefined);
  return [
    [`slaves_${variable}`, inOrder(bond.ports).join(" ")],
    [`mode_${variable}`, bond.mode],
    ...options.map(([name, value]): Entry => [`${name}_${variable}`, written(name, value)]),
  ];
}

/**
 * netifrc takes a port for one that the bond has when a port that it has contains its name: of such the shorter is first,
 * so that eth1 is not found in eth10.
 */
function inOrder(ports: readonly string[]): string[] {
  const isMixed = ports.some((port) => ports.some((other) => other !== port && other.includes(port)));
  return isMixed ? ports.toSorted((one, other) => one.length - other.length) : [...ports];
}

/** What netifrc loses of a bond; `file` is the path of its variables. */
export function bondProblems(bond: BondLink, file: string): Problem[] {
  return [...lostOptions(bond, file, whyNot), ...lostPorts(bond, file)];
}

/** The primary port goes in before all others, whatever their order. */
function lostPorts({ name, ports, options }: BondLink, file: string): Problem[] {
  const primary = options.get("primary") ?? "";
  return ports.filter((port) => port !== primary && primary.includes(port)).map((port) =>
    problemIn(
      file,
      `netifrc takes ${primary}, the primary port of ${name}, for ${port} as well, and leaves that out`,
      `${name} goes without ${port}`,
      "stack-bond-port-lost",
    )
  );
}

/** The primary port is set with the others, and found again when the port comes in. */
function whyNot(name: BondOptionName): string | undefined {
  if (name === "active_slave") return "netifrc sets options before there are ports";
  return parts.bondOptions().BOND_OPTIONS[name].isNetlinkOnly
    ? "netifrc sets options by sysfs, which has no such file"
    : undefined;
}

/** Targets are added one by one, each with a plus sign as the kernel wants it; versions before 0.6 take one target. */
function written(name: BondOptionName, value: string): string {
  return name === "arp_ip_target" ? value.split(",").map((target) => `+${target}`).join(" ") : value;
}
