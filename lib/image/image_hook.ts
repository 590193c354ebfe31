/**
 * A hook of an image's build: it plans changes to the image's root, and makes them.
 *
 * @module
 */
import { runCommand } from "../apply/activate.ts";
import { applyChanges } from "../apply/apply.ts";
import type { Change } from "../apply/change.ts";
import { describeChange } from "../cli/describe_change.ts";
import { hasProblem, printProblems } from "../cli/terminal.ts";
import type { Terminal } from "../system/terminal.ts";
import { type Problem, quote } from "../problem.ts";
import { type System, SystemError } from "../system/system.ts";
import { BuildError } from "./build_error.ts";

export interface ImagePlan {
  readonly changes: readonly Change[];
  readonly problems: readonly Problem[];
  /** What to run in the image's own root once links have changed. Below another root nothing is run. */
  readonly afterLinks?: readonly (readonly string[])[];
}

export interface ImageHook {
  /** Its path below `hooks/`, without the suffix. */
  readonly name: string;
  /** One line for `--help`. */
  readonly summary: string;
  /** What has to change in the image. Reads only. Throws {@link BuildError}. */
  plan(image: System): ImagePlan;
}

/** The hook as a program: one line for each change, exit status 0, or 1 with a sentence for what went wrong. */
export function imageHook(
  hook: ImageHook,
): (system: System, terminal: Terminal, words: readonly string[]) => 0 | 1 | 2 {
  return (system, terminal, words) => {
    try {
      const { root, help } = parseWords(words);
      if (help) return printHelp(terminal, hook);
      if (system.stat(root)?.kind !== "directory") {
        throw new BuildError(`There is no directory ${quote(root)}; name the image's root with --root=DIR.`);
      }
      return run(hook, system.rooted(root), root, terminal);
    } catch (error) {
      if (!(error instanceof BuildError || error instanceof SystemError)) throw error;
      terminal.err(`simple-init: ${hook.name}: ${error.message}`);
      return error instanceof BuildError ? error.status : 1;
    }
  };
}

function run(hook: ImageHook, image: System, root: string, terminal: Terminal): 0 | 1 {
  const plan = hook.plan(image);
  const { done, problems } = applyChanges(image, plan.changes);
  for (const change of done) terminal.out(describeChange(change));
  const linked = done.some(({ kind }) => kind === "make link");
  const commands = root === "/" && linked ? plan.afterLinks ?? [] : [];
  const all = [...plan.problems, ...problems, ...commands.flatMap((command) => runCommand(image, command))];
  printProblems(terminal, all, true);
  return hasProblem(all) ? 1 : 0;
}

function parseWords(words: readonly string[]): { readonly root: string; readonly help: boolean } {
  const [first = "", second, ...rest] = words;
  if (first === "--help") return { root: "/", help: true };
  if (first.startsWith("--root=") && second === undefined) return { root: first.slice(7), help: false };
  if (first === "--root" && second !== undefined && rest.length === 0) return { root: second, help: false };
  if (words.length === 0) return { root: "/", help: false };
  throw new BuildError(`${quote(words.join(" "))} is not what it takes; use --root=DIR, or nothing.`, 2);
}

function printHelp(terminal: Terminal, { name, summary }: ImageHook): 0 {
  terminal.out(`${name}: ${summary}`);
  terminal.out("");
  terminal.out("  --root DIR  the image's root (default /); below another one nothing is run");
  return 0;
}
