/**
 * A row of what the language says, and what rows have in common.
 *
 * @module
 */

/** Something that the language can do, and what comes of it. */
export type Row = readonly [name: string, body: () => unknown];

export function thrownBy(body: () => unknown): string {
  try {
    body();
    return "nothing";
  } catch (error) {
    return error instanceof TypeError ? "TypeError" : String(error);
  }
}
