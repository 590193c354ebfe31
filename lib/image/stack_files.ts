/**
 * Files beside the services that a network stack needs in an image.
 *
 * @module
 */
import type { Choice } from "../stacks/choose.ts";
import { stackOf } from "../stacks/mod.ts";
import type { ImageFile } from "../stacks/stack.ts";
import type { System } from "../system/system.ts";
import type { Build } from "./build.ts";
import type { ImagePlan } from "./image_hook.ts";
import { otherUnits } from "./neighbours.ts";
import { planOwnFiles } from "./plans.ts";
import { BOOT_UNIT, stackUnits } from "./services.ts";
import { enabledTogether } from "./systemd.ts";

export function planStackFiles(system: System, build: Build, choice: Choice): ImagePlan {
  return planOwnFiles(system, [
    ...(build.initSystem === "systemd" ? [preset(system, build, choice)] : []),
    ...stackOf(choice.stack).image().files(system, build),
  ]);
}

/**
 * On a machine's first boot, distributions like Fedora disable every unit that no preset names, and others like Debian enable
 * it: what comes with a stack's service as well, such as a socket that starts it.
 */
function preset(system: System, { engine }: Build, choice: Choice): ImageFile {
  const units = [...(engine === "simple-init" ? [BOOT_UNIT] : []), ...stackUnits(system, choice)];
  const others = otherUnits(system, choice.stack).flatMap((unit) => enabledTogether(system, unit));
  return {
    path: "/etc/systemd/system-preset/20-simple-init.preset",
    contents: [
      ...units.map((unit) => `enable ${unit}\n`),
      ...new Set(others.map((unit) => `disable ${unit}\n`)),
    ].join(""),
  };
}
