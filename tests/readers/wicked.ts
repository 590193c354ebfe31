/**
 * Reads wicked's files of `/etc/sysconfig/network` back into the model, from what its manual pages say and not from the
 * renderer. A variable, a column or a setting that it does not know is an error.
 *
 * | variable | says | documented in |
 * | --- | --- | --- |
 * | `STARTMODE` | set up at boot, the same and never taken down, or when the device is there and with nothing waiting for it | ifcfg(5) |
 * | `CHECK_DUPLICATE_IP` | whether an IPv4 address is asked for before the link has it | ifcfg(5) |
 * | `BOOTPROTO` | `static`, `none` for what has no addresses, else protocols with `+` between them, static addresses beside them | ifcfg(5) |
 * | `IPADDR`, `IPADDR_…` | an address with its prefix length, in the order of the file | ifcfg(5) |
 * | `MTU`, `LLADDR` | MTU; hardware address to give | ifcfg(5) |
 * | `BONDING_MASTER`, `BONDING_SLAVE_…` | it is a bond; its ports | ifcfg-bonding(5) |
 * | `BONDING_MODULE_OPTS` | `mode=` and the options | ifcfg-bonding(5) |
 * | `BRIDGE`, `BRIDGE_PORTS` | it is a bridge; its ports, spaces between them | ifcfg-bridge(5) |
 * | `BRIDGE_STP`, `BRIDGE_FORWARDDELAY` | spanning tree `on` or `off`; seconds before a port forwards | ifcfg-bridge(5) |
 * | `ETHERDEVICE`, `VLAN_ID` | a VLAN's parent and number | ifcfg-vlan(5) |
 * | `IPOIB_MODE` | it is InfiniBand; its transport mode | ifcfg-ipoib(5) |
 * | `DHCLIENT_ROUTE_PRIORITY` | metric of DHCPv4's routes | ifcfg-dhcp(5) |
 * | `DHCLIENT6_MODE` | `managed`: addresses by DHCPv6; `info`: other information alone | ifcfg-dhcp(5) |
 * | columns of `ifroute-*` | destination, gateway, netmask (`-`), interface, options | ifroute(5) |
 * | `nameserver` in `/etc/resolv.conf` | name servers, of no link in particular | resolv.conf(5), netconfig(8) |
 * | `net/ipv6/conf/…/accept_ra` in `ifsysctl-*` | router advertisements: 0 ignored, 2 always accepted | ifsysctl(5) |
 *
 * @module
 */
import { isBondOptionName, parseBondMode, parseBondOption } from "../../lib/bond_options.ts";
import { bitsOf, prefixText } from "../../lib/ip.ts";
import type { BondLink, BridgeLink, Link, LinkSettings, NetworkConfig, Route } from "../../lib/network.ts";
import { ip, prefix } from "../networks.ts";
import { UNKNOWN_MAC } from "./_wicked_comparable.ts";

export { comparable } from "./_wicked_comparable.ts";

export type Variables = Map<string, string>;

const FILE = /^\/etc\/sysconfig\/network\/(ifcfg|ifroute|ifsysctl)-([^/]+)$/;
const RESOLV_CONF = "/etc/resolv.conf";

/** @param files contents by path */
export function readWicked(files: ReadonlyMap<string, string>): NetworkConfig {
  const byKind = { ifcfg: new Map(), ifroute: new Map(), ifsysctl: new Map() };
  for (const [path, text] of files) {
    const [, kind, name] = FILE.exec(path) ?? [];
    if (kind !== undefined) byKind[kind as keyof typeof byKind].set(name!, text);
    else if (path !== RESOLV_CONF) throw new Error(`not a file of wicked's: ${path}`);
  }
  const configs: Map<string, Variables> = new Map(
    [...byKind.ifcfg].map(([name, text]) => [name, parseVariables(text)]),
  );
  const masters = mastersOfPorts(configs);
  const links = [...configs].sort(([a], [b]) => a < b ? -1 : 1).map(([name, variables]) =>
    readLink(name, variables, byKind.ifroute.get(name) ?? "", byKind.ifsysctl.get(name), masters)
  );
  return { links: withNameServers(links, files.get(RESOLV_CONF) ?? "") };
}

