import assert from "node:assert/strict";
import { readVolume } from "../../lib/config_drive/volume.ts";
import { memorySystem } from "../../lib/system/memory.ts";
import { fat, iso } from "./_disks.ts";

/** The text with these bytes at an offset. */
function withBytes(text: string, at: number, ...bytes: readonly number[]): string {
  return text.slice(0, at) + String.fromCharCode(...bytes) + text.slice(at + bytes.length);
}

function bytesOf(contents: string): number | undefined {
  return readVolume(memorySystem({ "/dev/x": contents }), "/dev/x")?.bytes;
}

/** Blocks in the order of their bytes, the bytes of a block, and the size of the volume. */
const ISO: readonly [blocks: readonly number[], block: readonly number[], bytes: number][] = [
  [[1, 0, 0, 0], [0, 8], 2048],
  [[0, 1, 0, 0], [0, 8], 256 * 2048],
  [[0, 0, 1, 0], [0, 8], 256 ** 2 * 2048],
  [[0, 0, 0, 1], [0, 8], 256 ** 3 * 2048],
  [[255, 0, 0, 0], [1, 2], 255 * 513],
  [[0, 0, 0, 0], [0, 8], 0],
];

for (const [blocks, block, bytes] of ISO) {
  Deno.test(`volume: ISO 9660 of ${blocks.join()} blocks of ${block.join()} has ${bytes} bytes`, () => {
    const volume = withBytes(withBytes(iso("config-2"), 32768 + 80, ...blocks), 32768 + 128, ...block);
    assert.equal(bytesOf(volume), bytes);
  });
}

/** Sectors as FAT12 and FAT16 count them, as all count more of them, the bytes of a sector, and the size. */
const FAT: readonly [
  few: readonly number[],
  many: readonly number[],
  sector: readonly number[],
  bytes: number,
][] = [
  [[3, 1], [9, 9, 9, 9], [0, 2], 259 * 512],
  [[0, 0], [1, 2, 3, 0], [0, 2], (1 + 2 * 256 + 3 * 65536) * 512],
  [[0, 0], [0, 0, 0, 1], [1, 2], 256 ** 3 * 513],
];

for (const [few, many, sector, bytes] of FAT) {
  Deno.test(`volume: FAT of ${few.join()} or ${many.join()} sectors of ${sector.join()} has ${bytes} bytes`, () => {
    const volume = withBytes(withBytes(withBytes(fat("config-2"), 19, ...few), 32, ...many), 11, ...sector);
    assert.equal(bytesOf(volume), bytes);
  });
}

Deno.test("volume: what ends too early is none", () => {
  assert.equal(bytesOf(iso("config-2").slice(0, 32768 + 2047)), undefined);
  assert.equal(bytesOf(fat("config-2").slice(0, 511)), undefined);
  assert.notEqual(bytesOf(fat("config-2").slice(0, 512)), undefined);
});

Deno.test("volume: of a label and a publisher the blanks at the end are filling", () => {
  const volume = readVolume(memorySystem({ "/dev/x": iso(" MY  DRIVE", "A CLOUD, INC.") }), "/dev/x");
  assert.deepEqual([volume?.label, volume?.publisher], [" MY  DRIVE", "A CLOUD, INC."]);
});
