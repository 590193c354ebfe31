/**
 * Host names: RFC 1123 for their form.
 *
 * @module
 */

const LONGEST_NAME = 253;
const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** What ends in a number is an IPv4 address to whoever resolves it, also `10`, `1.2.3` and `0x7f` (`inet_aton(3)`). */
const NUMBER = /^(?:[0-9]+|0[Xx][0-9A-Fa-f]*)$/;

/** A host name with or without its domain. `_` becomes `-`, as it is often typed; a final dot goes. */
export function parseHostName(text: string): string | undefined {
  const written = text.trim();
  if (written.length > LONGEST_NAME + 1) return undefined;
  const withoutDot = written.endsWith(".") ? written.slice(0, -1) : written;
  const name = withoutDot.replaceAll("_", "-");
  const labels = name.split(".");
  const isName = name.length <= LONGEST_NAME && labels.every((label) => LABEL.test(label)) &&
    !NUMBER.test(labels.at(-1)!);
  return isName ? name : undefined;
}

/** The name up to its first dot, which is what the kernel and `/etc/hostname` are given. */
export function shortHostName(name: string): string {
  return name.split(".", 1)[0]!;
}
