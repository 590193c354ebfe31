/**
 * What the parts of `deno task trust` have in common: each is an attack of one kind, tried many times.
 *
 * @module
 */

export interface AttackOptions {
  /** Two runs with the same seed try the same. */
  readonly seed: number;
  /** How much is tried: 1 is the full run, less is shorter, more is longer. What is few enough is always tried as a whole. */
  readonly scale: number;
  /** Tells a person how far it is. */
  readonly progress: (line: string) => void;
}

export interface Outcome {
  /** How many attacks were tried. */
  readonly tried: number;
  /** One sentence a fault that was found, with what it takes to see it again. */
  readonly faults: readonly string[];
  /** Figures worth a place in the table, `slowest 0.4 s` for example. */
  readonly notes: readonly string[];
}

export interface Attack {
  /** As in `deno task trust NAME`. */
  readonly name: string;
  /** One line for a person. */
  readonly summary: string;
  run(options: AttackOptions): Promise<Outcome>;
}
