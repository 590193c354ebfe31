/**
 * Which network stack an image will configure when it boots.
 *
 * @module
 */
import { readDistribution } from "../os_release.ts";
import { type Choice, chooseStack } from "../stacks/choose.ts";
import type { StackName } from "../stacks/stack.ts";
import { discoverStacks, hasSystemd } from "../stacks/discover.ts";
import type { System } from "../system/system.ts";
import type { Build } from "./build.ts";
import { BuildError } from "./build_error.ts";

/** The stack, and why. Throws {@link BuildError} where the image has none that the build allows. */
export function chooseImageStack(system: System, { stack }: Build): Choice {
  if (stack !== "auto" && stack !== "legacy") return { stack, reason: "the build asks for it" };
  const stacks = discoverStacks(system);
  const allowed = stack === "auto" ? stacks : { ...stacks, networkmanager: "absent" as const };
  const distribution = readDistribution(system);
  const choice = chooseStack(distribution, allowed, hasSystemd(system));
  if (stack === "auto" || choice.stack !== "networkmanager") return choice;
  throw new BuildError(
    `DIB_SIMPLE_INIT_NETWORKMANAGER is 0, but ${distribution.id} ${distribution.version} has no other network stack ` +
      "in this image; set it to 1, or add the packages of another stack.",
  );
}

/**
 * What the settings have to say about it: nothing where a machine would find the same by itself, so that it also
 * follows what an operator enables later.
 */
export function settledStack(system: System, build: Build): StackName | undefined {
  if (build.stack === "auto") return undefined;
  const { stack } = chooseImageStack(system, build);
  const canDiffer = build.stack !== "legacy" ||
    discoverStacks(system).networkmanager !== "absent";
  return canDiffer ? stack : undefined;
}
