/**
 * What is said of keys that are not read.
 *
 * @module
 */
import { nearestWord } from "../nearest.ts";
import { quote } from "../problem.ts";

/** What becomes of a key that is not among those that are known. */
export function ignored(key: string, known: Iterable<string>): string {
  const nearest = nearestWord(key, known);
  return nearest === undefined ? "it is ignored" : `it is ignored; ${quote(nearest)} is a key like it`;
}
