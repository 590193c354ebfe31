/**
 * What an uninstalled cloud-init leaves behind: a package that is removed but not purged keeps the links that enabled
 * its units, and each of them would be a warning at every boot.
 *
 * @module
 */
import type { LinkChange } from "../apply/change.ts";
import type { System } from "../system/system.ts";
import { wishDirectories } from "./systemd.ts";

/** Removes the links to units of cloud-init that are not there any more. */
export function planCloudInitLinks(system: System): LinkChange[] {
  return wishDirectories(system).flatMap((directory) =>
    (system.readDirectory(directory) ?? []).filter((name) => name.startsWith("cloud-"))
      .map((name) => `${directory}/${name}`)
      .filter((path) => system.lstat(path)?.kind === "symlink" && system.stat(path) === undefined)
      .map((path) => ({ kind: "remove link", purpose: "image", path, target: system.readLink(path) }))
  );
}
