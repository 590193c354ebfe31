/**
 * The stack of a root: the one that was asked for, or the one that fits.
 *
 * @module
 */
import { unlessUnreadable } from "../apply/unreadable.ts";
import { type Distribution, parseOsRelease, readDistribution } from "../os_release.ts";
import type { Problem } from "../problem.ts";
import { type Choice, chooseStack } from "../stacks/choose.ts";
import { discoverStacks, hasSystemd } from "../stacks/discover.ts";
import type { StackName } from "../stacks/stack.ts";
import type { System } from "../system/system.ts";

export interface ChosenStack {
  readonly distribution: Distribution;
  readonly choice: Choice;
  readonly problems: readonly Problem[];
}

/** The root's distribution, and its stack unless one is asked for. */
export function chooseFor(system: System, wanted: StackName | "auto"): ChosenStack {
  const { distribution, problems } = distributionOf(system);
  const choice = wanted === "auto"
    ? chooseStack(distribution, discoverStacks(system), hasSystemd(system))
    : { stack: wanted, reason: "it was asked for" };
  return { distribution, choice, problems };
}

/** An unreadable os-release counts as an unknown distribution. */
function distributionOf(system: System): Pick<ChosenStack, "distribution" | "problems"> {
  return unlessUnreadable<ReturnType<typeof distributionOf>>(
    "/etc/os-release",
    () => ({ distribution: readDistribution(system), problems: [] }),
    (problem) => ({ distribution: parseOsRelease(""), problems: [problem] }),
  );
}
