/**
 * What starts when the image boots, and what must not be in its way.
 *
 * @module
 */
import type { System } from "../system/system.ts";
import { type Build, readBuild } from "./build.ts";
import type { ImageHook, ImagePlan } from "./image_hook.ts";
import { planCloudInitLinks, planNoCloudInit } from "./cloud_init.ts";
import { noteGleanDropIns, planNoDhcpAll, planNoOtherStacks } from "./neighbours.ts";
import { planOldSystemd } from "./old_systemd.ts";
import { joinPlans } from "./plans.ts";
import { planStubLink } from "./resolv_conf.ts";
import { BOOT_PROGRAM, planBootService, planStackService, usesResolved } from "./services.ts";
import { planSolicitationDelay } from "./solicitation_delay.ts";
import { chooseImageStack } from "./stack.ts";
import { planStackFiles } from "./stack_files.ts";

export const enable: ImageHook = {
  name: "post-install.d/80-simple-init",
  summary: "enables the boot program and the network stack, and removes what would be in their way",
  plan: (image) => joinPlans([planServices(image, readBuild(image)), planSolicitationDelay(image)]),
};

function planServices(image: System, build: Build): ImagePlan {
  const { initSystem, engine } = build;
  const choice = chooseImageStack(image, build);
  const changes = [
    ...(engine === "simple-init" ? planBootService(image, initSystem) : []),
    ...planStackService(image, initSystem, choice),
    ...(usesResolved(image, initSystem, choice) ? planStubLink(image) : []),
    ...planCloudInitLinks(image),
  ];
  return joinPlans([
    {
      changes,
      problems: [],
      afterLinks: initSystem === "sysv" ? renumber(image) : [],
    },
    engine === "simple-init" && initSystem === "systemd" ? planOldSystemd(image) : NOTHING,
    initSystem === "systemd" ? planNoOtherStacks(image, choice, changes) : NOTHING,
    planNoDhcpAll(image, choice, build),
    planNoCloudInit(image),
    engine === "simple-init" ? noteGleanDropIns(image) : NOTHING,
    planStackFiles(image, build, choice),
  ]);
}

const NOTHING: ImagePlan = { changes: [], problems: [] };

const UPDATE_RC = "/usr/sbin/update-rc.d";

/** Debian starts scripts at the same time by what it has worked out of their headers. */
function renumber(image: System): string[][] {
  return image.stat(UPDATE_RC) === undefined ? [] : [[UPDATE_RC, BOOT_PROGRAM, "defaults"]];
}
