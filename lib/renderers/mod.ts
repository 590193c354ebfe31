/**
 * The table of renderers.
 *
 * @module
 */
import { ifupdown } from "./ifupdown.ts";
import { networkd } from "./networkd.ts";
import { networkManager } from "./network_manager.ts";
import type { Renderer, RendererName } from "./renderer.ts";

/** All renderers, in the order in which a distribution that says nothing prefers them. */
export const RENDERERS: readonly Renderer[] = [networkManager, networkd, ifupdown];

/** The renderer of a name, or undefined. */
export function findRenderer(name: string): Renderer | undefined {
  return RENDERERS.find((renderer) => renderer.name === name);
}

export function rendererOf(name: RendererName): Renderer {
  return findRenderer(name)!;
}
