/**
 * All attacks, in the order in which they are tried: one line each.
 *
 * @module
 */
import type { Attack } from "./attack.ts";
import { faults } from "./faults.ts";

export const ATTACKS: readonly Attack[] = [
  faults,
];
