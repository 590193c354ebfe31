/**
 * What the kernel's command line says of the config drive.
 *
 * @module
 */
import type { System } from "../system/system.ts";

export const COMMAND_LINE = "/proc/cmdline";

export interface CommandLine {
  /** The publisher id that the drive's ISO must have (ironic, `ir_pub_id=`). */
  readonly publisher: string | undefined;
  /** There are parameters of ironic's agent, `ipa-api-url=` for example. */
  readonly agent: boolean;
  /** A boot loader that booted by network says from which card, and no medium is named. */
  readonly networkBoot: boolean;
}

export function commandLine(system: System): CommandLine {
  const words = (system.readText(COMMAND_LINE) ?? "").split(/\s/);
  const has = (start: RegExp) => words.some((word) => start.test(word));
  const publisher = words.find((word) => /^ir_pub_id=./.test(word))?.slice("ir_pub_id=".length);
  return { publisher, agent: has(/^ipa-[\w-]+=/), networkBoot: publisher === undefined && has(/^BOOTIF=/) };
}
