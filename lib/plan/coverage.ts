/**
 * Whether every real card of the machine is matched by a file, after everything has been planned: whatever the reason is
 * why one is not, somebody has to hear of it.
 *
 * @module
 */
import { basename } from "@std/path";
import { namesFit } from "../claim.ts";
import type { Link, NetworkConfig } from "../network.ts";
import { noteOn, type Problem, problemIn } from "../problem.ts";
import type { Resolution } from "../resolve/resolve.ts";
import type { RenderedFile, StackCode } from "../stacks/stack.ts";

const INTERFACES = "/sys/class/net";

/** Whether a text of the stack's file at a path matches a card, by name and by address. Made devices need no match. */
export function matchesCard(code: StackCode, path: string, text: string, link: Link): boolean {
  if (link.kind !== "physical") return true;
  const claims = code.claims(text, basename(path));
  return claims.length === 0 ||
    claims.some((claim) => namesFit(claim, link.name) && (claim.macs?.includes(link.mac) ?? true));
}

/** Whether a file of an earlier boot still matches all cards that the file of today is about. */
export function matchesAll(
  code: StackCode,
  { links }: NetworkConfig,
): (file: RenderedFile, text: string) => boolean {
  return ({ path, link, ofAll }, text) =>
    links.filter(({ name }) => ofAll || name === link).every((one) => matchesCard(code, path, text, one));
}

/**
 * The cards that no file matches.
 *
 * @param missing files that cannot be written, as something else is in their place
 */
export function uncovered(
  { config, matches, selected }: Resolution,
  missing: readonly RenderedFile[],
  dhcpFallback: boolean,
): Problem[] {
  const without = missing.flatMap(({ path, link, ofAll }) =>
    config.links.filter(({ kind, name }) => kind === "physical" && (ofAll || name === link))
      .map(({ name }) =>
        problemIn(path, `no other file matches ${name}`, `${name} has no network`, "card-without-file")
      )
  );
  const names = new Set(config.links.map(({ name }) => name));
  const left = matches.filter(({ device: { name }, claimedBy }) =>
    !names.has(name) && claimedBy === undefined && (selected?.has(name) ?? true)
  );
  const why = dhcpFallback
    ? "see above"
    : "the drive says nothing about it, and DHCP is only for what it names";
  return [
    ...without,
    ...left.map(({ device: { name, mac } }) =>
      noteOn(INTERFACES, `no file matches ${name} (${mac})`, why, "card-not-configured")
    ),
  ];
}
