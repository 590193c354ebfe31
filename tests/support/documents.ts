/**
 * Reading and resolving documents in tests, with what was found in words.
 *
 * @module
 */
import { type NetworkData, readNetworkData } from "../../lib/config_drive/network_data.ts";
import type { NetworkInterface } from "../../lib/interfaces.ts";
import type { Link } from "../../lib/network.ts";
import { formatProblem, Place, type Problem } from "../../lib/problem.ts";
import { resolve, type ResolveOptions } from "../../lib/resolve/resolve.ts";

export interface ReadDocument {
  readonly data: NetworkData | undefined;
  /** `SEVERITY PATH: …` of each finding. */
  readonly said: readonly string[];
}

export function readDocument(document: unknown): ReadDocument {
  const problems: Problem[] = [];
  const data = readNetworkData(Place.ofFile("f", problems).in("$"), document);
  return {
    data,
    said: problems.map((problem) => `${problem.severity} ${formatProblem(problem).slice(3)}`),
  };
}

export function nic(name: string, mac: string, more: Partial<NetworkInterface> = {}): NetworkInterface {
  return { name, mac, infiniband: false, hasPermanentMac: true, carrier: undefined, ...more };
}

export interface Resolved {
  readonly links: ReadonlyMap<string, Link>;
  readonly said: readonly string[];
  readonly selected: readonly string[] | undefined;
}

/** Resolves a document, valid in itself, on interfaces. */
export function resolveDocument(
  document: unknown,
  interfaces: readonly NetworkInterface[],
  more: Partial<ResolveOptions> = {},
): Resolved {
  const data = readDocument(document).data ?? { links: [], networks: [], nameServers: [], searchDomains: [] };
  const defaults = {
    file: "f",
    dhcpFallback: true,
    dns: true,
    only: undefined,
    claims: [],
  };
  const { config, problems, selected } = resolve(data, interfaces, { ...defaults, ...more });
  return {
    links: new Map(config.links.map((link) => [link.name, link])),
    said: problems.map((problem) => `${problem.severity} ${formatProblem(problem).replace(/^f: /, "")}`),
    selected: selected && [...selected].sort(),
  };
}

/** Links and networks of a document; `more` adds to their fields and overrides them. */
export function phy(id: string, mac: string, more: object = {}): object {
  return { id, type: "phy", ethernet_mac_address: mac, ...more };
}

export function bond(id: string, ports: string[], more: object = {}): object {
  return { id, type: "bond", bond_links: ports, bond_mode: 1, bond_miimon: 100, ...more };
}

export function vlan(id: string, on: string, vlanId: number, more: object = {}): object {
  return { id, type: "vlan", vlan_link: on, vlan_id: vlanId, ...more };
}

export function dhcp(link: string, more: object = {}): object {
  return { link, type: "ipv4_dhcp", ...more };
}

/** A static network, with a default route where a gateway is given. */
export function v4(link: string, address: string, gateway?: string): object {
  const routes = gateway === undefined ? [] : [{ network: "0.0.0.0/0", gateway }];
  return { link, type: "ipv4", ip_address: address, routes };
}

export function v6(link: string, address: string, gateway?: string): object {
  const routes = gateway === undefined ? [] : [{ network: "::/0", gateway }];
  return { link, type: "ipv6", ip_address: address, routes };
}

/** What is read of one network, and what is said of the document. */
export function readNetwork(
  network: object,
): { network: NetworkData["networks"][number] | undefined; said: readonly string[] } {
  const { data, said } = readDocument({ links: [], networks: [{ link: "a", ...network }] });
  return { network: data?.networks[0], said };
}
