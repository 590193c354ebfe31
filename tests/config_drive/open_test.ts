import assert from "node:assert/strict";
import { openDrive } from "../../lib/config_drive/open.ts";
import type { DriveLocation } from "../../lib/config_drive/policy.ts";
import type { DriveTexts } from "../../lib/config_drive/texts.ts";
import { type MemoryEntry, memorySystem } from "../../lib/system/memory.ts";
import { type Disk, fat, iso, machine } from "./_disks.ts";

const LOCATION: DriveLocation = { root: "/", given: undefined, policy: undefined, waitMs: 0, expects: true };

/** The text of the meta data that was read. */
function metaDataIn(texts: DriveTexts | undefined): string | undefined {
  const document = texts?.get("meta_data.json");
  return document?.state === "read" ? document.text : undefined;
}

const UNOPENED: Record<string, { given: string; run?: number; said: RegExp }> = {
  "a path that is not there": { given: "/nowhere", said: /there is no such directory, device or image file/ },
  "a file that is no image": { given: "/etc/passwd", said: /it holds no ISO 9660 or FAT file system/ },
  "a directory without documents": { given: "/etc", said: /there is no openstack\/latest/ },
  "a device that cannot be mounted": {
    given: "/dev/vdb",
    run: 32,
    said: /^cannot mount "\/dev\/vdb": "only root can do that"$/,
  },
  "a device that is mounted and empty": { given: "/dev/vdb", said: /there is no openstack\/latest/ },
};

for (const [name, { given, run = 0, said }] of Object.entries(UNOPENED)) {
  Deno.test(`open the drive: ${name} is a problem`, () => {
    const files = {
      ...machine({ vdb: { contents: iso("config-2") } }),
      "/etc/passwd": "root:x:0:0::/root:/bin/sh\n",
    };
    const system = memorySystem(
      files,
      () => ({ code: run, stderr: run === 0 ? "" : "only root can do that" }),
    );
    const { texts, problems } = openDrive(system, { ...LOCATION, given });
    assert.equal(texts, undefined);
    assert.match(problems[0]?.message ?? "", said);
  });
}

/** The kernel's list of mounts: number, place, type, and options of the file system. */
function mountinfo(...mounts: readonly [device: string, point: string, type: string, options?: string][]) {
  const lines = mounts.map(([device, point, type, options = "rw"], index) =>
    `${20 + index} 1 ${device} / ${point} rw,relatime shared:1 - ${type} none ${options}\n`
  );
  return { "/proc/self/mountinfo": lines.join("") };
}

const DISK = mountinfo(["0:2", "/", "rootfs"], ["8:1", "/", "ext4"]);
const MEMORY = mountinfo(["0:2", "/", "rootfs"], ["0:5", "/dev", "devtmpfs"]);
const STALE = { sda: { contents: "" }, sda2: { contents: fat("config-2"), partitionOf: "sda" } };

const ROOTS: readonly [
  what: string,
  files: Record<string, MemoryEntry>,
  cmdline: string,
  isRamdisk: boolean,
][] = [
  ["a disk", DISK, "", false],
  ["no list of mounts", {}, "", false],
  ["rootfs", MEMORY, "", true],
  ["tmpfs", mountinfo(["0:2", "/", "rootfs"], ["0:30", "/", "tmpfs"]), "", true],
  ["ramfs", mountinfo(["0:2", "/", "ramfs"]), "", true],
  ["btrfs, whose device has no number of its own", mountinfo(["0:30", "/", "btrfs"]), "", false],
  ["nfs", mountinfo(["0:30", "/", "nfs"]), "", false],
  ["squashfs in a file", mountinfo(["7:0", "/", "squashfs"]), "", true],
  ["squashfs on a disk", mountinfo(["8:2", "/", "squashfs"]), "", false],
  ["erofs in memory", mountinfo(["1:0", "/", "erofs"]), "", true],
  [
    "an overlay with its changes in memory",
    mountinfo(["0:40", "/", "overlay", "rw,lowerdir=/l,upperdir=/run/up,workdir=/run/w"], [
      "0:24",
      "/run",
      "tmpfs",
    ]),
    "",
    true,
  ],
  [
    "an overlay with its changes out of sight",
    mountinfo(["0:40", "/", "overlay", "rw,lowerdir=/l,upperdir=/cow/up,workdir=/cow/w"]),
    "",
    true,
  ],
  [
    "an overlay with its changes on a disk",
    mountinfo(["0:40", "/", "overlay", "rw,lowerdir=/l,upperdir=/state/up"], ["8:3", "/state", "ext4"]),
    "",
    false,
  ],
  ["an overlay that nobody can change", mountinfo(["0:40", "/", "overlay", "ro,lowerdir=/l"]), "", false],
  ["a disk, and ironic's agent's parameters", DISK, "quiet ipa-api-url=http://192.0.2.1:6385", true],
  ["a disk, and BOOTIF", DISK, "BOOTIF=01-52-54-00-00-00-0a", true],
  ["a disk, BOOTIF and a publisher id", DISK, "BOOTIF=01-52-54-00-00-00-0a ir_pub_id=x", false],
  ["a disk, and words that only look like it", DISK, "my-ipa-api-url=x NOBOOTIF=1 ipa", false],
];

