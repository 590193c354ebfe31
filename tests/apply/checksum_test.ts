/** Sums as Python's zlib.crc32 of the text in UTF-16 with the low byte first. */
import assert from "node:assert/strict";
import { checksum } from "../../lib/apply/checksum.ts";

const SUMS: readonly [text: string, sum: number][] = [
  ["", 0],
  ["a", 1027557401],
  ["ä€", 1099291230],
  ["中文", 1073910638],
  ["😀", 3254019131],
];

for (const [text, sum] of SUMS) {
  Deno.test(`checksum of ${JSON.stringify(text)}`, () => assert.equal(checksum(text), sum));
}
