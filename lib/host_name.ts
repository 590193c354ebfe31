/**
 * Host names: RFC 1123 for their form, `sethostname(2)` for the length that the kernel takes.
 *
 * @module
 */

/** `HOST_NAME_MAX` */
const LONGEST_KERNEL_NAME = 64;
const LONGEST_NAME = 253;
const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** A host name with or without its domain. `_` becomes `-`, as it is often typed; a final dot goes. */
export function parseHostName(text: string): string | undefined {
  const written = text.trim();
  if (written.length > LONGEST_NAME + 1) return undefined;
  const withoutDot = written.endsWith(".") ? written.slice(0, -1) : written;
  const name = withoutDot.replaceAll("_", "-");
  return name.length <= LONGEST_NAME && name.split(".").every((label) => LABEL.test(label))
    ? name
    : undefined;
}

/** The name up to its first dot. */
export function shortHostName(name: string): string {
  return name.split(".", 1)[0]!;
}

/** The name as the kernel and `/etc/hostname` take it: without its domain where it is too long with it. */
export function kernelHostName(name: string): string {
  return name.length <= LONGEST_KERNEL_NAME ? name : shortHostName(name);
}
