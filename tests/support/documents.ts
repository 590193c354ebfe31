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
  const data = readDocument(document).data ?? { links: [], networks: [], nameServers: [] };
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
