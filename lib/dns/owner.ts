/**
 * Who writes `/etc/resolv.conf` on a target, and how the name servers of the drive get there: told by signs in the root,
 * which are read only where the drive has name servers.
 *
 * A root without the stack's own program tells nothing: there the stack's files are taken for enough.
 *
 * @module
 */
import type { NetworkConfig } from "../network.ts";
import type { Problem } from "../problem.ts";
import type { DnsOwner, DnsTaker, StackFacts } from "../stacks/stack.ts";
import type { System } from "../system/system.ts";
import * as parts from "./parts.ts";
import { byResolvconf } from "./resolvconf.ts";
import { Signs } from "./signs.ts";
import { standing } from "./standing.ts";

/** The first that takes name servers from the stack's files, or this program in its place. */
export function findDnsOwner(root: System, stack: StackFacts): DnsOwner {
  const signs = new Signs(root, stack, standing(root));
  for (const taker of stack.dnsTakers) {
    const owner = TAKERS[taker](signs);
    if (owner !== undefined) return owner;
  }
  return withoutTaker(signs);
}

/** What keeps the drive's name servers from programs. A file in the place of ours is not named here: who wants to write it does. */
export function dnsProblems(config: NetworkConfig, owner: DnsOwner): Problem[] {
  const { writer, how } = owner;
  const isBeside = how === "none" || (how === "stack" && writer === "somebody");
  return isBeside ? parts.problems().problemsOf(config, owner) : [];
}

/** Each says what comes of it; undefined where it takes nothing. */
const TAKERS: Readonly<Record<DnsTaker, (signs: Signs) => DnsOwner | undefined>> = {
  "systemd-resolved": byResolved,
  resolvconf: byResolvconf,
  NetworkManager: (signs) => parts.networkManager().byNetworkManager(signs),
  ifup: (signs) => byScripts(signs, "ifup"),
  netifrc: (signs) => byScripts(signs, "netifrc"),
};

/** The link to systemd-resolved's file, and a start of it, are all that most targets have. */
function byResolved(signs: Signs): DnsOwner | undefined {
  const isLinked = signs.isLinkTo("systemd-resolved");
  if (isLinked && signs.startsResolved()) return { writer: "systemd-resolved", how: "stack" };
  if (!signs.isInstalled()) return { writer: "systemd-resolved", how: "stack" };
  return !isLinked && signs.startsResolved() ? parts.resolved().byResolved(signs) : undefined;
}

/** Scripts that write through a link, which does nothing where its directory is not there yet. */
function byScripts(signs: Signs, writer: "ifup" | "netifrc"): DnsOwner | undefined {
  return signs.isStandIn() ? undefined : { writer, how: "stack" };
}

/** Nobody hears of what the stack's files say: a resolver that runs is told by a file, else there is one for all programs. */
function withoutTaker(signs: Signs): DnsOwner {
  return signs.isLinkTo("systemd-resolved") && signs.startsResolved()
    ? { writer: "systemd-resolved", how: "drop-in" }
    : signs.ours();
}
