/**
 * Parts of the program that a boot needs only now and then. A binary reads them when they are asked for
 * (shims/compile/lazy.ts).
 *
 * @module
 */
import * as applyPart from "./apply/mod.ts";
import * as carriersPart from "./carriers.ts";
import * as cloudInitPart from "./plan/cloud_init.ts";
import * as networkRootPart from "./network_root/mod.ts";
import * as sealPart from "./plan/seal.ts";
import * as udevPart from "./udev.ts";

export const apply = (): typeof applyPart => applyPart;
export const carriers = (): typeof carriersPart => carriersPart;
export const cloudInit = (): typeof cloudInitPart => cloudInitPart;
export const networkRoot = (): typeof networkRootPart => networkRootPart;
export const seal = (): typeof sealPart => sealPart;
export const udev = (): typeof udevPart => udevPart;
