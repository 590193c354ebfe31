/**
 * Configuration for ifupdown: interfaces(5), as Debian has it with the packages ifenslave for bonds and resolvconf, where it is
 * installed, for name servers; and in `plain.ts` as every other ifup knows it.
 *
 * @module
 */
import {
  belowOf,
  isKeptUp,
  type Link,
  nameServers,
  type NetworkConfig,
  type VlanLink,
  vlansByParent,
} from "../../network.ts";
import { dhclientHook } from "./dhclient.ts";
import { INTERFACES_D } from "./facts.ts";
import { FLAVOURS } from "./flavours.ts";
import { interfacesFile } from "./interfaces.ts";
export { claims } from "./claims.ts";
export { inspect } from "./discover.ts";
import { keptStanza } from "./kept.ts";
import * as parts from "./parts.ts";
import { linkStanzas } from "./stanzas.ts";
import { isAnyFromDrive, isAnyStated } from "../_background.ts";
import { BY_FILE, dnsFiles, lostSearchDomains } from "../_dns.ts";
import { clientsLeftOut, withoutClients } from "../_kept.ts";
import type {
  ActivationStep,
  DhcpClient,
  IfupFlavour,
  RenderedFile,
  Rendering,
  RenderTarget,
} from "../stack.ts";

/** The VLANs by what they are on, and each link's two digits. */
interface Machine {
  readonly config: NetworkConfig;
  readonly depths: ReadonlyMap<string, number>;
  readonly client: DhcpClient;
  readonly stanzas: typeof linkStanzas;
  /** The drive says something about a link. */
  readonly hasConfigured: boolean;
  readonly hasResolvconf: boolean;
  readonly ifup: IfupFlavour;
  /** The drive states an address. */
  readonly hasStated: boolean;
  /** The one link with stated addresses whose DHCP is waited for; those before it are up then. */
  readonly lastStated: string | undefined;
  readonly vlans: ReadonlyMap<string, readonly VlanLink[]>;
}

/** Renders one file per link, which `/etc/network/interfaces` reads in the order of their names. */
export function render(given: NetworkConfig, target: RenderTarget): Rendering {
  const { ifup = "debian", dhcpClient = "dhclient" } = target;
  const stated = withStatedDns(withoutClients(given), target);
  const { config, problems } = isPlain(target)
    ? parts.limits().withinLimits(stated, target)
    : { config: stated, problems: [] };
  const links = linkFiles(config, target);
  const pathOf = ({ name }: Link) => links.find(({ link }) => link === name)!.path;
  const dns = target.dns ?? (target.hasResolvconf ? undefined : BY_FILE);
  const flavour = FLAVOURS[ifup];
  const main = interfacesFile(target.foreignInterfaces, {
    paths: links.map(({ path }) => path),
    names: flavour.isOrdered ? [] : inOrder(links),
    hasDirectory: target.hasInterfacesD === true,
  }, flavour);
  const selected = links.map((file, index) =>
    main.selects.has(file.link) ? file : withSelection(file, config.links[index]!, target)
  );
  return {
    files: [...main.files, ...selected, ...dhclientHook(config, dhcpClient), ...dnsFiles(config, dns)],
    programs: `${flavour.title} and ${dhcpClient}`,
    problems: [
      ...main.problems,
      ...problems,
      ...lostSearchDomains(config, dns),
      ...clientsLeftOut(given, pathOf),
    ],
  };
}

/** Whether nothing is written but what every ifup knows. So it is for udhcpc as well, whose routes may be in the way of stated ones. */
function isPlain({ ifup = "debian", dhcpClient }: RenderTarget): boolean {
  return ifup !== "debian" || dhcpClient === "udhcpc";
}

function inOrder(files: readonly LinkFile[]): string[] {
  return files.toSorted((one, other) => one.path < other.path ? -1 : 1).map(({ link }) => link);
}

interface LinkFile extends RenderedFile {
  readonly link: string;
}

/** The files of links, none with the line that has it brought up. */
function linkFiles(config: NetworkConfig, target: RenderTarget): LinkFile[] {
  const vlans = vlansByParent(config);
  const machine: Machine = {
    config,
    depths: depthsOf(config),
    client: target.dhcpClient ?? "dhclient",
    stanzas: isPlain(target) ? parts.plain().plainStanza : linkStanzas,
    hasConfigured: isAnyFromDrive(config),
    hasResolvconf: target.hasResolvconf,
    ifup: target.ifup ?? "debian",
    hasStated: isAnyStated(config),
    lastStated: config.links.find((link) => link.dhcp4 && link.addresses.length > 0 && !vlans.has(link.name))
      ?.name,
    vlans,
  };
  return config.links.map((link) => linkFile(link, machine));
}

/** Without resolvconf each lease would have `/etc/resolv.conf` say what it says, and nothing of what the drive does. */
function withStatedDns(config: NetworkConfig, { hasResolvconf }: RenderTarget): NetworkConfig {
  if (hasResolvconf || nameServers(config).length === 0) return config;
  const isLeased = ({ dhcp4, dhcp6 }: Link) => dhcp4 || dhcp6 !== "off";
  return { links: config.links.map((link) => isLeased(link) ? { ...link, learnedDns: false } : link) };
}

function linkFile(link: Link, machine: Machine): LinkFile {
  const waits = isWaitedFor(link, machine);
  const vlans = machine.vlans.get(link.name) ?? [];
  const stanza = isKeptUp(link) && machine.stanzas === linkStanzas ? keptStanza : machine.stanzas;
  const contents = stanza(link, {
    config: machine.config,
    vlans,
    client: machine.client,
    waits,
    hasResolvconf: machine.hasResolvconf,
    ifup: machine.ifup,
  });
  const order = waits && machine.hasStated
    ? (link.name === machine.lastStated ? 50 : 60)
    : machine.depths.get(link.name);
  return {
    path: `${INTERFACES_D}/${order}-simple-init-${fileName(link.name)}`,
    contents,
    mode: 0o644,
    link: link.name,
  };
}

/** Who brings a link up: of Debian's a bond its ports, and ifup at boot all others. */
function withSelection(file: LinkFile, link: Link, target: RenderTarget): LinkFile {
  const bond = link.kind === "physical" && !isPlain(target) ? link.bond : undefined;
  const keyword = bond === undefined ? "auto" : `allow-${bond}`;
  return { ...file, contents: `${keyword} ${file.link}\n${file.contents}` };
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
    depths.set(link.name, Math.min(Math.max(least, ...below.map((one) => one + 1)), 99));
  }
  return depths;
}

/** The name without dots, which `source-directory` of older versions skips. */
function fileName(name: string): string {
  return name.replaceAll("_", "__").replaceAll(".", "_");
}

/**
 * All links, as bonds and VLANs may have waited for the interface. A DHCP client that stays must not be in the cgroup of the
 * unit that starts it, as it would be killed when the unit ends. Where there is no systemd, there are no units.
 */
const TAKE_UP = "test ! -d /run/systemd/system || exec systemd-run --quiet --scope ifup -a; exec ifup -a";

export function activate(): ActivationStep[] {
  return [{ run: ["sh", "-c", TAKE_UP] }];
}

export const restarts = "networking.service";
