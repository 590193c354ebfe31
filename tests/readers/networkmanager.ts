/**
 * Reads NetworkManager's keyfiles back into the model, by what nm-settings(5) says about them. A key or a section that
 * it does not know is an error: nothing in a profile goes unread.
 *
 * @module
 */
import {
  BOND_OPTION_NAMES,
  type BondOptionName,
  parseBondMode,
  parseBondOption,
} from "../../lib/bond_options.ts";
import { containing, isLinkLocal, type Prefix } from "../../lib/ip.ts";
import {
  type BondLink,
  type BridgeLink,
  type Link,
  type LinkSettings,
  masterOf,
  type NetworkConfig,
  type Route,
} from "../../lib/network.ts";
import { ip, prefix } from "../networks.ts";

type Keys = Map<string, string>;
type Sections = Map<string, Keys>;

/** @param files keyfiles' contents by path */
export function readNetworkManager(files: ReadonlyMap<string, string>): NetworkConfig {
  const links = [...files].filter(([path]) => path.endsWith(".nmconnection")).map(([, text]) =>
    readLink(text)
  );
  return { links: links.map((link) => "ports" in link ? { ...link, ports: portsOf(link, links) } : link) };
}

function portsOf(master: BondLink | BridgeLink, links: readonly Link[]): string[] {
  return links.flatMap((link) => masterOf(link) === master.name ? [link.name] : []);
}

function readLink(text: string): Link {
  const sections = parseSections(text);
  const connection = sections.get("connection")!;
  for (const key of ["id", "uuid", "autoconnect-priority"]) required(connection, key);
  const type = required(connection, "type");
  const bridge = readMaster(connection, "bridge");
  const settings = {
    ...readSettings(required(connection, "interface-name"), type, sections),
    ...(bridge === undefined ? {} : { bridge }),
  };
  const link = readKind(type, settings, sections);
  const unread = [...sections].flatMap(([name, keys]) => [...keys.keys()].map((key) => `${name}.${key}`));
  if (unread.length > 0) throw new Error(`not understood: ${unread.join(", ")}`);
  return link;
}

function readKind(type: string, settings: LinkSettings, sections: Sections): Link {
  const [connection, device] = [sections.get("connection")!, deviceOf(type, sections)];
  if (type === "bridge") {
    return {
      ...readBridge(connection, sections.get("bridge") ?? new Map()),
      ...settings,
      mac: clonedMac(device).mac ?? "",
    };
  }
  if (type === "bond") {
    return { ...readBond(connection, sections.get("bond")!), ...settings, ...clonedMac(device) };
  }
  if (type === "vlan") return { ...readVlan(sections.get("vlan")!), ...settings, ...clonedMac(device) };
  const infiniband = type === "infiniband";
  if (infiniband) expect(device, "transport-mode", "datagram");
  const bond = readMaster(connection, "bond");
  const mac = required(device, "mac-address");
  return { kind: "physical", ...settings, mac, infiniband, ...(bond === undefined ? {} : { bond }) };
}

/** The master, where it is of this kind. */
function readMaster(connection: Keys, kind: "bond" | "bridge"): string | undefined {
  if (connection.get("slave-type") !== kind) return undefined;
  take(connection, "slave-type");
  return required(connection, "master");
}

function readBridge(connection: Keys, keys: Keys): Pick<BridgeLink, "kind" | "stp" | "ports"> {
  expect(connection, "autoconnect-slaves", "1");
  const stp = take(keys, "stp");
  if (stp !== undefined && stp !== "false") throw new Error(`stp=${stp}`);
  return { kind: "bridge", stp: stp === undefined, ports: [] };
}

function deviceOf(type: string, sections: Sections): Keys {
  return sections.get(type === "infiniband" ? type : "ethernet") ?? new Map();
}

function clonedMac(device: Keys): { mac?: string } {
  const mac = take(device, "cloned-mac-address");
  return mac === undefined ? {} : { mac };
}

function readVlan(keys: Keys): { kind: "vlan"; id: number; parent: string } {
  expect(keys, "flags", "1");
  return { kind: "vlan", id: Number(required(keys, "id")), parent: required(keys, "parent") };
}

function readBond(connection: Keys, keys: Keys): Pick<BondLink, "kind" | "mode" | "options" | "ports"> {
  expect(connection, "autoconnect-slaves", "1");
  const mode = parseBondMode(required(keys, "mode"))!;
  const options = new Map<BondOptionName, string>();
  for (const name of BOND_OPTION_NAMES) {
    const value = take(keys, name);
    if (value !== undefined) options.set(name, parseBondOption(name, value)!);
  }
  return { kind: "bond", mode, options, ports: [] };
}

function readSettings(name: string, type: string, sections: Sections): LinkSettings {
  const mtu = take(deviceOf(type, sections), "mtu");
  const v4 = readFamily(sections.get("ipv4") ?? new Map([["method", "disabled"]]));
  const v6 = readFamily(sections.get("ipv6") ?? new Map([["method", "link-local"]]));
  const dhcp4 = v4.method === "auto";
  return {
    name,
    ...(mtu === undefined ? {} : { mtu: Number(mtu) }),
    addresses: [...v4.addresses, ...v6.addresses],
    dhcp4,
    dhcp6: v6.method === "dhcp" ? "addresses" : "off",
    routerAdvertisements: advertisements(v6.method, v6.awaited),
    routes: [...v4.routes, ...v6.routes],
    nameServers: [...v4.nameServers, ...v6.nameServers],
    searchDomains: [...v4.searchDomains, ...v6.searchDomains],
    ...metricOf("learnedMetric", v4.learnedMetric ?? v6.learnedMetric),
    fallback: dhcp4 && !v4.awaited,
    ...readLearnedDns(v4, v6),
  };
}

