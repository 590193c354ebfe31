/**
 * Uses a config drive that came after simple-init.service had looked for it, as long as the boot goes on. The unit
 * simple-init-drive.service calls it.
 *
 * @module
 */
import { runCommand } from "../lib/apply/activate.ts";
import type { Change } from "../lib/apply/change.ts";
import { parseArguments, readSettings } from "../lib/cli/arguments.ts";
import { main } from "../lib/cli/main.ts";
import { hasProblem, printProblems } from "../lib/cli/terminal.ts";
import type { ExitStatus } from "../lib/hook.ts";
import { makePlan, type Plan } from "../lib/plan/plan.ts";
import { MOUNTS } from "../lib/network_root/mount.ts";
import { noteOn, type Problem, quote } from "../lib/problem.ts";
import { stackOf } from "../lib/stacks/mod.ts";
import { start } from "../lib/system/runtime.ts";
import type { System } from "../lib/system/system.ts";
import type { Terminal } from "../lib/system/terminal.ts";

/** What a boot ends with. */
const LAST = ["multi-user.target", "default.target"];

export function hook(system: System, terminal: Terminal, words: readonly string[]): ExitStatus {
  if (words.length > 0) {
    terminal.err(`simple-init: late-drive takes no words, but got ${quote(words.join(" "))}.`);
    return 2;
  }
  if (system.run(["systemctl", "is-active", "--quiet", ...LAST]).code === 0) return 0;
  const settings = readSettings(system);
  const plan = makePlan(system, { ...parseArguments([], settings.values).options, driveWait: 0 });
  const { before, after, problems: left } = aroundBoot(plan);
  const stopped = before.flatMap((command) => runCommand(system, command));
  const status = main(system, terminal, ["boot", "--drive-timeout=0"]);
  const problems = [...left, ...stopped, ...after.flatMap((command) => runCommand(system, command))];
  printProblems(terminal, problems, true);
  return status || (hasProblem(problems) ? 1 : 0);
}

export interface AroundBoot {
  readonly before: readonly string[][];
  readonly after: readonly string[][];
  readonly problems: readonly Problem[];
}

/** A stack that configures a link anew may first take its addresses away, also those that the root is reached by. */
const LEFT = noteOn(
  MOUNTS,
  "the config drive came late, and the root file system is on the network",
  "the network stack is not told; what it has read already counts until the next boot",
  "late-drive-not-told",
);

/**
 * What has the network stack take up the changed interfaces; nothing where the drive is not obeyed, for then a card that came
 * late has changed them, and its own unit takes it up. Each gets the unit of a card that came late, whose tools are
 * not held by the restrictions of this one. A stack without a daemon has to let go of interfaces before their files change.
 */
export function aroundBoot({ source, choice, resolution, changes }: Plan): AroundBoot {
  const links = changedLinks(changes, resolution.config.links.map(({ name }) => name));
  if (source === undefined || links.length === 0) return { before: [], after: [], problems: [] };
  if (resolution.root !== undefined) return { before: [], after: [], problems: [LEFT] };
  const { restarts } = stackOf(choice.stack).code();
  if (restarts !== undefined) {
    return {
      before: [["systemctl", "stop", restarts]],
      after: [["systemctl", "start", "--no-block", restarts]],
      problems: [],
    };
  }
  const units = links.map((name) => `simple-init@${name}.service`);
  return { before: [], after: [["systemctl", "start", "--no-block", ...units]], problems: [] };
}

/** A change that is about the machine, as that of its name servers, concerns all links. */
function changedLinks(changes: readonly Change[], all: readonly string[]): string[] {
  const files = changes.filter(({ purpose }) => purpose === "network");
  const names = files.map((change) => "link" in change ? change.link : undefined);
  return all.filter((name) => names.includes(name) || names.includes(undefined));
}

if (import.meta.main) start(hook);
