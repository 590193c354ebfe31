import assert from "node:assert/strict";
import { type DriveSearch, findDrive } from "../../lib/config_drive/find.ts";
import { formatProblem } from "../../lib/problem.ts";
import { type MemoryEntry, memorySystem } from "../../lib/system/memory.ts";
import { type Disk, iso, machine, SEARCH } from "./_disks.ts";

type Files = Record<string, MemoryEntry>;

const EMPTY = machine({ vda: { contents: "\0".repeat(40000) } });
const BUSY = { "/run/udev/queue": "" };
const NAMED = { "/proc/cmdline": "ir_pub_id=node-1\n" };

/** A USB storage device on a bus, whose driver has made a host, with or without what it has found behind it. */
function usb(
  isScanned: boolean,
  aClass = "08",
  driver: Files = { "/sys/devices/usb1/1-1:1.0/driver": { link: "/d" }, "/d/x": "" },
) {
  const device = "/sys/devices/usb1/1-1:1.0";
  return {
    "/sys/bus/usb/devices/1-1:1.0": { link: device },
    [`${device}/bInterfaceClass`]: `${aClass}\n`,
    ...driver,
    [`${device}/host2/scsi_host/x`]: "",
    ...isScanned ? { [`${device}/host2/target2:0:0/x`]: "" } : {},
  };
}

/** A unit of a SCSI host. */
function unit(driver: string, more: Files = {}) {
  const device = "/sys/devices/2:0:0:0";
  return {
    "/sys/bus/scsi/devices/2:0:0:0": { link: device },
    [`${device}/driver`]: { link: `/sys/bus/scsi/drivers/${driver}` },
    [`/sys/bus/scsi/drivers/${driver}/bind`]: "",
    ...more,
  };
}

const SAYS = (why: string) => `Waiting up to 60 s for the config drive, as ${why}.`;
const PUBLISHER = SAYS("the kernel's command line names its publisher id");
const REQUIRED = SAYS("the setting drive=required asks for one");
const SCAN = SAYS("the kernel is still looking at a storage device");
const UDEV = SAYS("udev is still at work");

/** Nothing ever comes: how long that is waited for, what is said, and after how many milliseconds. */
const WAITS: readonly [
  what: string,
  files: Files,
  search: Partial<DriveSearch>,
  said: [string, number] | undefined,
][] = [
  ["udev has nothing to do", {}, {}, undefined],
  ["udev is at work", BUSY, {}, [UDEV, 1000]],
  ["a publisher id is named", NAMED, {}, [PUBLISHER, 0]],
  ["a drive is required", {}, { isRequired: true }, [REQUIRED, 0]],
  ["a USB device is not scanned yet", usb(false), {}, [SCAN, 1000]],
  [
    "a USB device is not scanned yet, and its driver has something called a target",
    {
      ...usb(false),
      "/d/target": "",
    },
    {},
    [SCAN, 1000],
  ],
  [
    "a USB device is not scanned yet, beside what only ends like a host",
    {
      ...usb(false),
      "/sys/devices/usb1/1-1:1.0/ghost3/target3:0:0/x": "",
    },
    {},
    [SCAN, 1000],
  ],
  ["a USB device is scanned", usb(true), {}, undefined],
  [
    "a USB device is scanned by one of its hosts",
    {
      ...usb(true),
      "/sys/devices/usb1/1-1:1.0/host3/scsi_host/x": "",
    },
    {},
    undefined,
  ],
  ["a USB device has no driver", usb(false, "08", {}), {}, undefined],
  ["a USB device is a keyboard", usb(false, "03"), {}, undefined],
  ["a CD-ROM has no block device yet", unit("sr"), {}, [SCAN, 1000]],
  ["a disk has no block device yet", unit("sd"), {}, [SCAN, 1000]],
  ["a disk has one", unit("sd", { "/sys/devices/2:0:0:0/block/sda/size": "1" }), {}, undefined],
  [
    "a disk has no driver yet",
    {
      "/sys/bus/scsi/devices/2:0:0:0": { link: "/sys/devices/2:0:0:0" },
      "/sys/devices/2:0:0:0/type": "0",
    },
    {},
    undefined,
  ],
  ["a tape never has one", unit("st"), {}, undefined],
  [
    "the boot has waited before",
    { ...NAMED, ...usb(false) },
    { isRequired: true, expects: false },
    undefined,
  ],
  ["the boot has waited before, and udev is at work", { ...NAMED, ...BUSY }, { expects: false }, [
    UDEV,
    1000,
  ]],
];

