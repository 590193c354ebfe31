import type { Change } from "../apply/change.ts";

/** `create /etc/hostname (0644)` */
export function describeChange(change: Change): string {
  if (change.kind === "set kernel host name") return `set the kernel's host name to ${change.after}`;
  if ("target" in change) return `${change.kind} ${change.path} -> ${change.target}`;
  const mode = change.kind === "remove" ? "" : ` (${change.mode.toString(8).padStart(4, "0")})`;
  return `${change.kind} ${change.path}${mode}`;
}
