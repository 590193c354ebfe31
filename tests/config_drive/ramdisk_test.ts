import assert from "node:assert/strict";
import { ramdiskSign } from "../../lib/config_drive/ramdisk.ts";
import { memorySystem } from "../../lib/system/memory.ts";

/** The kernel's list of mounts: device, place, type, and options of the file system. */
function mountinfo(
  ...mounts: readonly [device: string, point: string, type: string, options?: string][]
): string {
  return mounts.map(([device, point, type, options = "rw"], index) =>
    `${20 + index} 1 ${device} / ${point} rw,relatime shared:1 - ${type} none ${options}\n`
  ).join("");
}

const MOUNTS: readonly [what: string, mounts: string, isRamdisk: boolean][] = [
  ["what is mounted from a source called -", "20 1 0:2 / / rw shared:1 - tmpfs - rw\n", true],
  ["what is mounted with no options of its own", "20 1 0:2 / / rw - tmpfs none\n", false],
  ["squashfs on a device whose number ends alike", mountinfo(["17:0", "/", "squashfs"]), false],
  [
    "an overlay with its changes in another overlay",
    mountinfo(["0:40", "/", "overlay", "rw,upperdir=/a/up"], ["0:41", "/a", "overlay", "rw,lowerdir=/l"]),
    true,
  ],
  [
    "an overlay with its changes in memory, mounted on a disk",
    mountinfo(["0:40", "/", "overlay", "rw,upperdir=/a/b/up"], ["8:3", "/a", "ext4"], [
      "0:24",
      "/a/b",
      "tmpfs",
    ]),
    true,
  ],
  [
    "an overlay with its changes on a disk, beside a directory in memory",
    mountinfo(["0:40", "/", "overlay", "rw,upperdir=/a/bc"], ["8:3", "/a", "ext4"], [
      "0:24",
      "/a/b",
      "tmpfs",
    ]),
    false,
  ],
  [
    "an overlay with its changes in memory, which was mounted over a disk",
    mountinfo(["0:40", "/", "overlay", "rw,upperdir=/a/up"], ["8:3", "/a", "ext4"], ["0:24", "/a", "tmpfs"]),
    true,
  ],
];

for (const [what, mounts, isRamdisk] of MOUNTS) {
  Deno.test(`ramdisk: ${what} is ${isRamdisk ? "one" : "none"}`, () => {
    const sign = ramdiskSign(memorySystem({ "/proc/self/mountinfo": mounts }));
    assert.equal(sign, isRamdisk ? "the root file system is in memory" : undefined);
  });
}

const COMMAND_LINES: readonly [words: string, sign: string | undefined][] = [
  ["", undefined],
  ["quiet ipa-api-url=http://192.0.2.1:6385", "the kernel's command line is that of ironic's agent"],
  ["ipa-=x", undefined],
  ["xipa-api-url=x", undefined],
  ["BOOTIF=01-52-54-00-00-00-0a", "the kernel's command line says BOOTIF= without ir_pub_id="],
  ["xBOOTIF=1", undefined],
  ["BOOTIF=1 ir_pub_id=x", undefined],
  ["BOOTIF=1 ipa-debug=1", "the kernel's command line is that of ironic's agent"],
];

for (const [words, sign] of COMMAND_LINES) {
  Deno.test(`ramdisk: the command line ${JSON.stringify(words)}: ${sign ?? "none"}`, () =>
    assert.equal(ramdiskSign(memorySystem({ "/proc/cmdline": `${words}\n` })), sign));
}
