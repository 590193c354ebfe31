/**
 * A virtual machine with the program and every kind of config drive, which its steps plug and unplug.
 *
 * @module
 */
import $ from "dax";
import { join } from "@std/path";
import { type Documents, writeFat, writeIso, writePartitioned } from "../support/drive_images.ts";
import { requirePrograms } from "../support/packages.ts";
import { fromFileUrl } from "../support/paths.ts";
import { type Machine, runMachine } from "../support/vm.ts";
import { debianKernel } from "../support/vm_kernel.ts";
import type { StepReport } from "../support/vm_steps.ts";

const PROJECT = fromFileUrl(new URL("../..", import.meta.url)).replace(/\/$/, "");
const CACHE = join(PROJECT, "dist/cache/vm");

/** Of the program alone, and at the same path in the guest, as Deno's caches know files by their paths. */
const DENO_DIR = join(CACHE, "deno");

export const MAC = "52:54:00:00:00:0a";
const OTHER_MAC = "52:54:00:00:00:0b";

/** The publisher id of the CD-ROM and of the virtual CD on the USB; those of the others are nova's. */
export const PUBLISHER = "6f2d4c1e-0b7a-4e0e-9d53-8a1c5b2f7e90";
const NOVA = "OpenStack Compute 27.0.0";

const MODULES = [
  ...["loop", "isofs", "vfat", "nls_cp437", "nls_ascii", "nls_utf8"],
  ...["virtio_pci", "virtio_blk", "virtio_net", "ata_piix", "sr_mod"],
  // Last, so that the other CD-ROMs are sr0 and sr1.
  ...["xhci_pci", "usb_storage"],
];

/** Each drive gives the machine another name and address, by which they are told apart. */
function documents(name: string, address: string): Documents {
  const link = { id: "tap1a81968a-79", type: "ovs", mtu: 1500, ethernet_mac_address: MAC };
  const network = {
    id: "network0",
    link: link.id,
    type: "ipv4",
    ip_address: address,
    netmask: "255.255.255.0",
  };
  return {
    "meta_data.json": { uuid: "5bf2f2a6-3e2b-4a0c-8f61-0c5f5a0a7c1d", hostname: `${name}.novalocal`, name },
    "network_data.json": { links: [link], networks: [{ ...network, network_id: "9f1c6a1e" }], services: [] },
  };
}

/** The images, by the serial numbers that the guest's disks have. */
async function writeImages(directory: string): Promise<void> {
  const path = (name: string) => join(directory, name);
  await writeIso(documents("iso", "192.0.2.1"), NOVA, path("iso"));
  await writeFat(documents("fat", "192.0.2.2"), 64 * 1024, path("fat"));
  await writeIso(documents("cdrom", "192.0.2.3"), PUBLISHER, path("cdrom"));
  await writeIso(documents("stale", "192.0.2.4"), NOVA, path("stale-partition"));
  await writePartitioned(path("stale-partition"), path("stale"));
  await writeFat(documents("fat12", "192.0.2.5"), 2 * 1024, path("fat12"));
  await writeIso(documents("usb", "192.0.2.6"), PUBLISHER, path("usb"));
}

function devices(directory: string): string[] {
  const disks = ["iso", "fat", "stale"].flatMap((name) => [
    ...["-drive", `file=${join(directory, name)},format=raw,if=none,id=${name}`],
    ...["-device", `virtio-blk-pci,drive=${name},serial=${name}`],
  ]);
  const cdrom = ["-drive", `file=${join(directory, "cdrom")},format=raw,if=ide,index=0,media=cdrom`];
  const empty = ["-drive", "if=ide,index=1,media=cdrom"];
  const usb = [
    ...["-device", "qemu-xhci,id=usb"],
    ...["-drive", `file=${join(directory, "usb")},format=raw,if=none,media=cdrom,readonly=on,id=stick`],
    ...["-device", "usb-storage,bus=usb.0,drive=stick"],
  ];
  const nics = [MAC, OTHER_MAC].flatMap((mac, index) => [
    ...["-netdev", `user,id=n${index},restrict=on`],
    ...["-device", `virtio-net-pci,netdev=n${index},mac=${mac},romfile=`],
  ]);
  return [...disks, ...cdrom, ...empty, ...usb, ...nics];
}

const PASSWD = "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/bin/sh\n";

const OS_RELEASE = 'ID=debian\nVERSION_ID="12"\n';

/** A root below which there is another machine with the same hardware. */
const TARGET = {
  "/target/etc/os-release": OS_RELEASE,
  "/target/sys/class/net/eth0/address": `${MAC}\n`,
  "/target/sys/class/net/eth0/addr_assign_type": "0\n",
};

const PROGRAM = `#!/bin/sh
exec deno run --allow-all --quiet --no-prompt --cached-only ${PROJECT}/hooks/boot.ts "$@"
`;

