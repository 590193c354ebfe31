/**
 * The `[ipv4]` and `[ipv6]` sections of a keyfile. For what a method means and takes see nm-settings(5), and
 * `nm-setting-ip4-config.c` and `nm-setting-ip6-config.c` for what makes NetworkManager refuse a profile.
 *
 * @module
 */
import { type Ip, prefixText } from "../../ip.ts";
import { hasStatic, isUnconfigured, type Link, type Route } from "../../network.ts";
import type { Section } from "../_sections.ts";

type Family = 4 | 6;
type Entries = Section["entries"];

/** `ignore` leaves IPv6 to the kernel; `link-local` has no address but that one and takes no router advertisements. */
export type IpMethod = "auto" | "manual" | "disabled" | "dhcp" | "link-local" | "ignore";

/**
 * Milliseconds for which a family that was asked for is waited for although the other one is there already, and for which it
 * is where the other one is stated.
 */
const REQUIRED_TIMEOUT = { learned: "20000", stated: "2000" };

/** Seconds: the longest that a timeout can be, which is for ever. */
const FOR_EVER = "2147483647";

/** What goes into `[ipv4]` or `[ipv6]`; routes and name servers only where the method takes them. */
export function ipSection(link: Link, family: Family): Section {
  const method = ipMethod(link, family);
  const addresses = link.addresses.filter(({ ip }) => ip.family === family);
  const entries: Entries = [
    ["method", method],
    ...(family === 6 ? interfaceIdentifier(method) : []),
    ["required-timeout", isAwaited(link, family) ? requiredTimeout(link) : undefined],
    ...(addresses.length > 0 || link.fallback ? patience(method, family) : []),
    ...addresses.map((address, index) => [`address${index + 1}`, prefixText(address)] as const),
    ["route-metric", method === "auto" ? link.learnedMetric : undefined],
    ["ignore-auto-dns", method === "auto" && link.learnedDns === false ? "true" : undefined],
    ...(takesRoutes(method) ? routeEntries(link, family) : []),
    ...(takesNameServers(link, family) ? dnsEntries(link, family) : []),
  ];
  return { name: `ipv${family}`, entries };
}

/** NetworkManager would take a link down on which nobody answers, with its stated addresses, and give up before long. */
function patience(method: IpMethod, family: Family): Entries {
  if (method === "dhcp") return [["dhcp-timeout", FOR_EVER]];
  return method === "auto" ? [[family === 4 ? "dhcp-timeout" : "ra-timeout", FOR_EVER]] : [];
}

/** Whether stated addresses go and come again, behind those that a router's first announcement makes: NetworkManager keeps their order. */
export function setsAddressesAnew(link: Link): boolean {
  return hasStatic(link, 6) && ip6Method(link) === "auto";
}

/** The routes for which the link has nothing to send them by. */
export function lostRoutes(link: Link): Route[] {
  const takes = { 4: takesRoutes(ipMethod(link, 4)), 6: takesRoutes(ipMethod(link, 6)) };
  return link.routes.filter(({ gateway }) => !takes[gateway.family]);
}

/** The name servers of which NetworkManager would refuse to hear on this link. */
export function lostNameServers(link: Link): Ip[] {
  return link.nameServers.filter(({ family }) => !takesNameServers(link, family));
}

function takesNameServers(link: Link, family: Family): boolean {
  return ["auto", "manual", "dhcp"].includes(ipMethod(link, family));
}

function takesRoutes(method: IpMethod): boolean {
  return method !== "disabled" && method !== "ignore";
}

function ipMethod(link: Link, family: Family): IpMethod {
  return family === 4 ? ip4Method(link) : ip6Method(link);
}

function ip4Method(link: Link): IpMethod {
  return link.dhcp4 ? "auto" : hasStatic(link, 4) ? "manual" : "disabled";
}

/**
 * `auto` does what the router's advertisements say: autoconfiguration, DHCPv6 for addresses or for the rest; and nothing
 * where there is no router.
 */
function ip6Method(link: Link): IpMethod {
  if (link.dhcp6 === "addresses" && link.routerAdvertisements !== "accept") return "dhcp";
  if (link.routerAdvertisements !== "ignore") return isUnconfigured(link) ? "ignore" : "auto";
  // `disabled` is only known since 1.20, and would take the link-local address away.
  return hasStatic(link, 6) ? "manual" : "link-local";
}

/** A cloud lets out only the addresses that it computes itself, from the hardware's. */
function interfaceIdentifier(method: IpMethod): Entries {
  if (method === "ignore") return [];
  return [["addr-gen-mode", "eui64"], ["ip6-privacy", method === "auto" ? "0" : undefined]];
}

/** Without it the faster family alone makes the system online. */
function isAwaited(link: Link, family: Family): boolean {
  if (link.fallback) return false;
  return family === 4 ? link.dhcp4 : link.routerAdvertisements === "accept" || link.dhcp6 !== "off";
}

function requiredTimeout({ addresses }: Link): string {
  return addresses.length > 0 ? REQUIRED_TIMEOUT.stated : REQUIRED_TIMEOUT.learned;
}

/**
 * One default route of a link with addresses is its `gateway`: versions before 1.22 misread default routes elsewhere.
 * A gateway off the link is reached on it, without being told. Its metric is then that of the family on this link.
 */
function routeEntries(link: Link, family: Family): Entries {
  const routes = link.routes.filter(({ destination }) => destination.ip.family === family);
  const defaults = routes.filter(({ destination }) => destination.length === 0);
  const gateway = hasStatic(link, family)
    ? defaults.find(({ metric }) => metric === undefined) ?? defaults[0]
    : undefined;
  return [
    ...(gateway === undefined ? [] : gatewayEntries(gateway)),
    ...routes.filter((route) => route !== gateway).flatMap(numberedRoute),
  ];
}

function gatewayEntries({ gateway, metric }: Route): Entries {
  return [["gateway", gateway.text], ["route-metric", metric]];
}

function numberedRoute({ destination, gateway, onLink, metric }: Route, index: number): Entries {
  const key = `route${index + 1}`;
  const value = [prefixText(destination), gateway.text, ...(metric === undefined ? [] : [metric])].join(",");
  return [[key, value], [`${key}_options`, onLink ? "onlink=true" : undefined]];
}

/** The search domains are the link's, and said once. */
function dnsEntries(link: Link, family: Family): Entries {
  const servers = link.nameServers.filter((ip) => ip.family === family).map(({ text }) => text);
  const isFirst = family === 4 || !takesNameServers(link, 4);
  return [["dns", listText(servers)], ["dns-search", isFirst ? listText(link.searchDomains) : undefined]];
}

function listText(words: readonly string[]): string | undefined {
  return words.length === 0 ? undefined : words.map((word) => `${word};`).join("");
}
