/**
 * What the list of messages says of one of them.
 *
 * @module
 */

export interface Message {
  /**
   * `problem`: the machine has less than the drive says, through a fault that somebody can mend, in the drive or on the disk.
   * `note`: it is odd but complete, or about a card that is not there.
   */
  readonly kind: "problem" | "note";
  /** A sentence, in general terms. */
  readonly means: string;
  /** What a person who reads it can do, in whole sentences. */
  readonly remedy: string;
}

export function problem(means: string, remedy: string): Message & { readonly kind: "problem" } {
  return { kind: "problem", means, remedy };
}

export function note(means: string, remedy: string): Message & { readonly kind: "note" } {
  return { kind: "note", means, remedy };
}
