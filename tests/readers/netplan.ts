/**
 * Reads netplan's YAML back into the model, from what netplan's reference says and not from the renderer. A key or a
 * value that is not known here is a fault.
 *
 * @module
 */
import { parse } from "@std/yaml";
import type {
  BondLink,
  BridgeLink,
  Link,
  LinkSettings,
  NetworkConfig,
  PhysicalLink,
  Route,
  VlanLink,
} from "../../lib/network.ts";
import { hasStatic } from "../../lib/network.ts";
import { parseBondMode } from "../../lib/bond_options.ts";
import { ip, prefix } from "../networks.ts";
import { readParameters } from "./_netplan_bond.ts";
import { boolean, type Fields, fields, list, mapping, number, optional, text } from "./_yaml.ts";

export { comparable } from "./_netplan_comparable.ts";

const SETTINGS = [
  "accept-ra",
  "addresses",
  "dhcp-identifier",
  "dhcp4",
  "dhcp4-overrides",
  "dhcp6",
  "dhcp6-overrides",
  "link-local",
  "macaddress",
  "mtu",
  "nameservers",
  "optional",
  "routes",
];

/** The configuration that files (path → contents) of `/etc/netplan` describe. */
export function readNetplan(files: ReadonlyMap<string, string>): NetworkConfig {
  const texts = [...files].filter(([path]) => /^\/etc\/netplan\/[^/]+\.yaml$/.test(path));
  return { links: texts.flatMap(([, contents]) => readDocument(contents)) };
}

function readDocument(contents: string): Link[] {
  const network = fields(fields(parse(contents), ["network"]).network, [
    "version",
    "ethernets",
    "bonds",
    "bridges",
    "vlans",
  ]);
  if (network.version !== 2) throw new Error(`odd version: ${network.version}`);
  const bonds = readAll(network.bonds, readBond);
  const bridges = readAll(network.bridges, readBridge);
  const [bondOf, bridgeOf] = [bonds, bridges].map((masters: readonly (BondLink | BridgeLink)[]) =>
    new Map(masters.flatMap(({ name, ports }) => ports.map((port) => [port, name])))
  );
  return [
    ...readAll(network.ethernets, (name, value) => readPhysical(name, value, bondOf!.get(name))),
    ...bonds,
    ...bridges,
    ...readAll(network.vlans, readVlan),
  ].map((link) => {
    const bridge = bridgeOf!.get(link.name);
    return bridge === undefined ? link : { ...link, bridge };
  });
}

function readAll<T>(section: unknown, read: (name: string, value: unknown) => T): T[] {
  return Object.entries(mapping(section ?? {})).map(([name, value]) => read(name, value));
}

/** netplan itself knows no kinds of hardware. */
function readPhysical(name: string, value: unknown, bond: string | undefined): PhysicalLink {
  const definition = fields(value, ["match", "critical", ...SETTINGS.filter((key) => key !== "macaddress")]);
  const match = fields(definition.match, ["name", "macaddress"]);
  if (match.name !== name) throw new Error(`${name} is the name of ${match.name}`);
  const mac = optional(match.macaddress, text) ?? "";
  return {
    ...readSettings(name, definition),
    kind: "physical",
    mac,
    infiniband: false,
    ...(bond === undefined ? {} : { bond }),
    ...(optional(definition.critical, boolean) === true ? { carriesRoot: true } : {}),
  };
}

function readBond(name: string, value: unknown): BondLink {
  const definition = fields(value, ["interfaces", "parameters", ...SETTINGS]);
  const { mode, ...parameters } = mapping(definition.parameters);
  return {
    ...readSettings(name, definition),
    ...macOf(definition),
    kind: "bond",
    mode: parseBondMode(text(mode)) ?? "balance-rr",
    options: readParameters(parameters),
    ports: list(definition.interfaces).map(text),
  };
}

function readBridge(name: string, value: unknown): BridgeLink {
  const definition = fields(value, ["interfaces", "parameters", ...SETTINGS]);
  return {
    ...readSettings(name, definition),
    kind: "bridge",
    mac: text(definition.macaddress),
    stp: boolean(fields(definition.parameters, ["stp"]).stp),
    ports: list(definition.interfaces).map(text),
  };
}