/** Notes how a drive is mounted, as the program unmounts it before its own end. */
const MOUNT = `#!/bin/sh
/usr/bin/mount "$@" || exit
sed -n 's,^[^ ]* [^ ]*/mnt/config ,mounted &,p' /proc/mounts >>$NOTES
`;

/**
 * `drives NAME …` plugs these drives in, the first as vda, and all others out; `empty` is one without a disc. `usb 1` plugs the virtual CD in, `usb 0` out. `checked COMMAND …` notes what is left of
 * mounts, loop devices and mount points. `state` prints the machine's files, and when and as which inodes they were made.
 */
const PRELUDE = `
export PROJECT=${PROJECT} DENO_DIR=${DENO_DIR} DENO_NO_UPDATE_CHECK=1 NO_COLOR=1
virtio=/sys/bus/virtio/drivers/virtio_blk cdrom=/sys/bus/scsi/drivers/sr
usb() {
  for file in /sys/bus/usb/devices/[0-9]*-[0-9]*/authorized; do
    case $file in
      *:*) ;;
      *) echo $1 >$file ;;
    esac
  done
}
learn_drives() {
  sleep 3; usb 0
  mkdir -p /run/drives
  for disk in /sys/block/vd*; do basename $(readlink $disk/device) >/run/drives/$(cat $disk/serial); done
  basename $(readlink /sys/block/sr0/device) >/run/drives/cdrom
  basename $(readlink /sys/block/sr1/device) >/run/drives/empty
}
drives() {
  for device in $virtio/virtio* $cdrom/*:*; do
    test ! -e $device || basename $device >$device/driver/unbind
  done
  for name; do
    case $name in
      cdrom | empty) driver=$cdrom ;;
      *) driver=$virtio ;;
    esac
    cat /run/drives/$name >$driver/bind
  done
}
checked() {
  "$@"
  status=$?
  { grep -e iso9660 -e fat -e /mnt/config /proc/mounts; losetup -a; ls -d /mnt /target/mnt; } 2>/dev/null |
    sed 's/^/left /' >>$NOTES
  return $status
}
state() {
  find /etc /root /var -type f | sort | xargs stat -c '%a %i %y %n'
  cat /proc/sys/kernel/hostname
}
`;

async function machine(directory: string, cmdline: string, steps: Machine["steps"]): Promise<Machine> {
  const source = ["hooks", "lib", "shims/run.ts", "deno.json", "deno.lock"].map((name) =>
    join(PROJECT, name)
  );
  return {
    kernel: await debianKernel(CACHE),
    contents: {
      modules: MODULES,
      copies: {
        ...Object.fromEntries([...source, DENO_DIR].map((path) => [path, path])),
        "/usr/bin/deno": Deno.execPath(),
        [UDEVD]: UDEVD,
        ...Object.fromEntries(STORAGE_RULES.map((path) => [path, path])),
        "/usr/lib/udev/rules.d/85-simple-init.rules": join(
          PROJECT,
          "shims/simple-init/simple-init-program/85-simple-init.rules",
        ),
        "/images/iso": join(directory, "iso"),
        "/images/fat12": join(directory, "fat12"),
      },
      programs: [
        "/usr/bin/deno",
        "/usr/bin/mount",
        "/usr/bin/umount",
        UDEVD,
        "/usr/bin/udevadm",
        "/usr/lib/udev/cdrom_id",
      ],
      texts: {
        "/etc/passwd": PASSWD,
        "/etc/os-release": OS_RELEASE,
        ...TARGET,
        "/usr/local/bin/mount": MOUNT,
        "/usr/local/bin/simple-init": PROGRAM,
      },
    },
    devices: devices(directory),
    cmdline,
    prelude: PRELUDE,
    steps,
    timeLimitSeconds: 300,
  };
}

/** udev as this machine has it, which reads labels by these rules. */
const UDEVD = "/usr/lib/systemd/systemd-udevd";
const STORAGE_RULES = ["60-cdrom_id.rules", "60-persistent-storage.rules"].map((name) =>
  `/usr/lib/udev/rules.d/${name}`
);

const EXAMPLE = join(PROJECT, "tests/cases/nova-static-dual-stack/root");

/** Fills {@link DENO_DIR} with what the program needs, compiled: what it runs on a cold cache is cached. */
async function cacheProgram(): Promise<void> {
  const run = [Deno.execPath(), "run", "--allow-all", "--quiet"];
  await $`${run} ${PROJECT}/hooks/boot.ts plan --root ${EXAMPLE}`.env({ DENO_DIR }).stdout("null");
}

/** Boots the machine with all drives plugged out, and takes the steps. */
export async function bootWithDrives(
  cmdline: string,
  steps: Machine["steps"],
): Promise<Map<string, StepReport>> {
  await requirePrograms({ udevadm: "udev" });
  const directory = await Deno.makeTempDir();
  try {
    await cacheProgram();
    await writeImages(directory);
    return await runMachine(
      await machine(directory, cmdline, { "all drives are plugged out": "learn_drives; drives", ...steps }),
    );
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}
