/**
 * What the tests of NetworkManager's keyfiles ask of a rendering.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Link, NetworkConfig } from "../../../lib/network.ts";
import { formatProblem, type Problem } from "../../../lib/problem.ts";
import * as networkmanager from "../../../lib/stacks/networkmanager/mod.ts";
import type { Rendering } from "../../../lib/stacks/stack.ts";
import { comparable, readNetworkManager } from "../../readers/networkmanager.ts";

export function render(config: NetworkConfig): Rendering {
  return networkmanager.render(config);
}

/** The profile of a link on its own. */
export function text(link: Link): string {
  return render({ links: [link] }).files[0]!.contents;
}

/** The lines of one section of a link's profile. */
export function section(link: Link, name: string): string[] {
  const found = text(link).split("\n\n").find((part) => part.startsWith(`[${name}]\n`));
  return found?.trimEnd().split("\n").slice(1) ?? [];
}

/** What is said of every link of a kind, of which other tests have the rows: anew_test, and the cases with a root on the network. */
export function isOfKind({ code }: Problem): boolean {
  return code === "stack-addresses-anew" || code.startsWith("stack-root-");
}

/** Sentences without the file that they begin with. */
export function problems(...links: Link[]): string[] {
  return render({ links }).problems.filter((problem) => !isOfKind(problem)).map((problem) => {
    assert.equal(problem.severity, "problem");
    return formatProblem(problem).replace(/^.*\.nmconnection: /, "");
  });
}

export function roundTrip(config: NetworkConfig): void {
  const files = new Map(render(config).files.map(({ path, contents }) => [path, contents]));
  assert.deepEqual(comparable(readNetworkManager(files)), comparable(config));
}
