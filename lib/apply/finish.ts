/**
 * What the machine itself needs after its files have changed.
 *
 * @module
 */
import { type Problem, problemIn, quote } from "../problem.ts";
import type { StackCode } from "../stacks/stack.ts";
import type { System } from "../system/system.ts";
import type { Change } from "./change.ts";

/**
 * Has the stack's own program run, unless it is about one interface (`only`) of a machine that runs: then whoever
 * has the stack take up the interface does that too.
 */
export function finish(
  system: System,
  { afterChange }: StackCode,
  done: readonly Change[],
  only: string | undefined,
): Problem[] {
  restoreLabels(system, done);
  const changed = done.some(({ purpose }) => purpose === "network");
  if (afterChange === undefined || !changed || only !== undefined) return [];
  const command = afterChange((path) => system.stat(path) !== undefined);
  const { code, stderr } = system.run(command);
  if (code === 0) return [];
  const message = `it failed with status ${code} (${quote(stderr.split("\n", 1)[0])})`;
  return [problemIn(command.join(" "), message, "run it by hand")];
}

const RESTORECON = ["/usr/sbin/restorecon", "/sbin/restorecon"];

/** Gives the changed files the labels that SELinux's policy has for them, where SELinux is on. */
function restoreLabels(system: System, done: readonly Change[]): void {
  const paths = done.filter(({ kind }) => !kind.startsWith("remove") && kind !== "set kernel host name")
    .map(({ path }) => path);
  if (paths.length === 0 || system.stat("/sys/fs/selinux/enforce") === undefined) return;
  const program = RESTORECON.find((path) => system.stat(path) !== undefined);
  if (program !== undefined) system.run([program, ...paths]);
}