function readVlan(name: string, value: unknown): VlanLink {
  const definition = fields(value, ["id", "link", ...SETTINGS]);
  return {
    ...readSettings(name, definition),
    ...macOf(definition),
    kind: "vlan",
    id: number(definition.id),
    parent: text(definition.link),
  };
}

function macOf({ macaddress }: Fields): { mac?: string } {
  return macaddress === undefined ? {} : { mac: text(macaddress) };
}

function readSettings(name: string, definition: Fields): LinkSettings {
  const nameservers = fields(definition.nameservers ?? {}, ["addresses", "search"]);
  const settings: LinkSettings = {
    name,
    ...(definition.mtu === undefined ? {} : { mtu: number(definition.mtu) }),
    addresses: list(definition.addresses).map(text).map(prefix),
    ...readDhcp(definition),
    routerAdvertisements: readRouterAdvertisements(definition),
    routes: list(definition.routes).map(readRoute),
    nameServers: list(nameservers.addresses).map(text).map(ip),
    searchDomains: list(nameservers.search).map(text),
    ...readOptional(definition),
  };
  if (definition["link-local"] !== undefined) assertWithoutIpv6(definition["link-local"], settings);
  return settings;
}

/** An empty list of families is all that the model can mean, and only where the link has no IPv6. */
function assertWithoutIpv6(value: unknown, link: LinkSettings): void {
  const isIpv6 = hasStatic(link as Link, 6) || link.dhcp6 !== "off" || link.routerAdvertisements === "accept";
  if (list(value).length > 0 || isIpv6) throw new Error(`odd link-local addresses of ${link.name}`);
}

function readRouterAdvertisements(definition: Fields): LinkSettings["routerAdvertisements"] {
  const accepted = optional(definition["accept-ra"], boolean);
  return accepted === undefined ? "default" : accepted ? "accept" : "ignore";
}

/** Nothing waits for the link, and so it is with one that has no carrier. */
function readOptional(definition: Fields): Pick<LinkSettings, "fallback" | "carrier"> {
  return optional(definition.optional, boolean) === true
    ? { fallback: true, carrier: false }
    : { fallback: false };
}

/** netplan's default is an identifier made from the machine id; the overrides of both families must be the same. */
function readDhcp(
  definition: Fields,
): Pick<LinkSettings, "dhcp4" | "dhcp6" | "learnedMetric" | "learnedDns"> {
  const dhcp4 = optional(definition.dhcp4, boolean) ?? false;
  const dhcp6 = optional(definition.dhcp6, boolean) ?? false;
  if (dhcp4 !== (definition["dhcp-identifier"] === "mac")) throw new Error("odd DHCP identifier");
  const overrides = [...(dhcp4 ? ["dhcp4-overrides"] : []), ...(dhcp6 ? ["dhcp6-overrides"] : [])]
    .map((key) => readOverrides(definition[key], definition.mtu !== undefined));
  if (new Set(overrides.map((one) => JSON.stringify(one))).size > 1) {
    throw new Error("the families have different overrides");
  }
  return {
    dhcp4,
    dhcp6: dhcp6 ? "addresses" : "off",
    ...overrides[0],
  };
}

/** The metric, and that DNS is not taken. By default the server's MTU is taken, which must not beat one that is set. */
function readOverrides(value: unknown, hasMtu: boolean): Pick<LinkSettings, "learnedMetric" | "learnedDns"> {
  const overrides = fields(value ?? {}, ["route-metric", "use-dns", "use-mtu"]);
  const usesMtu = optional(overrides["use-mtu"], boolean) ?? true;
  if (usesMtu === hasMtu) throw new Error("two MTUs, or none");
  const learnedMetric = optional(overrides["route-metric"], number);
  return {
    ...(learnedMetric === undefined ? {} : { learnedMetric }),
    ...(optional(overrides["use-dns"], boolean) === false ? { learnedDns: false } : {}),
  };
}

function readRoute(value: unknown): Route {
  const route = fields(value, ["to", "via", "on-link", "metric"]);
  const metric = optional(route.metric, number);
  return {
    destination: prefix(text(route.to)),
    gateway: ip(text(route.via)),
    onLink: optional(route["on-link"], boolean) ?? false,
    ...(metric === undefined ? {} : { metric }),
  };
}
