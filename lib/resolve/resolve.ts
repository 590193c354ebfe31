/**
 * The drive's network on this machine's interfaces: one {@link NetworkConfig}, and what could not be matched.
 *
 * @module
 */
import type { DnsData } from "../config_drive/dns.ts";
import type { DeviceData } from "../config_drive/meta_data.ts";
import type { NetworkData } from "../config_drive/network_data.ts";
import type { NetworkInterface } from "../interfaces.ts";
import type { NetworkRoot } from "../network_root/discover.ts";
import { belowOf, connectedLinks, type Link, type LinkSettings, type NetworkConfig } from "../network.ts";
import { Place, type Problem, quote } from "../problem.ts";
import { compareClaims, type FileClaim } from "./claims.ts";
import type { Device, Devices, MadeDevice } from "./device.ts";
import { buildDevices } from "./devices.ts";
import { type MatchedInterface, matchHardware } from "./hardware.ts";
import { fitMtus } from "./mtu.ts";
import { byText } from "./order.ts";
import * as parts from "./parts.ts";
import { yieldingDefaults } from "./routes.ts";
import { withTaggedCards } from "./tagged.ts";
import {
  CARRIER_SETTINGS,
  fallbackSettings,
  LEFT_SETTINGS,
  type NetworkSettings,
  PORT_SETTINGS,
  settingsFromNetworks,
  withLittleDns,
} from "./settings.ts";

export interface ResolveOptions {
  /** The drive's file, for messages. */
  readonly file: string;
  /** Give DHCP to every real interface that is left without a configuration. */
  readonly dhcpFallback: boolean;
  readonly dns: boolean;
  /** Select the links that this device is part of: its bond, the bond's other ports, the VLANs on top. */
  readonly only: string | undefined;
  /** What an operator's files say about devices. */
  readonly claims: readonly FileClaim[];
  /** What the drive's meta data says of the machine's cards. */
  readonly cards?: readonly DeviceData[];
  /** A root file system that is on the network, with the cards that lead to it. */
  readonly root?: NetworkRoot | undefined;
}

export interface Resolution {
  readonly config: NetworkConfig;
  /** The names of the links that `only` is connected with; undefined without `only`: all of them. */
  readonly selected: ReadonlySet<string> | undefined;
  /** Every real interface, by name, with the links of the drive that mean it. */
  readonly matches: readonly MatchedInterface[];
  /** As it was given. */
  readonly root?: NetworkRoot | undefined;
  readonly problems: readonly Problem[];
}

/** Resolves the network. Never throws; what cannot be used is a problem and costs no more than itself. */
export function resolve(
  given: NetworkData,
  interfaces: readonly NetworkInterface[],
  options: ResolveOptions,
): Resolution {
  const problems: Problem[] = [];
  const document = Place.ofFile(options.file, problems);
  const cards = options.cards ?? [];
  const data = withTaggedCards(document, withLittleDns(document, given), cards);
  const { root } = options;
  const ofRoot = root === undefined ? [] : parts.root().claimsOfRoot(root);
  const claims = compareClaims(document, [...options.claims, ...ofRoot], interfaces);
  const matches = matchHardware(document, data.links, interfaces, claims, cards);
  const devices = buildDevices(
    document,
    data.links,
    root === undefined ? matches : parts.root().withRoot(document, data.links, matches, root),
    claims,
  );
  const settings = settingsFromNetworks(document, data, devices);
  const carriers = carriersOf(devices);
  const fallback = (device: Device) => fallbackOf(document, device, devices, data);
  const mtus = fitMtus(document, devices);
  const links = [...devices.all.values()].flatMap((device) => {
    const { name } = device;
    const bridge = devices.bridgeOf.get(name);
    const chosen = settings.get(name) ??
      (bridge === undefined ? carriers.get(name) : PORT_SETTINGS) ??
      leftOver(device, options.dhcpFallback, fallback);
    if (chosen === undefined) return [];
    const settled = linkSettings(name, mtus.get(name), chosen, options.dns);
    const common = bridge === undefined ? settled : { ...settled, bridge };
    return [toLink(device, common, macOf(document, device, devices))];
  });
  return {
    config: { links: withoutStrangersDns(yieldingDefaults(inOrder(links), settings.keys())) },
    selected: options.only === undefined ? undefined : select(document, links, options.only, interfaces),
    matches: devices.matches,
    root,
    problems,
  };
}

