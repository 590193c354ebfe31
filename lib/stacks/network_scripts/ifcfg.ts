/**
 * The variables of an `ifcfg-` file, as initscripts' `sysconfig.txt` and its `ifup` scripts have them since RHEL 7.
 *
 * @module
 */
import type { BondOptionName } from "../../bond_options.ts";
import { LONGEST_DEVICE_NAME } from "../../device_name.ts";
import { prefixText } from "../../ip.ts";
import {
  type BondLink,
  hasDns,
  hasStatic,
  isPort,
  isUnconfigured,
  type Link,
  type VlanLink,
} from "../../network.ts";
import { formatAssignments } from "../_shell.ts";
import * as parts from "../parts.ts";

type Entries = readonly (readonly [name: string, value: string | undefined])[];

/** Name servers and search domains of all links, see `nameServers` and `searchDomains`. */
export interface SharedDns {
  readonly servers: readonly string[];
  readonly domains: readonly string[];
}

/** The file of a link; with `background` nothing waits for its DHCP client. */
export function ifcfg(link: Link, shared: SharedDns, background: boolean): string {
  return formatAssignments([
    ...device(link),
    ...(link.kind === "bond" ? bond(link) : []),
    ...(link.kind === "vlan" ? vlan(link) : []),
    ["STP", link.kind === "bridge" ? link.stp ? "yes" : "no" : undefined],
    ["BOOTPROTO", link.dhcp4 ? "dhcp" : "none"],
    ...(link.kind === "physical" && link.bond !== undefined
      ? [["MASTER", link.bond], ["SLAVE", "yes"]] as const
      : []),
    ["BRIDGE", link.bridge],
    ...(isPort(link) ? [] : [...ipv4(link, background), ...ipv6(link), ...dns(link, shared)]),
  ]);
}

/**
 * Without a type, `ifup` takes the letters of the device's name for one: a bond called `post0` would run `ifup-post`.
 * `NM_CONTROLLED=no`, for these files are the network service's: NetworkManager would take the links from it. An
 * InfiniBand port is found by its name alone, as the first bytes of its address are not the same after every boot.
 */
function device(link: Link): Entries {
  const infiniband = link.kind === "physical" && link.infiniband;
  const types = {
    physical: infiniband ? "InfiniBand" : "Ethernet",
    bond: "Bond",
    vlan: "Vlan",
    bridge: "Bridge",
  };
  return [
    ["DEVICE", link.name],
    ["TYPE", types[link.kind]],
    ["DEVICETYPE", link.kind === "physical" ? undefined : "eth"],
    ["HWADDR", link.kind === "physical" && !infiniband ? link.mac : undefined],
    ["MACADDR", link.kind === "physical" ? undefined : link.mac],
    ["CONNECTED_MODE", infiniband ? "no" : undefined],
    ["MTU", link.mtu?.toString()],
    ["ONBOOT", "yes"],
    ["NM_CONTROLLED", "no"],
  ];
}

/** `ifup` splits the options at spaces and sets `mode` and `miimon` first, then the others in order. */
function bond({ mode, options }: BondLink): Entries {
  const others = [...options].filter(([name]) => whyNot(name) === undefined);
  return [
    ["BONDING_MASTER", "yes"],
    ["BONDING_OPTS", [["mode", mode], ...others].map(([name, value]) => `${name}=${value}`).join(" ")],
  ];
}

/** Why `ifup` cannot set an option, as a clause: it sets all but `primary` before a bond has ports. */
export function whyNot(name: BondOptionName): string | undefined {
  if (name === "active_slave") return "ifup sets options before there are ports";
  return parts.bondOptions().BOND_OPTIONS[name].isNetlinkOnly
    ? "ifup sets options by sysfs, which has no such file"
    : undefined;
}

/** `VID` is initscripts' name for the id, without which it reads both out of the device's name. */
function vlan({ parent, id }: VlanLink): Entries {
  return [["VLAN", "yes"], ["PHYSDEV", parent], ["VID", String(id)], ["VLAN_ID", String(id)]];
}

/**
 * No route to 169.254.0.0/16 that the drive does not say: metadata services are there, behind the gateway. A DHCP client
 * that gives up ends `ifup`, before IPv6 and routes: so a persistent one, at once in the background where
 * nothing is to wait for it.
 */
function ipv4(link: Link, background: boolean): Entries {
  const dhcp: Entries = [
    ["PERSISTENT_DHCLIENT", "yes"],
    ["DHCLIENTARGS", background ? "-nw" : undefined],
    ["METRIC", link.learnedMetric?.toString()],
  ];
  return [...(link.dhcp4 ? dhcp : addresses(link)), ["NOZEROCONF", "yes"]];
}

/**
 * `ifup` would ask for 2 s whether somebody has the address, and give the link up where a proxy answers for all; and then
 * tell others of it for a second, on one link after the other.
 */
function addresses(link: Link): Entries {
  return ipv4Addresses(link).flatMap(({ ip, length }, index) => {
    const suffix = index === 0 ? "" : String(index);
    return [[`IPADDR${suffix}`, ip.text], [`PREFIX${suffix}`, String(length)], [`ARPCHECK${suffix}`, "no"], [
      `ARPUPDATE${suffix}`,
      "no",
    ]];
  });
}

