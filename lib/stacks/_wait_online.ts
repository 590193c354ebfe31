/**
 * What a unit runs that waits until the machine is online.
 *
 * @module
 */
import { findUnit } from "../image/systemd.ts";
import type { System } from "../system/system.ts";
import type { ImageFile } from "./stack.ts";

/** The command of a unit, without quotes and systemd's prefixes; undefined where there is none or the unit is masked. */
export function commandOf(image: System, unit: string): string | undefined {
  const path = findUnit(image, unit);
  return /^ExecStart=(\/[^'"\n]+)$/m.exec(path === undefined ? "" : image.readText(path) ?? "")?.[1];
}

/** The file by which a unit runs another command. */
export function runInstead(unit: string, command: string): ImageFile {
  const contents = `[Service]\nExecStart=\nExecStart=${command}\n`;
  return { path: `/etc/systemd/system/${unit}.d/simple-init.conf`, contents };
}

/** The command, ended as soon as a condition of the shell's holds. In a unit a dollar sign is written twice. */
export function endedWhen(condition: string, command: string): string {
  const loop = `while kill -0 $$p; do ${condition} && kill $$p && exit; sleep 0.1; done 2>/dev/null`;
  return `/bin/sh -c '${command} & p=$$!; ${loop}; wait $$p'`;
}
