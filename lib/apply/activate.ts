/**
 * Has the network stack that runs take up an interface that came after the boot.
 *
 * @module
 */
import { type Problem, problemIn, quote } from "../problem.ts";
import type { ActivationStep } from "../stacks/stack.ts";
import type { System } from "../system/system.ts";
import { unlessUnreadable } from "./unreadable.ts";

/** Takes all steps. One that fails is a problem, and keeps none of the others back. */
export function activate(system: System, steps: readonly ActivationStep[]): Problem[] {
  return steps.flatMap((step) => {
    if ("copyChanged" in step) return copyChanged(system, step.copyChanged, step.to);
    const problems = runCommand(system, step.run);
    return problems.length === 0 || step.otherwise === undefined
      ? problems
      : runCommand(system, step.otherwise);
  });
}

/** Runs a command. A problem where it cannot be started, or fails. */
export function runCommand(system: System, command: readonly string[]): Problem[] {
  const line = command.join(" ");
  const failed = (message: string) => [problemIn(line, message, "run it by hand", "command-failed")];
  return unlessUnreadable<Problem[]>(line, () => {
    const { code, stderr } = system.run(command);
    return code === 0 ? [] : failed(`it failed with status ${code} (${quote(stderr.split("\n", 1)[0])})`);
  }, ({ message }) => failed(message));
}

/** By cp(1), which keeps owners and modes. */
function copyChanged(system: System, from: string, to: string): Problem[] {
  return unlessUnreadable<Problem[]>(from, () => {
    const names = system.readDirectory(from) ?? [];
    const changed = names.filter((name) =>
      system.readText(`${from}/${name}`) !== system.readText(`${to}/${name}`)
    );
    return changed.flatMap((name) => runCommand(system, ["cp", "-p", `${from}/${name}`, `${to}/${name}`]));
  }, (problem) => [problem]);
}
