/**
 * A change of the engine's sources.
 *
 * @module
 */

/** A text of quickjs.c that is there once, and what stands in its place. */
export type Change = readonly [from: string, to: string];
