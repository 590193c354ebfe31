/**
 * Configuration for ifupdown, as Debian has it: interfaces(5), with the packages ifenslave for bonds and resolvconf,
 * where it is installed, for name servers.
 *
 * @module
 */
import { belowOf, type Link, type NetworkConfig, type VlanLink, vlansByParent } from "../../network.ts";
import { dhclientHook } from "./dhclient.ts";
import { INTERFACES_D } from "./facts.ts";
import { interfacesFile } from "./interfaces.ts";
export { claims } from "./claims.ts";
import { linkStanzas } from "./stanzas.ts";
import { lostSearchDomains, resolvConf } from "../_resolv_conf.ts";
import type { ActivationStep, RenderedFile, Rendering, RenderTarget } from "../stack.ts";

/** The VLANs by what they are on, and each link's two digits. */
interface Machine {
  readonly config: NetworkConfig;
  readonly depths: ReadonlyMap<string, number>;
  readonly vlans: ReadonlyMap<string, readonly VlanLink[]>;
}

/** Renders one file per link, which `/etc/network/interfaces` reads in the order of their names. */
export function render(config: NetworkConfig, target: RenderTarget): Rendering {
  const machine: Machine = {
    config,
    depths: depthsOf(config),
    vlans: vlansByParent(config),
  };
  const links = config.links.map((link) => linkFile(link, machine));
  const { files, problems } = interfacesFile(target.foreignInterfaces, links.map(({ path }) => path));
  return {
    files: [...files, ...links, ...dhclientHook(config), ...resolvConf(config, target)],
    problems: [...problems, ...lostSearchDomains(config, target)],
  };
}

function linkFile(link: Link, machine: Machine): RenderedFile {
  const stanzas = linkStanzas(link, machine.config, machine.vlans.get(link.name) ?? []);
  return {
    path: `${INTERFACES_D}/${machine.depths.get(link.name)}-simple-init-${fileName(link.name)}`,
    contents: `${selection(link)} ${link.name}\n${stanzas}`,
    mode: 0o644,
    link: link.name,
  };
}

/** Who brings a link up: a bond its ports, udev one that nothing may wait for, and ifup at boot all others. */
function selection(link: Link): string {
  if (link.kind === "physical" && link.bond !== undefined) return `allow-${link.bond}`;
  return link.fallback && link.carrier === false ? "allow-hotplug" : "auto";
}

/** Two digits in whose order ifup has to bring links up: 10 hardware, 20 bonds, from 30 on VLANs and bridges by their depth. */
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
 * unit that starts it, as it would be killed when the unit ends.
 */
export function activate(): ActivationStep[] {
  return [{ run: ["systemd-run", "--quiet", "--scope", "ifup", "-a"] }];
}

export const restarts = "networking.service";
