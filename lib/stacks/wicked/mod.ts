/**
 * wicked's files in `/etc/sysconfig/network`, as SUSE has them: `ifcfg-*`, `ifroute-*` and `ifsysctl-*`, in the form that
 * wicked reads since 0.6.38 (SLES 12 SP2). See ifcfg(5), ifcfg-bonding(5), ifcfg-vlan(5), ifcfg-ipoib(5), ifcfg-dhcp(5), ifroute(5) and
 * ifsysctl(5); where they leave something open, wicked's `client/suse/compat-suse.c`.
 *
 * There is no place in them for name servers and search domains, which SUSE has `/etc/sysconfig/network/config` for, an operator's file. So
 * they go into `/etc/resolv.conf`: netconfig, which brings DHCP's servers there, makes itself a link in its place when it
 * is absent, and leaves alone a file that it did not write, until `netconfig update -f`.
 *
 * @module
 */
import { prefixText } from "../../ip.ts";
import {
  type BondLink,
  type BridgeLink,
  hasStatic,
  isKeptUp,
  isPort,
  isUnconfigured,
  type Link,
  type NetworkConfig,
} from "../../network.ts";
import { BY_FILE, dnsFiles, lostSearchDomains } from "../_dns.ts";
import { formatAssignments } from "../_shell.ts";
import { moduleOptions } from "./bond.ts";
import { bridgePorts } from "./bridge.ts";
export { claims } from "./claims.ts";
export { activate } from "./take_up.ts";
import { wickedProblems } from "./problems.ts";
import { routeLines } from "./routes.ts";
import { DIRECTORY } from "./facts.ts";
import type { RenderedFile, Rendering, RenderTarget } from "../stack.ts";

export function render(config: NetworkConfig, { dns = BY_FILE }: RenderTarget): Rendering {
  return {
    files: [...config.links.flatMap(linkFiles), ...dnsFiles(config, dns)],
    problems: [...wickedProblems(config, DIRECTORY), ...lostSearchDomains(config, dns)],
  };
}

function linkFiles(link: Link): RenderedFile[] {
  const file = (kind: string, contents: string): RenderedFile[] =>
    contents === ""
      ? []
      : [{ path: `${DIRECTORY}/${kind}-${link.name}`, contents, mode: 0o644, link: link.name }];
  return [
    ...file("ifcfg", formatAssignments([...commonEntries(link), ...deviceEntries(link), ...ipEntries(link)])),
    ...file("ifroute", routeLines(link)),
    ...file("ifsysctl", sysctlLines(link)),
  ];
}

type Entries = readonly (readonly [name: string, value: string | undefined])[];

function commonEntries(link: Link): Entries {
  return [
    ["STARTMODE", startMode(link)],
    // Beside "static" wicked itself makes addresses of what routers advertise, also where the kernel ignores it.
    ["BOOTPROTO", isUnconfigured(link) ? "none" : protocols(link).join("+") || "static"],
  ];
}

/** `nfsroot` is for every root on the network: `auto`, but never taken down. */
function startMode(link: Link): "auto" | "hotplug" | "nfsroot" {
  if (isKeptUp(link)) return "nfsroot";
  return (isPort(link) && link.kind === "physical") || link.fallback ? "hotplug" : "auto";
}

/** Static addresses are set up beside any of them. `auto6` waits for autoconfiguration, where it is all there is of IPv6. */
function protocols(link: Link): string[] {
  const { dhcp4, dhcp6, routerAdvertisements } = link;
  return [
    ...(dhcp4 ? ["dhcp4"] : []),
    ...(dhcp6 === "off" ? [] : ["dhcp6"]),
    ...(routerAdvertisements === "accept" && dhcp6 !== "addresses" ? ["auto6"] : []),
  ];
}

function deviceEntries(link: Link): Entries {
  const mtu = ["MTU", link.mtu?.toString()] as const;
  switch (link.kind) {
    case "physical":
      return [["IPOIB_MODE", link.infiniband ? "datagram" : undefined], mtu];
    case "bond":
      return [...bondEntries(link), ["LLADDR", link.mac], mtu];
    case "vlan":
      return [["ETHERDEVICE", link.parent], ["VLAN_ID", String(link.id)], ["LLADDR", link.mac], mtu];
    case "bridge":
      return [...bridgeEntries(link), ["LLADDR", link.mac], mtu];
  }
}

function bondEntries(bond: BondLink): Entries {
  return [
    ["BONDING_MASTER", "yes"],
    ...bond.ports.map((port, index) => [`BONDING_SLAVE_${index}`, port] as const),
    ["BONDING_MODULE_OPTS", moduleOptions(bond).text],
  ];
}

function bridgeEntries({ ports, stp }: BridgeLink): Entries {
  return [
    ["BRIDGE", "yes"],
    ["BRIDGE_PORTS", bridgePorts(ports).join(" ")],
    ["BRIDGE_STP", stp ? "on" : "off"],
    ["BRIDGE_FORWARDDELAY", stp ? undefined : "0"],
  ];
}

/** SUSE has wicked ask for three seconds whether somebody has an IPv4 address, before the link gets it. */
function ipEntries(link: Link): Entries {
  return [
    ...link.addresses.map((address, index) =>
      [index === 0 ? "IPADDR" : `IPADDR_${index}`, prefixText(address)] as const
    ),
    ["CHECK_DUPLICATE_IP", hasStatic(link, 4) ? "no" : undefined],
    ["DHCLIENT_ROUTE_PRIORITY", link.dhcp4 ? link.learnedMetric?.toString() : undefined],
    ["DHCLIENT6_MODE", { off: undefined, information: "info", addresses: "managed" }[link.dhcp6]],
  ];
}

/**
 * 2 takes router advertisements also where the machine forwards, as one with containers does. Slashes, for a name may
 * have a dot. A port has no IPv6 at all.
 */
function sysctlLines(link: Link): string {
  if (isPort(link) || link.routerAdvertisements === "default") return "";
  const value = link.routerAdvertisements === "accept" ? 2 : 0;
  return `net/ipv6/conf/${link.name}/accept_ra = ${value}\n`;
}
