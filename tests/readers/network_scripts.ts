/**
 * Reads `ifcfg-`, `route-` and `route6-` files back into the model, from what initscripts say of them and not from the
 * renderer. A variable or an argument that it does not know is an error.
 *
 * | variable | documented in |
 * | --- | --- |
 * | ARPCHECKn ARPUPDATEn BONDING_OPTS BOOTPROTO BRIDGE DEVICE DHCLIENTARGS DHCPV6C DHCPV6C_OPTIONS DNSn HWADDR IPADDRn IPV6ADDR IPV6ADDR_SECONDARIES IPV6INIT IPV6_AUTOCONF IPV6_SET_SYSCTLS MACADDR MASTER METRIC MTU NM_CONTROLLED NOZEROCONF ONBOOT ONPARENT PEERDNS PERSISTENT_DHCLIENT PREFIXn SLAVE STP VLAN | initscripts' `sysconfig.txt` |
 * | DEVICETYPE SYSCTLDEVICE TYPE | `source_config` in initscripts' `network-functions` |
 * | PHYSDEV VID | initscripts' `ifup` |
 * | DOMAIN RESOLV_MODS | initscripts' `ifup-post` |
 * | BONDING_MASTER CONNECTED_MODE VLAN_ID | nm-settings-ifcfg-rh(5) |
 * | METRIC, of a DHCP client's routes | `dhclient-script` of the RHEL family |
 * | lines of `route-` and `route6-` files | `sysconfig.txt`, `ifup-routes`, ip-route(8) |
 * | NETWORKING | `sysconfig.txt`, initscripts' `network` |
 *
 * @module
 */
import { type BondOptionName, isBondOptionName, parseBondMode } from "../../lib/bond_options.ts";
import type { Prefix } from "../../lib/ip.ts";
import {
  hasDns,
  isPort,
  isUnconfigured,
  type Link,
  type LinkSettings,
  type NetworkConfig,
  type Route,
} from "../../lib/network.ts";
import { ip, prefix } from "../networks.ts";
import { readAssignments } from "./_ifcfg_assignments.ts";
import { unmarked, withoutClients } from "./_kept.ts";

type Variables = ReadonlyMap<string, string>;

const DIRECTORY = "/etc/sysconfig/network-scripts/";

const SYSCTL = "/etc/sysctl.d/90-simple-init-network-scripts.conf";

/** Initscripts find an InfiniBand port by its name. */
const UNKNOWN_MAC = "00:00:00:00:00:00";

/** The configuration that files (path → contents) describe, links by name. */
export function readNetworkScripts(files: ReadonlyMap<string, string>): NetworkConfig {
  const all = new Map<string, Variables>();
  for (const [path, text] of files) {
    const [, device] = /^ifcfg-(.*)$/.exec(path.replace(DIRECTORY, "")) ?? [];
    if (device !== undefined) all.set(device, readIfcfg(device, text));
    else if (path === "/etc/sysconfig/network") requireService(text);
    else if (path === SYSCTL) continue;
    else if (!/^route6?-/.test(path.replace(DIRECTORY, ""))) throw new Error(`not a file of ours: ${path}`);
  }
  const names = [...all.keys()].filter((name) => !name.includes(":")).sort();
  return { links: names.map((name) => readLink(name, all, files)) };
}

function requireService(text: string): void {
  const variables = [...readAssignments(text)].map(String).sort();
  const known = ["NETWORKING,yes", "IFDOWN_ON_SHUTDOWN,no;NETWORKING,yes"];
  if (!known.includes(variables.join(";"))) throw new Error(`not known: ${variables}`);
}

const KNOWN =
  /^(?:(?:ARPCHECK|ARPUPDATE|DNS|IPADDR|PREFIX)\d*|BONDING_(?:MASTER|OPTS)|BOOTPROTO|BRIDGE|CONNECTED_MODE|DEVICE(?:TYPE)?|DOMAIN|DHCLIENTARGS|DHCPV6C(?:_OPTIONS)?|HWADDR|IPV6(?:ADDR(?:_SECONDARIES)?|INIT|_AUTOCONF|_SET_SYSCTLS)|MACADDR|MASTER|METRIC|MTU|NM_CONTROLLED|NOZEROCONF|ONBOOT|ONPARENT|PEERDNS|PERSISTENT_DHCLIENT|PHYSDEV|RESOLV_MODS|SLAVE|STP|SYSCTLDEVICE|TYPE|VID|VLAN|VLAN_ID)$/;

