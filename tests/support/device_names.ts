/**
 * Names of devices that YAML might take for something else.
 *
 * @module
 */
import fc from "fast-check";
import { isPlainDeviceName } from "../../lib/device_name.ts";
import type { Link } from "../../lib/network.ts";
import { physical, vlan } from "../networks.ts";

/** What one version of YAML or another takes for a number, a truth value, a date or nothing. */
export const MISREAD_NAMES: readonly string[] = (
  "123 0x1f 0o17 0b11 010 089 1_0 1_000 1_ 12.5 01.5 1. 1e3 1.5e-3 2001-12-14 " +
  "null Null true TRUE false yes No on OFF y N constructor"
).split(" ");

/** Any of them, other numbers that may be ones, and other names. */
export const deviceName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...MISREAD_NAMES),
  fc.stringMatching(/^[0-9][0-9a-fxoeE_.-]{0,8}$/),
  fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,8}$/),
).filter(isPlainDeviceName);

/** A card of the name, and a VLAN on it; for up to 256 names. */
export function linksNamed(name: string, index: number): Link[] {
  const mac = `52:54:00:00:01:${index.toString(16).padStart(2, "0")}`;
  return [physical(name, mac, { dhcp4: true }), vlan(name, 1, { name: `vlan-${index}`, dhcp4: true })];
}
