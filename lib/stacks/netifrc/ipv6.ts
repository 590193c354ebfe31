/**
 * DHCP and router advertisements. netifrc has no setting for the latter. A link with any kind of learned configuration
 * is dhcpcd's, netifrc's own client, which does all of it; on the others the kernel is told by `/etc/sysctl.d`, which
 * OpenRC's service `sysctl` reads before the network.
 *
 * @module
 */
import { hasStatic, isPort, isUnconfigured, type Link, type NetworkConfig } from "../../network.ts";
import type { RenderedFile } from "../stack.ts";
import { askAtOnce } from "../_dad.ts";
import { SYSCTL_DIRECTORY } from "./facts.ts";

/** Whether the link gets anything from a DHCP server or a router. */
export function usesDhcpcd({ dhcp4, dhcp6, routerAdvertisements }: Link): boolean {
  return dhcp4 || dhcp6 !== "off" || routerAdvertisements === "accept";
}

/**
 * dhcpcd's options, see dhcpcd(8) and dhcpcd.conf(5). A cloud lets out only the address that it computes itself, from
 * the hardware's; the usual dhcpcd.conf asks for another. Without `--noarp` an address is there after five seconds in which
 * others might say that it is theirs, and where nobody answers dhcpcd makes one up, with a default route, and another past the
 * gateway to the metadata service. Where name servers are stated none are learned.
 */
export function dhcpcdOptions(link: Link, background: boolean, statesDns: boolean): string[] {
  if (!usesDhcpcd(link)) return [];
  const { dhcp4, dhcp6, routerAdvertisements } = link;
  const ignores = routerAdvertisements === "ignore";
  return [
    ...(background ? ["--background"] : []),
    ...(statesDns ? ["--nohook resolv.conf"] : []),
    dhcp4 ? "--noarp" : "--ipv6only",
    ...(ignores ? [dhcp6 === "off" ? "--ipv4only" : "--noipv6rs"] : ["--slaac hwaddr"]),
    ...(dhcp6 === "addresses" ? ["--ia_na"] : []),
    ...(dhcp6 === "information" ? ["--inform6"] : []),
    ...(dhcp6 === "off" && routerAdvertisements === "accept" ? ["--nodhcp6"] : []),
  ];
}

/** Whether the device is not there yet when the kernel's settings are read, and so gets what is the default then. */
function isMade(link: Link): boolean {
  return link.kind !== "physical" && !isPort(link);
}

function isAnyMadeIgnoring({ links }: NetworkConfig): boolean {
  return links.some((link) => isMade(link) && link.routerAdvertisements === "ignore");
}

/**
 * The network in which the default that devices are made with changes nothing for those that it is not meant for: they have
 * dhcpcd listen to routers, not the kernel.
 */
export function withAdvertisements(config: NetworkConfig): NetworkConfig {
  if (!isAnyMadeIgnoring(config)) return config;
  const isMeant = (link: Link) =>
    isMade(link) && link.routerAdvertisements === "default" && !isUnconfigured(link) && !usesDhcpcd(link);
  return {
    links: config.links.map((link) => isMeant(link) ? { ...link, routerAdvertisements: "accept" } : link),
  };
}

/** The links that ignore router advertisements, and those whose IPv6 addresses are waited for. Ports never have IPv6. */
export function sysctlFile(config: NetworkConfig): RenderedFile[] {
  const devices = config.links.filter((link) => link.kind === "physical" && !isPort(link)).flatMap((link) =>
    link.routerAdvertisements === "ignore" ? [link.name] : []
  );
  if (isAnyMadeIgnoring(config)) devices.push("default");
  const contents = devices.map((device) => `net/ipv6/conf/${device}/accept_ra = 0\n`).join("") +
    askAtOnce(config.links.filter((link) => hasStatic(link, 6)));
  return contents === "" ? [] : [{ path: `${SYSCTL_DIRECTORY}/90-simple-init.conf`, contents, mode: 0o644 }];
}
