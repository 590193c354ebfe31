/**
 * The stanzas of a link: one for each address, and one for each way of getting others.
 *
 * @module
 */
import { prefixText } from "../../ip.ts";
import {
  hasStatic,
  isPort,
  type Link,
  type NetworkConfig,
  type Route,
  type VlanLink,
} from "../../network.ts";
import type { DhcpClient, IfupFlavour } from "../stack.ts";
import { dhcp4Commands, dhcp6Commands } from "./clients.ts";
import { deviceOptions, type Options, removalOptions } from "./device.ts";

interface Stanza {
  readonly family: 4 | 6;
  readonly method: "static" | "dhcp" | "auto" | "manual";
  readonly options: Options;
}

/** What stanzas depend on beside their link. */
export interface Surroundings {
  readonly config: NetworkConfig;
  /** Those that are on the link. */
  readonly vlans: readonly VlanLink[];
  readonly client: DhcpClient;
  /** ifup waits for DHCPv4. */
  readonly waits: boolean;
  readonly hasResolvconf: boolean;
  readonly ifup: IfupFlavour;
}

/** The text of a link's `iface` stanzas, a blank line between them. */
export function linkStanzas(link: Link, { config, vlans, client, waits }: Surroundings): string {
  const stanzas = addressStanzas(link, client, waits);
  const plain = [plainGateway(link, config, 4), plainGateway(link, config, 6)].flatMap((route) =>
    route ?? []
  );
  const gateways = gatewayOptions(stanzas, plain);
  const routes = routeOptions(link, stanzas, plain);
  const servers = dnsIndex(stanzas);
  return stanzas.map((stanza, index) => {
    const options = [
      ...stanza.options,
      ...gateways.get(index) ?? [],
      ...(index === 0 ? [...deviceOptions(link, vlans), ...ignoreAdvertisements(link, stanzas)] : []),
      ...routes.get(index) ?? [],
      ...(index === servers ? dnsOptions(link) : []),
      ...(index === stanzas.length - 1 ? removalOptions(link) : []),
    ];
    const head = `iface ${link.name} ${stanza.family === 4 ? "inet" : "inet6"} ${stanza.method}\n`;
    return head + options.map((option) => `    ${option}\n`).join("");
  }).join("\n");
}

/** Static addresses first, for a stanza that fails, as DHCP may, ends those after it; so DHCPv4 is the last. */
function addressStanzas(link: Link, client: DhcpClient, waits: boolean): readonly Stanza[] {
  const stanzas: Stanza[] = [
    ...staticStanzas(link, 4),
    ...staticStanzas(link, 6),
    ...learnedIpv6(link, client),
    ...(link.dhcp4 ? [learnedIpv4(link, client, waits)] : []),
  ];
  return stanzas.length === 0 ? [stanza(4, "manual")] : stanzas;
}

/** ifup's own method where it does what is meant: waits for dhclient. */
function learnedIpv4(link: Link, client: DhcpClient, waits: boolean): Stanza {
  return waits && client === "dhclient"
    ? stanza(4, "dhcp", learnedMetric(link))
    : stanza(4, "manual", dhcp4Commands(link, client, waits));
}

/** DHCPv6 beside what the kernel does, and beside static addresses, whose stanzas say what of routers. */
function learnedIpv6(link: Link, client: DhcpClient): Stanza[] {
  const listens = link.routerAdvertisements === "accept" && !hasStatic(link, 6);
  if (link.dhcp6 === "off" && !listens) return [];
  return [stanza(6, listens ? "auto" : "manual", dhcp6Commands(link, client))];
}

function learnedMetric(link: Link): Options {
  return link.learnedMetric === undefined ? [] : [`metric ${link.learnedMetric}`];
}

function stanza(family: 4 | 6, method: Stanza["method"], options: Options = []): Stanza {
  return { family, method, options };
}

/**
 * ifup would wait for duplicate address detection and fail when there is no carrier for 6 s, as on a bond that still
 * negotiates: `dad-attempts 0` adds the address without. It would also turn `autoconf` off.
 */
function staticStanzas(link: Link, family: 4 | 6): Stanza[] {
  const more = family === 4 ? [] : [
    "dad-attempts 0",
    ...advertisements(link),
    ...(link.routerAdvertisements === "ignore" ? [] : ["autoconf 1"]),
  ];
  return link.addresses.filter(({ ip }) => ip.family === family)
    .map((address) => stanza(family, "static", [`address ${prefixText(address)}`, ...more]));
}