/** Of a family that learns nothing it cannot be said. */
function readLearnedDns(v4: FamilySettings, v6: FamilySettings): { learnedDns?: false } {
  const said = [v4, v6].filter(({ method }) => method === "auto").map(({ learnsDns }) => learnsDns);
  if (new Set(said).size > 1) throw new Error("the servers of one family alone are used");
  return said[0] === false ? { learnedDns: false } : {};
}

function advertisements(method: string, awaited: boolean): LinkSettings["routerAdvertisements"] {
  if (method === "auto") return awaited ? "accept" : "default";
  return method === "ignore" ? "default" : "ignore";
}

type FamilySettings = Pick<LinkSettings, "addresses" | "routes" | "nameServers" | "searchDomains"> & {
  readonly method: string;
  readonly awaited: boolean;
  readonly learnsDns: boolean;
  readonly learnedMetric: string | undefined;
};

function readFamily(keys: Keys): FamilySettings {
  for (const [key, value] of [["addr-gen-mode", "eui64"], ["ip6-privacy", "0"]] as const) {
    if (keys.has(key)) expect(keys, key, value);
  }
  const addresses = numbered(keys, "address").map(({ value }) => prefix(value));
  readPatience(keys, addresses.length > 0);
  const method = required(keys, "method");
  return {
    method,
    awaited: take(keys, "required-timeout") !== undefined,
    learnsDns: take(keys, "ignore-auto-dns") !== "true",
    learnedMetric: keys.has("gateway") ? undefined : take(keys, "route-metric"),
    addresses,
    routes: [...gatewayRoute(keys, addresses, method), ...numbered(keys, "route").map(readRoute)],
    nameServers: words(take(keys, "dns")).map(ip),
    searchDomains: words(take(keys, "dns-search")),
  };
}

/** Beside stated addresses, or where nothing waits for it, what is learned may take as long as it likes. */
function readPatience(keys: Keys, hasAddresses: boolean): void {
  const method = keys.get("method")!;
  const key = ["dhcp-timeout", "ra-timeout"].find((timeout) => keys.has(timeout));
  if (key !== undefined) expect(keys, key, "2147483647");
  else if (hasAddresses && ["auto", "dhcp"].includes(method)) throw new Error(`${method} gives up`);
}

function words(list = ""): string[] {
  return list.split(";").filter((text) => text !== "");
}

/** `gateway` is a default route; one that no prefix holds, or a lease may, is reached on the link. */
function gatewayRoute(keys: Keys, addresses: readonly Prefix[], method: string): Route[] {
  const text = take(keys, "gateway");
  if (text === undefined) return [];
  const gateway = ip(text);
  const destination = prefix(gateway.family === 4 ? "0.0.0.0/0" : "::/0");
  const isLeased = gateway.family === 4 && method === "auto";
  const onLink = isLeased || (!isLinkLocal(gateway) && !containing(addresses)(gateway));
  return [{ destination, gateway, onLink, ...metricOf("metric", take(keys, "route-metric")) }];
}

function readRoute({ value, options }: { value: string; options: string | undefined }): Route {
  const [destination = "", gateway = "", metric] = value.split(",");
  if (options !== undefined && options !== "onlink=true") throw new Error(`route options ${options}`);
  return {
    destination: prefix(destination),
    gateway: ip(gateway),
    onLink: options !== undefined,
    ...metricOf("metric", metric),
  };
}

function metricOf<K extends string>(key: K, text: string | undefined): { [key in K]?: number } {
  return text === undefined ? {} : { [key]: Number(text) } as { [key in K]: number };
}

/** The values of `NAME1`, `NAME2`, …, each with that of `NAME1_options`. */
function numbered(keys: Keys, name: string): { value: string; options: string | undefined }[] {
  const values = [];
  for (let number = 1; keys.has(`${name}${number}`); number++) {
    const key = `${name}${number}`;
    values.push({ value: required(keys, key), options: take(keys, `${key}_options`) });
  }
  return values;
}

function parseSections(text: string): Sections {
  const sections: Sections = new Map();
  let keys: Keys = new Map();
  for (const line of text.split("\n").filter((line) => line !== "" && !line.startsWith("#"))) {
    const [, section, key, value] = /^\[([a-z0-9]+)\]$|^([a-z0-9_-]+)=(.+)$/.exec(line) ?? [];
    if (section !== undefined) sections.set(section, keys = new Map());
    else if (key === undefined || keys.has(key)) throw new Error(`not a line of a keyfile: ${line}`);
    else keys.set(key, value!);
  }
  return sections;
}

function take(keys: Keys, key: string): string | undefined {
  const value = keys.get(key);
  keys.delete(key);
  return value;
}

function required(keys: Keys, key: string): string {
  const value = take(keys, key);
  if (value === undefined) throw new Error(`no ${key}`);
  return value;
}

function expect(keys: Keys, key: string, value: string): void {
  const found = required(keys, key);
  if (found !== value) throw new Error(`${key}=${found} instead of ${value}`);
}

export { comparable } from "./_networkmanager_comparable.ts";
