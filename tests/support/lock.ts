/**
 * Test files run side by side, and share what is made once.
 *
 * @module
 */
import { dirname } from "@std/path";

/** Waits until nobody else holds the lock, which is a file; it is given back with what this returns. */
export function lock(path: string): Disposable {
  Deno.mkdirSync(dirname(path), { recursive: true });
  const file = Deno.openSync(path, { create: true, write: true });
  file.lockSync(true);
  return file;
}
