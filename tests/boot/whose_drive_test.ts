import assert from "node:assert/strict";
import { type MemoryEntry, type MemorySystem, memorySystem } from "../../lib/system/memory.ts";
import { type Disk, fat, iso, machine as withDisks } from "../config_drive/_disks.ts";
import { boot, machineFiles, MACS, phy } from "./_boot.ts";

const KEY = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5${"A".repeat(48)} tenant`;
const AT = "/mnt/config/openstack/latest";

/** What is on every drive of these machines. */
const DOCUMENTS = {
  [`${AT}/meta_data.json`]: JSON.stringify({ name: "tenant", public_keys: { mine: KEY } }),
  [`${AT}/network_data.json`]: JSON.stringify({
    links: [phy(0)],
    networks: [{ id: "n", link: "nic0", type: "ipv4", ip_address: "192.0.2.9", netmask: "255.255.255.0" }],
  }),
};

const STALE: Record<string, Disk> = {
  sda: { contents: "\0".repeat(40000) },
  sda2: { contents: fat("config-2"), partitionOf: "sda" },
};
const CD: Record<string, Disk> = { sr0: { contents: iso("config-2", "ABC-1"), removable: true } };
const BOOT_ISO: Record<string, Disk> = {
  sr0: { contents: iso("VMEDIA_BOOT_ISO", "ABC-1"), removable: true },
};

/** A machine whose root is in memory, with these disks; mounting one shows the documents. */
function ramdisk(disks: Record<string, Disk>, cmdline: string, more: Record<string, MemoryEntry> = {}) {
  const files = {
    ...machineFiles(1),
    ...withDisks(disks, cmdline),
    "/root/.profile": "",
    "/proc/self/mountinfo": "1 1 0:2 / / rw - rootfs rootfs rw\n",
    ...more,
  };
  return memorySystem(files, ([program], { entries }) => {
    for (const [path, text] of Object.entries(DOCUMENTS)) {
      if (program === "mount") entries.set(path, text);
      else entries.delete(path);
    }
    return { code: 0, stderr: "" };
  });
}

/** The files below `/etc` and `/root` in which there is something of the drive. */
function obeyed({ entries }: MemorySystem): string[] {
  return [...entries].filter(([path, entry]) =>
    /^\/(?:etc|root|proc\/sys|var)\//.test(path) && /tenant|192\.0\.2\.9/.test(JSON.stringify(entry))
  ).map(([path]) => path).sort();
}

const EVERYTHING = [
  "/etc/hostname",
  "/etc/hosts",
  "/etc/systemd/network/10-simple-init-eth0.network",
  "/root/.ssh/authorized_keys",
  "/var/lib/simple-init/drive.json",
  "/var/lib/simple-init/hostname.json",
  "/var/lib/simple-init/keys.json",
];

const PASSED_OVER =
  "note: /dev/sda2: it has the label of a config drive, but it is neither removable nor read-only, and %; " +
  "it is passed over; the setting drive=any would have it used.";
const IN_MEMORY = PASSED_OVER.replace("%", "the root file system is in memory");
const OF_AGENT = PASSED_OVER.replace("%", "the kernel's command line is that of ironic's agent");

const ROWS: readonly [what: string, system: MemorySystem, words: string, files: string[], err: string[]][] = [
  ["a partition that was left over", ramdisk(STALE, "quiet"), "", [], [IN_MEMORY]],
  [
    "a partition that was left over, and ironic's agent",
    ramdisk(STALE, `BOOTIF=01-${MACS[0]!.replaceAll(":", "-")} ipa-api-url=http://192.0.2.1:6385`),
    "",
    [],
    [OF_AGENT],
  ],
  [
    "a partition that was left over, and that ironic's agent has mounted",
    ramdisk(STALE, "ipa-api-url=http://192.0.2.1:6385", {
      ...DOCUMENTS,
      "/proc/self/mountinfo":
        "1 1 0:2 / / rw - rootfs rootfs rw\n2 1 8:2 / /mnt/config ro - iso9660 /dev/sda2 ro\n",
      "/sys/devices/sda/sda2/dev": "8:2\n",
      "/etc/systemd/system/ironic-agent-resolve-config-drive.service": "",
    }),
    "",
    [],
    [OF_AGENT.replace("has the label of a config drive", "is mounted at /mnt/config")],
  ],
  ["a partition that was left over, and --drive any", ramdisk(STALE, "quiet"), "--drive any", EVERYTHING, []],
  [
    "a partition that was left over, and drive=any",
    ramdisk(STALE, "quiet", { "/etc/simple-init.conf": "drive=any\n" }),
    "",
    EVERYTHING,
    [],
  ],
  ["a CD", ramdisk(CD, "quiet"), "", EVERYTHING, []],
  ["a CD, and --drive none", ramdisk(CD, "quiet"), "--drive none", [], []],
  ["a CD, and its publisher id in the other case", ramdisk(CD, "ir_pub_id=abc-1"), "", EVERYTHING, []],
  ["the medium that ironic boots from, without data", ramdisk(BOOT_ISO, "ir_pub_id=abc-1"), "", [], [
    'note: /dev/sr0: it has the publisher id that /proc/cmdline names, but the label "VMEDIA_BOOT_ISO", ' +
    "so there is no config drive on it.",
  ]],
];

for (const [what, system, words, files, err] of ROWS) {
  Deno.test(`boot in a ramdisk: ${what}: ${files.length === 0 ? "nothing of it" : "all of it"}`, () => {
    const result = boot(system, `--renderer networkd ${words}`);
    assert.deepEqual([result.status, result.err], [0, err]);
    assert.deepEqual(obeyed(system), files);
  });
}