/** `ifup` looks at `IPADDR` and `IPADDR0` to `IPADDR255`. */
export const MOST_ADDRESSES = 256;

function ipv4Addresses({ addresses }: Link): Link["addresses"] {
  return addresses.filter(({ ip }) => ip.family === 4).slice(0, MOST_ADDRESSES);
}

/** Whether `ifup` has anything to do with the link's IPv6. */
export function setsUpIpv6(link: Link): boolean {
  const isKernels = link.routerAdvertisements === "default" || isUnconfigured(link);
  return !isPort(link) && (hasStatic(link, 6) || link.dhcp6 !== "off" || !isKernels);
}

/**
 * With `IPV6INIT=no`, `ifup` leaves the kernel to do as it does by default or {@link sysctlFile} has it, and does not wait for
 * its addresses; `ifdown` would have it ignore routers from then on. A DHCPv6 client that gives up ends `ifup`, before its
 * routes and name servers.
 */
function ipv6(link: Link): Entries {
  if (!setsUpIpv6(link)) return [["IPV6INIT", "no"], ["IPV6_SET_SYSCTLS", "no"]];
  return [
    ["IPV6INIT", "yes"],
    ["IPV6_AUTOCONF", { accept: "yes", ignore: "no", default: undefined }[link.routerAdvertisements]],
    ...(link.dhcp6 === "off" ? ipv6Addresses(link) : []),
    ["DHCPV6C", link.dhcp6 === "off" ? undefined : "yes"],
    ["DHCPV6C_OPTIONS", { off: undefined, information: "-S -nw", addresses: "-nw" }[link.dhcp6]],
    ["SYSCTLDEVICE", sysctlName(link.name)],
  ];
}

function ipv6Addresses({ addresses }: Link): Entries {
  const [first, ...others] = addresses.filter(({ ip }) => ip.family === 6).map(prefixText);
  return [["IPV6ADDR", first], ["IPV6ADDR_SECONDARIES", others.length === 0 ? undefined : others.join(" ")]];
}

/** `ifup` writes only the first dot of a name as sysctl(8) wants them, so one with more gets no setting. */
function sysctlName(name: string): string | undefined {
  return /\..*\./.test(name) ? name.replaceAll(".", "/") : undefined;
}

/**
 * Each `ifup` replaces the servers in `/etc/resolv.conf` by its own link's, and each lease by its own: so every link that
 * says anything of DNS says all, and no lease does. The domains of `DOMAIN` come before those that are there. `RESOLV_MODS` keeps the former where `PEERDNS` forbids the latter.
 */
function dns(link: Link, { servers, domains }: SharedDns): Entries {
  const hasOwn = hasDns(link);
  const isLeased = servers.length > 0 && (link.dhcp4 || link.dhcp6 !== "off");
  return [
    ...(hasOwn ? servers.map((server, index) => [`DNS${index + 1}`, server] as const) : []),
    ["DOMAIN", hasOwn && domains.length > 0 ? domains.join(" ") : undefined],
    ["PEERDNS", isLeased ? "no" : undefined],
    ["RESOLV_MODS", isLeased && hasOwn ? "yes" : undefined],
  ];
}

/** Whether the names of a link's aliases (`eth0:0` …) are such that the kernel takes them as labels. */
export function isLabelled({ name, addresses }: Link): boolean {
  const last = addresses.filter(({ ip }) => ip.family === 4).length - 1;
  return `${name}:${Math.max(last, 0)}`.length <= LONGEST_DEVICE_NAME;
}

/**
 * The aliases (`eth0:0`) that carry static addresses beside DHCP: `ifup` leaves `IPADDR` alone there, and a DHCPv6 client takes
 * away all IPv6 addresses when it starts, which aliases come after.
 */
export function aliases(link: Link): readonly (readonly [name: string, contents: string])[] {
  const ipv4 = link.dhcp4 && isLabelled(link) ? ipv4Addresses(link).map(ipv4Alias) : [];
  const ipv6 = link.dhcp6 !== "off" && hasStatic(link, 6) ? [ipv6Alias(link)] : [];
  return [...ipv4, ...ipv6].map((entries, index) => {
    const name = `${link.name}:${index}`;
    return [
      name,
      formatAssignments([["DEVICE", name], ["ONPARENT", "yes"], ...entries, ["NM_CONTROLLED", "no"]]),
    ];
  });
}

function ipv4Alias({ ip, length }: Link["addresses"][number]): Entries {
  return [
    ["IPADDR", ip.text],
    ["PREFIX", String(length)],
    ["ARPCHECK", "no"],
    ["ARPUPDATE", "no"],
    ["IPV6INIT", "no"],
  ];
}

/** All in one, as `ifup` takes a second alias without an IPv4 address for the first. */
function ipv6Alias(link: Link): Entries {
  return [["IPV6INIT", "yes"], ["IPV6_SET_SYSCTLS", "no"], ...ipv6Addresses(link)];
}
