/**
 * The table of hooks, for one program that is all of them: `simple-init hook NAME`.
 *
 * @module
 */
import type { ExitStatus, Hook } from "../lib/hook.ts";
import type { Terminal } from "../lib/system/terminal.ts";
import type { System } from "../lib/system/system.ts";
import { hook as activate } from "./activate.ts";
import { hook as check } from "./check.ts";
import { hook as checkAtTheEnd } from "./finalise.d/95-simple-init-check.ts";
import { hook as glean } from "./glean.ts";
import { hook as lateDrive } from "./late-drive.ts";
import { hook as prepare } from "./install.d/50-simple-init.ts";
import { hook as removeInterfaces } from "./install.d/60-simple-init-remove-interfaces.ts";
import { hook as enable } from "./post-install.d/80-simple-init.ts";

/** The hooks by their paths below `hooks/`, without the suffix. */
export const HOOKS: Readonly<Record<string, Hook>> = {
  "install.d/50-simple-init": prepare,
  "install.d/60-simple-init-remove-interfaces": removeInterfaces,
  "post-install.d/80-simple-init": enable,
  "finalise.d/95-simple-init-check": checkAtTheEnd,
  check,
  glean,
  activate,
  "late-drive": lateDrive,
};

/** Runs the hook that the first word names with the words behind it. */
export function runHook(
  system: System,
  terminal: Terminal,
  [name = "", ...words]: readonly string[],
): ExitStatus {
  const hook = Object.hasOwn(HOOKS, name) ? HOOKS[name] : undefined;
  if (hook !== undefined) return hook(system, terminal, words);
  const what = name === "" ? "A hook's name is missing" : `There is no hook "${name}"`;
  terminal.err(`simple-init: ${what}; use one of ${Object.keys(HOOKS).join(", ")}.`);
  return 2;
}
