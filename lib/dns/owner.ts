/**
 * Who writes `/etc/resolv.conf` on a target, and how the name servers of the drive get there: told by signs in the root,
 * which are read only where the drive has name servers.
 *
 * A root without the stack's own program tells nothing: there the stack's files are taken for enough.
 *
 * @module
 */
import type { DnsOwner, DnsTaker, StackFacts } from "../stacks/stack.ts";
import type { NetworkConfig } from "../network.ts";
import type { Problem } from "../problem.ts";
import type { System } from "../system/system.ts";
import * as parts from "./parts.ts";
import { type Standing, standing } from "./standing.ts";
import { RESOLV_CONF } from "./paths.ts";

/** What keeps the drive's name servers from programs. A file in the place of ours is not named here: who wants to write it does. */
export function dnsProblems(config: NetworkConfig, owner: DnsOwner): Problem[] {
  const { writer, how } = owner;
  const isBeside = how === "none" || (how === "stack" && writer === "somebody");
  return isBeside ? parts.problems().problemsOf(config, owner) : [];
}

/** What there is to look at. */
interface Signs {
  readonly root: System;
  readonly stack: StackFacts;
  readonly there: Standing;
}

/** The first that takes name servers from the stack's files, or this program in its place. */
export function findDnsOwner(root: System, stack: StackFacts): DnsOwner {
  const signs = { root, stack, there: standing(root) };
  for (const taker of stack.dnsTakers) {
    const owner = TAKERS[taker](signs);
    if (owner !== undefined) return owner;
  }
  return withoutTaker(signs);
}

/** Each says what comes of it; undefined where it takes nothing. */
const TAKERS: Readonly<Record<DnsTaker, (signs: Signs) => DnsOwner | undefined>> = {
  "systemd-resolved": byResolvedIfThere,
  resolvconf: byResolvconf,
  NetworkManager: byNetworkManager,
  ifup: (signs) => byScripts(signs, "ifup"),
  netifrc: (signs) => byScripts(signs, "netifrc"),
};

function told(writer: DnsTaker): DnsOwner {
  return { writer, how: "stack" };
}

/** `/etc/resolv.conf` of ours, unless what is there is somebody's. */
function ours({ there: { kind } }: Signs): DnsOwner {
  if (kind === "somebodys") return { writer: "somebody", how: "file" };
  return kind === "absent" || kind === "ours"
    ? { writer: "simple-init", how: "file" }
    : { writer: "simple-init", how: "file", replaces: true };
}

function isThere(root: System, ...paths: readonly string[]): boolean {
  return paths.some((path) => root.lstat(path) !== undefined);
}

function isInstalled({ root, stack }: Signs): boolean {
  return isThere(root, ...stack.signs.programs);
}

/** Nobody hears of what the stack's files say: a resolver that runs is told by a file, else there is one for all programs. */
function withoutTaker(signs: Signs): DnsOwner {
  const { root, there } = signs;
  return there.kind === "link" && there.to === "systemd-resolved" && startsResolved(root)
    ? { writer: "systemd-resolved", how: "drop-in" }
    : ours(signs);
}

const UNIT = "systemd-resolved.service";

/** By what `systemctl enable` makes, of this version or an older one. */
const STARTS = [
  `/etc/systemd/system/sysinit.target.wants/${UNIT}`,
  `/etc/systemd/system/multi-user.target.wants/${UNIT}`,
  "/etc/systemd/system/dbus-org.freedesktop.resolve1.service",
  `/usr/lib/systemd/system/sysinit.target.wants/${UNIT}`,
];

/** It is enabled, its unit is there, and not masked. */
function startsResolved(root: System): boolean {
  const mask = `/etc/systemd/system/${UNIT}`;
  return STARTS.some((path) => root.stat(path) !== undefined) &&
    !(root.lstat(mask)?.kind === "symlink" && root.readLink(mask) === "/dev/null");
}

function byResolvedIfThere(signs: Signs): DnsOwner | undefined {
  if (signs.there.kind !== "link" && !isInstalled(signs)) return told("systemd-resolved");
  return startsResolved(signs.root)
    ? byResolved(signs)
    : isInstalled(signs)
    ? undefined
    : told("systemd-resolved");
}

