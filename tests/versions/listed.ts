/**
 * What readers have against files, told apart: a file that is not taken, a warning, and what is known and harms nobody.
 *
 * @module
 */
import type { RunStack } from "../online/_row.ts";

/** A complaint that is known. */
export interface Listed {
  readonly stack: RunStack;
  /** Since which version the stack no longer says it; absent: it still does. */
  readonly until?: string;
  /** Since which version it says it; absent: it always did. */
  readonly since?: string;
  readonly says: RegExp;
  /** Why it is written all the same. */
  readonly reason: string;
}

export const LISTED: readonly Listed[] = [
  {
    stack: "networkmanager",
    until: "1.34",
    says: /^\S+: ipv[46]\.required-timeout=\d+ is lost$/,
    reason: "an unknown key, which is passed over: the first family alone makes the machine online",
  },
  {
    stack: "netplan",
    until: "0.106",
    says: /^what it generates for systemd-networkd is another network:(?: [-+]mac: "[^"]*",)+$/,
    reason:
      "it matches a bond's ports by the address that they have, which is their own until the bond is made",
  },
  {
    stack: "netplan",
    since: "1.1",
    says:
      /^what it generates for systemd-networkd is another network:(?: -fallback: true, \+fallback: false,)+$/,
    reason: "which links are waited for stands in what it makes of wait-online's unit",
  },
  {
    stack: "networkmanager",
    since: "1.58",
    says:
      /(?:^|: )Warning: the following gateways are not directly reachable from any configured address or route: /,
    reason: "it makes the routes to gateways off the link itself, and says that later versions will not",
  },
];

/** A file that has no effect, or a reader that does not do its work. */
const REJECTS =
  /ignoring file|did not start|ends with the status|exits with|exit status|is not listed|is not written anew|cannot be read back/;

/** `isBefore` tells whether the stack of the root is older than a version. */
export function judge(
  stack: RunStack,
  complaint: string,
  isBefore: (version: string) => boolean,
): "rejected" | "warning" | Listed {
  const listed = LISTED.find((known) =>
    known.stack === stack && known.says.test(complaint) &&
    (known.until === undefined || isBefore(known.until)) &&
    (known.since === undefined || !isBefore(known.since))
  );
  if (listed !== undefined) return listed;
  return REJECTS.test(complaint) ? "rejected" : "warning";
}

/** Whether a version is before another, number by number. */
export function isBefore(version: string, other: string): boolean {
  const [one, two] = [version, other].map((text) => text.split(/\D+/).map(Number)) as [number[], number[]];
  const index = two.findIndex((number, index) => number !== (one[index] ?? 0));
  return index >= 0 && (one[index] ?? 0) < two[index]!;
}
