/**
 * systemd-networkd's `.network` and `.netdev` files, for systemd 239 and later: a key that an older one does not know
 * draws a warning there and nothing else. Checked against systemd.network(5), systemd.netdev(5) and the source of 252.
 *
 * Left to networkd's defaults: EUI-64 interface identifiers (neutron's port security passes no other), and no
 * configuration without a carrier. Name servers reach programs through systemd-resolved only.
 *
 * @module
 */
import { hasStatic, isUnconfigured } from "../../network.ts";
import type { BondLink, Link, NetworkConfig, Route, VlanLink } from "../../network.ts";
import { prefixText } from "../../ip.ts";
import type { Problem } from "../../problem.ts";
import { bondProblems, bondSection, portEntries } from "./bond.ts";
export { claims } from "./claims.ts";
import { formatSections, type Section } from "../_sections.ts";
import { DIRECTORY } from "./facts.ts";
import type { RenderedFile, Rendering } from "../stack.ts";

type Entry = [key: string, value: string];

/** Below it networkd sets no MTU on a link with IPv6, and the kernel has no IPv6 on one. */
const LEAST_IPV6_MTU = 1280;

/** Renders the links for systemd-networkd, two files for each device that it has to create. */
export function render(config: NetworkConfig): Rendering {
  const machine = machineOf(config);
  return {
    files: config.links.flatMap((link) => [...netdevFiles(link, machine), networkFile(link, machine)]),
    problems: config.links.flatMap(problemsOf),
  };
}

/** What is to know of the other links when one is written. */
interface Machine {
  readonly links: ReadonlyMap<string, Link>;
  /** By the name of what they are on. */
  readonly vlans: ReadonlyMap<string, readonly VlanLink[]>;
  /** No link has more than DHCP for want of anything better. */
  readonly hasFallbackOnly: boolean;
}

function machineOf({ links }: NetworkConfig): Machine {
  return {
    links: new Map(links.map((link) => [link.name, link])),
    vlans: Map.groupBy(links.filter((link) => link.kind === "vlan"), ({ parent }) => parent),
    hasFallbackOnly: links.every((link) => link.fallback || isUnconfigured(link)),
  };
}

function file(link: Link, type: "netdev" | "network", sections: readonly Section[]): RenderedFile {
  return { path: pathOf(link, type), contents: formatSections(sections), mode: 0o644, link: link.name };
}

function pathOf(link: Link, type: "netdev" | "network"): string {
  return `${DIRECTORY}/10-simple-init-${link.name}.${type}`;
}

function problemsOf(link: Link): Problem[] {
  const ofBond = link.kind === "bond" ? bondProblems(link, pathOf(link, "netdev")) : [];
  if (link.mtu === undefined || link.mtu >= LEAST_IPV6_MTU || !wantsIpv6(link)) return ofBond;
  const message = `the MTU ${link.mtu} of ${link.name} is too small for its IPv6`;
  const action = `systemd-networkd makes it ${LEAST_IPV6_MTU}`;
  return [...ofBond, { severity: "problem", file: pathOf(link, "network"), path: "", message, action }];
}

function netdevFiles(link: Link, machine: Machine): RenderedFile[] {
  if (link.kind === "physical") return [];
  const mac = link.kind === "bond" ? bondMac(link, machine) : link.mac;
  const device: Section = {
    name: "NetDev",
    entries: [["Name", link.name], ["Kind", link.kind], ...optional("MACAddress", mac)],
  };
  const details: Section = link.kind === "bond"
    ? bondSection(link)
    : { name: "VLAN", entries: [["Id", `${link.id}`]] };
  return [file(link, "netdev", [device, details])];
}

/** Unless told, networkd makes one up, where the kernel would take the first port's and a cloud lets only that pass. */
function bondMac(bond: BondLink, { links }: Machine): string | undefined {
  const first = links.get(bond.ports[0] ?? "");
  return bond.mac ?? (first?.kind !== "physical" || first.infiniband ? undefined : first.mac);
}

function networkFile(link: Link, machine: Machine): RenderedFile {
  return file(link, "network", [
    { name: "Match", entries: matchEntries(link) },
    { name: "Link", entries: linkEntries(link, machine) },
    { name: "Network", entries: networkEntries(link, machine) },
    ...routeSections(link),
    { name: "DHCPv4", entries: link.dhcp4 ? dhcp4Entries(link) : [] },
    { name: "DHCPv6", entries: dhcp6Entries(link) },
    { name: "IPv6AcceptRA", entries: routerAdvertisementEntries(link) },
  ]);
}

/**
 * The bond changes its ports' address, but only hardware has a permanent one: networkd compares that with zeros on a
 * virtual device. The name keeps out VLANs with their parent's address.
 */
