/**
 * The options of a stanza that make a device: those of Debian's ifenslave, and commands for what no option is for.
 *
 * ifup runs a stanza's `pre-up` commands, then `if-pre-up.d` (where ifenslave makes the bond and takes in its ports),
 * then the method, then `up` commands; the first of them that fails ends the stanza and all later ones of the device.
 * So what a network can do without ends in `|| true`: ifup shows the error and goes on.
 *
 * @module
 */
import type { BondOptionName } from "../../bond_options.ts";
import type { BondLink, BridgeLink, Link, VlanLink } from "../../network.ts";
import * as parts from "../parts.ts";

/** Options of a stanza, one a line: keyword, a space, value. */
export type Options = readonly string[];

/** What the first stanza of a link says to make and set up its device, and those of the `vlans` on it that ifup cannot make. */
export function deviceOptions(link: Link, vlans: readonly VlanLink[]): Options {
  const mac = link.kind === "physical" ? undefined : link.mac;
  return [
    ...(link.kind === "physical" && link.bond !== undefined ? [`bond-master ${link.bond}`] : []),
    ...(link.kind === "bond" ? bondOptions(link) : []),
    ...(link.kind === "bridge" ? bridgeOptions(link) : []),
    ...(link.kind === "vlan" && !link.name.includes(".") ? [`pre-up ${addVlan(link)}`] : []),
    ...(link.bridge === undefined ? [] : portOptions(link.name, link.bridge)),
    ...(mac === undefined ? [] : [`pre-up ip link set dev ${link.name} address ${mac} || true`]),
    ...(link.kind === "bond" ? otherOptions(link) : []),
    ...(link.mtu === undefined ? [] : [mtuOption(link, link.mtu)]),
    ...vlans.filter(isMadeByParent).map((vlan) => `pre-up ${addVlan(vlan)} || true`),
  ];
}

/**
 * What the last stanza of a link says to take its device away, or out of its bridge; ifdown itself deletes VLANs with a
 * dot in their names.
 */
export function removalOptions({ kind, name, bridge }: Link): Options {
  if (kind === "bridge" || (kind === "vlan" && !name.includes("."))) {
    return [`post-down ip link del dev ${name} || true`];
  }
  return kind === "physical" && bridge !== undefined
    ? [`post-down ip link set dev ${name} nomaster || true`, `post-down ${disableIpv6(name, 0)}`]
    : [];
}

/**
 * The bond's MTU is set after its ports are in: a port that refused it could not be added. A bridge takes none above those
 * of its ports.
 */
export function mtuOption(link: Link, mtu: number): string {
  return `${"ports" in link ? "up" : "pre-up"} ip link set dev ${link.name} mtu ${mtu} || true`;
}

/** By commands, as every ifup takes them: for its own options Debian's wants the package bridge-utils. */
export function bridgeOptions({ name, stp, ports }: BridgeLink): Options {
  return [
    `pre-up [ -d /sys/class/net/${name} ] || ip link add dev ${name} type bridge`,
    ...(stp ? [`pre-up echo 1 > /sys/class/net/${name}/bridge/stp_state || true`] : []),
    ...ports.map((port) => `pre-up ip link set dev ${port} master ${name} || true`),
  ];
}

/** A port that comes up later than its bridge goes into it by itself. None has IPv6 of its own, and so no router's. */
export function portOptions(name: string, bridge: string): Options {
  return [
    `pre-up ${disableIpv6(name, 1)}`,
    `up [ ! -d /sys/class/net/${bridge} ] || ip link set dev ${name} master ${bridge} || true`,
  ];
}

function disableIpv6(name: string, value: 0 | 1): string {
  return `echo ${value} > /proc/sys/net/ipv6/conf/${name}/disable_ipv6 || true`;
}

/**
 * ifup makes a VLAN device before any command of its stanza when the name has a dot, and knows its parent and id by the
 * name: what stands before the first dot and after it. It leaves one that is there alone, so one that this is wrong
 * for, such as a VLAN on a VLAN, is made in its parent's stanza.
 */
function isMadeByParent({ name, parent, id }: VlanLink): boolean {
  return name.includes(".") && (parent.includes(".") || name !== `${parent}.${id}`);
}

export function addVlan({ name, parent, id }: VlanLink): string {
  return `[ -d /sys/class/net/${name} ] || ip link add link ${parent} name ${name} type vlan id ${id}`;
}

/** Options that ifenslave sets (2.13, if-pre-up.d); the others are set before it takes in the ports. */
const IFENSLAVE: ReadonlySet<BondOptionName> = new Set([
  "ad_select",
  "arp_interval",
  "arp_ip_target",
  "arp_validate",
  "downdelay",
  "fail_over_mac",
  "lacp_rate",
  "miimon",
  "num_grat_arp",
  "packets_per_slave",
  "primary",
  "primary_reselect",
  "tlb_dynamic_lb",
  "updelay",
  "use_carrier",
  "xmit_hash_policy",
]);

/** Options that the kernel takes only once the ports are up, or `miimon` is set; ifenslave sets the first too early. */
export const LATE: ReadonlySet<BondOptionName> = new Set(["active_slave", "peer_notif_delay"]);

/** ifenslave's own options, and the device, which otherwise ifenslave would make too late for the rest. */
function bondOptions({ name, mode, ports, options }: BondLink): Options {
  return [
    `bond-mode ${mode}`,
    `bond-slaves ${ports.join(" ")}`,
    ...[...options].filter(([option]) => IFENSLAVE.has(option)).map(([option, value]) =>
      `bond-${option.replaceAll("_", "-")} ${value.replaceAll(",", " ")}`
    ),
    `pre-up [ -d /sys/class/net/${name} ] || ip link add dev ${name} type bond || true`,
  ];
}

/** The other options, after the mode: the kernel refuses those that are not the mode's. */
function otherOptions({ name, mode, options }: BondLink): Options {
  const write = (option: string, value: string) =>
    `echo ${value} > /sys/class/net/${name}/bonding/${option} || true`;
  const early = [...options].filter(([option]) => !IFENSLAVE.has(option) && !LATE.has(option));
  const late = [...options].filter(([option]) => LATE.has(option));
  return [
    ...(early.length === 0 ? [] : [`pre-up ${write("mode", mode)}`]),
    ...early.map(([option, value]) =>
      parts.bondOptions().BOND_OPTIONS[option].isNetlinkOnly
        ? `pre-up ip link set dev ${name} type bond ${option} ${value} || true`
        : `pre-up ${write(option, value)}`
    ),
    ...late.map(([option, value]) => `up ${write(option, value)}`),
  ];
}
