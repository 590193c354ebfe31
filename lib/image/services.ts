/**
 * Which services start at boot: the boot program, and the network stack that it configures.
 *
 * @module
 */
import type { Change } from "../apply/change.ts";
import type { Choice } from "../stacks/choose.ts";
import { stackOf, STACKS } from "../stacks/mod.ts";
import type { System } from "../system/system.ts";
import type { InitSystem } from "./build.ts";
import { BuildError } from "./build_error.ts";
import { planRunlevel, planRunlevelBefore } from "./openrc.ts";
import { findUnit, planEnable, refuseMask } from "./systemd.ts";
import { hasScript, planSysvLinks } from "./sysv.ts";

export const BOOT_PROGRAM = "simple-init";
export const BOOT_UNIT = `${BOOT_PROGRAM}.service`;

/**
 * The changes that start the boot program. OpenRC starts it in the runlevel of what reads the configuration;
 * diskimage-builder adds every script of an element to `default`. Upstart starts each job by itself.
 */
export function planBootService(system: System, initSystem: InitSystem): Change[] {
  if (initSystem === "systemd") {
    refuseMask(system, BOOT_UNIT);
    if (findUnit(system, BOOT_UNIT) === undefined) throw missingProgram(`the unit ${BOOT_UNIT}`, initSystem);
    return planEnable(system, BOOT_UNIT);
  }
  if (initSystem === "upstart") return [];
  if (!hasScript(system, BOOT_PROGRAM)) throw missingProgram(`/etc/init.d/${BOOT_PROGRAM}`, initSystem);
  return initSystem === "openrc"
    ? planRunlevelBefore(system, BOOT_PROGRAM, READERS)
    : planSysvLinks(system, BOOT_PROGRAM);
}

/**
 * OpenRC's services that read what the boot program writes. On Debian they are in `sysinit`, which mounts the file
 * systems as well, and nothing ever starts what is in `boot`.
 */
const READERS = [
  "mountall.sh",
  "sysctl",
  "procps",
  ...STACKS.flatMap(({ image }) => image().services.scripts),
];

function missingProgram(what: string, initSystem: InitSystem): BuildError {
  return new BuildError(
    `The image has not got ${what}; diskimage-builder's element dib-init-system copies it from init-scripts/${initSystem}.`,
  );
}

/** The changes that start the network stack. Throws {@link BuildError} where nothing of it is there to be started. */
export function planStackService(system: System, initSystem: InitSystem, choice: Choice): Change[] {
  if (initSystem === "upstart") return [];
  const { units, companions, scripts, runlevel } = stackOf(choice.stack).image().services;
  for (const name of units) refuseMask(system, name);
  const unit = initSystem === "systemd"
    ? units.find((name) => findUnit(system, name) !== undefined)
    : undefined;
  if (unit !== undefined) return [unit, ...companions].flatMap((name) => planEnable(system, name));
  const script = scripts.find((name) => hasScript(system, name));
  if (script !== undefined) {
    return initSystem === "openrc" ? planRunlevel(system, script, runlevel) : planSysvLinks(system, script);
  }
  const [name = "of it"] = initSystem === "systemd" ? units : scripts;
  throw new BuildError(
    `The image should configure its network with ${choice.stack}, because ${choice.reason}, but has no service ` +
      `${name} for ${initSystem}; add its package, or choose another stack with DIB_SIMPLE_INIT_RENDERER.`,
  );
}

export const RESOLVED = "systemd-resolved.service";

/** Whether the image's programs have to ask systemd-resolved for names. */
export function usesResolved(system: System, initSystem: InitSystem, choice: Choice): boolean {
  return initSystem === "systemd" && stackUnits(system, choice).includes(RESOLVED);
}

/** The units that a stack starts with, of those that are there. */
export function stackUnits(system: System, choice: Choice): string[] {
  const { units, companions } = stackOf(choice.stack).image().services;
  return [...units, ...companions].filter((name) => findUnit(system, name) !== undefined);
}
