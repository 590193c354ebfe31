/**
 * What the tests of wicked's files ask of a rendering.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Link, NetworkConfig } from "../../../lib/network.ts";
import { formatProblem } from "../../../lib/problem.ts";
import type { Rendering, RenderTarget } from "../../../lib/stacks/stack.ts";
import * as wicked from "../../../lib/stacks/wicked/mod.ts";
import { comparable, readWicked } from "../../readers/wicked.ts";

export const DIRECTORY = "/etc/sysconfig/network";
export const TARGET: RenderTarget = {
  foreignInterfaces: undefined,
  hasResolvconf: false,
};

export function render(config: NetworkConfig): Rendering {
  return wicked.render(config, TARGET);
}

/** The files of links, contents by name. */
export function texts(...links: Link[]): Record<string, string> {
  const files = render({ links }).files.map((
    { path, contents },
  ) => [path.slice(path.lastIndexOf("/") + 1), contents]);
  return Object.fromEntries(files);
}

export function problems(...links: Link[]): string[] {
  return render({ links }).problems.map((problem) => `${problem.severity}: ${formatProblem(problem)}`);
}

export function roundTrip(config: NetworkConfig): void {
  const files = new Map(render(config).files.map(({ path, contents }) => [path, contents]));
  assert.deepEqual(comparable(readWicked(files)), comparable(config));
}
