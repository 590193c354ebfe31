/**
 * What the check of an image finds.
 *
 * @module
 */

/** What is wrong with a file of the root, and what to do. */
export interface Finding {
  readonly file: string;
  readonly message: string;
  readonly action: string;
}
