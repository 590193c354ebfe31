/**
 * A root file system that is on the network, as a boot asks for it: nearly all machines have none.
 *
 * @module
 */
import type { NetworkInterface } from "../interfaces.ts";
import { hasDns, isKeptUp, type NetworkConfig } from "../network.ts";
import type { NetworkRoot } from "../network_root/discover.ts";
import { doubtfulRoot } from "../network_root/mount.ts";
import * as parts from "../parts.ts";
import type { RenderTarget, Stack } from "../stacks/stack.ts";
import type { System } from "../system/system.ts";
import { inspectTarget } from "../target.ts";

/** Undefined: the root is not on the network. */
export function networkRootOf(
  system: System,
  interfaces: readonly NetworkInterface[],
): NetworkRoot | undefined {
  const line = doubtfulRoot(system);
  return line === undefined ? undefined : parts.networkRoot().findNetworkRoot(system, line, interfaces);
}

/** The facts about the target, with what is only asked for where a link leads to the root. */
export function targetFor(system: System, stack: Stack, { links }: NetworkConfig): RenderTarget {
  const target = inspectTarget(system, stack, links.some(hasDns));
  return links.some(isKeptUp) ? { ...target, systemd: parts.networkRoot().systemdVersion(system) } : target;
}
