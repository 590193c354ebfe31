/**
 * Claims as short texts, for tables.
 *
 * @module
 */
import type { Claim } from "../../lib/claim.ts";

/**
 * `own eth0|en*`, `own !eth0`, `default any`, `parent eth0 @52:54:00:00:00:0a`, with `made`, `?Driver=` and `=alias`
 * behind it where they are there.
 */
export function claimText({ role, names, macs, unknown, made, alias }: Claim): string {
  const tests = (names ?? []).map(({ patterns, not }) => `${not === true ? "!" : ""}${patterns.join("|")}`);
  return [
    role,
    ...(names === undefined && macs === undefined ? ["any"] : tests),
    ...(macs === undefined ? [] : [`@${macs.join("|")}`]),
    ...(unknown === undefined ? [] : [`?${unknown}`]),
    ...(made === true ? ["made"] : []),
    ...(alias === undefined ? [] : [`=${alias}`]),
  ].join(" ");
}
