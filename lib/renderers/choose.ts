/**
 * Which network stack of a machine shall be configured.
 *
 * @module
 */
import type { Distribution } from "../os_release.ts";
import type { StackState } from "../stacks.ts";
import { RENDERERS } from "./mod.ts";
import type { RendererName } from "./renderer.ts";

export interface Choice {
  readonly renderer: RendererName;
  /** Why, as the end of a sentence that begins with "chosen because". */
  readonly reason: string;
}

/** The stack that a distribution brings with it, by the nearest name of its family. */
const OWN_STACKS: Readonly<Record<string, RendererName>> = {
  alpine: "ifupdown",
  arch: "networkd",
  debian: "ifupdown",
  fedora: "networkmanager",
  flatcar: "networkd",
  rhel: "networkmanager",
  suse: "networkmanager",
  ubuntu: "ifupdown",
};

/**
 * The distribution's own stack where it is enabled, else any that is enabled, else any that is installed, else the
 * distribution's own.
 */
export function chooseRenderer(
  { id, family }: Distribution,
  stacks: Readonly<Record<RendererName, StackState>>,
): Choice {
  const own = family.flatMap((name) => Object.hasOwn(OWN_STACKS, name) ? OWN_STACKS[name]! : [])[0];
  const order = [...(own === undefined ? [] : [own]), ...RENDERERS.map(({ name }) => name)];
  for (const state of ["enabled", "installed"] as const) {
    const renderer = order.find((name) => stacks[name] === state);
    if (renderer !== undefined) {
      const whose = renderer === own ? `, and the one that ${id} brings with it` : "";
      return { renderer, reason: `it is ${state}${whose}` };
    }
  }
  return own === undefined
    ? { renderer: "networkd", reason: `no network stack is installed, and none is known for ${id}` }
    : { renderer: own, reason: `no network stack is installed, and ${id} brings it with it` };
}
