/**
 * Everything that an image needs to have before its services are enabled.
 *
 * @module
 */
import { readBuild } from "./build.ts";
import { planBootProgram } from "./boot_program.ts";
import type { ImageHook } from "./image_hook.ts";
import { planKernelModules } from "./kernel_modules.ts";
import { joinPlans } from "./plans.ts";

export const prepare: ImageHook = {
  name: "install.d/50-simple-init",
  summary:
    "has the image load the kernel's modules for VLANs, bonds and config drives, and keeps the settings of the build",
  plan: (image) => {
    const build = readBuild(image);
    return joinPlans([planKernelModules(image, build.initSystem), planBootProgram(image, build)]);
  },
};
