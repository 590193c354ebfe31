/**
 * Configuration for the network service of the RHEL family up to 8, Fedora up to 35 and openEuler: initscripts' `ifup`.
 *
 * @module
 */
import { prefixText } from "../../ip.ts";
import {
  isKeptUp,
  type Link,
  nameServers,
  type NetworkConfig,
  type Route,
  searchDomains,
} from "../../network.ts";
import { noteOn, type Problem } from "../../problem.ts";
import { aliases, ifcfg, type SharedDns } from "./ifcfg.ts";
export { claims } from "./claims.ts";
import { sysctlFile } from "./sysctl.ts";
import { backgroundOf } from "../_background.ts";
import { clientsLeftOut, withoutClients } from "../_kept.ts";
import { limits } from "./limits.ts";
import { dnsFiles } from "../_dns.ts";
import { assignment } from "../_shell.ts";
import { DIRECTORY } from "./facts.ts";
import type { ActivationStep, RenderedFile, Rendering, RenderTarget } from "../stack.ts";

export function render(network: NetworkConfig, { dns }: Pick<RenderTarget, "dns"> = {}): Rendering {
  const config = withoutClients(network);
  const isInBackground = backgroundOf(config);
  const shared = { servers: nameServers(config), domains: searchDomains(config) };
  const files = config.links.flatMap((link) => linkFiles(link, shared, isInBackground(link)));
  return {
    files: files.length === 0
      ? []
      : [serviceFile(config), ...files, ...sysctlFile(config), ...dnsFiles(config, dns)],
    problems: [...limits(config, pathOf), ...clientsLeftOut(network, pathOf), ...shutdownNotes(config)],
  };
}

function pathOf({ name }: Link): string {
  return `${DIRECTORY}/ifcfg-${name}`;
}

const SERVICE = "/etc/sysconfig/network";

/** The network service does nothing without this file. As the machine goes down it takes all links down, unless told. */
function serviceFile({ links }: NetworkConfig): RenderedFile {
  const stays = links.some(isKeptUp) ? [assignment("IFDOWN_ON_SHUTDOWN", "no")] : [];
  const contents = [assignment("NETWORKING", "yes"), ...stays].map((line) => `${line}\n`).join("");
  return { path: SERVICE, contents, mode: 0o644, foreign: "keep" };
}

/** The file is an operator's nearly always. */
function shutdownNotes({ links }: NetworkConfig): Problem[] {
  return links.filter(isKeptUp).map(({ name }) =>
    noteOn(
      SERVICE,
      `without IFDOWN_ON_SHUTDOWN=no here ${name}, the way to the root file system, is taken down at shutdown`,
      "see that it is there, or _netdev for / in /etc/fstab",
      "stack-root-at-shutdown",
    )
  );
}

function linkFiles(link: Link, shared: SharedDns, background: boolean): RenderedFile[] {
  const file = (name: string, contents: string): RenderedFile => ({
    path: `${DIRECTORY}/${name}`,
    contents,
    mode: 0o644,
    link: link.name,
  });
  const families = [["route", 4], ["route6", 6]] as const;
  return [
    file(`ifcfg-${link.name}`, ifcfg(link, shared, background)),
    ...aliases(link).map(([name, contents]) => file(`ifcfg-${name}`, contents)),
    ...families.map(([kind, family]) => file(`${kind}-${link.name}`, routeLines(link, family)))
      .filter(({ contents }) => contents !== ""),
  ];
}

/** Arguments of `ip route add`, one route a line; `GATEWAY=` could say neither a metric nor `onlink`. */
function routeLines(link: Link, family: 4 | 6): string {
  const routes = link.routes.filter(({ gateway }) => gateway.family === family);
  // Before Linux 4.16 IPv6 has no onlink, but a route to the gateway itself does the same.
  const hosts = family === 4 ? [] : routes.filter(({ onLink }) => onLink).map(({ gateway }) => gateway.text);
  const lines = [
    ...[...new Set(hosts)].map((host) => `${host} dev ${link.name}`),
    ...routes.map((route) => routeLine(route, link)),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function routeLine({ destination, gateway, onLink, metric }: Route, { name }: Link): string {
  const to = destination.length === 0 ? "default" : prefixText(destination);
  const more = (onLink && gateway.family === 4 ? " onlink" : "") +
    (metric === undefined ? "" : ` metric ${metric}`);
  return `${to} via ${gateway.text} dev ${name}${more}`;
}

/**
 * The card, then what is on it and is not up: the bond or bridge that its file names, the VLANs whose files name it, and so
 * on. A bridge is made by the first of its ports, but gets its addresses by its own `ifup`.
 */
export const TAKE_UP = `up() {
  for name in $(sed -n 's/^\\(MASTER\\|BRIDGE\\)="\\(.*\\)"$/\\2/p' "ifcfg-$1"
    grep -l "^PHYSDEV=\\"$1\\"" ifcfg-* | cut -c 7-); do
    ip link show up dev "$name" 2>/dev/null | grep -q . || ifup "$name"
    up "$name"
  done
}
cd ${DIRECTORY} && ifup "$1" && up "$1"`;

/** A DHCP client that stays must not be in the cgroup of the unit that starts it, as it would be killed when the unit ends. */
export function activate(name: string): ActivationStep[] {
  return [{ run: ["systemd-run", "--quiet", "--scope", "sh", "-c", TAKE_UP, "sh", name] }];
}

export const restarts = "network.service";
