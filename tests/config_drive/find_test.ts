import assert from "node:assert/strict";
import { findDrive } from "../../lib/config_drive/find.ts";
import { openDrive } from "../../lib/config_drive/open.ts";
import { memorySystem } from "../../lib/system/memory.ts";
import { type Disk, fat, iso, machine } from "./_disks.ts";

const plain = { contents: "\0".repeat(40000) };

const FOUND: Record<
  string,
  { disks: Record<string, Disk>; cmdline?: string; device: string | undefined; said: RegExp | undefined }
> = {
  "nothing": { disks: { vda: plain }, device: undefined, said: undefined },
  "an ISO on a CD-ROM": {
    disks: { sr0: { contents: iso("config-2"), removable: true }, vda: plain },
    device: "/dev/sr0",
    said: undefined,
  },
  "FAT, its label in upper case": {
    disks: { vda: plain, vdb: { contents: fat("CONFIG-2") } },
    device: "/dev/vdb",
    said: undefined,
  },
  "FAT, its label as it was given": {
    disks: { vdb: { contents: fat("config-2") } },
    device: "/dev/vdb",
    said: undefined,
  },
  "another label": { disks: { vdb: { contents: iso("cidata") } }, device: undefined, said: undefined },
  "a stale partition beside the medium": {
    disks: {
      sda: plain,
      sda1: { contents: fat("config-2"), partitionOf: "sda" },
      sr0: { contents: iso("config-2"), removable: true },
    },
    device: "/dev/sr0",
    said: /^note.*sda1 also has the label/,
  },
  "a stale partition beside a disk": {
    disks: {
      sda: plain,
      sda1: { contents: fat("config-2"), partitionOf: "sda" },
      vdb: { contents: iso("config-2") },
    },
    device: "/dev/vdb",
    said: /^note.*sda1/,
  },
  "two alike": {
    disks: { vdb: { contents: iso("config-2") }, vdc: { contents: iso("config-2") } },
    device: "/dev/vdb",
    said: /^problem.*vdc also has the label/,
  },
  "a disk and the partition that is a window on it": {
    disks: { vdb: { contents: iso("config-2") }, vdb1: { contents: iso("config-2"), partitionOf: "vdb" } },
    device: "/dev/vdb",
    said: undefined,
  },
  "the publisher id that the command line names": {
    disks: { vdb: { contents: iso("config-2", "stale") }, vdc: { contents: iso("config-2", "node-1") } },
    cmdline: "quiet ir_pub_id=node-1 console=ttyS0",
    device: "/dev/vdc",
    said: undefined,
  },
  "another publisher id than the command line names": {
    disks: { vdb: { contents: iso("config-2", "stale") } },
    cmdline: "ir_pub_id=node-1",
    device: undefined,
    said: /^problem.*no config drive has the publisher id "node-1" \(\/dev\/vdb has "stale"\)/,
  },
  "a floppy is not even opened": {
    disks: { fd0: { contents: fat("config-2") } },
    device: undefined,
    said: undefined,
  },
};

for (const [name, { disks, cmdline, device, said }] of Object.entries(FOUND)) {
  Deno.test(`find the drive: ${name}`, () => {
    const found = findDrive(memorySystem(machine(disks, cmdline)), 1000);
    assert.equal(found.device?.path, device);
    const problems = found.problems.map(({ severity, message }) => `${severity} ${message}`).join("\n");
    if (said === undefined) assert.equal(problems, "");
    else assert.match(problems, said);
  });
}

Deno.test("find the drive: no time passes when udev has nothing to do", () => {
  const system = memorySystem(machine({ vda: plain }));
  findDrive(system, 30_000);
  assert.equal(system.now(), 0);
});

Deno.test("find the drive: while udev is busy it may appear, and the wait is bounded", () => {
  const busy = memorySystem({ ...machine({ vda: plain }), "/run/udev/queue": "" });
  findDrive(busy, 30_000);
  assert.equal(busy.now(), 30_000);

  const late = memorySystem({ ...machine({ vda: plain }), "/run/udev/queue": "" });
  const { sleep } = late;
  const appear = () =>
    Object.entries(machine({ vdb: { contents: iso("config-2") } })).forEach(([path, entry]) =>
      late.entries.set(path, entry)
    );
  const found = findDrive({ ...late, sleep: (ms) => (sleep(ms), late.now() >= 2000 && appear()) }, 30_000);
  assert.deepEqual([found.device?.path, late.now()], ["/dev/vdb", 2000]);
});

Deno.test("find the drive: it may appear between a look and the end of udev's work", () => {
  const racing = memorySystem({ ...machine({ vda: plain }), "/run/udev/queue": "" });
  const { stat } = racing;
  let looked = false;
  const system = {
    ...racing,
    readDirectory(path: string) {
      const names = racing.readDirectory(path);
      looked ||= path === "/sys/class/block";
      return names;
    },
    stat(path: string) {
      if (looked) {
        const drive = machine({ vdb: { contents: iso("config-2") } });
        for (const [name, entry] of Object.entries(drive)) racing.entries.set(name, entry);
        racing.entries.delete("/run/udev/queue");
      }
      return stat(path);
    },
  };
  assert.equal(findDrive(system, 30_000).device?.path, "/dev/vdb");
});

const DOCUMENTS = { "/mnt/config/openstack/latest/meta_data.json": '{"name": "a"}' };

Deno.test("open the drive: it is mounted read-only, read, unmounted, and the mount point taken away", () => {
  const system = memorySystem(machine({ vdb: { contents: iso("config-2") } }), ([program], { entries }) => {
    for (const [path, text] of Object.entries(DOCUMENTS)) {
      program === "mount" ? entries.set(path, text) : entries.delete(path);
    }
    return { code: 0, stderr: "" };
  });
  const { texts, source } = openDrive(system, { root: "/", given: undefined, waitMs: 0 });
  const document = texts?.get("meta_data.json");
  assert.deepEqual([document?.state === "read" && document.text, source], ['{"name": "a"}', "/dev/vdb"]);
  assert.deepEqual(system.commands, [
    ["mount", "-t", "iso9660", "-o", "ro,nosuid,nodev,noexec", "/dev/vdb", "/mnt/config"],
    ["umount", "/mnt/config"],
  ]);
  assert.equal(system.stat("/mnt"), undefined);
});

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
    const { texts, problems } = openDrive(system, { root: "/", given, waitMs: 0 });
    assert.equal(texts, undefined);
    assert.match(problems[0]?.message ?? "", said);
  });
}
