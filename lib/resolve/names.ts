/**
 * Names for the devices that are made: bonds and VLANs.
 *
 * @module
 */
import { isPlainDeviceName } from "../device_name.ts";

/** The first usable wish that is not taken, else `bond0`, `bond1`, … */
export function bondName(wishes: readonly (string | undefined)[], taken: ReadonlySet<string>): string {
  const wish = wishes.find((name) => name !== undefined && isPlainDeviceName(name) && !taken.has(name));
  return wish ?? firstFree((count) => `bond${count}`, taken);
}

/** `bond0.100` as everybody expects it; `vlan100` where that is too long or taken; then `v100-1`, `v100-2`, … */
export function vlanName(parent: string, id: number, taken: ReadonlySet<string>): string {
  const usual = [`${parent}.${id}`, `vlan${id}`].find((name) => isPlainDeviceName(name) && !taken.has(name));
  return usual ?? firstFree((count) => `v${id}-${count + 1}`, taken);
}

function firstFree(name: (count: number) => string, taken: ReadonlySet<string>): string {
  let count = 0;
  while (taken.has(name(count))) count += 1;
  return name(count);
}
