import type { LinkChange } from "../apply/change.ts";
import type { System } from "../system/system.ts";

/** The link that starts an OpenRC service in a runlevel, as `rc-update add` makes it; none where it is started already. */
export function planRunlevel(system: System, name: string, runlevel: "boot" | "default"): LinkChange[] {
  const levels = ["sysinit", "boot", ...(runlevel === "default" ? ["default"] : [])];
  const starts = levels.some((level) => system.lstat(`/etc/runlevels/${level}/${name}`) !== undefined);
  if (starts) return [];
  const path = `/etc/runlevels/${runlevel}/${name}`;
  return [{ kind: "make link", purpose: "image", path, target: `/etc/init.d/${name}` }];
}

const RUNLEVELS = ["sysinit", "boot", "default"] as const;

/**
 * The same for a service that has to start before some others: in the runlevel of the first of them, but in `boot` at the
 * latest, and in no other. Debian starts its network in `sysinit`.
 */
export function planRunlevelBefore(system: System, name: string, others: readonly string[]): LinkChange[] {
  const link = (level: string, service: string) => `/etc/runlevels/${level}/${service}`;
  const first = others.some((other) => system.lstat(link("sysinit", other)) !== undefined)
    ? "sysinit"
    : "boot";
  const wrong = RUNLEVELS.filter((level) => level !== first).map((level) => link(level, name))
    .filter((path) => system.lstat(path)?.kind === "symlink");
  const right: LinkChange[] = system.lstat(link(first, name)) === undefined
    ? [{ kind: "make link", purpose: "image", path: link(first, name), target: `/etc/init.d/${name}` }]
    : [];
  return [
    ...right,
    ...wrong.map((path): LinkChange => ({
      kind: "remove link",
      purpose: "image",
      path,
      target: system.readLink(path),
    })),
  ];
}
