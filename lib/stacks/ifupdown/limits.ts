/**
 * What an ifup and a DHCP client cannot do of a network, and the network without that.
 *
 * @module
 */
import { belowOf, type Link, type NetworkConfig } from "../../network.ts";
import { noteOn, type Problem, problemIn, quote } from "../../problem.ts";
import { lostOptions } from "../_bond.ts";
import * as parts from "../parts.ts";
import type { RenderTarget } from "../stack.ts";
import { INTERFACES_D } from "./facts.ts";

export function withinLimits(
  config: NetworkConfig,
  target: RenderTarget,
): { readonly config: NetworkConfig; readonly problems: readonly Problem[] } {
  const taken = target.ifup === "ifupdown-ng" ? config.links.filter(isTakenForVlan) : [];
  const kept = without(config.links, taken);
  const limited = target.dhcpClient === "udhcpc" ? kept.map(ofUdhcpc) : kept;
  return {
    config: { links: limited },
    problems: [
      ...taken.map(({ name }) => takenForVlan(name)),
      ...(target.hasIproute2 === false ? kept.flatMap(lostByBusybox) : []),
      ...(target.dhcpClient === "udhcpc" ? lostByUdhcpc(config, limited, target) : []),
    ],
  };
}

/** It knows no IPv6, and takes a link's addresses of IPv4 away where it has no lease: so it is not asked beside stated ones. */
function ofUdhcpc(link: Link): Link {
  return { ...link, dhcp6: "off", dhcp4: link.dhcp4 && !link.addresses.some(({ ip }) => ip.family === 4) };
}

function lostByUdhcpc(
  { links }: NetworkConfig,
  limited: readonly Link[],
  { udhcpcIsTold, hasResolvconf }: RenderTarget,
): Problem[] {
  const asked = limited.filter(({ dhcp4 }) => dhcp4);
  return [
    ...links.filter(({ dhcp6 }) => dhcp6 !== "off").map(({ name }) =>
      problemIn(
        INTERFACES_D,
        `${name} has DHCPv6, and the DHCP client udhcpc asks for IPv4 alone`,
        "no server is asked; install dhcpcd",
        "ifup-client-dhcp6",
      )
    ),
    ...links.filter(({ dhcp4, name }) => dhcp4 && asked.every((link) => link.name !== name)).map(({ name }) =>
      problemIn(
        INTERFACES_D,
        `${name} has DHCPv4 beside a stated address, which the DHCP client udhcpc would take away`,
        "the address is set and no server is asked; install dhcpcd",
        "ifup-client-address",
      )
    ),
    ...(udhcpcIsTold ? [] : lostByScript(asked, hasResolvconf)),
  ];
}

/** What Debian's script for leases cannot be told. */
function lostByScript(asked: readonly Link[], hasResolvconf: boolean): Problem[] {
  const where = hasResolvconf ? "beside" : "in the place of";
  const servers = asked.filter(({ learnedDns }) => learnedDns === false).map(({ name }) =>
    problemIn(
      INTERFACES_D,
      `the script of the DHCP client udhcpc writes the name servers that ${name} learns ${where} those of the drive`,
      "it is asked all the same; install dhcpcd",
      "ifup-client-dns",
    )
  );
  const metrics = asked.filter(({ learnedMetric }) => learnedMetric !== undefined).length < 2 ? [] : [
    noteOn(
      INTERFACES_D,
      "the script of the DHCP client udhcpc takes no metric for the routes that it sets",
      "of several default routes that are learned the first counts",
      "ifup-client-metric",
    ),
  ];
  return [...servers, ...metrics];
}

/** ifupdown-ng takes whatever has a dot in its name for a VLAN of the device and with the id that the name says. */
function isTakenForVlan(link: Link): boolean {
  const isOne = link.kind === "vlan" && link.name === `${link.parent}.${link.id}`;
  return !isOne && link.name.includes(".") && !link.name.startsWith("vlan");
}

/** What the kernel takes by netlink alone busybox's `ip` has no words for. */
function lostByBusybox(link: Link): Problem[] {
  if (link.kind !== "bond") return [];
  const { BOND_OPTIONS } = parts.bondOptions();
  return lostOptions(
    link,
    INTERFACES_D,
    (name) =>
      BOND_OPTIONS[name].isNetlinkOnly
        ? "busybox's ip does not know it, and iproute2 is not there"
        : undefined,
  );
}

/** The links but some, and what stands on those. */
function without(links: readonly Link[], some: readonly Link[]): readonly Link[] {
  const gone = new Set(some.map(({ name }) => name));
  return links.filter((link) => {
    if (belowOf(link).some((name) => gone.has(name))) gone.add(link.name);
    return !gone.has(link.name);
  });
}

/** It would make that, or give up on all links that come after. */
function takenForVlan(name: string): Problem {
  const dot = name.lastIndexOf(".");
  return problemIn(
    INTERFACES_D,
    `ifupdown-ng takes ${quote(name)} for VLAN ${name.slice(dot + 1)} of ${name.slice(0, dot)}`,
    "it is left out, and so is what stands on it; give it a name without a dot",
    "stack-device-name",
  );
}
