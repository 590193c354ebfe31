import assert from "node:assert/strict";
import { isBelow, mountOf, readMounts } from "../../lib/config_drive/mounts.ts";
import { memorySystem } from "../../lib/system/memory.ts";

const LIST = [
  "20 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro",
  "21 20 0:24 / /run rw,nosuid shared:2 master:3 - tmpfs - rw,mode=755",
  "22 20 8:2 /sub\\040volume /a\\134b rw - btrfs /dev/sda2 rw",
  "23 20 8:3 / /run/media ro - iso9660 /dev/sr0 ro",
  "24 21 8:4 / /run ro - vfat /dev/sdb ro",
  "25 21 8:5 / /broken",
  "",
].join("\n");

const MOUNTS = readMounts(memorySystem({ "/proc/self/mountinfo": LIST }));

Deno.test("mounts: as the kernel lists them", () =>
  assert.deepEqual(MOUNTS.slice(0, 3), [
    { device: "8:1", root: "/", point: "/", type: "ext4", options: ["rw", "errors=remount-ro"] },
    { device: "0:24", root: "/", point: "/run", type: "tmpfs", options: ["rw", "mode=755"] },
    { device: "8:2", root: "/sub volume", point: "/a\\b", type: "btrfs", options: ["rw"] },
  ]));

Deno.test("mounts: half a line is none, and no list is an empty one", () => {
  assert.equal(MOUNTS.length, 5);
  assert.deepEqual(readMounts(memorySystem({})), []);
});

const PATHS: readonly [path: string, device: string][] = [
  ["/", "8:1"],
  ["/etc", "8:1"],
  ["/running", "8:1"],
  ["/run", "8:4"],
  ["/run/x", "8:4"],
  ["/run/media", "8:3"],
  ["/run/media/x", "8:3"],
  ["/run/mediax", "8:4"],
];

for (const [path, device] of PATHS) {
  Deno.test(`mounts: ${path} is on ${device}`, () => assert.equal(mountOf(MOUNTS, path)?.device, device));
}

const BELOW: readonly [path: string, directory: string, isBelow: boolean][] = [
  ["/a", "/", true],
  ["/", "/", true],
  ["/a", "/a", true],
  ["/a/b", "/a", true],
  ["/ab", "/a", false],
  ["/a", "/a/b", false],
];

for (const [path, directory, expected] of BELOW) {
  Deno.test(`mounts: ${path} is ${expected ? "" : "not "}in ${directory}`, () =>
    assert.equal(isBelow(path, directory), expected));
}
