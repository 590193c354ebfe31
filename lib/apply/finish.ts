/**
 * What the machine itself needs after its files have changed.
 *
 * @module
 */
import { DROP_IN } from "../dns/paths.ts";
import type { Problem } from "../problem.ts";
import type { StackCode } from "../stacks/stack.ts";
import type { System } from "../system/system.ts";
import { runCommand } from "./activate.ts";
import type { Change } from "./change.ts";

/**
 * Runs the stack's own command, except for a hot-plugged interface (`only`), where the hook `activate` does it.
 */
export function finish(
  system: System,
  { afterChange }: StackCode,
  done: readonly Change[],
  only: string | undefined,
): Problem[] {
  restoreLabels(system, done);
  // It reads its files when it starts, which may have been before.
  const restarted = done.some(({ path }) => path === DROP_IN) ? runCommand(system, RESTART_RESOLVED) : [];
  const changed = done.some(({ purpose }) => purpose === "network");
  if (afterChange === undefined || !changed || only !== undefined) return restarted;
  return [...restarted, ...runCommand(system, afterChange((path) => system.stat(path) !== undefined))];
}

/** Nobody waits for it, and it is left stopped where it is. */
const RESTART_RESOLVED = ["systemctl", "--no-block", "try-restart", "systemd-resolved.service"];

const RESTORECON = ["/usr/sbin/restorecon", "/sbin/restorecon"];

/** Gives the changed files the labels that SELinux's policy has for them, where SELinux is on. */
function restoreLabels(system: System, done: readonly Change[]): void {
  const paths = done.filter(({ kind }) => !kind.startsWith("remove") && kind !== "set kernel host name")
    .map(({ path }) => path);
  if (paths.length === 0 || system.stat("/sys/fs/selinux/enforce") === undefined) return;
  const program = RESTORECON.find((path) => system.stat(path) !== undefined);
  if (program !== undefined) system.run([program, ...paths]);
}