for (const [what, files, cmdline, isRamdisk] of ROOTS) {
  Deno.test(`open the drive: ${what} is ${isRamdisk ? "a" : "no"} ramdisk`, () => {
    const system = memorySystem({ ...machine(STALE, cmdline), ...files });
    const { problems } = openDrive(system, LOCATION);
    assert.equal(
      problems.some(({ message }) => message.includes("neither removable nor read-only")),
      isRamdisk,
    );
    assert.equal(
      system.commands.length === 0,
      isRamdisk || cmdline.includes("ir_pub_id"),
      "it is not mounted",
    );
  });
}

const DIRECTORY = { "/mnt/config/openstack/latest/meta_data.json": '{"name": "in-a-directory"}' };
const ON_DEVICE = { "/mnt/config/openstack/latest/meta_data.json": '{"name": "on-a-device"}' };
const CD: Record<string, Disk> = { sr0: { contents: iso("config-2"), removable: true } };

const AGENT_UNIT = "systemd/system/ironic-agent-resolve-config-drive.service";

const POLICIES: readonly [
  what: string,
  policy: DriveLocation["policy"],
  files: Record<string, MemoryEntry>,
  source: string | undefined,
  said?: RegExp,
][] = [
  ["on a disk, by default: a partition", undefined, { ...machine(STALE), ...DISK }, "/dev/sda2"],
  [
    "on a disk, media: no partition",
    "media",
    { ...machine(STALE), ...DISK },
    undefined,
    /^note \/dev\/sda2: .*, and the setting drive=media asks for a medium$/,
  ],
  ["on a disk, media: a CD", "media", { ...machine(CD), ...DISK }, "/dev/sr0"],
  ["in a ramdisk, any: a partition", "any", { ...machine(STALE), ...MEMORY }, "/dev/sda2"],
  [
    "in a ramdisk, required: no partition",
    "required",
    { ...machine(STALE), ...MEMORY },
    undefined,
    /^note \/dev\/sda2: .*\nproblem \/sys\/class\/block: no device has the label config-2, and the setting/,
  ],
  ["on a disk, required: a partition", "required", { ...machine(STALE), ...DISK }, "/dev/sda2"],
  ["on a disk, required: a directory", "required", { ...machine({}), ...DISK, ...DIRECTORY }, "/mnt/config"],
  ["a directory, by default", undefined, { ...machine({}), ...DISK, ...DIRECTORY }, "/mnt/config"],
  ["none: neither a directory nor a CD", "none", { ...machine(CD), ...DISK, ...DIRECTORY }, undefined],
  [
    "in a ramdisk where ironic's agent has mounted one: that one",
    undefined,
    {
      ...machine(CD),
      ...DIRECTORY,
      ...mountinfo(["0:2", "/", "rootfs"], ["11:1", "/mnt/config", "iso9660"]),
    },
    "/mnt/config",
  ],
  ...["/etc", "/usr/lib", "/lib"].map((directory): typeof POLICIES[number] => [
    `in a ramdisk where ironic's agent of ${directory} has mounted none: none, not even a CD`,
    undefined,
    { ...machine(CD), ...DIRECTORY, ...MEMORY, [`${directory}/${AGENT_UNIT}`]: "" },
    undefined,
    /^note \/mnt\/config: ironic's agent has mounted no config drive in this ramdisk$/,
  ]),
  [
    "in a ramdisk where ironic's agent has a unit and has mounted one: that one",
    undefined,
    {
      ...machine(CD),
      ...DIRECTORY,
      ...mountinfo(["0:2", "/", "rootfs"], ["11:1", "/mnt/config", "iso9660"]),
      [`/etc/${AGENT_UNIT}`]: "",
    },
    "/mnt/config",
  ],
  ["in a ramdisk of ironic's agent, media: a CD", "media", {
    ...machine(CD),
    ...MEMORY,
    [`/etc/${AGENT_UNIT}`]: "",
  }, "/dev/sr0"],
  ["on a disk that has the agent's unit: a partition", undefined, {
    ...machine(STALE),
    ...DISK,
    [`/etc/${AGENT_UNIT}`]: "",
  }, "/dev/sda2"],
  [
    "on a disk where one is mounted: the one with the label",
    undefined,
    { ...machine(CD), ...DIRECTORY, ...mountinfo(["8:1", "/", "ext4"], ["11:1", "/mnt/config", "iso9660"]) },
    "/dev/sr0",
  ],
];

