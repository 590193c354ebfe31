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

/** The same for a service that has to start in `boot` and in no later runlevel. */
export function planBootRunlevel(system: System, name: string): LinkChange[] {
  const path = `/etc/runlevels/default/${name}`;
  const late: LinkChange[] = system.lstat(path)?.kind === "symlink"
    ? [{ kind: "remove link", purpose: "image", path, target: system.readLink(path) }]
    : [];
  return [...planRunlevel(system, name, "boot"), ...late];
}