function matchEntries(link: Link): Entry[] {
  if (link.kind !== "physical") return [["Name", link.name]];
  return [["Name", link.name], [link.bond === undefined ? "MACAddress" : "PermanentMACAddress", link.mac]];
}

/** The MTU stands here and not in the `.netdev`: a VLAN that exceeds its parent's at its creation is not created. */
function linkEntries(link: Link, machine: Machine): Entry[] {
  return [
    ...optional("MTUBytes", link.mtu),
    ...(isWaitedFor(link, machine) ? [] : [["RequiredForOnline", "no"] as Entry]),
  ];
}

/**
 * Nothing waits for a fallback link beside others. Where there are no others it must be: wait-online never ends on a
 * machine that requires nothing.
 */
function isWaitedFor(link: Link, { hasFallbackOnly }: Machine): boolean {
  if (isUnconfigured(link)) return false;
  if (!link.fallback) return true;
  return link.carrier !== false && hasFallbackOnly;
}

function networkEntries(link: Link, machine: Machine): Entry[] {
  const bond = link.kind === "physical" ? machine.links.get(link.bond ?? "") : undefined;
  const vlans = machine.vlans.get(link.name) ?? [];
  return [
    ...(bond?.kind === "bond" ? portEntries(link.name, bond) : []),
    ["DHCP", dhcpValue(link)],
    ...(isWithoutIpv6(link) ? [["LinkLocalAddressing", "no"] as Entry] : []),
    ...optional(
      "IPv6AcceptRA",
      { accept: "yes", ignore: "no", default: undefined }[link.routerAdvertisements],
    ),
    ...link.addresses.map((address): Entry => ["Address", prefixText(address)]),
    ...link.nameServers.map((server): Entry => ["DNS", server.text]),
    ...vlans.map((vlan): Entry => ["VLAN", vlan.name]),
  ];
}

function dhcpValue({ dhcp4, dhcp6 }: Link): string {
  if (dhcp6 === "off") return dhcp4 ? "ipv4" : "no";
  return dhcp4 ? "yes" : "ipv6";
}

/** A link that asks for nothing gets none; neither does one that is too narrow, where it would widen the MTU. */
function isWithoutIpv6(link: Link): boolean {
  return isUnconfigured(link) || (!wantsIpv6(link) && link.mtu !== undefined && link.mtu < LEAST_IPV6_MTU);
}

function wantsIpv6(link: Link): boolean {
  return hasStatic(link, 6) || link.dhcp6 !== "off" || link.routerAdvertisements === "accept";
}

/**
 * A gateway that only a lease will put within reach is declared on the link: networkd does so itself (with a warning)
 * where there is no static address at all, and versions that do not wait for the lease would lose the route.
 */
function routeSections(link: Link): Section[] {
  const isStatic = { 4: hasStatic(link, 4), 6: hasStatic(link, 6) };
  return link.routes.map((route) => routeSection(route, route.onLink || !isStatic[route.gateway.family]));
}

function routeSection(route: Route, onLink: boolean): Section {
  // Before systemd 245 the key was spelt GatewayOnlink, which later ones still take.
  const declared: Entry[] = onLink ? [["GatewayOnLink", "yes"], ["GatewayOnlink", "yes"]] : [];
  return {
    name: "Route",
    entries: [
      ["Destination", prefixText(route.destination)],
      ["Gateway", route.gateway.text],
      ...declared,
      ...optional("Metric", route.metric),
    ],
  };
}

/**
 * Neutron and Ironic know a machine by its MAC, also from its PXE boot; networkd's default, made from the machine id,
 * is a stranger's after each rebuild. The MTU that the server sends (neutron's tunnels need it) is not taken by default.
 */
function dhcp4Entries(link: Link): Entry[] {
  return [
    ["ClientIdentifier", "mac"],
    ...(link.mtu === undefined ? [["UseMTU", "yes"] as Entry] : []),
    ...optional("RouteMetric", link.learnedMetric),
  ];
}

/** Starts the client in the mode that the drive names, whatever the flags of router advertisements say. */
function dhcp6Entries({ dhcp6 }: Link): Entry[] {
  return optional(
    "WithoutRA",
    { off: undefined, information: "information-request", addresses: "solicit" }[dhcp6],
  );
}

function routerAdvertisementEntries({ dhcp6, routerAdvertisements, learnedMetric }: Link): Entry[] {
  const onlySlaac = dhcp6 === "off" && routerAdvertisements === "accept";
  return [
    ...(onlySlaac ? [["DHCPv6Client", "no"] as Entry] : []),
    ...optional("RouteMetric", learnedMetric),
  ];
}

function optional(key: string, value: string | number | undefined): Entry[] {
  return value === undefined ? [] : [[key, `${value}`]];
}
