/**
 * Which network stacks a root has installed, and which of them start at boot.
 *
 * @module
 */
import { STACKS } from "./mod.ts";
import type { StackName, StackSigns } from "./stack.ts";
import type { System } from "../system/system.ts";

/** `enabled`: something starts it at boot. `installed`: its program is there. */
export type StackState = "enabled" | "installed" | "absent";

/** The state of each stack below the system's root. */
export function discoverStacks(system: System): Readonly<Record<StackName, StackState>> {
  const there = (path: string) => system.lstat(path) !== undefined;
  const state = ({ programs, enabled }: StackSigns): StackState =>
    !programs.some(there) ? "absent" : enabled.some(there) ? "enabled" : "installed";
  const states = STACKS.map(({ name, signs }) => [name, state(signs)]);
  return Object.fromEntries(states) as Record<StackName, StackState>;
}

/** Whether systemd is what the root boots with. */
export function hasSystemd(system: System): boolean {
  return ["/usr/lib/systemd/systemd", "/lib/systemd/systemd"].some((path) =>
    system.lstat(path) !== undefined
  );
}
