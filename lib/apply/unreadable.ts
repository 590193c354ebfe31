/**
 * What cannot be read while a boot is planned costs no more than itself.
 *
 * @module
 */
import { type Problem, problemIn } from "../problem.ts";
import { SystemError } from "../system/system.ts";

/** What the body returns; where the system refuses it, what `otherwise` makes of the problem. */
export function unlessUnreadable<T>(file: string, body: () => T, otherwise: (problem: Problem) => T): T {
  try {
    return body();
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    return otherwise(unreadable(file, error));
  }
}

function unreadable(file: string, { message }: SystemError): Problem {
  return problemIn(file, message, "it is left as it is", "file-unreadable");
}
