/**
 * The table of renderers.
 *
 * @module
 */
import { ifupdown } from "./ifupdown.ts";
import { netifrc } from "./netifrc.ts";
import { netplan } from "./netplan.ts";
import { networkManager } from "./network_manager.ts";
import { networkScripts } from "./network_scripts.ts";
import { networkd } from "./networkd.ts";
import type { Renderer, RendererName } from "./renderer.ts";
import { wicked } from "./wicked.ts";

/** All renderers, in the order in which a distribution that says nothing prefers them. */
export const RENDERERS: readonly Renderer[] = [
  netplan,
  networkManager,
  networkd,
  wicked,
  networkScripts,
  ifupdown,
  netifrc,
];

/** The renderer of a name, or undefined. */
export function findRenderer(name: string): Renderer | undefined {
  return RENDERERS.find((renderer) => renderer.name === name);
}

export function rendererOf(name: RendererName): Renderer {
  return findRenderer(name)!;
}
