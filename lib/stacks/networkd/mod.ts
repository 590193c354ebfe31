/**
 * systemd-networkd's `.network` and `.netdev` files, for systemd 239 and later: a key that an older one does not know
 * draws a warning there and nothing else. Checked against systemd.network(5), systemd.netdev(5) and the source of 252.
 *
 * Left to networkd's defaults: EUI-64 interface identifiers (neutron's port security passes no other), and no
 * configuration without a carrier. Name servers reach programs through systemd-resolved only.
 *
 * The metric of learned routes stands in the section `[DHCP]`, the one that every version takes for DHCP and for router
 * advertisements, as netplan has it: in `[IPv6AcceptRA]` systemd 247 does not know it.
 *
 * @module
 */
import { isKeptUp, linksByName, vlansByParent } from "../../network.ts";
import type { Link, NetworkConfig, Route } from "../../network.ts";
import { prefixText } from "../../ip.ts";
import type { Problem } from "../../problem.ts";
import { bondProblems, bondSection, portEntries } from "./bond.ts";
export { claims } from "./claims.ts";
import { isWithoutIpv6, mtuProblems } from "./ipv6.ts";
import { waitedFor } from "./online.ts";
import { dnsFiles } from "../_dns.ts";
import { type Entry, formatSections, type Section } from "../_sections.ts";
import { DIRECTORY } from "./facts.ts";
import type { ActivationStep, RenderedFile, Rendering, RenderTarget } from "../stack.ts";

/** Renders the links for systemd-networkd, two files for each device that it has to create. */
export function render(
  config: NetworkConfig,
  { dns, systemd }: Pick<RenderTarget, "dns" | "systemd"> = {},
): Rendering {
  const machine = machineOf(config, systemd);
  return {
    files: [
      ...config.links.flatMap((link) => [
        ...netdevFiles(link),
        ...(link.leftTo === undefined ? [networkFile(link, machine)] : []),
      ]),
      ...dnsFiles(config, dns),
    ],
    problems: config.links.flatMap(problemsOf),
  };
}

/** What is to know of the other links when one is written. */
interface Machine {
  readonly links: ReturnType<typeof linksByName>;
  readonly vlans: ReturnType<typeof vlansByParent>;
  readonly isWaitedFor: (link: Link) => boolean;
  readonly systemd: number | undefined;
}