/** What makes the link in the place of a file that is not there. */
const LINK_RULES = ["systemd-resolve.conf", "etc.conf"].map((name) => `/usr/lib/tmpfiles.d/${name}`);

/**
 * systemd-resolved, which runs. It reads a file of ours that programs read without it.
 */
function byResolved(signs: Signs): DnsOwner {
  const { root, there } = signs;
  if (there.kind === "link" && there.to === "systemd-resolved") return told("systemd-resolved");
  if (there.kind === "somebodys") return { writer: "somebody", how: "stack" };
  const isLinked = there.kind === "absent" &&
    LINK_RULES.some((path) => (root.readText(path) ?? "").includes(` ${RESOLV_CONF} `));
  return isLinked ? told("systemd-resolved") : ours(signs);
}

const RESOLVCONFS = ["/sbin/resolvconf", "/usr/sbin/resolvconf"];

/** Debian's resolvconf has it, openresolv has not. */
const ONLY_LINKED = "/lib/resolvconf/list-records";

/**
 * resolvconf or openresolv. systemd's program of that name takes nothing from ifupdown's hooks. Debian's writes a file that
 * `/etc/resolv.conf` has to be a link to, openresolv `/etc/resolv.conf` itself.
 */
function byResolvconf(signs: Signs): DnsOwner | undefined {
  const { root, there } = signs;
  const program = RESOLVCONFS.find((path) => root.lstat(path) !== undefined);
  if (program === undefined || isResolvectl(root, program)) return undefined;
  if (there.kind === "link") return there.to === "resolvconf" ? told("resolvconf") : undefined;
  if (!isThere(root, ONLY_LINKED)) return told("resolvconf");
  return there.kind === "somebodys" ? { writer: "somebody", how: "stack" } : ours(signs);
}

function isResolvectl(root: System, program: string): boolean {
  return root.lstat(program)?.kind === "symlink" && root.readLink(program).endsWith("/resolvectl");
}

/**
 * It writes its own file for a link to it, whatever it is told, and by default replaces any plain file; other links it leaves alone. A
 * file of ours in the place of one that nobody fills is as good as a plain file.
 */
function byNetworkManager(signs: Signs): DnsOwner | undefined {
  const { root, there } = signs;
  const { dns, rcManager, global } = parts.networkManager().networkManagerDns(root);
  if (global !== undefined) return { writer: "somebody", how: "none", file: global.file };
  if (there.kind === "link") {
    if (there.to === "NetworkManager") return told("NetworkManager");
    if (there.to === "systemd-resolved" && startsResolved(root)) return told("systemd-resolved");
  }
  if (dns?.value === "none" || rcManager?.value === "unmanaged") {
    // Who switched it off may have gone on with the file that it had left.
    const isTakenOver = there.kind === "generated" && there.by === "NetworkManager";
    return isTakenOver ? { writer: "somebody", how: "file" } : undefined;
  }
  if (dns?.value === "systemd-resolved") return byResolvedAlone(signs, dns.file, rcManager?.value);
  if (there.kind === "link" && isThere(root, `/sbin/${there.to}`, `/usr/sbin/${there.to}`)) {
    // It runs the program that the link is of.
    return told("NetworkManager");
  }
  if (there.kind === "somebodys" && isLink(root)) return { writer: "somebody", how: "file" };
  return isStandIn(signs) ? undefined : told("NetworkManager");
}

function isLink(root: System): boolean {
  return root.lstat(RESOLV_CONF)?.kind === "symlink";
}

/** It then leaves `/etc/resolv.conf` alone, unless it is told how to write that: with the address of the one that is told. */
function byResolvedAlone(signs: Signs, file: string, rcManager = "auto"): DnsOwner | undefined {
  if (startsResolved(signs.root)) return byResolved(signs);
  return rcManager === "auto" ? undefined : { writer: "nobody", how: "none", file };
}

/** Scripts that write through a link, which does nothing where its directory is not there yet. */
function byScripts(signs: Signs, writer: "ifup" | "netifrc"): DnsOwner | undefined {
  return isStandIn(signs) ? undefined : told(writer);
}

/** A link that nobody fills, or the file of ours in its place, which stays until somebody else writes it. */
function isStandIn(signs: Signs): boolean {
  return (signs.there.kind === "link" || signs.there.kind === "ours") && isInstalled(signs);
}