/** What VLANs of the drive stand on, and what is there for an operator's file, which has it as a port or says what it gets. */
function carriersOf({ all }: Devices): Map<string, NetworkSettings> {
  const carriers = new Map<string, NetworkSettings>();
  for (const device of all.values()) {
    if (device.kind === "vlan" && !carriers.has(device.parent)) carriers.set(device.parent, CARRIER_SETTINGS);
    const isBare = device.kind === "physical" ? device.match.definedBare : device.leftTo !== undefined;
    if (isBare) carriers.set(device.name, LEFT_SETTINGS);
  }
  return carriers;
}

/** The settings of a device that no network speaks of. Undefined: this program leaves it alone. */
function leftOver(
  device: Device,
  dhcpFallback: boolean,
  fallback: (device: Device) => NetworkSettings,
): NetworkSettings | undefined {
  if (device.kind === "physical" && device.bond !== undefined) return PORT_SETTINGS;
  if (dhcpFallback) return fallback(device);
  return device.kind === "physical" && device.match.links.length === 0 ? undefined : CARRIER_SETTINGS;
}

/** No DHCP for what carries an operator's VLAN, and of which the drive says nothing more: it may be in a trunk alone. */
function fallbackOf(
  document: Place,
  device: Device,
  { carriedFor }: Devices,
  dns: DnsData,
): NetworkSettings {
  const file = carriedFor.get(device.name);
  if (file === undefined) {
    return fallbackSettings(
      dns,
      device.kind === "physical" ? device.match.device.carrier : undefined,
    );
  }
  document.inFile(file).note(
    `it puts a device on ${device.name}`,
    `${device.name} gets no DHCP by default`,
    "carrier-left",
  );
  return CARRIER_SETTINGS;
}

function linkSettings(
  name: string,
  mtu: number | undefined,
  network: NetworkSettings,
  dns: boolean,
): LinkSettings {
  const withDns = dns ? network : { ...network, nameServers: [], searchDomains: [] };
  return { name, ...(mtu === undefined ? {} : { mtu }), ...withDns };
}

/** The hardware address that a made device is given. */
function macOf(document: Place, device: Device, devices: Devices): string | undefined {
  if (device.kind === "physical") return undefined;
  if (device.kind === "bridge") return parts.ports().bridgeMac(document, device, devices);
  return device.kind === "bond" ? parts.ports().bondMac(document, device, devices) : device.link.mac;
}

function toLink(device: Device, settings: LinkSettings, address: string | undefined): Link {
  const mac = address === undefined ? {} : { mac: address };
  switch (device.kind) {
    case "physical": {
      const { device: { mac, infiniband }, carriesRoot } = device.match;
      const bond = device.bond === undefined ? {} : { bond: device.bond };
      const root = carriesRoot === undefined ? {} : { carriesRoot };
      return { ...settings, kind: "physical", mac, infiniband, ...bond, ...root };
    }
    case "bond": {
      const { link: { mode }, options, ports } = device;
      return { ...settings, kind: "bond", ...leftTo(device), ...mac, mode, options, ports };
    }
    case "vlan": {
      const { link: { vlanId: id }, parent } = device;
      return { ...settings, kind: "vlan", ...leftTo(device), ...mac, id, parent };
    }
    case "bridge": {
      const { link: { stp }, ports } = device;
      return { ...settings, kind: "bridge", ...leftTo(device), mac: address!, stp, ports };
    }
  }
}

function leftTo({ leftTo }: MadeDevice): { readonly leftTo?: string } {
  return leftTo === undefined ? {} : { leftTo };
}

/** Whoever answers on a link that the drive says nothing about is not asked about names where it says whom to ask. */
function withoutStrangersDns(links: readonly Link[]): readonly Link[] {
  const hasServers = links.some(({ nameServers }) => nameServers.length > 0);
  return hasServers ? links.map((link) => link.fallback ? { ...link, learnedDns: false } : link) : links;
}

/** Hardware, bonds, then VLANs and bridges by what they stand on; and by name. */
function inOrder(links: readonly Link[]): Link[] {
  const depths = new Map<string, number>();
  for (const link of links) {
    const below = belowOf(link).map((name) => depths.get(name) ?? 0);
    depths.set(link.name, below.length === 0 ? 0 : Math.max(link.kind === "bond" ? 0 : 1, ...below) + 1);
  }
  return [...links].sort((a, b) => depths.get(a.name)! - depths.get(b.name)! || byText(a.name, b.name));
}

function select(
  document: Place,
  links: readonly Link[],
  only: string,
  interfaces: readonly NetworkInterface[],
): Set<string> {
  const isKnown = links.some(({ name }) => name === only) || interfaces.some(({ name }) => name === only);
  if (!isKnown) {
    const message = `there is no interface ${quote(only)} on this machine`;
    document.inFile("/sys/class/net").problem(message, "nothing is configured", "interface-unknown");
  }
  return connectedLinks(links, only);
}
