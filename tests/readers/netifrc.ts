/**
 * Reads netifrc's variables back into the model, from what its documentation says and not from the renderer. A variable
 * or a value that is not documented is an error. Where each comes from, by sections of netifrc's `net.example`:
 *
 * | variable | documentation |
 * | --- | --- |
 * | `config_IF` | INTERFACE HANDLERS: an address with its length a line, `null`; DHCP: `dhcp` |
 * | `routes_IF` | INTERFACE HANDLERS; the arguments of ip-route(8), less `dev`; `_add_route` in net/iproute2.sh |
 * | `mtu_IF`, `metric_IF` | INTERFACE HANDLERS; net/dhcpcd.sh passes the metric on |
 * | `dhcpcd_IF` | DHCP; the options are dhcpcd(8)'s and, as long options, those of dhcpcd.conf(5) |
 * | `vlans_IF`, `vlan_start_IF`, `IF_vlanN_name` | VLAN (802.1q support); net/vlan.sh |
 * | `slaves_IF`, `mode_IF`, `OPTION_IF` | Bonding; net/bonding.sh writes each option to the kernel's file of that name |
 * | `bridge_IF`, `bridge_stp_state_IF` | Bridging; net/bridge.sh writes `bridge_FILE_IF` to the kernel's file of that name |
 * | `mac_IF` | MAC changer; net/macchanger.sh |
 * | `dns_servers_IF`, `dns_search_IF` | System; net/system.sh |
 * | `dad_timeout_IF` | INTERFACE HANDLERS; net/iproute2.sh |
 * | `rc_net_IF_need`, `rc_net_IF_after`, `rc_net_IF_provide` | VLAN, Bonding; OpenRC's `_depend` in sh/rc-functions.sh |
 *
 * `IF` is the device's name with an underscore for whatever a variable's name cannot have. Which file is sourced for
 * which service is in OpenRC's sh/openrc-run.sh; what stands in `/etc/sysctl.d`, in sysctl.d(5) and the kernel's
 * ip-sysctl.rst.
 *
 * @module
 */
import { type BondOptionName, isBondOptionName, parseBondMode } from "../../lib/bond_options.ts";
import type { BridgeLink, Link, NetworkConfig, Route } from "../../lib/network.ts";
import { ip, prefix } from "../networks.ts";
import { UNKNOWN_MAC } from "./_netifrc_comparable.ts";

export { comparable } from "./_netifrc_comparable.ts";

type Learned = Pick<Link, "dhcp4" | "dhcp6" | "routerAdvertisements" | "fallback" | "learnedDns">;

/** A file of conf.d. */
interface Service {
  readonly device: string;
  /** By name without the device: `config_eth0` as `config_IF`. */
  readonly variables: ReadonlyMap<string, string>;
}

interface Files {
  readonly services: readonly Service[];
  /** Of VLAN devices by name: the parent that makes them and the id. */
  readonly vlans: ReadonlyMap<string, { readonly parent: string; readonly id: number }>;
  /** The bonds, and the bridges, of ports. */
  readonly bonds: ReadonlyMap<string, string>;
  readonly bridges: ReadonlyMap<string, string>;
  /** Devices of which the kernel ignores router advertisements; `default`: those made later. */
  readonly ignoring: ReadonlySet<string>;
}

const CONF = /^\/etc\/conf\.d\/net\.(.+)$/;

/** The configuration that files (path → contents) of `/etc/conf.d` and `/etc/sysctl.d` describe, links by name. */
export function readNetifrc(files: ReadonlyMap<string, string>): NetworkConfig {
  const services = [...files].flatMap(([path, text]) => {
    const device = CONF.exec(path)?.[1];
    return device === undefined ? [] : [{ device, variables: readVariables(device, text) }];
  });
  const all: Files = {
    services,
    vlans: new Map(services.flatMap(readVlans)),
    bonds: mastersOfPorts(services, "slaves_IF"),
    bridges: mastersOfPorts(services, "bridge_IF"),
    ignoring: readSysctl(files.get("/etc/sysctl.d/90-simple-init.conf") ?? ""),
  };
  const links = services.map((service) => readLink(service, all));
  return { links: links.sort((a, b) => a.name < b.name ? -1 : 1) };
}

function mastersOfPorts(services: readonly Service[], ports: string): Map<string, string> {
  return new Map(
    services.flatMap(({ device, variables }) =>
      words(variables.get(ports)).map((port) => [port, device] as const)
    ),
  );
}

const ASSIGNMENT = /([A-Za-z_]\w*)="((?:[^"\\$`]|\\["\\$`])*)"\n/gy;

