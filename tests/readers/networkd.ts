/**
 * Reads `.network` and `.netdev` files back into the model, from what systemd.network(5) and systemd.netdev(5) say and
 * not from the renderer.
 *
 * @module
 */
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
import { isUnconfigured } from "../../lib/network.ts";
import { type BondOptionName, parseBondMode } from "../../lib/bond_options.ts";
import { ip, prefix } from "../networks.ts";

type Values = ReadonlyMap<string, readonly string[]>;

interface Section {
  readonly name: string;
  readonly values: Values;
}

/** The configuration that files (path → contents) of `/etc/systemd/network` describe, links and ports by name. */
export function readNetworkd(files: ReadonlyMap<string, string>): NetworkConfig {
  const parsed = [...files].map(([path, text]) => ({ path, sections: parseSections(text) }));
  const networks = parsed.filter(({ path }) => path.endsWith(".network")).map(({ sections }) => sections);
  const netdevs = new Map(
    parsed.filter(({ path }) => path.endsWith(".netdev")).map(({ sections }) => [
      one(sections, "NetDev", "Name"),
      sections,
    ]),
  );
  const links = networks.map((network) =>
    readLink(network, netdevs.get(one(network, "Match", "Name")), networks)
  );
  return { links: byName(links) };
}

function readLink(
  network: readonly Section[],
  netdev: readonly Section[] | undefined,
  all: readonly (readonly Section[])[],
): Link {
  const settings = readSettings(network);
  if (netdev === undefined) return readPhysical(network, settings);
  const mac = one(netdev, "NetDev", "MACAddress");
  const device = { ...settings, ...(mac === undefined ? {} : { mac }) };
  const read = { bond: readBond, bridge: readBridge, vlan: readVlan }[
    one(netdev, "NetDev", "Kind") as "bond" | "bridge" | "vlan"
  ];
  return read(netdev, device, all);
}

function readPhysical(network: readonly Section[], settings: LinkSettings): PhysicalLink {
  const bond = one(network, "Network", "Bond");
  const mac = one(network, "Match", bond === undefined ? "MACAddress" : "PermanentMACAddress") ?? "";
  return {
    ...settings,
    kind: "physical",
    mac,
    infiniband: one(network, "Match", "Type") === "infiniband",
    ...(bond === undefined ? {} : { bond }),
    ...(isKept(network) ? { carriesRoot: true } : {}),
  };
}

/** The second is the word of systemd before 243, which later ones take for the first. */
function isKept(network: readonly Section[]): boolean {
  return isYes(one(network, "Network", "KeepConfiguration")) ||
    isYes(one(network, "DHCP", "CriticalConnection"));
}

/** netplan has another word for it than simple-init. */
function isYes(value: string | undefined): boolean {
  return value === "yes" || value === "true";
}

function readVlan(
  netdev: readonly Section[],
  device: LinkSettings & { mac?: string },
  all: readonly (readonly Section[])[],
): VlanLink {
  const parent = all.find((network) => many(network, "Network", "VLAN").includes(device.name)) ?? [];
  const id = Number(one(netdev, "VLAN", "Id"));
  return { ...device, kind: "vlan", id, parent: one(parent, "Match", "Name") ?? "" };
}

function readBridge(
  netdev: readonly Section[],
  device: LinkSettings & { mac?: string },
  all: readonly (readonly Section[])[],
): BridgeLink {
  const ports = all.filter((network) => one(network, "Network", "Bridge") === device.name);
  const names = ports.map((network) => one(network, "Match", "Name") ?? "").sort();
  const stp = readSwitch(one(netdev, "Bridge", "STP"));
  return { ...device, kind: "bridge", mac: device.mac ?? "", stp, ports: names };
}

function readSwitch(value: string | undefined): boolean {
  if (value !== "yes" && value !== "no") throw new Error(`odd: ${value}`);
  return value === "yes";
}

