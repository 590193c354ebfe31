/**
 * `deno task e2e:images`: makes the images that `deno task e2e` boots, which it would make itself while its machines wait.
 *
 * @module
 */
import { STACKS, withImage } from "./_images.ts";

for (const stack of STACKS) await withImage(stack, () => Promise.resolve());
