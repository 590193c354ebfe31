/**
 * DHCP and router advertisements. netifrc has no setting for the latter. A link with any kind of learned configuration
 * is dhcpcd's, netifrc's own client, which does all of it; on the others the kernel is told by `/etc/sysctl.d`, which
 * OpenRC's service `sysctl` reads before the network.
 *
 * @module
 */
import { isPort, isUnconfigured, type Link, type NetworkConfig } from "../../network.ts";
import type { RenderedFile } from "../stack.ts";
import { SYSCTL_DIRECTORY } from "./facts.ts";

/** Whether the link gets anything from a DHCP server or a router. */
export function usesDhcpcd({ dhcp4, dhcp6, routerAdvertisements }: Link): boolean {
  return dhcp4 || dhcp6 !== "off" || routerAdvertisements === "accept";
}

/**
 * dhcpcd's options, see dhcpcd(8) and dhcpcd.conf(5). A cloud lets out only the address that it computes itself, from
 * the hardware's; the usual dhcpcd.conf asks for another. A link without a carrier must hold up nothing. Where name
 * servers are stated none are learned.
 */
export function dhcpcdOptions(link: Link, statesDns: boolean): string[] {
  if (!usesDhcpcd(link)) return [];
  const { dhcp4, dhcp6, routerAdvertisements } = link;
  const ignores = routerAdvertisements === "ignore";
  return [
    ...(link.carrier === false ? ["--background"] : []),
    ...(statesDns ? ["--nohook resolv.conf"] : []),
    ...(dhcp4 ? [] : ["--ipv6only"]),
    ...(ignores ? [dhcp6 === "off" ? "--ipv4only" : "--noipv6rs"] : ["--slaac hwaddr"]),
    ...(dhcp6 === "addresses" ? ["--ia_na"] : []),
    ...(dhcp6 === "information" ? ["--inform6"] : []),
    ...(dhcp6 === "off" && routerAdvertisements === "accept" ? ["--nodhcp6"] : []),
  ];
}

/**
 * The links that ignore router advertisements. What is made is not there yet when the file is read; it gets what
 * is the default then, and so do all others that are made: a bond that only carries VLANs is not worth that. Ports never
 * have IPv6.
 */
export function sysctlFile({ links }: NetworkConfig): RenderedFile[] {
  const ignoring = links.filter((link) =>
    link.routerAdvertisements === "ignore" && !isPort(link) &&
    (link.kind === "physical" || !isUnconfigured(link))
  );
  const devices = ignoring.map(({ kind, name }) => kind === "physical" ? name : "default");
  if (devices.length === 0) return [];
  return [{
    path: `${SYSCTL_DIRECTORY}/90-simple-init.conf`,
    contents: [...new Set(devices)].map((device) => `net/ipv6/conf/${device}/accept_ra = 0\n`).join(""),
    mode: 0o644,
  }];
}
