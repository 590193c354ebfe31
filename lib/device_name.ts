/**
 * Names of network devices.
 *
 * @module
 */

/** The longest name that the kernel takes: `IFNAMSIZ` less the terminating NUL. */
export const LONGEST_DEVICE_NAME = 15;

const PLAIN = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;

/** Names that mean something else to the kernel (`conf/all`, `bonding_masters`) or to a network stack (`allow-hotplug`). */
const RESERVED = new Set(["all", "auto", "bonding_masters", "default", "hotplug", "lo", "none"]);

/**
 * Whether a name is one that the kernel takes (`dev_valid_name`: 1 to 15 bytes, no `/`, `:` or space, not `.` or `..`)
 * and that also means only itself in file names, shells, INI files and ifupdown's stanzas.
 */
export function isPlainDeviceName(name: string): boolean {
  return name.length <= LONGEST_DEVICE_NAME && PLAIN.test(name) && !RESERVED.has(name);
}