/** What any file of a link has to say, and what it must not. */
function readIfcfg(device: string, text: string): Variables {
  const variables = readAssignments(text);
  const unknown = [...variables.keys()].filter((name) => !KNOWN.test(name));
  if (unknown.length > 0) throw new Error(`variables that are not known: ${unknown.join(", ")}`);
  const started = device.includes(":") ? "ONPARENT" : "ONBOOT";
  for (const [name, value] of [["DEVICE", device], ["NM_CONTROLLED", "no"], [started, "yes"]] as const) {
    if (variables.get(name) !== value) throw new Error(`${device}: ${name} is ${variables.get(name)}`);
  }
  return variables;
}

function readLink(
  name: string,
  all: ReadonlyMap<string, Variables>,
  files: ReadonlyMap<string, string>,
): Link {
  const variables = all.get(name)!;
  const bridge = variables.get("BRIDGE");
  const common = {
    name,
    ...readSettings(name, all, files),
    ...(bridge === undefined ? {} : { bridge }),
  };
  const given = variables.get("MACADDR");
  const mac = given === undefined ? {} : { mac: given };
  const options = variables.get("BONDING_OPTS");
  const port = variables.get("SLAVE") === "yes" ? { bond: variables.get("MASTER")! } : {};
  if (options !== undefined) {
    const ports = [...all].filter(([, other]) => other.get("MASTER") === name).map(([port]) => port).sort();
    return { ...common, ...mac, kind: "bond", ports, ...readBond(options) };
  }
  if (variables.get("TYPE") === "Bridge") {
    const ports = [...all].filter(([, other]) => other.get("BRIDGE") === name).map(([port]) => port).sort();
    return { ...common, kind: "bridge", mac: given!, stp: variables.get("STP") === "yes", ports };
  }
  if (variables.get("VLAN") === "yes") {
    const [id, parent] = [variables.get("VID"), variables.get("PHYSDEV")];
    if (id !== variables.get("VLAN_ID")) throw new Error(`${name}: VID and VLAN_ID differ`);
    return { ...common, ...mac, kind: "vlan", id: Number(id), parent: parent! };
  }
  const infiniband = variables.get("TYPE") === "InfiniBand";
  return { ...common, kind: "physical", mac: variables.get("HWADDR") ?? UNKNOWN_MAC, infiniband, ...port };
}

function readBond(options: string) {
  const [mode, ...others] = options.split(" ").map((option) => option.split("="));
  if (mode?.[0] !== "mode") throw new Error(`the mode is not the first option: ${options}`);
  return {
    mode: parseBondMode(mode[1]!)!,
    options: new Map(
      others.map(([name = "", value = "", ...more]): [BondOptionName, string] => {
        if (!isBondOptionName(name) || more.length > 0) throw new Error(`not an option: ${name}`);
        return [name, value];
      }),
    ),
  };
}

function readSettings(
  name: string,
  all: ReadonlyMap<string, Variables>,
  files: ReadonlyMap<string, string>,
): Omit<LinkSettings, "name"> {
  const variables = all.get(name)!;
  const dhcp4 = variables.get("BOOTPROTO") === "dhcp";
  const [mtu, metric] = [variables.get("MTU"), variables.get("METRIC")];
  const aliases = [...all].filter(([alias]) => alias.startsWith(`${name}:`)).map(([, other]) => other);
  return {
    ...(mtu === undefined ? {} : { mtu: Number(mtu) }),
    addresses: [
      ...aliases.flatMap(readIpv4),
      ...(dhcp4 ? [] : readIpv4(variables)),
      ...[variables, ...aliases].filter((one) => one.get("IPV6INIT") === "yes").flatMap(readIpv6),
    ],
    dhcp4,
    dhcp6: variables.get("DHCPV6C") !== "yes"
      ? "off"
      : variables.get("DHCPV6C_OPTIONS")?.split(" ").includes("-S")
      ? "information"
      : "addresses",
    routerAdvertisements: readAdvertisements(variables, isIgnoring(name, variables, files.get(SYSCTL))),
    routes: ["route", "route6"].flatMap((kind) => readRoutes(name, files.get(`${DIRECTORY}${kind}-${name}`))),
    nameServers: numbered(variables, "DNS", 1).map(ip),
    searchDomains: variables.get("DOMAIN")?.split(" ") ?? [],
    ...(metric === undefined || !dhcp4 ? {} : { learnedMetric: Number(metric) }),
    fallback: variables.get("DHCLIENTARGS") === "-nw",
  };
}

