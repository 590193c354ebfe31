/**
 * Reads ifupdown's stanzas back into the model, from what interfaces(5) and ifenslave's README say and not from the
 * renderer. An option or a command that it does not know is an error.
 *
 * @module
 */
import { type BondOptionName, isBondOptionName, parseBondMode } from "../../lib/bond_options.ts";
import type { Link, LinkSettings, NetworkConfig, Route } from "../../lib/network.ts";
import { ip, prefix } from "../networks.ts";
import { type Client, readClient } from "./_ifupdown_clients.ts";
import { routeKey, UNKNOWN_MAC } from "./_ifupdown_comparable.ts";
export { comparable } from "./_ifupdown_comparable.ts";
import { readRoute, ROUTE } from "./_ifupdown_routes.ts";

interface Stanza {
  readonly name: string;
  readonly family: string;
  readonly method: string;
  readonly options: [key: string, value: string][];
}

interface Vlan {
  readonly parent: string;
  readonly id: number;
}

/** What all files together say. */
interface Interfaces {
  /** Device names by the word that selects them: `auto`, `allow-hotplug`, `allow-bond0`. */
  readonly selected: ReadonlyMap<string, string>;
  readonly stanzas: readonly Stanza[];
  /** Those that `ifdown -a` leaves up. */
  readonly kept: ReadonlySet<string>;
  /** VLAN devices that a command makes, by name. */
  readonly vlans: ReadonlyMap<string, Vlan>;
}

/** The configuration that files (path → contents) of `/etc/network/interfaces.d` describe, links by name. */
export function readIfupdown(files: ReadonlyMap<string, string>): NetworkConfig {
  const texts = [...files].filter(([path]) => path.startsWith("/etc/network/interfaces.d/")).map(([, text]) =>
    text
  );
  const interfaces = parse(texts.join("\n"));
  const names = new Set(interfaces.stanzas.map(({ name }) => name));
  const deaf = readHook(files.get("/etc/dhcp/dhclient-enter-hooks.d/simple-init"));
  return {
    links: [...names].sort().map((name): Link => ({
      ...readLink(name, interfaces),
      ...(deaf.has(name) ? { learnedDns: false } : {}),
    })),
  };
}

/** What dhclient's hook may say of a device, in this order: no name servers, no MTU, and a metric for what has none. */
const HOOK_LINE =
  /^(\S+)\) (?:(make_resolv_conf\(\) \{ :; \})(?:; )?)?(?:new_interface_mtu=(?:; )?)?(?:IF_METRIC=\d+; ip\(\) \{ .* metric "\$IF_METRIC" ;; esac; command ip "\$@"; \})? ;;\n/gm;

/**
 * The devices of which dhclient's hook makes the function do nothing that writes `resolv.conf`. Those of which it skips the
 * start of DHCPv6 are no part of a network.
 */