for (const [what, files, search, said] of WAITS) {
  Deno.test(`wait for the drive: ${what}: ${said === undefined ? "no time passes" : "60 s"}`, () => {
    const system = memorySystem({ ...EMPTY, ...files });
    const heard: [string, number][] = [];
    findDrive(system, { ...SEARCH, ...search }, (sentence) => heard.push([sentence, system.now()]));
    assert.deepEqual(heard, said === undefined ? [] : [said]);
    assert.equal(system.now(), said === undefined ? 0 : 60_000);
  });
}

Deno.test("wait for the drive: the clock has not begun with the boot", () => {
  const system = memorySystem({ ...EMPTY, ...BUSY });
  system.sleep(7_000_000);
  const heard: number[] = [];
  findDrive(system, SEARCH, () => heard.push(system.now()));
  assert.deepEqual([heard, system.now()], [[7_001_000], 7_060_000]);
});

const CD: Record<string, Disk> = { sr0: { contents: iso("config-2", "NODE-1"), removable: true } };
const BOOT_ISO: Record<string, Disk> = {
  sr0: { contents: iso("VMEDIA_BOOT_ISO", "node-1"), removable: true },
};
const OTHERS: Record<string, Disk> = { sr0: { contents: iso("config-2", "node-2"), removable: true } };

/** Something comes after 8 s: when the search ends, with what. */
const LATE: readonly [
  what: string,
  files: Files,
  search: Partial<DriveSearch>,
  disks: Record<string, Disk>,
  end: number,
  device: string | undefined,
][] = [
  ["udev is at work", BUSY, {}, CD, 8000, "/dev/sr0"],
  ["a publisher id is named", NAMED, {}, CD, 8000, "/dev/sr0"],
  ["a publisher id is named, and it has no data", NAMED, {}, BOOT_ISO, 8000, undefined],
  ["a publisher id is named, and it has another", NAMED, {}, OTHERS, 60_000, undefined],
  ["a drive is required", {}, { isRequired: true }, CD, 8000, "/dev/sr0"],
  [
    "a drive is required, and it is no medium in a ramdisk",
    {},
    {
      isRequired: true,
      mediaOnly: "the root file system is in memory",
    },
    { vdb: { contents: iso("config-2") } },
    60_000,
    undefined,
  ],
  ["a USB device is not scanned yet", usb(false), {}, CD, 8000, "/dev/sr0"],
  ["less time is given", NAMED, { waitMs: 5000 }, CD, 5000, undefined],
  ["nothing is expected", {}, {}, CD, 0, undefined],
];

for (const [what, files, search, disks, end, device] of LATE) {
  Deno.test(`wait for the drive: it comes after 8 s, and ${what}: ${device ?? "none"}`, () => {
    const system = memorySystem({ ...EMPTY, ...files });
    const sleep = (ms: number) => {
      system.sleep(ms);
      if (system.now() < 8000) return;
      const { "/proc/cmdline": _, ...come } = machine(disks);
      for (const [path, entry] of Object.entries(come)) system.entries.set(path, entry);
    };
    const found = findDrive({ ...system, sleep }, { ...SEARCH, ...search });
    assert.deepEqual([found.device?.path, system.now()], [device, end]);
  });
}

Deno.test("wait for the drive: where one is required, it is a problem that none came", () => {
  const { problems } = findDrive(memorySystem(EMPTY), { ...SEARCH, isRequired: true });
  assert.deepEqual(problems.map(formatProblem), [
    "/sys/class/block: no device has the label config-2, and the setting drive=required asks for one; " +
    "attach the config drive and boot again.",
  ]);
});

Deno.test("wait for the drive: the scan of a USB device that holds none ends the wait", () => {
  const system = memorySystem({ ...EMPTY, ...usb(false) });
  const sleep = (ms: number) => {
    system.sleep(ms);
    if (system.now() >= 1500) system.entries.set("/sys/devices/usb1/1-1:1.0/host2/target2:0:0/x", "");
  };
  assert.equal(findDrive({ ...system, sleep }, SEARCH).device, undefined);
  assert.equal(system.now(), 1500);
});

Deno.test("wait for the drive: it may appear between a look and the end of udev's work", () => {
  const racing = memorySystem({ ...EMPTY, ...BUSY });
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
        for (const [name, entry] of Object.entries(machine(CD))) racing.entries.set(name, entry);
        racing.entries.delete("/run/udev/queue");
      }
      return racing.stat(path);
    },
  };
  assert.equal(findDrive(system, SEARCH).device?.path, "/dev/sr0");
});