/** Values of `NAME1`, `NAME2` … up to the first that is missing; from 0 on, the first is without a number. */
function numbered(variables: Variables, name: string, first: 0 | 1): string[] {
  const values: string[] = [];
  for (let index: number = first;; index++) {
    const value = variables.get(index === 0 ? name : `${name}${index}`);
    if (value === undefined) return values;
    values.push(value);
  }
}

function readIpv4(variables: Variables): Prefix[] {
  const lengths = numbered(variables, "PREFIX", 0);
  return numbered(variables, "IPADDR", 0).map((address, index) => prefix(`${address}/${lengths[index]}`));
}

function readIpv6(variables: Variables): Prefix[] {
  const texts = ["IPV6ADDR", "IPV6ADDR_SECONDARIES"].flatMap((name) => variables.get(name)?.split(" ") ?? []);
  return texts.map(prefix);
}

/** The devices that a boot has ignore router advertisements; see sysctl.d(5) and the kernel's ip-sysctl.rst. */
function readIgnoring(text = ""): Set<string> {
  return new Set(
    text.split("\n").filter((line) => !/^(?:#.*)?$/.test(line) && !isAskedAtOnce(line)).map((line) => {
      const device = /^net\/ipv6\/conf\/([^/]+)\/accept_ra = 0$/.exec(line)?.[1];
      if (device === undefined) throw new Error(`unknown: ${line}`);
      return device;
    }),
  );
}

function isIgnoring(name: string, variables: Variables, text: string | undefined): boolean {
  const isMade = !variables.has("HWADDR") && variables.get("TYPE") !== "InfiniBand";
  return readIgnoring(text).has(isMade ? "default" : name);
}

/** None reaches a port, and where `ifup` sets nothing the kernel does as it likes, or as the file for all says. */
function readAdvertisements(variables: Variables, isIgnoring: boolean): Link["routerAdvertisements"] {
  if (variables.get("SLAVE") === "yes" || variables.has("BRIDGE")) return "ignore";
  const value = variables.get("IPV6INIT") === "no" ? undefined : variables.get("IPV6_AUTOCONF");
  const isMade = !variables.has("HWADDR") && variables.get("TYPE") !== "InfiniBand";
  if (!isMade && variables.get("IPV6INIT") === "yes" && isIgnoring !== (value === "no")) {
    throw new Error("what is told early and late differs");
  }
  if (variables.get("IPV6INIT") === "yes") {
    return value === "yes" ? "accept" : value === "no" ? "ignore" : "default";
  }
  return isIgnoring ? "ignore" : "default";
}

const ROUTE = /^(default|\S+\/\d+) via (\S+) dev (\S+)( onlink)?(?: metric (\d+))?$/;
const HOST = /^([0-9a-f:]+) dev (\S+)$/;

/** A gateway with a route of its own is on the link. */
function readRoutes(name: string, text: string | undefined): Route[] {
  const reached = new Set<string>();
  // `ifup-routes` passes over comments.
  const lines = (text ?? "").split("\n").slice(0, -1).filter((line) => !line.startsWith("#"));
  return lines.flatMap((line) => {
    const [, host, on] = HOST.exec(line) ?? [];
    const [, to, via, device, onlink, metric] = ROUTE.exec(line) ?? [];
    if ((on ?? device) !== name) throw new Error(`not a route of ${name}: ${line}`);
    if (host !== undefined) return reached.add(host), [];
    const gateway = ip(via!);
    return [{
      destination: prefix(to === "default" ? gateway.family === 4 ? "0.0.0.0/0" : "::/0" : to!),
      gateway,
      onLink: onlink !== undefined || reached.has(gateway.text),
      ...(metric === undefined ? {} : { metric: Number(metric) }),
    }];
  });
}

