/**
 * The pieces of a netplan file, and what it cannot say.
 *
 * @module
 */
import type { Problem } from "../../problem.ts";

export type Yaml = string | number | boolean | readonly Yaml[] | Mapping;

export interface Mapping {
  readonly [key: string]: Yaml;
}

/** The key with its value, if there is one. */
export function optional(key: string, value: Yaml | undefined): Mapping {
  return value === undefined ? {} : { [key]: value };
}

/** What a netplan file lacks of the network. */
export interface Loss {
  readonly message: string;
  /** What is done instead. */
  readonly action: string;
}

export function whatIsLost(file: string, loss: Loss): Problem {
  return { severity: "problem", file, path: "", ...loss };
}
