/**
 * What a plan is, in words.
 *
 * @module
 */
import { DROP_IN } from "../dns/paths.ts";
import type { Plan } from "../plan/plan.ts";
import { prefixText } from "../ip.ts";
import {
  isKeptUp,
  isPort,
  isUnconfigured,
  type Link,
  masterOf,
  type NetworkConfig,
  type Route,
} from "../network.ts";
import type { DnsOwner, StackName } from "../stacks/stack.ts";
import type { MatchedInterface } from "../resolve/hardware.ts";

/** `eth0`, its address, where the drive speaks of it, and what it gets. */
export function describeInterface(match: MatchedInterface, config: NetworkConfig): string[] {
  const { device, links, claimedBy } = match;
  const where = links.length === 0 ? "the drive says nothing" : links.map(({ path }) => path).join(", ");
  const link = config.links.find(({ name }) => name === device.name);
  const what = claimedBy !== undefined
    ? `left to ${claimedBy}`
    : link === undefined
    ? "left alone"
    : describeLink(link);
  return [device.name, device.mac, where, what];
}

/** What a link gets, in a few words. */
export function describeLink(link: Link): string {
  const parts = [...standing(link), ...methods(link), ...link.routes.map(describeRoute)];
  if (link.mtu !== undefined) parts.push(`MTU ${link.mtu}`);
  if (link.nameServers.length > 0) parts.push(`DNS ${link.nameServers.map(({ text }) => text).join(" ")}`);
  if (link.searchDomains.length > 0) parts.push(`search ${link.searchDomains.join(" ")}`);
  if (isKeptUp(link)) parts.push("never taken down");
  return parts.join(", ");
}

function standing(link: Link): string[] {
  const master = masterOf(link);
  return [...made(link), ...(master === undefined ? [] : [`port of ${master}`])];
}

function made(link: Link): string[] {
  if (link.kind === "vlan") return [`VLAN ${link.id} on ${link.parent}`];
  if (link.kind === "physical") return [];
  const ports = link.ports.join(" and ");
  if (link.kind === "bond") return [`${link.mode} bond of ${ports}`];
  return [`bridge of ${ports}${link.stp ? " with spanning tree" : ""}`];
}

function methods(link: Link): string[] {
  if (isPort(link)) return [];
  if (link.leftTo !== undefined) return [`left to ${link.leftTo}`];
  if (isUnconfigured(link)) return ["up, no addresses"];
  const accepts = link.routerAdvertisements === "accept";
  return [
    ...(link.dhcp4 ? [link.fallback ? "DHCP by default" : "DHCP"] : []),
    ...link.addresses.map(prefixText),
    ...(accepts && link.dhcp6 === "off" ? ["SLAAC"] : []),
    ...(link.dhcp6 === "addresses"
      ? ["DHCPv6"]
      : link.dhcp6 === "information"
      ? ["SLAAC with DHCPv6 information"]
      : []),
  ];
}

function describeRoute({ destination, gateway, onLink, metric }: Route): string {
  const to = destination.length === 0 ? "default" : prefixText(destination);
  return `${to} via ${gateway.text}${onLink ? " on the link" : ""}${
    metric === undefined ? "" : ` metric ${metric}`
  }`;
}

/** Where the drive was found, in a sentence's end. */
export function describeSource({ source, networkFile }: Plan): string {
  if (source !== undefined) return `${source} (${networkFile ?? "no network in it"})`;
  return networkFile === undefined ? "none found" : `none found; the last one is used (${networkFile})`;
}

/** Who writes `/etc/resolv.conf`, and by whom it is told, in a sentence's end. */
export function describeDns({ writer, how }: DnsOwner, stack: StackName): string {
  if (writer === "somebody") return "somebody else";
  if (how === "drop-in") return `${writer}, which ${DROP_IN} tells of name servers`;
  const isOther = writer === "resolvconf" || writer === "systemd-resolved";
  return isOther ? `${writer}, which ${stack} tells of name servers` : writer;
}

/** Columns of text, each as wide as its widest cell, two spaces apart. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column]!)).join("  ").trimEnd()}`
  );
}