/**
 * Reduces a network to what the files can express:
 *
 * - the order of links, of ports, and of addresses and routes of different families is lost;
 * - the hardware address of an InfiniBand port is lost: its first bytes differ from boot to boot;
 * - of a fallback, and of what it knows of its carrier, stands there only that nothing waits for its DHCPv4 client, as nothing
 *   does for any beside static addresses;
 * - the metric of learned routes is DHCP's alone; those that routers advertise have the kernel's;
 * - no lease has a say in DNS where there is a server, be the link a fallback or not;
 * - a port takes no router advertisements, and where a device that is made takes none, none does of which nothing is said of IPv6;
 * - each link that says anything of DNS says what all links do, as the last to come up says what is in resolv.conf;
 * - of a bond's options those in {@link LOST} are lost: the first needs ports, the others have no file in sysfs;
 * - IPv4 addresses beside DHCP are lost where the device's name leaves no room for that of an alias.
 */
export function comparable(given: NetworkConfig): NetworkConfig {
  const config = unmarked(withoutClients(given));
  const servers = new Map(
    config.links.flatMap((link) => link.nameServers.map((server) => [server.text, server])),
  );
  const domains = [...new Set(config.links.flatMap(({ searchDomains }) => searchDomains))];
  const dns = { nameServers: [...servers.values()], searchDomains: domains };
  const areMadeIgnoring = config.links.some((link) =>
    link.kind !== "physical" && link.routerAdvertisements === "ignore" && !isPort(link)
  );
  const isStated = config.links.some(({ addresses }) => addresses.length > 0);
  const isConfigured = config.links.some((link) => !link.fallback && !isUnconfigured(link));
  const links = config.links.map((link) => ({
    ...comparableLink(link, dns),
    ...(isUnsaid(link) && areMadeIgnoring ? { routerAdvertisements: "ignore" as const } : {}),
    fallback: link.dhcp4 && (isStated || link.carrier === false || (link.fallback && isConfigured)),
  }));
  return { links: links.sort((a, b) => a.name < b.name ? -1 : 1) };
}

/** A device that is made, of which nothing is said of IPv6. */
function isUnsaid({ kind, addresses, dhcp6, routerAdvertisements }: Link): boolean {
  return kind !== "physical" && addresses.every(({ ip }) => ip.family === 4) && dhcp6 === "off" &&
    routerAdvertisements === "default";
}

const LOST: readonly BondOptionName[] = ["active_slave", "broadcast_neighbor", "ns_ip6_target"];

function comparableLink(
  { learnedMetric, learnedDns: _, carrier: __, ...link }: Link,
  dns: Pick<Link, "nameServers" | "searchDomains">,
): Link {
  const common = {
    ...(learnedMetric === undefined || !link.dhcp4 ? {} : { learnedMetric }),
    addresses: comparableAddresses(link),
    routes: link.routes.toSorted((a, b) => a.gateway.family - b.gateway.family),
    routerAdvertisements: isPort(link) ? "ignore" as const : link.routerAdvertisements,
    ...(hasDns(link) ? dns : {}),
  };
  if (link.kind === "bond") {
    const options = new Map([...link.options].filter(([name]) => !LOST.includes(name)));
    return { ...link, ...common, ports: link.ports.toSorted(), options };
  }
  if (link.kind === "bridge") return { ...link, ...common, ports: link.ports.toSorted() };
  if (link.kind === "vlan" || !link.infiniband) return { ...link, ...common };
  return { ...link, ...common, mac: UNKNOWN_MAC };
}

/** An alias is a label of at most 15 characters: `eth0:0`. */
function comparableAddresses({ name, addresses, dhcp4 }: Link): Prefix[] {
  const [four, six] = [4, 6].map((family) => addresses.filter((address) => address.ip.family === family));
  const last = `${name}:${four!.length - 1}`;
  return [...(dhcp4 && last.length > 15 ? [] : four!), ...six!];
}

/** It says how soon the kernel asks, not what the network is. */
function isAskedAtOnce(line: string): boolean {
  return /^net\/ipv6\/conf\/[^/]+\/router_solicitation_delay = 0$/.test(line);
}
