/**
 * The words that QEMU is started with.
 *
 * @module
 */
import type { Hardware, Nic } from "./_machine.ts";
import { QUICK_WORDS } from "../support/vm_kernel.ts";
import { nbdWords } from "./_nbd.ts";

/** Files and sockets in the process's working directory. */
export const FILES = { disk: "disk", console: "console", monitor: "monitor", agent: "agent" } as const;

/** What QEMU calls the CD-ROM drive. */
export const CDROM = "cdrom";

const MACHINE = "pc";

export function qemuWords(hardware: Hardware): string[] {
  return [
    // Random numbers at once; and no modules of hypervisors.
    ...["-machine", MACHINE, "-cpu", "qemu64,+rdrand,-svm", "-m", "1024"],
    // The guest's clock counts instructions, 2 ns each, which is as fast as emulation is when nothing else runs. So what
    // else the host does is not seen in the guest's times. That takes a machine with one processor.
    ...["-accel", "tcg,thread=single", "-icount", "shift=1", "-smp", "1"],
    ...["-nodefaults", "-no-user-config", "-display", "none", "-S"],
    ...["-serial", `file:${FILES.console}`],
    ...["-chardev", `socket,id=agent,path=${FILES.agent},server=on,wait=off`, "-serial", "chardev:agent"],
    ...["-qmp", `unix:${FILES.monitor},server=on,wait=off`],
    ...boot(hardware),
    ...disks(hardware),
    ...nics(hardware),
  ];
}

/** Units of others that take seconds under emulation, and that no test asks about. */
const LEFT_OUT = [
  ...["e2scrub_reap.service", "ssh-keygen.service", "systemd-binfmt.service", "systemd-random-seed.service"],
  ...["systemd-update-utmp.service", "systemd-update-utmp-runlevel.service"],
  ...["getty@tty1.service", "serial-getty@ttyS0.service"],
  ...["apt-daily", "apt-daily-upgrade", "dpkg-db-backup", "e2scrub_all", "fstrim"].map((name) =>
    `${name}.timer`
  ),
  ...["dev-hugepages.mount", "dev-mqueue.mount", "sys-kernel-debug.mount", "sys-kernel-tracing.mount"],
  ...["configfs", "dm_mod", "drm", "efi_pstore", "fuse", "loop"].map((name) => `modprobe@${name}.service`),
].map((unit) => `systemd.mask=${unit}`).join(" ");

function boot({ image, nics, rootBehind, cmdline = "" }: Hardware): string[] {
  const root = rootBehind === undefined ? "root=/dev/vda" : nbdWords(nics[rootBehind]!);
  const append =
    `${root} rw console=ttyS0 panic=-1 ${QUICK_WORDS} systemd.show_status=0 ${LEFT_OUT} ${cmdline}`;
  return ["-kernel", image.kernel, "-initrd", image.initrd, "-append", append];
}

/**
 * The image's disk, where the machine has it, then others, whose writes are forgotten, as vda, vdb, …; and the CD-ROM drive, which
 * may be empty.
 */
function disks({ rootBehind, disc, disks = [] }: Hardware): string[] {
  const own = rootBehind === undefined ? [`file=${FILES.disk},format=qcow2,if=virtio,cache=unsafe`] : [];
  const others = disks.map((file) => `file=${file},format=raw,if=virtio,snapshot=on`);
  const drives = [...own, ...others].flatMap((drive) => ["-drive", drive]);
  const medium = disc === undefined ? "" : `,file=${disc},format=raw,readonly=on`;
  return [
    ...drives,
    ...["-drive", `if=none,id=disc,media=cdrom${medium}`],
    ...["-device", `ide-cd,drive=disc,id=${CDROM}`],
  ];
}

function nics({ nics }: Hardware): string[] {
  return Object.entries(nics).filter(([, { at }]) => at !== "absent").flatMap(([name, nic]) => [
    ...["-netdev", pairs(netdev(hardwareIndex(nics, name), name))],
    ...["-device", pairs(device(name, nic))],
  ]);
}

type Words = Readonly<Record<string, string>>;

function pairs({ type, ...others }: Words): string {
  return [type, ...Object.entries(others).map(([key, value]) => `${key}=${value}`)].join();
}

export function hardwareIndex(nics: Hardware["nics"], name: string): number {
  return Object.keys(nics).indexOf(name);
}

/** The near end of a cable, as the command line and the monitor have it. */
export function netdev(index: number, name: string): Words {
  return { type: "tap", id: `net-${name}`, ifname: `tap${index}`, script: "no", downscript: "no" };
}

/** A card, as the command line has it; for the monitor `type` is `driver`. */
export function device(name: string, { mac }: Nic): Words {
  return { type: "virtio-net-pci", id: `nic-${name}`, netdev: `net-${name}`, mac, romfile: "" };
}
