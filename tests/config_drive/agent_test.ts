/** What ironic's agent has mounted in its ramdisk, or has not. */
import assert from "node:assert/strict";
import { openDrive } from "../../lib/config_drive/open.ts";
import type { DriveLocation } from "../../lib/config_drive/policy.ts";
import { memorySystem } from "../../lib/system/memory.ts";
import { type Disk, iso, machine } from "./_disks.ts";

const CD: Record<string, Disk> = { sr0: { contents: iso("config-2", "ABC-1"), removable: true } };
const LEFT: Record<string, Disk> = {
  sda: { contents: "" },
  sda2: { contents: iso("config-2", "ABC-1"), partitionOf: "sda" },
};

/** Of the devices, as the kernel has them. */
const NUMBERS = {
  "/sys/devices/sda/sda2/dev": "8:2\n",
  "/sys/devices/sr0/dev": "11:0\n",
  "/sys/devices/virtual/dm-0/dev": "253:0\n",
  "/sys/devices/virtual/loop0/dev": "7:0\n",
};

/** What the agent mounts is its device's, by the number in the list of mounts. `device`: it is passed over. */
const MOUNTED_BY_AGENT: readonly [
  what: string,
  disks: Record<string, Disk>,
  number: string,
  cmdline: string,
  policy: DriveLocation["policy"],
  device?: string,
][] = [
  ["a CD", CD, "11:0", "quiet", undefined],
  ["a partition", LEFT, "8:2", "quiet", undefined, "/dev/sda2"],
  ["a partition, media", LEFT, "8:2", "quiet", "media", "/dev/sda2"],
  ["a partition, any", LEFT, "8:2", "quiet", "any"],
  ["a partition with the publisher id that is named", LEFT, "8:2", "ir_pub_id=abc-1", undefined],
  ["the same in capitals on the command line", LEFT, "8:2", "ir_pub_id=ABC-1", undefined],
  [
    "the same in capitals on the command line alone",
    { sda: { contents: "" }, sda2: { contents: iso("config-2", "abc-1"), partitionOf: "sda" } },
    "8:2",
    "ir_pub_id=ABC-1",
    undefined,
  ],
  ["a partition with another publisher id", LEFT, "8:2", "ir_pub_id=abc-2", undefined, "/dev/sda2"],
  [
    "a part of a disk that is a volume by itself",
    { ...LEFT, "dm-0": { contents: "", madeOf: ["sda"] } },
    "253:0",
    "ir_pub_id=abc-1",
    undefined,
    "/dev/dm-0",
  ],
  ["a file", { ...LEFT, loop0: { contents: "", madeOf: [] } }, "7:0", "quiet", undefined],
  ["what is no device of its own", LEFT, "0:45", "quiet", undefined],
];

const DIRECTORY = { "/mnt/config/openstack/latest/meta_data.json": '{"name": "mounted"}' };
const AGENT = { "/etc/systemd/system/ironic-agent-resolve-config-drive.service": "" };
const IN_MEMORY = "1 1 0:2 / / rw - rootfs none rw\n";

for (const [what, disks, number, cmdline, policy, device] of MOUNTED_BY_AGENT) {
  Deno.test(`ironic's agent has mounted ${what}: it is ${device === undefined ? "read" : "passed over"}`, () => {
    const system = memorySystem({
      ...machine(disks, cmdline),
      ...DIRECTORY,
      ...NUMBERS,
      ...AGENT,
      "/proc/self/mountinfo":
        `${IN_MEMORY}2 1 0:44 / /mnt/config rw - tmpfs none rw\n3 1 ${number} / /mnt/config ro - iso9660 none ro\n`,
    });
    const { source, problems } = openDrive(system, { ...LOCATION, policy });
    assert.equal(source, device === undefined ? "/mnt/config" : undefined);
    assert.deepEqual(system.commands, []);
    const said = problems.map(({ severity, file, message }) => `${severity} ${file}: ${message}`);
    if (device === undefined) assert.deepEqual(said, []);
    else {
      assert.match(
        said.join("\n"),
        new RegExp(
          `^note ${device}: it is mounted at /mnt/config, but it is neither removable nor read-only, and the .*$`,
        ),
      );
    }
  });
}

const LOCATION: DriveLocation = { root: "/", given: undefined, policy: undefined, waitMs: 0, expects: true };

/** The agent gives up a medium that it sees before its label, and nobody else may be meant by its publisher id. */
const NOT_MOUNTED: readonly [what: string, disks: Record<string, Disk>, cmdline: string, source?: string][] =
  [
    ["the medium that the command line names", CD, "ir_pub_id=abc-1 ipa-debug=1", "/dev/sr0"],
    ["the medium and a partition, of which one is named", { ...LEFT, ...CD }, "ir_pub_id=abc-1", "/dev/sr0"],
    ["a partition that is named", LEFT, "ir_pub_id=abc-1"],
    ["a medium, and the command line names another", CD, "ir_pub_id=abc-2"],
    ["a medium, and the command line names none", CD, "ipa-debug=1"],
  ];

for (const [what, disks, cmdline, source] of NOT_MOUNTED) {
  Deno.test(`ironic's agent has not mounted ${what}: ${source ?? "none"} is read`, () => {
    const files = { ...machine(disks, cmdline), ...AGENT, "/proc/self/mountinfo": IN_MEMORY };
    const system = memorySystem(files, ([program], { entries }) => {
      if (program === "mount") {
        for (const [path, text] of Object.entries(DIRECTORY)) entries.set(path, text);
      }
      return { code: 0, stderr: "" };
    });
    const opened = openDrive(system, LOCATION);
    assert.equal(opened.source, source);
    assert.equal(system.commands.length > 0, source !== undefined);
  });
}
