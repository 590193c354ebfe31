/**
 * The program: from the words of a command line to an exit status.
 *
 * @module
 */
import { parseDrive } from "../config_drive/drive.ts";
import type { OnWait } from "../config_drive/policy.ts";
import { openDrive } from "../config_drive/open.ts";
import { BusyError, configure, sealMachine } from "../configure.ts";
import { driveLocation, makePlan } from "../plan/plan.ts";
import { type System, SystemError } from "../system/system.ts";
import { VERSION } from "../version.ts";
import { type Arguments, parseArguments, readSettings, SETTINGS_FILE, UsageError } from "./arguments.ts";
import { describeChange } from "./describe_change.ts";
import * as parts from "./parts.ts";
import type { ExitStatus } from "../hook.ts";
import type { Terminal } from "../system/terminal.ts";
import { hasProblem, printProblems } from "./terminal.ts";
import type { Validation } from "./validate.ts";

/** A reason not to begin. The message is one sentence. */
class RefusalError extends Error {
  override readonly name = "RefusalError";
}

type Command = (system: System, terminal: Terminal, args: Arguments) => ExitStatus;

const COMMANDS: Readonly<Record<string, Command>> = { boot, plan, validate, seal, version, help };

/** Runs one command. Prints what it has to say, throws nothing that a person or a drive can cause. */
export function main(system: System, terminal: Terminal, words: readonly string[]): ExitStatus {
  try {
    const { args, faults } = readArguments(system, words);
    for (const fault of faults) terminal.err(`problem: ${fault}`);
    if (args.help) return help(system, terminal);
    const command = Object.hasOwn(COMMANDS, args.command) ? COMMANDS[args.command] : undefined;
    if (command !== undefined) return command(system, terminal, args) || (faults.length > 0 ? 1 : 0);
    throw new UsageError(
      args.command === ""
        ? "A command is missing; simple-init --help lists them."
        : `There is no command "${args.command}"; simple-init --help lists them.`,
    );
  } catch (error) {
    return explain(terminal, error);
  }
}

function explain(terminal: Terminal, error: unknown): ExitStatus {
  if (error instanceof UsageError) {
    terminal.err(`simple-init: ${error.message}`);
    return 2;
  }
  if (error instanceof RefusalError || error instanceof BusyError || error instanceof SystemError) {
    terminal.err(`simple-init: ${error.message}`);
    return 1;
  }
  throw error;
}

/** On the machine itself, its settings file stands behind the command line. */
function readArguments(
  system: System,
  words: readonly string[],
): { readonly args: Arguments; readonly faults: readonly string[] } {
  const args = parseArguments(words);
  if (args.options.root !== "/" || (args.command !== "boot" && args.command !== "plan") || args.help) {
    return { args, faults: [] };
  }
  const settings = readSettings(system);
  return { args: parseArguments(words, settings.values), faults: settings.faults };
}

function checkRoot(system: System, { root }: Arguments["options"]): void {
  const status = system.stat(root);
  if (status === undefined) throw new RefusalError(`The root "${root}" does not exist.`);
  if (status.kind !== "directory") throw new RefusalError(`The root "${root}" is not a directory.`);
}

function noOperands({ command, operands: [first] }: Arguments): void {
  if (first !== undefined) {
    throw new UsageError(`The command ${command} takes no operand, but got "${first}".`);
  }
}

function boot(system: System, terminal: Terminal, args: Arguments): ExitStatus {
  noOperands(args);
  checkRoot(system, args.options);
  if (args.options.root === "/") checkMachine(system, args);
  const { plan, applied } = configure(system, args.options, sayTo(terminal));
  const problems = [...plan.problems, ...applied.problems];
  if (args.format === "json") terminal.out(parts.planJson().planJson(plan, problems, applied.done));
  else {
    if (args.volume === "verbose") parts.planText().printPlan(terminal, plan);
    else if (args.volume === "normal") {
      for (const change of applied.done) terminal.out(describeChange(change));
    }
    printProblems(terminal, problems, args.volume !== "quiet");
  }
  return hasProblem(problems) ? 1 : 0;
}

/** What cannot wait until a run is over, for whoever looks at the console. */
function sayTo(terminal: Terminal): OnWait {
  return (sentence) => terminal.err(`simple-init: ${sentence}`);
}

/** Nobody should lose a workstation's network by trying a command. */
function checkMachine(system: System, { thisMachine }: Arguments): void {
  if (!thisMachine && system.stat(SETTINGS_FILE) === undefined) {
    throw new RefusalError(
      `This machine was not prepared for simple-init (${SETTINGS_FILE} is missing), so nothing was changed; ` +
        "use --root DIR to try it on a directory, or --this-machine if this machine is meant.",
    );
  }
  const owner = system.stat("/proc/self")?.uid;
  if (owner !== undefined && owner !== 0) {
    throw new RefusalError("Only root can configure this machine; nothing was changed.");
  }
}

function plan(system: System, terminal: Terminal, args: Arguments): ExitStatus {
  noOperands(args);
  checkRoot(system, args.options);
  const made = makePlan(system, args.options, sayTo(terminal));
  if (args.format === "json") terminal.out(parts.planJson().planJson(made, made.problems));
  else {
    if (args.volume !== "quiet") parts.planText().printPlan(terminal, made);
    printProblems(terminal, made.problems, args.volume !== "quiet");
  }
  return hasProblem(made.problems) ? 1 : 0;
}

/** Makes a golden image of this machine, or of the tree below `--root`. */
function seal(system: System, terminal: Terminal, args: Arguments): ExitStatus {
  noOperands(args);
  checkRoot(system, args.options);
  if (args.options.root === "/") checkMachine(system, args);
  const { done, problems } = sealMachine(system, args.options.root);
  if (args.volume !== "quiet") { for (const change of done) terminal.out(describeChange(change)); }
  printProblems(terminal, problems, args.volume !== "quiet");
  return hasProblem(problems) ? 1 : 0;
}

function validate(system: System, terminal: Terminal, args: Arguments): ExitStatus {
  const [given = args.options.configDrive, extra] = args.operands;
  if (extra !== undefined) {
    throw new UsageError(`The command validate takes one path, but got "${extra}" as well.`);
  }
  if (given === undefined) checkRoot(system, args.options);
  const location = { ...driveLocation(args.options), given };
  const { texts, source, problems: ofSource } = openDrive(system, location, sayTo(terminal));
  const found = texts === undefined
    ? undefined
    : parts.validate().validateDrive(parseDrive(texts, () => undefined));
  const problems = [...ofSource, ...found?.problems ?? []];
  if (args.format === "json") {
    terminal.out(JSON.stringify({ configDrive: source ?? null, problems }, undefined, 2));
  } else {
    printProblems(terminal, problems, args.volume !== "quiet");
    if (found !== undefined && args.volume !== "quiet") terminal.out(summary(`${source}`, found));
    if (found === undefined && ofSource.length === 0) {
      terminal.err("simple-init: No config drive was found; name one, as in simple-init validate PATH.");
    }
  }
  return hasProblem(problems) || found === undefined ? 1 : 0;
}

function summary(source: string, { links, networks, problems }: Validation): string {
  const count = problems.filter(({ severity }) => severity === "problem").length;
  return `${source}: links: ${links}, networks: ${networks}, problems: ${count}`;
}

function version(_system: System, terminal: Terminal): ExitStatus {
  terminal.out(`simple-init ${VERSION}`);
  return 0;
}

function help(_system: System, terminal: Terminal): ExitStatus {
  terminal.out(parts.help().HELP);
  return 0;
}
