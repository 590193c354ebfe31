/**
 * Host names: RFC 1123 for their form.
 *
 * @module
 */

const LONGEST_NAME = 253;
/** A domain's label may have `_` anywhere, as in `_tcp`. */
const DOMAIN_LABEL = /^[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/;
const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** What ends in a number is an IPv4 address to whoever resolves it, also `10`, `1.2.3` and `0x7f` (`inet_aton(3)`). */
const NUMBER = /^(?:[0-9]+|0[Xx][0-9A-Fa-f]*)$/;

/** A host name with or without its domain. `_` becomes `-`, as it is often typed; a final dot goes. */
export function parseHostName(text: string): string | undefined {
  return parseName(text, (name) => name.replaceAll("_", "-"), LABEL);
}

/** The name of a DNS domain in lower case; a final dot goes. */
export function parseDomain(text: string): string | undefined {
  return parseName(text, (name) => name.toLowerCase(), DOMAIN_LABEL);
}

function parseName(text: string, normalize: (name: string) => string, form: RegExp): string | undefined {
  const written = text.trim();
  if (written.length > LONGEST_NAME + 1) return undefined;
  const name = normalize(written.endsWith(".") ? written.slice(0, -1) : written);
  const labels = name.split(".");
  const isName = name.length <= LONGEST_NAME && labels.every((label) => form.test(label)) &&
    !NUMBER.test(labels.at(-1)!);
  return isName ? name : undefined;
}

/** The name up to its first dot, which is what the kernel and `/etc/hostname` are given. */
export function shortHostName(name: string): string {
  return name.split(".", 1)[0]!;
}