/** 2 takes router advertisements also where the machine forwards, as one with containers does. */
function advertisements({ routerAdvertisements }: Link): Options {
  return routerAdvertisements === "default"
    ? []
    : [routerAdvertisements === "accept" ? "accept_ra 2" : "accept_ra 0"];
}

/**
 * Where the first stanza, which brings the link up, cannot say so itself: what a router announces before that of IPv6 would stay. A
 * port has no IPv6 at all.
 */
function ignoreAdvertisements(link: Link, [first]: readonly Stanza[]): Options {
  const isSaid = first?.family === 6 && first.method === "static";
  return link.routerAdvertisements === "ignore" && !isSaid && !isPort(link)
    ? [`pre-up echo 0 > /proc/sys/net/ipv6/conf/${link.name}/accept_ra || true`]
    : [];
}

/** The default route of a family as `gateway`, by the index of the family's last static stanza. */
function gatewayOptions(stanzas: readonly Stanza[], gateways: readonly Route[]): Map<number, Options> {
  return new Map(gateways.map(({ gateway }) => [
    stanzas.findLastIndex(({ family, method }) => family === gateway.family && method === "static"),
    [`gateway ${gateway.text}`],
  ]));
}

/**
 * The route that `gateway` can be: it takes neither a metric nor a failure, when another link had its default route
 * first, and for IPv6 it turns router advertisements off unless the stanza says something of them.
 */
function plainGateway(link: Link, config: NetworkConfig, family: 4 | 6): Route | undefined {
  const own = link.routes.find((route) => isPlain(route, family));
  if (own === undefined || !hasStatic(link, family)) return undefined;
  if (family === 6 && link.routerAdvertisements === "default") return undefined;
  const isContested = config.links.some((other) =>
    other !== link &&
    ((family === 4 && other.dhcp4 && other.learnedMetric === undefined) ||
      other.routes.some((route) => isPlain(route, family)))
  );
  return isContested ? undefined : own;
}

function isPlain({ destination, gateway, onLink, metric }: Route, family: 4 | 6): boolean {
  return destination.length === 0 && gateway.family === family && !onLink && metric === undefined;
}

/** The other routes of a family by the index of its last stanza, where it can, a static one; of the last of all when it has none. */
function routeOptions(
  link: Link,
  stanzas: readonly Stanza[],
  gateways: readonly Route[],
): ReadonlyMap<number, Options> {
  const last = (of: 4 | 6) => {
    const stated = stanzas.findLastIndex(({ family, method }) => family === of && method === "static");
    return stated === -1 ? stanzas.findLastIndex(({ family }) => family === of) : stated;
  };
  const indices = { 4: last(4), 6: last(6) };
  const others = link.routes.filter((route) => !gateways.includes(route));
  const byStanza = Map.groupBy(
    others,
    ({ gateway: { family } }) => indices[family] === -1 ? stanzas.length - 1 : indices[family],
  );
  return new Map(
    [...byStanza].map(([index, routes]) => [
      index,
      routes.map((route) => `up ${routeCommand(link, route)} || true`),
    ]),
  );
}

export function routeCommand(
  { name }: Link,
  { destination, gateway, onLink, metric }: Route,
  verb: "add" | "replace" = "add",
): string {
  const to = destination.length === 0 ? "default" : prefixText(destination);
  return [
    `${gateway.family === 4 ? "ip" : "ip -6"} route ${verb}`,
    `${to} via ${gateway.text} dev ${name}`,
    ...(onLink ? ["onlink"] : []),
    ...(metric === undefined ? [] : [`metric ${metric}`]),
  ].join(" ");
}

/** `resolvconf` keeps what the last stanza of a family said: so the last of the first stanza's family. */
function dnsIndex(stanzas: readonly Stanza[]): number {
  return stanzas.findLastIndex(({ family }) => family === stanzas[0]!.family);
}

export function dnsOptions({ nameServers, searchDomains }: Link): Options {
  return [
    ...(nameServers.length === 0 ? [] : [`dns-nameservers ${nameServers.map(({ text }) => text).join(" ")}`]),
    ...(searchDomains.length === 0 ? [] : [`dns-search ${searchDomains.join(" ")}`]),
  ];
}
