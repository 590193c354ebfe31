/**
 * Every case, through every renderer, read back by the stack's own reader.
 *
 * @module
 */
import { join } from "@std/path";
import { withMarker } from "../../lib/apply/marker.ts";
import { parseArguments } from "../../lib/cli/arguments.ts";
import { makePlan } from "../../lib/plan/plan.ts";
import { hasDns, type NetworkConfig } from "../../lib/network.ts";
import { STACKS } from "../../lib/stacks/mod.ts";
import type { Rendering, RenderTarget, Stack } from "../../lib/stacks/stack.ts";
import { denoSystem } from "../../lib/system/deno.ts";
import { rootedSystem } from "../../lib/system/rooted.ts";
import { inspectTarget } from "../../lib/target.ts";
import { READERS } from "../readers/mod.ts";
import { filesToRead } from "../readers/resolvers.ts";
import { type Case, layBefore, readCases } from "../support/cases.ts";
import { runHere } from "../support/runner.ts";
import { writeFile } from "../support/trees.ts";
import { CONSUMERS, type Judged } from "./consumers.ts";

export interface Cell {
  readonly case: string;
  readonly renderer: string;
  /** `same`: all of the network is there. `less`: the target cannot express all, and it was said. `fails`: neither. */
  readonly verdict: "same" | "less" | "fails";
  /** What is missing, or what went wrong. */
  readonly reasons: readonly string[];
}

export function judgeAll(): Cell[] {
  return readCases().flatMap((test) => STACKS.map((renderer) => judgeCase(test, renderer)));
}

function judgeCase(test: Case, renderer: Stack): Cell {
  return withRendered(test, renderer, {}, (rendered) => judge(test.name, renderer, rendered));
}

/** A case as a stack renders it. */
export interface Rendered extends Judged {
  readonly rendering: Rendering;
  /** The network, as far as the target can be told of it. */
  readonly told: NetworkConfig;
}

/** Renders a case for the programs that a case's root says it has, or else for these `tools`. */
export function withRendered<T>(
  test: Case,
  renderer: Stack,
  tools: Partial<RenderTarget>,
  use: (rendered: Rendered) => T,
): T {
  const temporary = Deno.makeTempDirSync();
  try {
    const root = join(temporary, "root");
    const words = (
      command: string,
      args: readonly string[],
    ) => [command, "--root", root, "--renderer", renderer.name, ...args];
    layBefore(test, root, (args) => runHere(words("boot", args)));
    const { config } = makePlan(denoSystem, parseArguments(words("plan", test.args)).options).resolution;
    const found = inspectTarget(rootedSystem(denoSystem, root), renderer, config.links.some(hasDns));
    const target = { ...found, ...tools };
    return use(render(renderer, config, target, join(temporary, "tree")));
  } finally {
    Deno.removeSync(temporary, { recursive: true });
  }
}

function render(renderer: Stack, config: NetworkConfig, target: RenderTarget, tree: string): Rendered {
  const rendering = renderer.code().render(config, { ...target, foreignInterfaces: undefined });
  const written = new Map(rendering.files.map(({ path, contents }) => [path, withMarker(path, contents)]));
  const files = filesToRead(renderer.name, written);
  for (const { path, contents, mode } of rendering.files) {
    writeFile(tree + path, withMarker(path, contents), mode);
  }
  const told = target.hasResolvconf ? config : READERS[renderer.name].withoutResolvconf?.(config) ?? config;
  return { files, tree, config, rendering, told };
}

function judge(name: string, renderer: Stack, rendered: Rendered): Cell {
  const { complaints, files } = CONSUMERS[renderer.name].consume(rendered);
  const faults = [...complaints, ...readBack(renderer, files, rendered.told)];
  const missing = rendered.rendering.problems.filter(({ severity }) => severity === "problem").map((
    { message },
  ) => message);
  const verdict = faults.length > 0 ? "fails" : missing.length > 0 ? "less" : "same";
  return { case: name, renderer: renderer.name, verdict, reasons: faults.length > 0 ? faults : missing };
}

export function readBack(
  renderer: Stack,
  files: ReadonlyMap<string, string>,
  config: NetworkConfig,
): string[] {
  const { read, comparable } = READERS[renderer.name];
  const show = (network: NetworkConfig) => Deno.inspect(comparable(network), { depth: 20, sorted: true });
  try {
    return show(read(files)) === show(config) ? [] : ["what was read back is another network"];
  } catch (error) {
    return [`it cannot be read back: ${error}`];
  }
}
