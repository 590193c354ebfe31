/**
 * What a benchmark found, and whether that is what the project wants.
 *
 * @module
 */
import type { Figure } from "./instructions.ts";
import type { Comparison } from "./statistics.ts";

export type JsonValue = string | number | JsonValue[] | { readonly [name: string]: JsonValue };

/** One comparison that was made. */
export interface Row extends Comparison {
  readonly id: string;
  /** `SUBJECT ÷ BASE`. */
  readonly name: string;
  /** Peak memory of the subject in bytes. */
  readonly memory: number;
  /** Of rows that compare so many NICs with one. */
  readonly nics?: number;
}

export interface Report {
  readonly rows: readonly Row[];
  /** Empty where they were not counted. */
  readonly figures: readonly Figure[];
  /** What could not be run: a sentence each. */
  readonly failures: readonly string[];
  /** The size of the binary in bytes. */
  readonly size: number;
  /** Runnable processes when it began and the processors for them. */
  readonly load: number;
  readonly processors: number;
}

export const MIB = 1024 * 1024;

/** What is wanted of a value. */
interface Aim {
  readonly what: string;
  readonly unit: "times" | "MiB";
  readonly bound: "at most" | "at least";
  readonly limit: number;
  /** Undefined where this run did not measure it. */
  readonly value: (report: Report) => number | undefined;
}

const AIMS: readonly Aim[] = [
  { what: "version ÷ /bin/true", unit: "times", bound: "at most", limit: 3, value: ratioOf("version") },
  { what: "boot ÷ /bin/true", unit: "times", bound: "at most", limit: 4.5, value: ratioOf("boot") },
  { what: "deno run ÷ boot", unit: "times", bound: "at least", limit: 15, value: ratioOf("deno") },
  {
    what: "1,024 NICs ÷ 256 NICs (linear)",
    unit: "times",
    bound: "at most",
    limit: 5,
    value: ratioOf("linear"),
  },
  { what: "peak memory of boot", unit: "MiB", bound: "at most", limit: 6, value: memoryOf("boot") },
  {
    what: "peak memory with 1,024 NICs",
    unit: "MiB",
    bound: "at most",
    limit: 64,
    value: memoryOf("nics-1024"),
  },
  { what: "size of the binary", unit: "MiB", bound: "at most", limit: 1, value: ({ size }) => size / MIB },
];

export interface Verdict extends Omit<Aim, "value"> {
  readonly value: number;
  readonly kept: boolean;
}

/** A verdict for each aim that was measured. It is information: no test depends on it. */
export function verdictsOn(report: Report): Verdict[] {
  return AIMS.flatMap((aim) => {
    const value = aim.value(report);
    if (value === undefined) return [];
    return [{ ...aim, value, kept: aim.bound === "at most" ? value <= aim.limit : value >= aim.limit }];
  });
}

function ratioOf(id: string): Aim["value"] {
  return ({ rows }) => rows.find((row) => row.id === id)?.ratio.median;
}

function memoryOf(id: string): Aim["value"] {
  return ({ rows }) => {
    const row = rows.find((row) => row.id === id);
    return row && row.memory / MIB;
  };
}