/** Assignments of an `ifcfg-*` file, in double quotes. Of a line wicked reads 511 bytes, break included. */
export function parseVariables(text: string): Variables {
  const variables: Variables = new Map();
  for (const line of linesOf(text)) {
    const [, name, value] = /^([A-Z][A-Z0-9_]*)="([^"$`\\]*)"$/.exec(line) ?? [];
    if (name === undefined || variables.has(name) || line.length > 510) {
      throw new Error(`not a line: ${line}`);
    }
    variables.set(name, value!);
  }
  return variables;
}

function linesOf(text: string): string[] {
  if (text !== "" && !text.endsWith("\n")) throw new Error("the last line does not end");
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

type Master = { readonly bond: string } | { readonly bridge: string };

function mastersOfPorts(configs: ReadonlyMap<string, Variables>): Map<string, Master> {
  const pairs = [...configs].flatMap(([name, variables]): [string, Master][] => [
    ...indexed(variables, "BONDING_SLAVE").map(([, port]): [string, Master] => [port, { bond: name }]),
    ...words(variables.get("BRIDGE_PORTS")).map((port): [string, Master] => [port, { bridge: name }]),
  ]);
  return new Map(pairs);
}

function words(text = ""): string[] {
  return text.split(" ").filter((word) => word !== "");
}

/** The variables of a name with any suffix, in the order of the file. */
function indexed(variables: Variables, name: string): [string, string][] {
  return [...variables].filter(([key]) => key.replace(/_\d+$/, "") === name);
}

function readLink(
  name: string,
  variables: Variables,
  routes: string,
  sysctl: string | undefined,
  masters: ReadonlyMap<string, Master>,
): Link {
  const master = masters.get(name);
  const protocols = required(variables, "BOOTPROTO");
  const isNamed = protocols === "none" || protocols === "static";
  const has = indexed(variables, "IPADDR").length > 0 ? "static" : "none";
  if (isNamed ? protocols !== has : master !== undefined) throw new Error(`${name}: BOOTPROTO=${protocols}`);
  const startMode = oneOf(required(variables, "STARTMODE"), ["auto", "hotplug", "nfsroot"]);
  if (startMode === "hotplug" && protocols === "none" && master === undefined) {
    throw new Error(`${name}: a port of nothing`);
  }
  const settings: LinkSettings = {
    name,
    ...number("mtu", take(variables, "MTU")),
    ...readProtocols(protocols, variables, master === undefined ? readSysctl(name, sysctl) : "ignore"),
    addresses: indexed(variables, "IPADDR").map(([key]) => prefix(required(variables, key))),
    routes: readRoutes(name, routes),
    nameServers: [],
    searchDomains: [],
    fallback: startMode === "hotplug" && master === undefined,
    ...(master !== undefined && "bridge" in master ? master : {}),
  };
  const isStated4 = settings.addresses.some(({ ip }) => ip.family === 4);
  if ((take(variables, "CHECK_DUPLICATE_IP") === "no") !== isStated4) {
    throw new Error(`${name}: waits for nobody`);
  }
  const link = readKind(variables, settings, master !== undefined && "bond" in master ? master : {});
  if (variables.size > 0) throw new Error(`${name}: not understood: ${[...variables.keys()].join(", ")}`);
  return startMode === "nfsroot" && link.kind === "physical" ? { ...link, carriesRoot: true } : link;
}

function readKind(variables: Variables, settings: LinkSettings, port: { readonly bond?: string }): Link {
  const mac = take(variables, "LLADDR");
  const given = mac === undefined ? {} : { mac };
  if (take(variables, "BONDING_MASTER") === "yes") return { ...settings, ...given, ...readBond(variables) };
  if (take(variables, "BRIDGE") === "yes") return { ...settings, ...readBridge(variables), mac: mac! };
  const parent = take(variables, "ETHERDEVICE");
  if (parent !== undefined) {
    return { ...settings, ...given, kind: "vlan", parent, id: Number(required(variables, "VLAN_ID")) };
  }
  if (mac !== undefined) throw new Error(`${settings.name}: hardware is given another address`);
  const mode = take(variables, "IPOIB_MODE");
  if (mode !== undefined) oneOf(mode, ["datagram"]);
  return { ...settings, ...port, kind: "physical", mac: UNKNOWN_MAC, infiniband: mode !== undefined };
}

/** Without the protocol there is no delay. */
function readBridge(variables: Variables): Pick<BridgeLink, "kind" | "stp" | "ports"> {
  const stp = oneOf(required(variables, "BRIDGE_STP"), ["on", "off"]) === "on";
  if ((take(variables, "BRIDGE_FORWARDDELAY") === "0") === stp) throw new Error("odd delay");
  return { kind: "bridge", stp, ports: words(required(variables, "BRIDGE_PORTS")) };
}

function readBond(variables: Variables): Pick<BondLink, "kind" | "mode" | "options" | "ports"> {
  const options = required(variables, "BONDING_MODULE_OPTS").split(" ").map((word) => {
    const [, name = "", value = ""] = /^([a-z0-9_]+)=(\S+)$/.exec(word) ?? [];
    return [name, value] as const;
  });
  const [[first, mode], ...rest] = options as [typeof options[0], ...typeof options];
  if (first !== "mode") throw new Error(`options without a mode: ${options}`);
  const ports = indexed(variables, "BONDING_SLAVE").map(([key]) => required(variables, key));
  return { kind: "bond", mode: parseBondMode(mode)!, options: new Map(rest.map(readOption)), ports };
}

function readOption([name, value]: readonly [string, string]) {
  if (!isBondOptionName(name) || parseBondOption(name, value) !== value) {
    throw new Error(`not a bond option: ${name}=${value}`);
  }
  return [name, value] as const;
}

/** What `BOOTPROTO` says, with the variables of each protocol. */
function readProtocols(
  text: string,
  variables: Variables,
  routerAdvertisements: LinkSettings["routerAdvertisements"],
): Pick<LinkSettings, "dhcp4" | "dhcp6" | "learnedMetric" | "routerAdvertisements"> {
  const words = text.split("+");
  const dynamic = words.filter((word) => ["dhcp4", "dhcp6", "auto6"].includes(word));
  if (new Set(dynamic).size !== words.length && text !== "static" && text !== "none") {
    throw new Error(`BOOTPROTO=${text}`);
  }
  if (words.includes("auto6") && routerAdvertisements !== "accept") {
    throw new Error("nothing for auto6 to wait for");
  }
  const modes = { info: "information", managed: "addresses" } as const;
  const dhcp4 = words.includes("dhcp4");
  return {
    dhcp4,
    dhcp6: words.includes("dhcp6")
      ? modes[oneOf(required(variables, "DHCLIENT6_MODE"), ["info", "managed"])]
      : "off",
    ...(dhcp4 ? number("learnedMetric", take(variables, "DHCLIENT_ROUTE_PRIORITY")) : {}),
    routerAdvertisements,
  };
}

function readSysctl(name: string, text: string | undefined): LinkSettings["routerAdvertisements"] {
  if (text === undefined) return "default";
  const [line = "", ...more] = linesOf(text);
  const [, device, value] = /^net\/ipv6\/conf\/([^/]+)\/accept_ra = ([02])$/.exec(line) ?? [];
  if (device !== name || more.length > 0) throw new Error(`settings that are not known: ${text}`);
  return value === "0" ? "ignore" : "accept";
}

const ROUTE = /^(?<to>\S+) (?<via>\S+) - (?<device>\S+)(?: metric (?<metric>\d+))?$/;

/** A gateway is on the link when a route without one leads to it alone, in a line before. */
export function readRoutes(name: string, text: string): Route[] {
  const reachable = new Set<string>();
  return linesOf(text).flatMap((line) => {
    const { to, via, device, metric } = ROUTE.exec(line)?.groups ?? {};
    if (device !== name) throw new Error(`not a route of ${name}: ${line}`);
    if (via === "-") {
      reachable.add(to!);
      return [];
    }
    const gateway = ip(via!);
    const onLink = reachable.has(prefixText({ ip: gateway, length: bitsOf(gateway.family) }));
    const everything = gateway.family === 4 ? "0.0.0.0/0" : "::/0";
    return [{
      destination: prefix(to === "default" ? everything : to!),
      gateway,
      onLink,
      ...number("metric", metric),
    }];
  });
}

function withNameServers(links: readonly Link[], resolvConf: string): Link[] {
  const values = (keyword: string) =>
    lines.filter(([word]) => word === keyword).flatMap(([, ...values]) => values);
  const lines = linesOf(resolvConf).map((line) => line.split(" "));
  const unknown = lines.find(([word]) => word !== "nameserver" && word !== "search");
  if (unknown !== undefined) throw new Error(`not understood: ${unknown.join(" ")}`);
  const dns = { nameServers: values("nameserver").map(ip), searchDomains: values("search") };
  return links.map((link, index) => index === 0 ? { ...link, ...dns } : link);
}

function number<K extends string>(key: K, text: string | undefined): { [key in K]?: number } {
  return text === undefined ? {} : { [key]: Number(text) } as { [key in K]: number };
}

function oneOf<T extends string>(value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found === undefined) throw new Error(`${value} is none of ${known.join(", ")}`);
  return found;
}

function take(variables: Variables, name: string): string | undefined {
  const value = variables.get(name);
  variables.delete(name);
  return value;
}

function required(variables: Variables, name: string): string {
  const value = take(variables, name);
  if (value === undefined) throw new Error(`no ${name}`);
  return value;
}