/** The assignments of a text that has nothing else but comments. */
function readVariables(device: string, text: string): Map<string, string> {
  const body = text.replace(/^#.*\n/gm, "");
  const variables = new Map<string, string>();
  const variable = device.replace(/[^A-Za-z0-9]/g, "_");
  let at = 0;
  for (const [assignment, name = "", value = ""] of body.matchAll(ASSIGNMENT)) {
    at += assignment.length;
    const general = generalName(name, variable);
    if (variables.has(general)) throw new Error(`twice: ${name}`);
    variables.set(general, value.replace(/\\(.)/g, "$1"));
  }
  if (at !== body.length) throw new Error(`no assignment: ${body.slice(at)}`);
  return variables;
}

const PLAIN =
  /^(?:config|routes|mtu|metric|dhcpcd|vlans|vlan_start|slaves|mode|bridge|bridge_stp_state|mac|dad_timeout|dns_servers|dns_search|rc_net)_IF(?:_need|_after|_provide)?$/;

function generalName(name: string, variable: string): string {
  const service = ["need", "after", "provide"].some((word) => name === `rc_net_${variable}_${word}`);
  const suffixed = name.endsWith(`_${variable}`) ? `${name.slice(0, -variable.length)}IF` : undefined;
  const vlan = name.startsWith(`${variable}_vlan`) ? `IF${name.slice(variable.length)}` : undefined;
  if (service) return name.replace(`_net_${variable}_`, "_net_IF_");
  if (vlan !== undefined && /^IF_vlan\d+_name$/.test(vlan)) return vlan;
  if (suffixed === undefined) throw new Error(`not a variable of ${variable}: ${name}`);
  if (!PLAIN.test(suffixed) && !isBondOptionName(suffixed.slice(0, -3))) throw new Error(`unknown: ${name}`);
  return suffixed;
}

function words(value: string | undefined): string[] {
  return value?.split(/\s+/).filter((word) => word !== "") ?? [];
}

function lines(value: string | undefined): string[] {
  return value?.split("\n").filter((line) => line !== "") ?? [];
}

/** A VLAN that its parent's service starts gets no variables of a file of its own. */
function readVlans({ device, variables }: Service): [string, { parent: string; id: number }][] {
  const ids = words(variables.get("vlans_IF"));
  if (ids.length > 0 && variables.get("vlan_start_IF") !== "no") {
    throw new Error(`${device} starts its VLANs`);
  }
  return ids.map((id) => [
    variables.get(`IF_vlan${id}_name`) ?? `${device}.${id}`,
    { parent: device, id: Number(id) },
  ]);
}

function readSysctl(text: string): Set<string> {
  return new Set(
    text.split("\n").filter((line) => !/^(?:#.*)?$/.test(line) && !isAskedAtOnce(line)).map((line) => {
      const device = /^net\/ipv6\/conf\/([^/]+)\/accept_ra = 0$/.exec(line)?.[1];
      if (device === undefined) throw new Error(`unknown: ${line}`);
      return device;
    }),
  );
}

function readLink(service: Service, files: Files): Link {
  const { device, variables } = service;
  const mtu = variables.get("mtu_IF");
  const metric = variables.get("metric_IF");
  const said = lines(variables.get("config_IF"));
  const isKept = said[0] === "noop";
  const config = isKept ? said.slice(1) : said;
  const vlan = files.vlans.get(device);
  const bond = files.bonds.get(device);
  const bridge = files.bridges.get(device);
  const mac = variables.get("mac_IF");
  const common = {
    name: device,
    addresses: config.filter((line) => /^[0-9a-f.:]+\/\d+$/.test(line)).map(prefix),
    ...readLearned(service, files, vlan === undefined && !isMade(variables)),
    ...(bridge === undefined ? {} : { bridge, routerAdvertisements: "ignore" as const }),
    routes: readRoutes(lines(variables.get("routes_IF"))),
    nameServers: words(variables.get("dns_servers_IF")).map(ip),
    searchDomains: words(variables.get("dns_search_IF")),
    ...(mtu === undefined ? {} : { mtu: Number(mtu) }),
    ...(metric === undefined ? {} : { learnedMetric: Number(metric) }),
  };
  checkConfig(config, common.addresses.length);
  checkDependencies(service, files);
  if (variables.has("mode_IF")) {
    return { ...common, ...readBond(variables), ...(mac === undefined ? {} : { mac }) };
  }
  if (variables.has("bridge_IF")) return { ...common, ...readBridge(variables), mac: mac! };
  if (vlan !== undefined) return { ...common, kind: "vlan", ...vlan, ...(mac === undefined ? {} : { mac }) };
  if (mac !== undefined) throw new Error(`${device} is hardware, and gets another address`);
  const physical = {
    ...common,
    ...(isKept ? { carriesRoot: true as const } : {}),
    kind: "physical",
    mac: UNKNOWN_MAC,
    infiniband: false,
  } as const;
  return bond === undefined ? physical : { ...physical, bond, routerAdvertisements: "ignore" };
}

function isMade(variables: Service["variables"]): boolean {
  return variables.has("mode_IF") || variables.has("bridge_IF");
}

function readBridge(variables: Service["variables"]): Pick<BridgeLink, "kind" | "stp" | "ports"> {
  const stp = variables.get("bridge_stp_state_IF");
  if (stp !== undefined && stp !== "1") throw new Error(`stp_state is ${stp}`);
  return { kind: "bridge", stp: stp === "1", ports: words(variables.get("bridge_IF")) };
}

/** An empty `config_IF` would mean DHCP; `null` stands alone. */
function checkConfig(config: readonly string[], addresses: number): void {
  const others = config.length - addresses;
  const known = config.filter((line) => line === "dhcp" || line === "null").length;
  if (config.length === 0 || others !== known || others > 1 || (config.includes("null") && addresses > 0)) {
    throw new Error(`unknown: ${config.join(", ")}`);
  }
}

/** A service starts after those that it stands on, and only one with addresses is a network. */
function checkDependencies({ device, variables }: Service, { vlans }: Files): void {
  const below = vlans.get(device)?.parent;
  const ports = words(variables.get("slaves_IF") ?? variables.get("bridge_IF"));
  const needed = [...(below === undefined ? [] : [below]), ...ports].map((name) => `net.${name}`);
  const said = [variables.get("rc_net_IF_need") ?? "", variables.get("rc_net_IF_provide")];
  // `noop`: it has addresses already, and nothing changes that.
  const bare = variables.get("config_IF") === "null";
  const expected = [needed.join(" "), bare ? "!net" : undefined];
  if (said.join() !== expected.join()) throw new Error(`${device}: ${said} is not ${expected}`);
}

/** dhcpcd does all of it unless told otherwise; without dhcpcd, the kernel takes router advertisements. */
function readLearned({ device, variables }: Service, { ignoring }: Files, isHardware: boolean): Learned {
  const kernel = ignoring.has(isHardware ? device : "default") ? "ignore" : "default";
  const given = variables.get("dhcpcd_IF")?.replace("--slaac hwaddr", "").replace(
    "--nohook resolv.conf",
    "--nodns",
  );
  const options = new Set(words(given));
  const runs = lines(variables.get("config_IF")).includes("dhcp");
  if (!runs && options.size > 0) throw new Error(`${device} has no dhcpcd for ${[...options]}`);
  const take = (option: string) => options.delete(`--${option}`);
  const [background, noDns] = [take("background"), take("nodns")];
  const [only4, only6, deaf] = [take("ipv4only"), take("ipv6only"), take("noipv6rs")];
  const noArp = take("noarp");
  const [addresses, information, autoconfigured] = [take("ia_na"), take("inform6"), take("nodhcp6")];
  if (options.size > 0) throw new Error(`unknown: ${[...options]}`);
  if ((only4 || deaf) && kernel !== "ignore") throw new Error(`${device}: the kernel still takes them`);
  if (noArp !== (runs && !only6)) throw new Error(`${device} asks who has its address, or makes one up`);
  const dhcp6 = addresses ? "addresses" : information ? "information" : "off";
  return {
    dhcp4: runs && !only6,
    dhcp6,
    routerAdvertisements: !runs || only4 || deaf
      ? kernel
      : dhcp6 !== "off" || autoconfigured
      ? "accept"
      : "default",
    fallback: background,
    ...(noDns ? { learnedDns: false } : {}),
  };
}

function readBond(variables: ReadonlyMap<string, string>) {
  const options = [...variables].flatMap(([key, value]): [BondOptionName, string][] => {
    const name = key.replace(/_IF$/, "");
    return isBondOptionName(name) ? [[name, name === "arp_ip_target" ? readTargets(value) : value]] : [];
  });
  return {
    kind: "bond",
    mode: parseBondMode(variables.get("mode_IF")!)!,
    options: new Map(options),
    ports: words(variables.get("slaves_IF")),
  } as const;
}

function readTargets(value: string): string {
  return words(value).map((target) => target.replace(/^\+/, "")).join(",");
}

const ROUTE = /^(default|\S+\/\d+) via (\S+)( onlink)?(?: metric (\d+))?$/;

/** A metric would also go for all routes after it that have none. */
function readRoutes(all: readonly string[]): Route[] {
  const routes = all.map((line): Route => {
    const [, to = "", via = "", onLink, metric] = ROUTE.exec(line) ?? [];
    if (to === "") throw new Error(`unknown: ${line}`);
    return {
      destination: prefix(to === "default" ? "0.0.0.0/0" : to),
      gateway: ip(via),
      onLink: onLink !== undefined,
      ...(metric === undefined ? {} : { metric: Number(metric) }),
    };
  });
  const firstMetric = routes.findIndex(({ metric }) => metric !== undefined);
  if (firstMetric !== -1 && routes.slice(firstMetric).some(({ metric }) => metric === undefined)) {
    throw new Error(`a route takes the metric of the one before it: ${all.join(", ")}`);
  }
  return routes;
}

/** It says how soon the kernel asks, not what the network is. */
function isAskedAtOnce(line: string): boolean {
  return /^net\/ipv6\/conf\/[^/]+\/router_solicitation_delay = 0$/.test(line);
}