export function readHook(text: string | undefined): Set<string> {
  if (text === undefined) return new Set();
  const rest = text.replace(/^case "\$interface,\$reason" in\n(?:\S+,PREINIT6\) exit 0 ;;\n)+esac\n/m, "");
  const body = /^(?:#.*\n)*(?:case "\$interface" in\n((?:.*\n)*)esac\n)?$/.exec(rest)?.[1] ?? "";
  const lines = [...body.matchAll(HOOK_LINE)];
  const isRead = lines.length === body.split("\n").length - 1 && (body !== "" || !/^[^#\n]/m.test(rest));
  if (!isRead) throw new Error(`unknown: ${text}`);
  return new Set(lines.filter(([, , isDeaf]) => isDeaf !== undefined).map(([, name]) => name!));
}

function parse(text: string): Interfaces {
  const selected = new Map<string, string>();
  const stanzas: Stanza[] = [];
  const kept = new Set<string>();
  for (const line of text.split("\n").map((line) => line.trim())) {
    if (line === "" || line.startsWith("#")) continue;
    const [keyword = "", rest = ""] = splitOnce(line);
    if (keyword === "iface") {
      const [name = "", family = "", method = "", ...more] = rest.split(" ");
      if (more.length > 0) throw new Error(`more words than an iface line has: ${line}`);
      stanzas.push({ name, family, method, options: [] });
    } else if (keyword === "auto" || keyword.startsWith("allow-")) selected.set(rest, keyword);
    else if (keyword === "no-auto-down") kept.add(rest);
    else stanzas.at(-1)!.options.push([keyword, rest]);
  }
  return { selected, stanzas, kept, vlans: commandVlans(stanzas) };
}

function splitOnce(line: string): string[] {
  const space = line.indexOf(" ");
  return space === -1 ? [line] : [line.slice(0, space), line.slice(space + 1)];
}

const ADD_VLAN = /^\[ -d \/sys\/class\/net\/(\S+) \] \|\| ip link add link (\S+) name \1 type vlan id (\d+)$/;

function commandVlans(stanzas: readonly Stanza[]): Map<string, Vlan> {
  return new Map(
    commands(stanzas).flatMap((command) => {
      const [, name, parent, id] = ADD_VLAN.exec(command) ?? [];
      return name === undefined ? [] : [[name, { parent: parent!, id: Number(id) }]];
    }),
  );
}

/** All commands, without the `|| true` that lets them fail. */
function commands(stanzas: readonly Stanza[]): string[] {
  return stanzas.flatMap(({ options }) => options)
    .filter(([key]) => ["pre-up", "up", "down", "post-down"].includes(key))
    .map(([, command]) => command.replace(/ \|\| true$/, ""));
}

function readLink(name: string, interfaces: Interfaces): Link {
  const stanzas = interfaces.stanzas.filter((stanza) => stanza.name === name);
  const all = new Map(stanzas.flatMap(({ options }) => options));
  const device = readDevice(name, commands(stanzas));
  const mac = device.get("address");
  const settings = { name, ...readSettings(name, stanzas, interfaces, device) };
  const common = { ...settings, ...readBridgeOf(name, stanzas) };
  const mode = all.get("bond-mode");
  const vlan = interfaces.vlans.get(name) ?? nameVlan(name, interfaces);
  const port = all.get("bond-master");
  if (mode !== undefined) {
    const ports = all.get("bond-slaves")!.split(" ");
    const bond = {
      kind: "bond",
      mode: parseBondMode(mode)!,
      ports,
      options: readBondOptions(all, device),
    } as const;
    return { ...common, ...bond, ...(mac === undefined ? {} : { mac }) };
  }
  if (vlan !== undefined) return { ...common, kind: "vlan", ...vlan, ...(mac === undefined ? {} : { mac }) };
  if (commands(stanzas).includes(addDevice(name, "bridge"))) {
    const ports = commands(stanzas).flatMap((command) => ENSLAVE.exec(command)?.slice(1, 2) ?? []);
    return { ...common, kind: "bridge", mac: mac!, stp: device.get("bridge/stp_state") === "1", ports };
  }
  const physical = {
    ...common,
    ...(interfaces.kept.has(name) ? { carriesRoot: true as const } : {}),
    kind: "physical",
    mac: UNKNOWN_MAC,
    infiniband: false,
  } as const;
  return port === undefined ? physical : { ...physical, bond: port, routerAdvertisements: "ignore" };
}

/** `eth0.10`: ifup makes VLAN 10 on eth0. */
function nameVlan(name: string, { stanzas }: Interfaces): Vlan | undefined {
  const [, parent, id] = /^([^.]+)\.(\d+)$/.exec(name) ?? [];
  return stanzas.some((stanza) => stanza.name === parent) ? { parent: parent!, id: Number(id) } : undefined;
}

/** A port goes into its bridge, and has no IPv6, before which it can hear of no router. */
function readBridgeOf(
  name: string,
  stanzas: readonly Stanza[],
): Partial<Pick<Link, "bridge" | "routerAdvertisements">> {
  const [bridge] = commands(stanzas).flatMap((command) => JOIN.exec(command)?.slice(1, 2) ?? []);
  if (bridge === undefined) return {};
  const deaf = `echo 1 > /proc/sys/net/ipv6/conf/${name}/disable_ipv6 || true`;
  if (!stanzas[0]!.options.some((option) => option.join(" ") === `pre-up ${deaf}`)) {
    throw new Error(`the port ${name} has IPv6`);
  }
  return { bridge, routerAdvertisements: "ignore" };
}

function addDevice(name: string, type: "bond" | "bridge"): string {
  return `[ -d /sys/class/net/${name} ] || ip link add dev ${name} type ${type}`;
}

const JOIN = /^\[ ! -d \/sys\/class\/net\/(\S+) \] \|\| ip link set dev \S+ master \1$/;
const ENSLAVE = /^ip link set dev (\S+) (?:master \S+|nomaster)$/;
const SET = /^ip link set dev (\S+) (mtu|address) (\S+)$/;
const NETLINK = /^ip link set dev (\S+) type bond (\S+) (\S+)$/;
const ADD_ADDRESS = /^ip addr replace (\S+) dev (\S+)$/;
const WRITE = /^echo (\S+) > \/(?:sys\/class\/net|proc\/sys\/net\/ipv6\/conf)\/([^/]+)\/(\S+)$/;

/** What commands set of the device itself: `mtu`, `address`, `accept_ra`, `bonding/…`. */
function readDevice(name: string, all: readonly string[]): Map<string, string> {
  return new Map(all.flatMap((command) => {
    const [, setOf, what, value] = SET.exec(command) ?? [];
    const [, written, writtenTo, file] = WRITE.exec(command) ?? [];
    if (setOf === name) return [[what!, value!]];
    const [, bond, option, chosen] = NETLINK.exec(command) ?? [];
    if (bond === name) return [[`bonding/${option}`, chosen!]];
    if (writtenTo === name) return [[file!, written!]];
    if (ROUTE.test(command) || ADD_VLAN.test(command)) return [];
    if (command === `ip link del dev ${name}`) return [];
    if (readClient(name, command) !== undefined) return [];
    if (ADD_ADDRESS.exec(command)?.[2] === name) return [];
    if (JOIN.test(command) || ENSLAVE.test(command)) return [];
    if ([addDevice(name, "bond"), addDevice(name, "bridge")].includes(command)) return [];
    throw new Error(`a command that is not known: ${command}`);
  }));
}

function readBondOptions(
  options: ReadonlyMap<string, string>,
  device: ReadonlyMap<string, string>,
): Map<BondOptionName, string> {
  const named = [...options].map(([key, value]) =>
    [key.replace(/^bond-/, "").replaceAll("-", "_"), value] as const
  );
  const written = [...device].map(([key, value]) => [key.replace(/^bonding\//, ""), value] as const);
  return new Map(
    [...named, ...written].flatMap(([name, value]) =>
      isBondOptionName(name) ? [[name, name === "arp_ip_target" ? value.replaceAll(" ", ",") : value]] : []
    ),
  );
}

const OPTIONS =
  /^(?:address|gateway|dad-attempts|accept_ra|autoconf|dhcp|metric|dns-nameservers|dns-search|bond-\S+|pre-up|up|down|post-down)$/;

function readSettings(
  name: string,
  stanzas: readonly Stanza[],
  { selected }: Interfaces,
  device: ReadonlyMap<string, string>,
): Omit<LinkSettings, "name"> {
  const unknown = stanzas.flatMap(({ options }) => options).filter(([key]) => !OPTIONS.test(key));
  if (unknown.length > 0) throw new Error(`options that are not known: ${unknown.join(", ")}`);
  const values = (key: string) => stanzas.flatMap(({ options }) => options).filter(([k]) => k === key);
  const has = (family: string, method: string) =>
    stanzas.some((stanza) => stanza.family === family && stanza.method === method);
  const mtu = device.get("mtu");
  const clients = commands(stanzas).flatMap((command) => readClient(name, command) ?? []);
  const asks = (what: Client["asks"]) => clients.some((client) => client.asks === what);
  const metric = clients.find(({ metric }) => metric !== undefined)?.metric ?? values("metric")[0]?.[1];
  return {
    ...(mtu === undefined ? {} : { mtu: Number(mtu) }),
    addresses: [
      ...values("address").map(([, address]) => address),
      ...commands(stanzas).flatMap((command) => ADD_ADDRESS.exec(command)?.[1] ?? []),
    ].map(prefix),
    dhcp4: has("inet", "dhcp") || asks("dhcp4"),
    dhcp6: asks("addresses") ? "addresses" : asks("information") ? "information" : "off",
    routerAdvertisements: device.get("accept_ra") === "0" ? "ignore" : readAdvertisements(stanzas),
    routes: readRoutes(name, stanzas).toSorted((a, b) => routeKey(a) < routeKey(b) ? -1 : 1),
    nameServers: values("dns-nameservers").flatMap(([, servers]) => servers.split(" ").map(ip)),
    searchDomains: values("dns-search").flatMap(([, domains]) => domains.split(" ")),
    ...(metric === undefined ? {} : { learnedMetric: Number(metric) }),
    fallback: readSelection(name, stanzas, selected),
  };
}

/** A port is brought up by its bond, all others at boot. */
function readSelection(name: string, stanzas: readonly Stanza[], selected: Interfaces["selected"]): false {
  const port = new Map(stanzas.flatMap(({ options }) => options)).get("bond-master");
  const expected = port === undefined ? "auto" : `allow-${port}`;
  if (selected.get(name) !== expected) throw new Error(`${name} is not brought up by ${expected}`);
  return false;
}

/** Every stanza of IPv6 must say the same. */
function readAdvertisements(stanzas: readonly Stanza[]): Link["routerAdvertisements"] {
  const said = new Set(stanzas.filter(isAboutRouters).map(stanzaAdvertisements));
  if (said.size > 1) throw new Error(`stanzas that contradict each other: ${[...said].join(", ")}`);
  return [...said][0] ?? "default";
}

/** The method `manual` knows nothing of IPv6. */
function isAboutRouters({ family, method }: Stanza): boolean {
  return family === "inet6" && method !== "manual";
}

/** The methods' own rules: a static stanza with a gateway ignores them, and turns autoconfiguration off unless told. */
function stanzaAdvertisements({ method, options }: Stanza): Link["routerAdvertisements"] {
  const all = new Map(options);
  const value = all.get("accept_ra") ?? (all.has("gateway") ? "0" : method === "auto" ? "2" : undefined);
  if (value === "0") return "ignore";
  if (method === "static" && all.get("autoconf") !== "1") throw new Error("accept_ra without autoconf");
  return value === undefined ? "default" : "accept";
}

function readRoutes(name: string, stanzas: readonly Stanza[]): Route[] {
  const gateways = stanzas.flatMap(({ family, options }) =>
    options.filter(([key]) => key === "gateway").map(([, gateway]) => ({
      destination: prefix(family === "inet" ? "0.0.0.0/0" : "::/0"),
      gateway: ip(gateway),
      onLink: false,
    }))
  );
  return [...gateways, ...commands(stanzas).flatMap((command) => readRoute(name, command))];
}
