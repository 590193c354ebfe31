/**
 * cloud-init, which would configure the same network once more: what an uninstalled one leaves behind, and one that is still
 * there, since diskimage-builder uninstalls nothing that another element has asked for.
 *
 * @module
 */
import type { LinkChange } from "../apply/change.ts";
import { noteOn } from "../problem.ts";
import type { System } from "../system/system.ts";
import type { ImagePlan } from "./image_hook.ts";
import { planOwnFiles } from "./plans.ts";
import { wishDirectories } from "./systemd.ts";

const PROGRAM = "/usr/bin/cloud-init";
const SWITCH = "/etc/cloud/cloud-init.disabled";

/** Switches off a cloud-init that is in the image, by the file that its units look for. Whatever is in its place is as good. */
export function planNoCloudInit(system: System): ImagePlan {
  if (system.stat(PROGRAM) === undefined || system.lstat(SWITCH) !== undefined) return NOTHING;
  const contents = "# simple-init configures this machine. Where this file is, cloud-init does nothing.\n";
  const note = noteOn(
    PROGRAM,
    "an element has installed it, and it would configure the same network once more",
    `it is switched off; delete ${SWITCH} in a later hook if it is wanted`,
    "cloud-init-switched-off",
  );
  const { changes, problems } = planOwnFiles(system, [{ path: SWITCH, contents }]);
  return { changes, problems: [...problems, note] };
}

const NOTHING: ImagePlan = { changes: [], problems: [] };

/**
 * Removes the links to units of cloud-init that are not there any more: a package that is removed but not purged keeps them,
 * and each of them would be a warning at every boot.
 */
export function planCloudInitLinks(system: System): LinkChange[] {
  return wishDirectories(system).flatMap((directory) =>
    (system.readDirectory(directory) ?? []).filter((name) => name.startsWith("cloud-"))
      .map((name) => `${directory}/${name}`)
      .filter((path) => system.lstat(path)?.kind === "symlink" && system.stat(path) === undefined)
      .map((path) => ({ kind: "remove link", purpose: "image", path, target: system.readLink(path) }))
  );
}
