/**
 * systemd-resolved, which runs, beside whatever is at `/etc/resolv.conf`.
 *
 * @module
 */
import type { DnsOwner } from "../stacks/stack.ts";
import { RESOLV_CONF } from "./paths.ts";
import type { Signs } from "./signs.ts";

/** What makes the link in the place of a file that is not there. */
const LINK_RULES = ["systemd-resolve.conf", "etc.conf"].map((name) => `/usr/lib/tmpfiles.d/${name}`);

/** It reads a file of ours that programs read without it. A link to its own file is not asked about here. */
export function byResolved(signs: Signs): DnsOwner {
  const { root, there } = signs;
  if (there.kind === "somebodys") return { writer: "somebody", how: "stack" };
  const isLinked = there.kind === "absent" &&
    LINK_RULES.some((path) => (root.readText(path) ?? "").includes(` ${RESOLV_CONF} `));
  return isLinked ? { writer: "systemd-resolved", how: "stack" } : signs.ours();
}
