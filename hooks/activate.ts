/**
 * Has the network stack that runs take up an interface that came after the boot, when its files have been written. The unit
 * simple-init@.service calls it, outside of the unit's sandbox.
 *
 * @module
 */
import { activate } from "../lib/apply/activate.ts";
import { parseArguments, readSettings } from "../lib/cli/arguments.ts";
import { hasProblem, printProblems } from "../lib/cli/terminal.ts";
import { isPlainDeviceName } from "../lib/device_name.ts";
import type { ExitStatus } from "../lib/hook.ts";
import { discoverInterfaces } from "../lib/interfaces.ts";
import { networkRootOf } from "../lib/plan/root.ts";
import { chooseFor } from "../lib/plan/stack.ts";
import { quote } from "../lib/problem.ts";
import { stackOf } from "../lib/stacks/mod.ts";
import { start } from "../lib/system/runtime.ts";
import type { System } from "../lib/system/system.ts";
import type { Terminal } from "../lib/system/terminal.ts";

export function hook(system: System, terminal: Terminal, words: readonly string[]): ExitStatus {
  const [name = "", ...others] = words;
  if (!isPlainDeviceName(name) || others.length > 0) {
    terminal.err(`simple-init: activate: ${quote(words.join(" "))} is not the name of an interface.`);
    return 2;
  }
  const settings = readSettings(system);
  const { renderer } = parseArguments([], settings.values).options;
  const root = networkRootOf(system, discoverInterfaces(system));
  // It is up, or nothing of this would run, and a stack that took it up anew might take it down first.
  if (root !== undefined && [...root.cards, ...root.ports].includes(name)) return 0;
  const { choice } = chooseFor(system, renderer);
  const problems = activate(system, stackOf(choice.stack).code().activate(name));
  printProblems(terminal, problems, true);
  return hasProblem(problems) ? 1 : 0;
}

if (import.meta.main) start(hook);
