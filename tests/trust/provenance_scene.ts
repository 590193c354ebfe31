/**
 * Random machines with several owners' disks, each with a drive's documents, and what may be obeyed there: written from what
 * is promised, and not from the program.
 *
 * @module
 */
import { type MemoryEntry, type MemorySystem, memorySystem } from "../../lib/system/memory.ts";
import { machineFiles, phy } from "../boot/_boot.ts";
import { type Disk, fat, iso, machine as withDisks } from "../config_drive/_disks.ts";
import type { Random } from "./hostile_drives_random.ts";

export interface OwnedDisk extends Disk {
  readonly name: string;
  readonly label: string;
  readonly publisher: string;
  /** Whether it can be taken out or cannot be written, its disk included. */
  readonly isMedium: boolean;
  readonly mounts: boolean;
}

export interface Scene {
  readonly disks: readonly OwnedDisk[];
  readonly inMemory: boolean;
  readonly cmdline: string;
  /** The publisher id that is asked for. */
  readonly publisher: string | undefined;
  readonly policy: "any" | "media" | "none" | "required" | undefined;
  readonly mountinfo: string;
}

const LABELS = ["config-2", "config-2", "CONFIG-2", "Config-2", "config-20", "cidata", ""];
const PUBLISHERS = ["", "ABC-1", "abc-1", "XYZ-9"];

/** `/proc/self/mountinfo` of roots on a disk and in memory. */
const ROOTS: readonly [mountinfo: string, inMemory: boolean][] = [
  ["1 0 8:1 / / rw - ext4 /dev/sda1 rw\n", false],
  ["1 0 0:2 / / rw - rootfs rootfs rw\n2 1 8:1 / / rw - xfs /dev/sda1 rw\n", false],
  [
    "1 0 8:1 / /run/disk rw - ext4 /dev/sda1 rw\n2 0 0:9 / / rw - overlay overlay rw,upperdir=/run/disk/up\n",
    false,
  ],
  ["1 0 0:2 / / rw - rootfs rootfs rw\n", true],
  ["1 0 0:2 / / rw - tmpfs tmpfs rw\n", true],
  ["1 0 7:0 / / ro - squashfs /dev/loop0 ro\n", true],
  ["1 0 0:5 / /run rw - tmpfs tmpfs rw\n2 0 0:9 / / rw - overlay overlay rw,upperdir=/run/up\n", true],
];

/** Kinds of devices: whole disks of which some are media, one that the kernel makes, and those that never hold a drive. */
const NAMES = ["sda", "sdb", "vda", "sr0", "sr1", "nvme0n1", "dm-0", "mmcblk0boot0", "fd0", "nbd0", "ram0"];
const NEVER = /^(?:mmcblk0boot0|fd0|nbd0|ram0)$/;

export function randomScene(random: Random): Scene {
  const [mountinfo, isRootInMemory] = random.pick(ROOTS);
  const word = random.pick([
    "",
    "",
    "ipa-api-url=http://192.0.2.1:6385",
    "BOOTIF=01-52-54-00-00-00-0a",
    "ir_pub_id=abc-1",
  ]);
  const disks = NAMES.filter(() => random.oneIn(3)).flatMap((name) => randomDisk(random, name));
  return {
    disks,
    inMemory: isRootInMemory || /^(?:ipa-|BOOTIF)/.test(word),
    cmdline: `quiet ${word}`,
    publisher: word.startsWith("ir_pub_id") ? "abc-1" : undefined,
    policy: random.oneIn(2) ? undefined : random.pick(["any", "media", "none", "required"] as const),
    mountinfo,
  };
}

/** A disk, and often a partition of it. */
function randomDisk(random: Random, name: string): OwnedDisk[] {
  const isMade = name === "dm-0";
  const flags = {
    removable: random.oneIn(3),
    readOnly: random.oneIn(4),
    ...(isMade ? { madeOf: ["sda"] } : {}),
  };
  const isMedium = !isMade && (flags.removable || flags.readOnly);
  const volume = () => {
    const [label, publisher] = [random.pick(LABELS), random.pick(PUBLISHERS)];
    const isFat = random.oneIn(3);
    return {
      label,
      publisher: isFat ? "" : publisher,
      contents: isFat ? fat(label) : iso(label, publisher),
      mounts: !random.oneIn(5),
    };
  };
  const disk = { name, ...flags, isMedium, ...volume() };
  const part = /^(?:sd|vd)/.test(name) && random.oneIn(2)
    ? [{ name: `${name}2`, partitionOf: name, isMedium, ...volume() }]
    : [];
  return [disk, ...part];
}

const LABEL = /^(?:config-2|CONFIG-2)$/;

/** Whether a device may be the drive. A disk with the label hides its partitions, which are windows on the same data. */
export function mayBe({ disks, inMemory, publisher, policy }: Scene, disk: OwnedDisk): boolean {
  const onlyMedia = policy === "media" || (inMemory && policy !== "any");
  const isHidden = disks.some(({ name, label }) => name === disk.partitionOf && LABEL.test(label));
  return policy !== "none" && !NEVER.test(disk.name) && LABEL.test(disk.label) && !isHidden &&
    (publisher === undefined || disk.publisher.toLowerCase() === publisher) && (disk.isMedium || !onlyMedia);
}

/** What a device's owner calls the machine, and where an impostor's mount is. */
export function nameOf(index: number): string {
  return `owner-${index}`;
}

export const IMPOSTOR = 99;
const FORGED = "/media/forged";

const key = (index: number) =>
  `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5${String(index).padStart(2, "0").repeat(24)} ${nameOf(index)}`;

function documents(at: string, index: number): Record<string, MemoryEntry> {
  const network = {
    id: "n",
    link: "nic0",
    type: "ipv4",
    ip_address: `10.99.${index}.9`,
    netmask: "255.255.255.0",
  };
  return {
    [`${at}/openstack/latest/meta_data.json`]: JSON.stringify({
      name: nameOf(index),
      public_keys: { k: key(index) },
    }),
    [`${at}/openstack/latest/network_data.json`]: JSON.stringify({ links: [phy(0)], networks: [network] }),
  };
}

/** The machine; mounting a device shows its owner's documents, unless it refuses. */
export function systemOf({ disks, cmdline, mountinfo }: Scene): MemorySystem {
  const forged = disks.map(({ name }) => `9 1 9:9 / ${FORGED} rw - iso9660 /dev/${name} ro\n`).join("");
  const files = {
    ...machineFiles(1),
    ...withDisks(Object.fromEntries(disks.map((disk) => [disk.name, disk])), cmdline),
    ...documents(FORGED, IMPOSTOR),
    "/root/.profile": "",
    "/proc/self/mountinfo": mountinfo + forged,
  };
  return memorySystem(files, (command, { entries }) => {
    const index = disks.findIndex(({ name }) => command.includes(`/dev/${name}`));
    if (command[0] === "mount" && index >= 0 && !disks[index]!.mounts) return { code: 32, stderr: "busy" };
    for (const [path, text] of Object.entries(documents("/mnt/config", Math.max(index, 0)))) {
      if (command[0] === "mount") entries.set(path, text);
      else entries.delete(path);
    }
    return { code: 0, stderr: "" };
  });
}
