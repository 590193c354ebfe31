/**
 * netplan's YAML, one file for the machine, for netplan 0.95 and later (Ubuntu 18.04 has 0.99 among its updates). A
 * version that meets a key which it does not know refuses the whole file, so none is newer than that. Checked against
 * netplan's reference and the source of 0.106 and of 2026. Which stack netplan drives is left to the distribution.
 *
 * @module
 */
import { stringify } from "@std/yaml";
import type { Link, NetworkConfig, PhysicalLink } from "../../network.ts";
import type { Problem } from "../../problem.ts";
import { bondParameters, bondProblems } from "./bond.ts";
export { claims } from "./claims.ts";
import { dnsFiles } from "../_dns.ts";
import { hasRivalOfAdvertisements } from "../_rivals.ts";
import { linkSettings, settingsProblems } from "./settings.ts";
import { waitedFor } from "../networkd/online.ts";
import { type Mapping, mapping } from "./yaml.ts";
import { FILE } from "./facts.ts";
import type { ActivationStep, RenderedFile, Rendering, RenderTarget } from "../stack.ts";

export function render(config: NetworkConfig, { dns }: Pick<RenderTarget, "dns"> = {}): Rendering {
  return { files: [...filesOf(config), ...dnsFiles(config, dns)], problems: problemsOf(config) };
}

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
export function afterChange(isThere: (path: string) => boolean): readonly string[] {
  const found = isThere(CONFIGURE) ? undefined : GENERATORS.find(isThere);
  if (found === undefined) return ["netplan", "generate"];
  return isThere(ENABLED) ? ["env", "SYSTEMD_OFFLINE=1", found] : [found];
}

function filesOf(config: NetworkConfig): RenderedFile[] {
  if (config.links.length === 0) return [];
  const network = { version: 2, ...definitions(config) };
  return [{ path: FILE, contents: stringify({ network }, { useAnchors: false }), mode: 0o600, ofAll: true }];
}

function problemsOf(config: NetworkConfig): Problem[] {
  const rivals = hasRivalOfAdvertisements(config);
  return config.links.flatMap((link) => [
    ...(link.kind === "bond" ? bondProblems(link) : []),
    ...settingsProblems(link, rivals),
  ]);
}

const SECTIONS = [["physical", "ethernets"], ["bond", "bonds"], ["bridge", "bridges"], [
  "vlan",
  "vlans",
]] as const;

/** The definitions by section, each under the name of its device. */
function definitions(config: NetworkConfig): Mapping {
  const isWaitedFor = waitedFor(config);
  const definition = (link: Link): Mapping => ({ ...device(link), ...linkSettings(link, isWaitedFor(link)) });
  const sections = SECTIONS.map(([kind, section]): [string, Mapping] => {
    const links = config.links.filter((link) => link.kind === kind);
    return [section, Object.fromEntries(links.map((link) => [link.name, definition(link)]))];
  });
  return Object.fromEntries(sections.filter(([, links]) => Object.keys(links).length > 0));
}

function device(link: Link): Mapping {
  switch (link.kind) {
    case "physical":
      return { match: matchOf(link) };
    case "bond":
      return mapping({
        interfaces: link.ports,
        macaddress: link.mac,
        parameters: bondParameters(link),
      });
    case "vlan":
      return mapping({ id: link.id, link: link.parent, macaddress: link.mac });
    case "bridge":
      return { interfaces: link.ports, macaddress: link.mac, parameters: { stp: link.stp } };
  }
}

/**
 * netplan compares the address with the permanent one. An InfiniBand port's is not said: before 0.105 its 20 bytes cost
 * the whole file, and those of them that change with each start of the driver would cost the link.
 */
function matchOf({ name, mac, infiniband }: PhysicalLink): Mapping {
  return infiniband ? { name } : { name, macaddress: mac };
}

const SCRATCH = "/run/simple-init/netplan";

/**
 * netplan writes all its files anew, and systemd-networkd takes down what has a new file, bonds for example. So they are
 * made elsewhere, and only what is different is put in place.
 */
export function activate(): ActivationStep[] {
  return [
    { run: ["rm", "-rf", SCRATCH] },
    { run: ["mkdir", "-p", `${SCRATCH}/etc`] },
    { run: ["cp", "-a", "/etc/netplan", `${SCRATCH}/etc/netplan`] },
    { run: ["netplan", "generate", "--root-dir", SCRATCH] },
    { copyChanged: `${SCRATCH}/run/systemd/network`, to: "/run/systemd/network" },
    { run: ["rm", "-rf", SCRATCH] },
    { run: ["networkctl", "reload"] },
  ];
}
