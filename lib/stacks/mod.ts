/**
 * The table of renderers.
 *
 * @module
 */
import { ifupdown } from "./ifupdown/mod.ts";
import { netifrc } from "./netifrc/mod.ts";
import { netplan } from "./netplan/mod.ts";
import { networkmanager } from "./networkmanager/mod.ts";
import { networkScripts } from "./network_scripts/mod.ts";
import { networkd } from "./networkd/mod.ts";
import type { Stack, StackName } from "./stack.ts";
import { wicked } from "./wicked/mod.ts";

/** All renderers, in the order in which a distribution that says nothing prefers them. */
export const STACKS: readonly Stack[] = [
  netplan,
  networkmanager,
  networkd,
  wicked,
  networkScripts,
  ifupdown,
  netifrc,
];

/** The renderer of a name, or undefined. */
export function findStack(name: string): Stack | undefined {
  return STACKS.find((renderer) => renderer.name === name);
}

export function stackOf(name: StackName): Stack {
  return findStack(name)!;
}
