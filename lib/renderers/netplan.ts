/**
 * netplan's YAML, one file for the machine, for netplan 0.95 and later (Ubuntu 18.04 has 0.99 among its updates). A
 * version that meets a key which it does not know refuses the whole file, so none is newer than that. Checked against
 * netplan's reference and the source of 0.106 and of 2026. Which stack netplan shall drive is left to the distribution.
 *
 * @module
 */
import { stringify } from "@std/yaml";
import { isUnconfigured } from "../network.ts";
import type { BondLink, Link, NetworkConfig, PhysicalLink } from "../network.ts";
import type { Problem } from "../problem.ts";
import { bondParameters, bondProblems } from "./_netplan_bond.ts";
import { claims } from "./_netplan_claims.ts";
import { hasRivalOfAdvertisements } from "./_rivals.ts";
import { linkSettings, settingsProblems } from "./_netplan_settings.ts";
import { type Mapping, optional, whatIsLost } from "./_netplan_yaml.ts";
import type { RenderedFile, Renderer } from "./renderer.ts";

const DIRECTORY = "/etc/netplan";

/**
 * Of several files the last one in the order of their names wins, and installers, cloud-init and cloud images leave
 * `00-installer-config`, `01-netcfg`, `50-cloud-init` or `90-default`.
 */
const NAME = "90-simple-init.yaml";

export const netplan: Renderer = {
  name: "netplan",
  dhcpBlocksBoot: false,
  owned: [{ directory: DIRECTORY, pattern: /^90-simple-init\.yaml$/ }],
  // netplan passes over hidden files.
  foreign: [{ directory: DIRECTORY, pattern: /^(?!\.|90-simple-init\.yaml$).*\.yaml$/ }],
  claims,
  afterChange: generator,
  render: (config) => ({ files: filesOf(config), problems: problemsOf(config) }),
};

const GENERATORS = ["/usr/libexec/netplan/generate", "/lib/netplan/generate"];

/** Its newer versions have their generator do less. */
const CONFIGURE = "/usr/libexec/netplan/configure";

/** Where it is, systemd starts systemd-networkd in every boot. */
const ENABLED = "/etc/systemd/system/multi-user.target.wants/systemd-networkd.service";

/**
 * The generator, as systemd runs it early in each boot, without the command in Python that only runs it. During a boot it
 * has systemd start systemd-networkd, which takes longer than all else that it does; offline it does not (systemctl's
 * SYSTEMD_OFFLINE, in systemd's ENVIRONMENT.md).
 */
function generator(isThere: (path: string) => boolean): readonly string[] {
  const found = isThere(CONFIGURE) ? undefined : GENERATORS.find(isThere);
  if (found === undefined) return ["netplan", "generate"];
  return isThere(ENABLED) ? ["env", "SYSTEMD_OFFLINE=1", found] : [found];
}

function filesOf(config: NetworkConfig): RenderedFile[] {
  if (config.links.length === 0) return [];
  const network = { version: 2, ...definitions(config) };
  return [{
    path: `${DIRECTORY}/${NAME}`,
    contents: stringify({ network }, { useAnchors: false }),
    mode: 0o600,
  }];
}

function problemsOf(config: NetworkConfig): Problem[] {
  const others = { rivalAdvertisements: hasRivalOfAdvertisements(config) };
  const lost = config.links.flatMap((link) => [
    ...(link.kind === "bond" ? bondProblems(link) : []),
    ...settingsProblems(link, others),
  ]);
  return lost.map((loss) => whatIsLost(`${DIRECTORY}/${NAME}`, loss));
}

/** What is to know of the other links when one is written. */
interface Machine {
  /** The addresses of Ethernet hardware, by device name. */
  readonly macs: ReadonlyMap<string, string>;
  /** Some link has more than DHCP for want of anything better. */
  readonly hasConfigured: boolean;
}

function machineOf({ links }: NetworkConfig): Machine {
  const ethernets = links.filter((link): link is PhysicalLink =>
    link.kind === "physical" && !link.infiniband
  );
  return {
    macs: new Map(ethernets.map(({ name, mac }) => [name, mac])),
    hasConfigured: links.some((link) => !link.fallback && !isUnconfigured(link)),
  };
}

const SECTIONS = [["physical", "ethernets"], ["bond", "bonds"], ["vlan", "vlans"]] as const;

/** The definitions by section, each under the name of its device. */
function definitions(config: NetworkConfig): Mapping {
  const machine = machineOf(config);
  const sections = SECTIONS.map(([kind, section]): [string, Mapping] => {
    const links = config.links.filter((link) => link.kind === kind);
    return [section, Object.fromEntries(links.map((link) => [link.name, definition(link, machine)]))];
  });
  return Object.fromEntries(sections.filter(([, links]) => Object.keys(links).length > 0));
}

function definition(link: Link, machine: Machine): Mapping {
  return { ...device(link, machine), ...linkSettings(link, isWaitedFor(link, machine)) };
}

function device(link: Link, machine: Machine): Mapping {
  switch (link.kind) {
    case "physical":
      return { match: matchOf(link) };
    case "bond":
      return {
        interfaces: link.ports,
        ...optional("macaddress", bondMac(link, machine)),
        parameters: bondParameters(link),
      };
    case "vlan":
      return { id: link.id, link: link.parent, ...optional("macaddress", link.mac) };
  }
}

/**
 * netplan compares the address with the permanent one. An InfiniBand port's is not said: before 0.105 its 20 bytes cost
 * the whole file, and those of them that change with each start of the driver would cost the link.
 */
function matchOf({ name, mac, infiniband }: PhysicalLink): Mapping {
  return infiniband ? { name } : { name, macaddress: mac };
}

/** Unless told, systemd-networkd makes one up, where a cloud lets only the first port's pass. */
function bondMac(bond: BondLink, { macs }: Machine): string | undefined {
  return bond.mac ?? macs.get(bond.ports[0] ?? "");
}

/** As in `networkd.ts`: nothing waits for a fallback link beside others, but something must be waited for. */
function isWaitedFor(link: Link, { hasConfigured }: Machine): boolean {
  if (isUnconfigured(link)) return false;
  return !link.fallback || (link.carrier !== false && !hasConfigured);
}
