/**
 * What a damaged drive may mean, written from what is promised and not from the program: a document that is no JSON object
 * in UTF-8 says nothing, and the last good one of the same machine counts.
 *
 * @module
 */
import type { MemoryEntry, MemorySystem } from "../../lib/system/memory.ts";
import type { StackName } from "../../lib/stacks/stack.ts";
import { runHere } from "../support/runner.ts";
import type { Content, Drive, Seed } from "./later_damage_drives.ts";

/** The value of a document that can be used. */
export function valueOf(content: Content | undefined): Readonly<Record<string, unknown>> | undefined {
  if (!(content instanceof Uint8Array)) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(content));
    return value !== null && typeof value === "object" && !Array.isArray(value)
      ? value as Readonly<Record<string, unknown>>
      : undefined;
  } catch {
    return undefined;
  }
}

const NETWORKS = ["network_data.json", "network_info.json", "vendor_data.json"];

function hasNetwork(name: string, content: Content | undefined): boolean {
  const value = valueOf(content);
  return value !== undefined && (name !== "vendor_data.json" || (value.network_info ?? null) !== null);
}

/** The drive that a machine would need that has had no good one; undefined: this one is another instance's. */
export function meantBy(drive: Drive, good: Seed["drive"]): Drive | undefined {
  const meta = "meta_data.json";
  const [said, known] = [drive, good].map((one) => valueOf(one.get(meta))?.uuid);
  if (typeof said === "string" && typeof known === "string" && said !== known) return undefined;
  const first = NETWORKS.find((name) => drive.has(name));
  const isOwn = first !== undefined && hasNetwork(first, drive.get(first));
  const network = isOwn ? drive : good;
  const kept = valueOf(drive.get(meta)) === undefined ? good : drive;
  return new Map(
    [
      ...(kept.has(meta) ? [[meta, kept.get(meta)!] as const] : []),
      ...[...network].filter(([name]) => name !== meta),
    ],
  );
}

export interface Boot {
  readonly status: number;
  readonly links: readonly Readonly<Record<string, unknown>>[];
  readonly said: readonly string[];
  readonly applied: readonly unknown[];
}

/** One boot of the machine. Throws what it throws. */
export function boot(system: MemorySystem, stack: StackName): Boot {
  const { status, out } = runHere(
    ["boot", "--this-machine", "--renderer", stack, "--drive-timeout", "0", "--format", "json"],
    system,
  );
  const { links, problems, applied } = JSON.parse(out);
  return { status, links, said: problems.map(({ message }: { message: string }) => message), applied };
}

type BootedLink = Boot["links"][number];

/** How much a link has of each thing; name servers and search domains last. */
function amounts(link: BootedLink): number[] {
  const count = (key: string) => (link[key] as readonly unknown[] | undefined)?.length ?? 0;
  const methods = [link.dhcp4 === true, link.dhcp6 !== "off", link.routerAdvertisements === "accept"];
  return [
    link.fallback === true ? 0 : methods.filter(Boolean).length + count("addresses"),
    count("routes"),
    count("ports"),
    link.mtu === undefined ? 0 : 1,
    count("nameServers") + count("searchDomains"),
  ];
}

/** Names of links that have less of anything than they had, `butDns`: of anything but name servers and search domains. */
export function poorer(
  before: Boot["links"],
  after: Boot["links"],
  what: "all" | "butDns" = "all",
): string[] {
  const counted = (link: BootedLink) => what === "all" ? amounts(link) : amounts(link).slice(0, -1);
  return before.filter((link) => {
    const now = after.find(({ name }) => name === link.name);
    const left = now === undefined ? [] : counted(now);
    return counted(link).some((amount, index) => amount > (left[index] ?? 0));
  }).map(({ name }) => String(name));
}

export type Entries = ReadonlyMap<string, MemoryEntry>;

/** Files of the network, and the host name. */
const COMPARED = /^\/etc\/(?!hosts$)/;

/** The paths whose files differ. */
export function differences(one: Entries, other: Entries, compared: RegExp = COMPARED): string[] {
  const paths = new Set([...one.keys(), ...other.keys()]);
  return [...paths].filter((path) =>
    compared.test(path) && JSON.stringify(one.get(path)) !== JSON.stringify(other.get(path))
  ).sort();
}

const KEYS = "/root/.ssh/authorized_keys";

/** Keys that were there and are not any more. */
export function lostKeys(before: MemorySystem, after: MemorySystem): string[] {
  const there = new Set(after.readText(KEYS)?.split("\n"));
  return (before.readText(KEYS) ?? "").split("\n").filter((line) => line !== "" && !there.has(line));
}
