/**
 * resolvconf or openresolv. systemd's program of that name takes nothing from ifupdown's hooks.
 *
 * @module
 */
import type { DnsOwner } from "../stacks/stack.ts";
import type { System } from "../system/system.ts";
import type { Signs } from "./signs.ts";

const PROGRAMS = ["/sbin/resolvconf", "/usr/sbin/resolvconf"];

/** Debian's resolvconf has it, openresolv has not. */
const ONLY_LINKED = "/lib/resolvconf/list-records";

/** Debian's writes a file that `/etc/resolv.conf` has to be a link to, openresolv `/etc/resolv.conf` itself. */
export function byResolvconf(signs: Signs): DnsOwner | undefined {
  const { root, there } = signs;
  const program = PROGRAMS.find((path) => root.lstat(path) !== undefined);
  if (program === undefined || isResolvectl(root, program)) return undefined;
  if (there.kind === "link") {
    return there.to === "resolvconf" ? { writer: "resolvconf", how: "stack" } : undefined;
  }
  if (!signs.isThere(ONLY_LINKED)) return { writer: "resolvconf", how: "stack" };
  return there.kind === "somebodys" ? { writer: "somebody", how: "stack" } : signs.ours();
}

function isResolvectl(root: System, program: string): boolean {
  return root.lstat(program)?.kind === "symlink" && root.readLink(program).endsWith("/resolvectl");
}
