/**
 * The facts about a target's root that a rendering depends on, and the devices that an operator configures there.
 *
 * @module
 */
import { basename, dirname } from "@std/path";
import { isGenerated } from "./apply/generated.ts";
import { ownership } from "./apply/marker.ts";
import { type OwnFile, ownFiles } from "./apply/network_files.ts";
import { unlessUnreadable } from "./apply/unreadable.ts";
import { findDnsOwner } from "./dns/owner.ts";
import type { Problem } from "./problem.ts";
import type { FileClaim } from "./resolve/claims.ts";
import type { RenderTarget, Stack } from "./stacks/stack.ts";
import type { System } from "./system/system.ts";

/**
 * A file that cannot be read is as if it were not there; whoever wants to write it, reports it.
 *
 * @param hasNames whether the network has name servers or search domains
 */
export function inspectTarget(system: System, stack: Stack, hasNames: boolean): RenderTarget {
  const look = <T>(path: string, body: () => T | undefined) => unlessUnreadable(path, body, () => undefined);
  const text = (path: string) => look(path, () => foreignText(system, path));
  const dns = hasNames ? look("/etc", () => findDnsOwner(system, stack)) : undefined;
  return {
    foreignInterfaces: stack.dependsOn === undefined ? undefined : text(stack.dependsOn),
    hasResolvconf: dns?.writer === "resolvconf",
    dns,
    ...stack.code().inspect?.(system),
  };
}

function foreignText(system: System, path: string): string | undefined {
  const text = system.lstat(path)?.kind === "file" ? system.readText(path) : undefined;
  return text !== undefined && ownership(path, text) !== "ours" ? text : undefined;
}

export interface FoundClaims {
  /** What files of the stack say about devices that this program did not write. */
  readonly claims: readonly FileClaim[];
  readonly problems: readonly Problem[];
}

/**
 * A link's own file that was edited is not: the files of what stands on it and under it are needed beside it, and stay
 * this program's. It is left alone when it would be written.
 */
function isAnOperators({ path, text }: OwnFile, { owned }: Stack): boolean {
  if (isGenerated(path, text)) return false;
  const owner = ownership(path, text);
  if (owner !== "edited") return owner === "foreign";
  return !owned.some(({ directory, pattern }) => dirname(path) === directory && pattern.test(basename(path)));
}

/** What an operator configures. What cannot be read is a problem, and claims nothing. */
export function findClaims(system: System, stack: Stack): FoundClaims {
  const { claims: claimsOf } = stack.code();
  const { files, problems } = ownFiles(system, stack.foreign);
  const claims = files
    .filter((file) => isAnOperators(file, stack))
    .flatMap(({ path, text }) => claimsOf(text, basename(path)).map((claim) => ({ ...claim, file: path })));
  return { claims, problems };
}
