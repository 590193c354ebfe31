/**
 * A link in the words that every ifup knows: one stanza of the method `manual`, which sets nothing up by itself or brings the
 * link up at most, and commands for all the rest. So there is one order, the one in which they stand.
 *
 * @module
 */
import type { BondOptionName } from "../../bond_options.ts";
import { type Prefix, prefixText } from "../../ip.ts";
import { belowOf, type BondLink, hasStatic, isKeptUp, isPort, type Link, type Route } from "../../network.ts";
import * as parts from "../parts.ts";
import { dhcp4Commands, dhcp6Commands } from "./clients.ts";
import { addVlan, bridgeOptions, LATE, mtuOption, type Options, portOptions } from "./device.ts";
import { routeCommand, type Surroundings } from "./stanzas.ts";

/** The text of a link's stanza. */
export function plainStanza(link: Link, { client, waits, hasResolvconf, ifup }: Surroundings): string {
  const { name } = link;
  const options = [
    ...(ifup === "ifupdown-ng" ? requires(link) : []),
    ...makeDevice(link),
    ...setUp(link),
    `up ip link set dev ${name} up || true`,
    ...link.addresses.map((address) => `up ${addressCommand(link, address)} || true`),
    ...routeCommands(link, ({ gateway }) => hasStatic(link, gateway.family)),
    ...(hasResolvconf ? dnsCommands(link) : []),
    ...(link.kind === "bond" ? lateOptions(link) : []),
    ...dhcp6Commands(link, client),
    ...(link.dhcp4 ? dhcp4Commands(link, client, waits) : []),
    ...routeCommands(link, ({ gateway }) => !hasStatic(link, gateway.family)),
    ...takeDown(link),
  ];
  return `iface ${name} inet manual\n${options.map((option) => `    ${option}\n`).join("")}`;
}

/** ifupdown-ng has an order of its own, and gives up on all links that come after one that fails. */
function requires(link: Link): Options {
  const below = belowOf(link);
  return below.length === 0 ? [] : [`requires ${below.join(" ")}`];
}

function addressCommand({ name }: Link, address: Prefix): string {
  return `${address.ip.family === 4 ? "ip" : "ip -6"} addr add ${prefixText(address)} dev ${name}`;
}

/** Those by stated addresses come before a client is waited for, and those by what it brings afterwards. */
function routeCommands(link: Link, which: (route: Route) => boolean): Options {
  return link.routes.filter(which).map((route) => `up ${routeCommand(link, route, verbFor(route))} || true`);
}

/** A client that knows no metrics may have set a default route of IPv4 meanwhile; of IPv6 there may be several. */
function verbFor({ gateway }: Route): "add" | "replace" {
  return gateway.family === 4 ? "replace" : "add";
}

function makeDevice(link: Link): Options {
  if (link.kind === "bond") return bondOptions(link);
  if (link.kind === "bridge") return bridgeOptions(link);
  return link.kind === "vlan" ? [`pre-up ${addVlan(link)}`] : [];
}

/**
 * Before the link is up. An IPv6 address is there at once where nobody is asked whether it is his (`accept_dad`), for which
 * not every `ip` has a word.
 */
function setUp(link: Link): Options {
  const { name, mtu } = link;
  const mac = link.kind === "physical" ? undefined : link.mac;
  const isStated6 = link.addresses.some(({ ip }) => ip.family === 6);
  const write = (what: string, value: number) =>
    `pre-up echo ${value} > /proc/sys/net/ipv6/conf/${name}/${what} || true`;
  return [
    ...(link.bridge === undefined ? [] : portOptions(name, link.bridge)),
    ...(mac === undefined ? [] : [`pre-up ip link set dev ${name} address ${mac} || true`]),
    ...(link.kind === "bond" ? portCommands(link) : []),
    ...(link.routerAdvertisements === "default" || isPort(link)
      ? []
      : [write("accept_ra", link.routerAdvertisements === "accept" ? 2 : 0)]),
    ...(isStated6 ? [write("accept_dad", 0)] : []),
    ...(mtu === undefined ? [] : [mtuOption(link, mtu)]),
  ];
}

/** Not the card that leads to the root file system. */
function takeDown(link: Link): Options {
  const { kind, name } = link;
  return isKeptUp(link) ? [] : [
    `down ip addr flush dev ${name} || true`,
    ...(kind === "physical"
      ? [`post-down ip link set dev ${name} down || true`]
      : [`post-down ip link del dev ${name} || true`]),
  ];
}

/** What watches the ports is set before what counts by it; what wants ports comes when they are in. */
function bondOptions({ name, mode, options }: BondLink): Options {
  const early = [...options].filter(([option]) => !isLate(option));
  const first = early.filter(([option]) => option === "miimon");
  const rest = early.filter(([option]) => option !== "miimon");
  return [
    `pre-up [ -d /sys/class/net/${name} ] || ip link add dev ${name} type bond || true`,
    `pre-up ${write(name, "mode", mode)}`,
    ...[...first, ...rest].flatMap(([option, value]) => setOption("pre-up", name, option, value)),
  ];
}

function lateOptions({ name, options }: BondLink): Options {
  return [...options].filter(([option]) => isLate(option))
    .flatMap(([option, value]) => setOption("up", name, option, value));
}

function isLate(option: BondOptionName): boolean {
  return option === "primary" || LATE.has(option);
}

/** Targets of ARP are added one by one. */
function setOption(when: "pre-up" | "up", bond: string, option: BondOptionName, value: string): Options {
  if (parts.bondOptions().BOND_OPTIONS[option].isNetlinkOnly) {
    return [`${when} ip link set dev ${bond} type bond ${option} ${value} || true`];
  }
  const values = option === "arp_ip_target" ? value.split(",").map((target) => `+${target}`) : [value];
  return values.map((one) => `${when} ${write(bond, option, one)}`);
}

function write(bond: string, option: string, value: string): string {
  return `echo ${value} > /sys/class/net/${bond}/bonding/${option} || true`;
}

/** A port has to be down to go in, and is brought up by its bond. */
function portCommands({ name, ports }: BondLink): Options {
  return ports.map((port) =>
    `pre-up [ -e /sys/class/net/${name}/lower_${port} ] || ` +
    `{ ip link set dev ${port} down; echo +${port} > /sys/class/net/${name}/bonding/slaves; } || true`
  );
}

/** By a command, as only Debian's resolvconf comes with a hook that knows the options. */
function dnsCommands({ name, nameServers, searchDomains }: Link): Options {
  const lines = [
    ...nameServers.map(({ text }) => `nameserver ${text}\\n`),
    ...(searchDomains.length === 0 ? [] : [`search ${searchDomains.join(" ")}\\n`]),
  ];
  return lines.length === 0 ? [] : [
    `up printf '${lines.join("")}' | resolvconf -a ${name}.simple-init || true`,
    `down resolvconf -d ${name}.simple-init || true`,
  ];
}