function readBond(
  netdev: readonly Section[],
  device: LinkSettings & { mac?: string },
  all: readonly (readonly Section[])[],
): BondLink {
  const ports = all.filter((network) => one(network, "Network", "Bond") === device.name);
  const roles = [["active_slave", "ActiveSlave"], ["primary", "PrimarySlave"]] as const;
  const options = new Map(
    Object.entries(BOND_KEYS).flatMap(([key, [name, read]]) => {
      const value = one(netdev, "Bond", key);
      return value === undefined ? [] : [[name, read(value)] as const];
    }),
  );
  for (const [name, key] of roles) {
    const port = ports.find((network) => one(network, "Network", key) === "yes");
    if (port !== undefined) options.set(name, one(port, "Match", "Name") ?? "");
  }
  const mode = parseBondMode(one(netdev, "Bond", "Mode") ?? "") ?? "balance-rr";
  const names = ports.map((network) => one(network, "Match", "Name") ?? "").sort();
  return { ...device, kind: "bond", mode, options, ports: names };
}

function readSettings(network: readonly Section[]): LinkSettings {
  const mtu = one(network, "Link", "MTUBytes");
  const bridge = one(network, "Network", "Bridge");
  return {
    name: one(network, "Match", "Name") ?? "",
    ...(bridge === undefined ? {} : { bridge }),
    ...(mtu === undefined ? {} : { mtu: Number(mtu) }),
    addresses: many(network, "Network", "Address").map(prefix),
    dhcp4: ["yes", "ipv4"].includes(one(network, "Network", "DHCP") ?? "no"),
    dhcp6: readDhcp6(network),
    routerAdvertisements: readRouterAdvertisements(network),
    routes: network.filter(({ name }) => name === "Route").map(({ values }) => readRoute(values)),
    nameServers: many(network, "Network", "DNS").map(ip),
    searchDomains: many(network, "Network", "Domains").flatMap((domains) => domains.split(" ")),
    ...metricOf("learnedMetric", one(network, "DHCP", "RouteMetric")),
    fallback: one(network, "Link", "RequiredForOnline") === "no",
    ...readLearnedDns(network),
  };
}

/** Each of the three would bring its own. */
function readLearnedDns(network: readonly Section[]): { learnedDns?: false } {
  const said = ["DHCPv4", "DHCPv6", "IPv6AcceptRA"].map((section) => one(network, section, "UseDNS"));
  if (new Set(said).size > 1) throw new Error(`servers of some alone are used: ${said}`);
  return said[0] === "no" ? { learnedDns: false } : {};
}

function readDhcp6(network: readonly Section[]): LinkSettings["dhcp6"] {
  if (!["yes", "ipv6"].includes(one(network, "Network", "DHCP") ?? "no")) return "off";
  return one(network, "DHCPv6", "WithoutRA") === "information-request" ? "information" : "addresses";
}

function readRouterAdvertisements(network: readonly Section[]): LinkSettings["routerAdvertisements"] {
  const value = one(network, "Network", "IPv6AcceptRA");
  return value === undefined ? "default" : value === "yes" ? "accept" : "ignore";
}

function readRoute(values: Values): Route {
  const metric = values.get("Metric")?.[0];
  return {
    destination: prefix(values.get("Destination")?.[0] ?? ""),
    gateway: ip(values.get("Gateway")?.[0] ?? ""),
    onLink: values.get("GatewayOnLink")?.[0] === "yes",
    ...metricOf("metric", metric),
  };
}

function metricOf<K extends string>(key: K, text: string | undefined): { [key in K]?: number } {
  return text === undefined ? {} : { [key]: Number(text) } as { [key in K]: number };
}

/** Every section with all values of each of its keys. Text before the first section and odd lines are faults. */
function parseSections(text: string): Section[] {
  const sections: { name: string; values: Map<string, string[]> }[] = [];
  for (const line of text.split("\n").filter((line) => line !== "" && !line.startsWith("#"))) {
    const name = /^\[(.+)\]$/.exec(line)?.[1];
    const [, key, value] = /^([A-Za-z0-9]+)=(.+)$/.exec(line) ?? [];
    const values = sections.at(-1)?.values;
    if (name !== undefined) sections.push({ name, values: new Map() });
    else if (key === undefined || value === undefined || values === undefined) {
      throw new Error(`odd: ${line}`);
    } else values.set(key, [...values.get(key) ?? [], value]);
  }
  return sections;
}

function many(sections: readonly Section[], section: string, key: string): string[] {
  return sections.filter(({ name }) => name === section).flatMap(({ values }) => values.get(key) ?? []);
}