function machineOf(config: NetworkConfig, systemd: number | undefined): Machine {
  return {
    links: linksByName(config),
    vlans: vlansByParent(config),
    isWaitedFor: waitedFor(config),
    systemd,
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
  return [...ofBond, ...mtuProblems(link, pathOf(link, "network"))];
}

function netdevFiles(link: Link): RenderedFile[] {
  if (link.kind === "physical") return [];
  const device: Section = {
    name: "NetDev",
    entries: [["Name", link.name], ["Kind", link.kind], ["MACAddress", link.mac]],
  };
  const details: Section = link.kind === "bond"
    ? bondSection(link)
    : link.kind === "vlan"
    ? { name: "VLAN", entries: [["Id", `${link.id}`]] }
    : { name: "Bridge", entries: [["STP", link.stp ? "yes" : "no"]] };
  return [file(link, "netdev", [device, details])];
}

function networkFile(link: Link, machine: Machine): RenderedFile {
  return file(link, "network", [
    { name: "Match", entries: matchEntries(link) },
    { name: "Link", entries: linkEntries(link, machine) },
    { name: "Network", entries: networkEntries(link, machine) },
    ...link.routes.map(routeSection),
    { name: "DHCP", entries: [["RouteMetric", link.learnedMetric], ...keptEntries(link, machine)] },
    { name: "DHCPv4", entries: link.dhcp4 ? dhcp4Entries(link) : [] },
    { name: "DHCPv6", entries: [...dhcp6Entries(link), ...dnsEntries(link)] },
    { name: "IPv6AcceptRA", entries: routerAdvertisementEntries(link) },
  ]);
}

/** The first systemd that knows `KeepConfiguration=`; before it `CriticalConnection=` has been for that, also without DHCP. */
const FIRST_THAT_KEEPS = 243;

function isOld({ systemd = 0 }: Machine): boolean {
  return systemd > 0 && systemd < FIRST_THAT_KEEPS;
}

function keptEntries(link: Link, machine: Machine): Entry[] {
  return isKeptUp(link) && isOld(machine) ? [["CriticalConnection", "yes"]] : [];
}

/**
 * The bond changes its ports' address, but only hardware has a permanent one: networkd compares that with zeros on a
 * virtual device. The name keeps out VLANs with their parent's address. Of an InfiniBand port systemd 247 refuses the
 * 20 bytes, some of which change with each start of the driver.
 */
function matchEntries(link: Link): Entry[] {
  if (link.kind !== "physical") return [["Name", link.name]];
  if (link.infiniband) return [["Name", link.name], ["Type", "infiniband"]];
  return [["Name", link.name], [link.bond === undefined ? "MACAddress" : "PermanentMACAddress", link.mac]];
}

/** The MTU stands here and not in the `.netdev`: a VLAN that exceeds its parent's at its creation is not created. */
function linkEntries(link: Link, machine: Machine): Entry[] {
  return [
    ["MTUBytes", link.mtu],
    ["RequiredForOnline", machine.isWaitedFor(link) ? requiredState(link) : "no"],
  ];
}

/** A bond works with one of its ports, although systemd before 249 then never calls it more than that. */
function requiredState({ kind }: Link): string | undefined {
  return kind === "bond" ? "degraded-carrier" : undefined;
}

function networkEntries(link: Link, machine: Machine): Entry[] {
  const bond = link.kind === "physical" ? machine.links.get(link.bond ?? "") : undefined;
  const vlans = machine.vlans.get(link.name) ?? [];
  return [
    ...(bond?.kind === "bond" ? portEntries(link.name, bond) : []),
    ["Bridge", link.bridge],
    ["KeepConfiguration", isKeptUp(link) && !isOld(machine) ? "yes" : undefined],
    ["DHCP", dhcpValue(link)],
    ["LinkLocalAddressing", isWithoutIpv6(link) ? "no" : undefined],
    ["IPv6AcceptRA", { accept: "yes", ignore: "no", default: undefined }[link.routerAdvertisements]],
    ...link.addresses.map((address): Entry => ["Address", prefixText(address)]),
    ...link.nameServers.map((server): Entry => ["DNS", server.text]),
    ["Domains", link.searchDomains.length === 0 ? undefined : link.searchDomains.join(" ")],
    ...vlans.map((vlan): Entry => ["VLAN", vlan.name]),
  ];
}

function dhcpValue({ dhcp4, dhcp6 }: Link): string {
  if (dhcp6 === "off") return dhcp4 ? "ipv4" : "no";
  return dhcp4 ? "yes" : "ipv6";
}

function routeSection({ destination, gateway, onLink, metric }: Route): Section {
  // Before systemd 245 the key was spelt GatewayOnlink, which later ones still take.
  const declared = onLink ? "yes" : undefined;
  return {
    name: "Route",
    entries: [
      ["Destination", prefixText(destination)],
      ["Gateway", gateway.text],
      ["GatewayOnLink", declared],
      ["GatewayOnlink", declared],
      ["Metric", metric],
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
    ["UseMTU", link.mtu === undefined ? "yes" : undefined],
    ...dnsEntries(link),
  ];
}

function dnsEntries({ learnedDns }: Link): Entry[] {
  return [["UseDNS", learnedDns === false ? "no" : undefined]];
}

/** Starts the client in the mode that the drive names, whatever the flags of router advertisements say. */
function dhcp6Entries({ dhcp6 }: Link): Entry[] {
  return [[
    "WithoutRA",
    { off: undefined, information: "information-request", addresses: "solicit" }[dhcp6],
  ]];
}

function routerAdvertisementEntries(link: Link): Entry[] {
  const { dhcp6, routerAdvertisements } = link;
  const onlySlaac = dhcp6 === "off" && routerAdvertisements === "accept";
  return [
    ["DHCPv6Client", onlySlaac ? "no" : undefined],
    ...dnsEntries(link),
  ];
}

export function activate(): ActivationStep[] {
  return [{ run: ["networkctl", "reload"] }];
}