for (const [what, policy, files, source, said] of POLICIES) {
  Deno.test(`open the drive: ${what}`, () => {
    const system = memorySystem(files, ([program], { entries }) => {
      if (program === "mount") {
        for (const [path, text] of Object.entries(ON_DEVICE)) entries.set(path, text);
      }
      return { code: 0, stderr: "" };
    });
    const opened = openDrive(system, { ...LOCATION, policy });
    assert.equal(opened.source, source);
    const problems = opened.problems.map(({ severity, file, message }) => `${severity} ${file}: ${message}`);
    if (said === undefined) assert.deepEqual(problems, []);
    else assert.match(problems.join("\n"), said);
  });
}

Deno.test("open the drive: none is about what is looked for, not about what is named", () => {
  const system = memorySystem({ "/here/openstack/latest/meta_data.json": '{"name": "a"}' });
  assert.equal(openDrive(system, { ...LOCATION, given: "/here", policy: "none" }).source, "/here");
});

/** `/dev/sr0` cannot be mounted; its documents are wherever they are mounted already. */
const ELSEWHERE: readonly [
  what: string,
  mounts: readonly [device: string, point: string, type: string][],
  isRead: boolean,
  given?: string,
][] = [
  ["where the device is mounted", [["11:0", "/media/my\\040drive", "iso9660"]], true],
  [
    "where it is mounted, named by a link",
    [["11:0", "/media/my\\040drive", "iso9660"]],
    true,
    "/dev/disk/by-label/c",
  ],
  [
    "where it is mounted, named by an absolute link",
    [["11:0", "/media/my\\040drive", "iso9660"]],
    true,
    "/dev/by-id",
  ],
  ["from FAT as well", [["11:0", "/media/my\\040drive", "msdos"]], true],
  ["nowhere", [], false],
  ["not where another device is mounted", [["11:1", "/media/my\\040drive", "iso9660"]], false],
  ["not where something is mounted that is called as the device is", [[
    "0:44",
    "/media/my\\040drive",
    "tmpfs",
  ]], false],
  [
    "not from a file system of another type with its number",
    [["11:0", "/media/my\\040drive", "fuseblk"]],
    false,
  ],
  [
    "not where something else was mounted over it",
    [["11:0", "/media/my\\040drive", "iso9660"], ["0:44", "/media", "tmpfs"]],
    false,
  ],
  [
    "where it was mounted again, behind what was mounted over it",
    [["11:0", "/other", "iso9660"], ["0:44", "/other", "tmpfs"], ["11:0", "/media/my\\040drive", "vfat"]],
    true,
  ],
];

for (const [what, mounts, isRead, given = "/dev/sr0"] of ELSEWHERE) {
  Deno.test(`open the drive: what cannot be mounted is read ${what}`, () => {
    const system = memorySystem({
      ...machine(CD),
      ...mountinfo(["8:1", "/", "ext4"], ...mounts),
      "/proc/mounts": "/dev/sr0 /media/my\\040drive tmpfs rw 0 0\n",
      "/sys/devices/sr0/dev": "11:0\n",
      "/dev/disk/by-label/c": { link: "../../sr0" },
      "/dev/by-id": { link: "/dev/sr0" },
      "/media/my drive/openstack/latest/meta_data.json": '{"name": "a"}',
    }, () => ({ code: 32, stderr: "it is busy" }));
    const { texts, problems } = openDrive(system, { ...LOCATION, given });
    assert.equal(metaDataIn(texts), isRead ? '{"name": "a"}' : undefined);
    assert.deepEqual(
      problems.map(({ message }) => message),
      isRead ? [] : [`cannot mount "${given}": "it is busy"`],
    );
  });
}