function one(sections: readonly Section[], section: string, key: string): string | undefined {
  return many(sections, section, key)[0];
}

function byName<T extends { readonly name: string }>(links: readonly T[]): T[] {
  return links.toSorted((a, b) => a.name < b.name ? -1 : 1);
}

const same = (value: string) => value;
const toBit = (value: string) => value === "yes" ? "1" : "0";

/** A time span of systemd.time(7) in thousandths of a second: a bare number is seconds. */
function toMilliseconds(span: string): string {
  const [, number, unit] = /^(\d+)(ms|s|)$/.exec(span) ?? [];
  return String(Number(number) * (unit === "ms" ? 1 : 1000));
}

const BOND_KEYS: Record<string, readonly [BondOptionName, (value: string) => string]> = {
  AdActorSystem: ["ad_actor_system", same],
  AdActorSystemPriority: ["ad_actor_sys_prio", same],
  AdSelect: ["ad_select", same],
  AdUserPortKey: ["ad_user_port_key", same],
  AllSlavesActive: ["all_slaves_active", toBit],
  ARPAllTargets: ["arp_all_targets", same],
  ARPIntervalSec: ["arp_interval", toMilliseconds],
  ARPIPTargets: ["arp_ip_target", (list) => list.replaceAll(" ", ",")],
  ARPMissedMax: ["arp_missed_max", same],
  ARPValidate: ["arp_validate", same],
  DownDelaySec: ["downdelay", toMilliseconds],
  DynamicTransmitLoadBalancing: ["tlb_dynamic_lb", toBit],
  FailOverMACPolicy: ["fail_over_mac", same],
  GratuitousARP: ["num_grat_arp", same],
  LACPTransmitRate: ["lacp_rate", same],
  LearnPacketIntervalSec: ["lp_interval", (span) => String(Number(toMilliseconds(span)) / 1000)],
  MIIMonitorSec: ["miimon", toMilliseconds],
  MinLinks: ["min_links", same],
  PacketsPerSlave: ["packets_per_slave", same],
  PrimaryReselectPolicy: ["primary_reselect", same],
  ResendIGMP: ["resend_igmp", same],
  TransmitHashPolicy: ["xmit_hash_policy", same],
  UpDelaySec: ["updelay", toMilliseconds],
};

/**
 * What this target can express of a configuration:
 *
 * - links and ports have no order of their own: by name;
 * - an InfiniBand port is known by its name only;
 * - whether a link has a carrier is not said, and one that asks for nothing is not waited for, fallback or not;
 * - of a bond's options see {@link expressible}.
 */
export function comparable(config: NetworkConfig): NetworkConfig {
  return { links: byName(config.links.map((link) => reduce(link, config))) };
}

function reduce(link: Link, config: NetworkConfig): Link {
  const { carrier: _unsaid, ...rest } = link;
  const settings = { ...rest, fallback: isUnconfigured(link) || isSaidFallback(link, config) };
  if (settings.kind === "physical") return { ...settings, mac: settings.infiniband ? "" : settings.mac };
  if (settings.kind === "bridge") return { ...settings, ports: settings.ports.toSorted() };
  if (settings.kind !== "bond") return settings;
  const options = new Map([...settings.options].filter(expressible));
  return { ...settings, options, ports: settings.ports.toSorted() };
}

/** Where all links are fallback, those that may have a carrier are waited for like any other. */
function isSaidFallback({ fallback, carrier }: Link, { links }: NetworkConfig): boolean {
  return fallback && (carrier === false || links.some((other) => !other.fallback && !isUnconfigured(other)));
}

const NAMED: readonly BondOptionName[] = [
  "active_slave",
  "primary",
  ...Object.values(BOND_KEYS).map(([name]) => name),
];
const NO_VALUE = /^(?:filter.*|vlan\+srcmac|00:00:00:00:00:00)$/;

/**
 * A bond option as systemd has it, if it has it: not those without a key, not the values that it does not know (ARP
 * filters, `vlan+srcmac`, zeros for `ad_actor_system`).
 */
function expressible([name, value]: [BondOptionName, string]): boolean {
  return NAMED.includes(name) && !NO_VALUE.test(value);
}
