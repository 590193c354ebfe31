/**
 * Configuration for ifupdown, as Debian has it: interfaces(5), with the packages ifenslave for bonds and resolvconf,
 * where it is installed, for name servers.
 *
 * @module
 */
import {
  belowOf,
  type Link,
  nameServers,
  type NetworkConfig,
  type VlanLink,
  vlansByParent,
} from "../../network.ts";
import { dhclientHook } from "./dhclient.ts";
import { INTERFACES_D } from "./facts.ts";
import { interfacesFile } from "./interfaces.ts";
export { claims } from "./claims.ts";
export { inspect } from "./discover.ts";
import { linkStanzas } from "./stanzas.ts";
import { isAnyFromDrive, isAnyStated } from "../_background.ts";
import { BY_FILE, dnsFiles, lostSearchDomains } from "../_dns.ts";
import type { ActivationStep, DhcpClient, RenderedFile, Rendering, RenderTarget } from "../stack.ts";

/** The VLANs by what they are on, and each link's two digits. */
interface Machine {
  readonly config: NetworkConfig;
  readonly depths: ReadonlyMap<string, number>;
  readonly client: DhcpClient;
  /** The drive says something about a link. */
  readonly hasConfigured: boolean;
  /** The drive states an address. */
  readonly hasStated: boolean;
  /** The one link with stated addresses whose DHCP is waited for; those before it are up then. */
  readonly lastStated: string | undefined;
  readonly vlans: ReadonlyMap<string, readonly VlanLink[]>;
}

/** Renders one file per link, which `/etc/network/interfaces` reads in the order of their names. */
export function render(given: NetworkConfig, target: RenderTarget): Rendering {
  const config = withStatedDns(given, target);
  const vlans = vlansByParent(config);
  const machine: Machine = {
    config,
    depths: depthsOf(config),
    client: target.dhcpClient ?? "dhclient",
    hasConfigured: isAnyFromDrive(config),
    hasStated: isAnyStated(config),
    lastStated: config.links.find((link) => link.dhcp4 && link.addresses.length > 0 && !vlans.has(link.name))
      ?.name,
    vlans,
  };
  const links = config.links.map((link) => linkFile(link, machine));
  const dns = target.dns ?? (target.hasResolvconf ? undefined : BY_FILE);
  const { files, problems } = interfacesFile(target.foreignInterfaces, links.map(({ path }) => path));
  return {
    files: [...files, ...links, ...dhclientHook(config), ...dnsFiles(config, dns)],
    problems: [...problems, ...lostSearchDomains(config, dns)],
  };
}

/** Without resolvconf each lease would have `/etc/resolv.conf` say what it says, and nothing of what the drive does. */
function withStatedDns(config: NetworkConfig, { hasResolvconf }: RenderTarget): NetworkConfig {
  if (hasResolvconf || nameServers(config).length === 0) return config;
  const isLeased = ({ dhcp4, dhcp6 }: Link) => dhcp4 || dhcp6 !== "off";
  return { links: config.links.map((link) => isLeased(link) ? { ...link, learnedDns: false } : link) };
}

function linkFile(link: Link, machine: Machine): RenderedFile {
  const waits = isWaitedFor(link, machine);
  const stanzas = linkStanzas(link, {
    config: machine.config,
    vlans: machine.vlans.get(link.name) ?? [],
    client: machine.client,
    waits,
  });
  const order = waits && machine.hasStated
    ? (link.name === machine.lastStated ? 50 : 60)
    : machine.depths.get(link.name);
  return {
    path: `${INTERFACES_D}/${order}-simple-init-${fileName(link.name)}`,
    contents: `${selection(link)} ${link.name}\n${stanzas}`,
    mode: 0o644,
    link: link.name,
  };
}

/** Who brings a link up: a bond its ports, and ifup at boot all others. */
function selection(link: Link): string {
  return link.kind === "physical" && link.bond !== undefined ? `allow-${link.bond}` : "auto";
}

/**
 * Whether ifup waits for a link's DHCPv4, for a minute where nobody answers, before it looks at the next: the machine is
 * to have an address when ifup ends. But nothing waits for a fallback beside what the drive configures, or without a
 * cable, and no stated address for a server on another link, below it or before it.
 */
function isWaitedFor(link: Link, { hasConfigured, lastStated, vlans }: Machine): boolean {
  if (!link.dhcp4) return false;
  if (link.fallback) return !hasConfigured && link.carrier !== false;
  return !vlans.has(link.name) && (link.addresses.length === 0 || link.name === lastStated);
}

/**
 * Two digits in whose order ifup has to bring links up: 10 hardware, 20 bonds, from 30 on VLANs and bridges by their depth.
 * Beside stated addresses, those that are waited for come last: nothing stands on them.
 */
function depthsOf({ links }: NetworkConfig): Map<string, number> {
  const depths = new Map<string, number>();
  for (const link of links) {
    const below = belowOf(link).map((name) => depths.get(name) ?? 0);
    const least = { physical: 10, bond: 20, vlan: 30, bridge: 30 }[link.kind];
    depths.set(
      link.name,
      link.kind === "bond" ? least : Math.min(Math.max(least, ...below.map((one) => one + 1)), 99),
    );
  }
  return depths;
}

/** The name without dots, which `source-directory` of older versions skips. */
function fileName(name: string): string {
  return name.replaceAll("_", "__").replaceAll(".", "_");
}

/**
 * All links, as bonds and VLANs may have waited for the interface. A DHCP client that stays must not be in the cgroup of the
 * unit that starts it, as it would be killed when the unit ends. Where there is no systemd, there are no such units.
 */
export function activate(): ActivationStep[] {
  return [{ run: ["systemd-run", "--quiet", "--scope", "ifup", "-a"], otherwise: ["ifup", "-a"] }];
}

export const restarts = "networking.service";
