import assert from "node:assert/strict";
import {
  addressesOf,
  assertMount,
  type Check,
  planOf,
  readsDrive,
  refuses,
  tryChecks,
} from "./config_drive_checks.ts";
import { PUBLISHER } from "./config_drive_vm.ts";

const NETWORK_FILES = [
  "/etc/network/interfaces",
  ...["eth0", "eth1"].map((name) => `/etc/network/interfaces.d/10-simple-init-${name}`),
  "/etc/dhcp/dhclient-enter-hooks.d/simple-init",
];

/** What is said of disks with the label in a ramdisk. */
function passedOver(...names: readonly string[]): string[] {
  return names.map((name) =>
    `note /dev/${name} it has the label of a config drive, but it is neither removable nor read-only, ` +
    "and the root file system is in memory"
  );
}

const DISCOVERY: Readonly<Record<string, Check>> = {
  "the program starts": {
    command: "simple-init version",
    expect: ({ status, out }) => assert.match(`${status} ${out}`, /^0 simple-init \d/),
  },
  "without a drive boot waits for nothing, and every interface gets DHCP": {
    command: "checked simple-init boot --this-machine --format json",
    expect: (report, all) => {
      const plan = planOf(report);
      assert.deepEqual([plan.configDrive, report.notes, report.status], [null, "", 0]);
      assert.deepEqual(addressesOf(plan), { eth0: "DHCP", eth1: "DHCP" });
      assert.deepEqual(
        plan.applied?.map(({ path }) => path),
        [...NETWORK_FILES, "/var/lib/simple-init/drive.json"],
      );
      const start = all.get("the program starts")!.seconds;
      assert.ok(report.seconds < 2 * start + 3, `${report.seconds} s, and ${start} s for the program alone`);
    },
  },
  "what lies on disks is passed over, as this is a ramdisk": {
    command: "drives stale iso; checked simple-init boot --this-machine --format json",
    expect: (report) => {
      const { configDrive, applied, problems } = planOf(report);
      assert.deepEqual([configDrive, applied, report.notes, report.status], [null, [], "", 0]);
      assert.deepEqual(
        problems.map(({ severity, file, message }) => `${severity} ${file} ${message}`),
        passedOver("vda1", "vdb"),
      );
    },
  },
  "a virtual CD is used that the kernel is still looking at": {
    command: "drives; echo 20 >/sys/module/usb_storage/parameters/delay_use; usb 1; sleep 1; " +
      "checked simple-init plan --format json; status=$?; usb 0; exit $status",
    expect: (report) => {
      readsDrive({
        source: "/dev/sr0",
        address: "192.0.2.6/24",
        mounted: "/dev/sr0 /mnt/config iso9660",
      })(report, new Map());
      assert.match(
        report.err,
        /^simple-init: Waiting up to 60 s .* the kernel is still looking at a storage/m,
      );
    },
  },
  "a disk with ISO 9660": {
    command: "drives iso; checked simple-init plan --drive any --format json",
    expect: readsDrive({
      source: "/dev/vda",
      address: "192.0.2.1/24",
      mounted: "/dev/vda /mnt/config iso9660",
    }),
  },
  "a disk with vfat and CONFIG-2": {
    command: "drives fat; checked simple-init plan --drive any --format json",
    expect: readsDrive({
      source: "/dev/vda",
      address: "192.0.2.2/24",
      mounted: "/dev/vda /mnt/config vfat",
    }),
  },
  "a partition, where there is nothing else": {
    command: "drives stale; checked simple-init plan --drive any --format json",
    expect: readsDrive({
      source: "/dev/vda1",
      address: "192.0.2.4/24",
      mounted: "/dev/vda1 /mnt/config iso9660",
    }),
  },
  "a disk wins over a stale partition, and both are reported": {
    command: "drives stale iso; checked simple-init plan --drive any --format json",
    expect: readsDrive({
      source: "/dev/vdb",
      address: "192.0.2.1/24",
      mounted: "/dev/vdb /mnt/config iso9660",
      problems: ["note /dev/vdb /dev/vda1 also has the label of a config drive"],
    }),
  },
  "a CD-ROM wins over a drive without a disc, a disk and a partition": {
    command: "drives stale iso empty cdrom; checked simple-init plan --drive any --format json",
    expect: readsDrive({
      source: "/dev/sr1",
      address: "192.0.2.3/24",
      mounted: "/dev/sr1 /mnt/config iso9660",
      problems: ["note /dev/sr1 /dev/vdb and /dev/vda1 also have the label of a config drive"],
    }),
  },
  "a drive that appears while udev is at work is waited for": {
    command: "drives; mkdir -p /run/udev; touch /run/udev/queue; " +
      "{ sleep 4; drives fat; rm /run/udev/queue; } & checked simple-init plan --drive any --format json",
    expect: readsDrive({
      source: "/dev/vda",
      address: "192.0.2.2/24",
      mounted: "/dev/vda /mnt/config vfat",
    }),
  },
  "boot configures the machine from a CD-ROM": {
    command: "drives cdrom; checked simple-init boot --this-machine --format json",
    expect: (report) => {
      readsDrive({
        source: "/dev/sr0",
        address: "192.0.2.3/24",
        mounted: "/dev/sr0 /mnt/config iso9660",
      })(report, new Map());
      const applied = planOf(report).applied?.map(({ kind, path }) => `${kind} ${path}`);
      const expected = [
        "update /etc/network/interfaces.d/10-simple-init-eth0",
        "create /etc/hostname",
        "create /etc/hosts",
        "set kernel host name /proc/sys/kernel/hostname",
        "update /var/lib/simple-init/drive.json",
        "create /var/lib/simple-init/hostname.json",
      ];
      assert.deepEqual(expected.filter((change) => !applied?.includes(change)), [], String(applied));
    },
  },
  "the machine has its address and its name": {
    command: `cat ${NETWORK_FILES[1]} /etc/hostname /proc/sys/kernel/hostname`,
    expect: ({ out }) => assert.match(out, /\n {4}address 192\.0\.2\.3\/24\n[^]*\ncdrom\ncdrom\n$/),
  },
  "its files": {
    command: "state",
    expect: ({ status }) => assert.equal(status, 0),
  },
  "a second boot has nothing to do": {
    command: "checked simple-init boot --this-machine --format json",
    expect: (report) => {
      const { changes, applied } = planOf(report);
      assert.deepEqual({ status: report.status, changes, applied }, { status: 0, changes: [], applied: [] });
    },
  },
  "and has touched no file": {
    command: "state",
    expect: ({ out }, all) => assert.equal(out, all.get("its files")?.out),
  },
};

/** With udev, which the steps above do without. */
const WANTED = "udevadm settle; udevadm info --query=property /dev/$1 | grep ^SYSTEMD_WANTS= || echo nothing";

const UDEV: Readonly<Record<string, Check>> = {
  "udev starts": {
    command: "drives; /usr/lib/systemd/systemd-udevd --daemon && udevadm control --ping",
    expect: ({ status }) => assert.equal(status, 0),
  },
  "before the boot's own run udev starts nothing for a drive": {
    command: `wanted() { ${WANTED}; }; rm -rf /run/simple-init; drives cdrom; wanted sr0`,
    expect: ({ out }) => assert.equal(out, "nothing\n"),
  },
  "afterwards it starts the unit for a CD, a disk and a partition with the label, and for no other": {
    command: `wanted() { ${WANTED}; }; mkdir /run/simple-init; drives; drives cdrom fat stale; ` +
      "for name in sr0 vda vdb vdb1; do wanted $name; done",
    expect: ({ out }) => {
      const unit = "SYSTEMD_WANTS=simple-init-drive.service\n";
      assert.equal(out, `${unit}${unit}nothing\n${unit}`);
    },
  },
  "it starts nothing for what was there, and is told of once more": {
    command: `wanted() { ${WANTED}; }; for name in sr0 vda; do ` +
      "udevadm trigger --action=add --name-match=$name; wanted $name; done",
    expect: ({ out }) => assert.equal(out, "nothing\nnothing\n"),
  },
};

const OTHERS: Readonly<Record<string, Check>> = {
  "boot refuses a machine that nobody prepared": {
    command: "checked simple-init boot",
    expect: refuses(
      "This machine was not prepared for simple-init (/etc/simple-init.conf is missing), so nothing was changed; " +
        "use --root DIR to try it on a directory, or --this-machine if this machine is meant.",
    ),
  },
  "boot refuses another user than root": {
    command: "checked su nobody -c 'simple-init boot --this-machine'",
    expect: refuses("Only root can configure this machine; nothing was changed."),
  },
  "nothing was changed": {
    command: "ls -A /etc /root; cat /proc/sys/kernel/hostname",
    expect: ({ out }) => assert.equal(out, "/etc:\nos-release\npasswd\n\n/root:\n(none)\n"),
  },
  "plan reads an ISO 9660 image": {
    command: "checked simple-init plan --format json --config-drive /images/iso",
    expect: readsDrive({
      source: "/images/iso",
      address: "192.0.2.1/24",
      mounted: "/dev/loop0 /mnt/config iso9660",
    }),
  },
  "plan reads a vfat image": {
    command: "checked simple-init plan --format json --config-drive /images/fat12",
    expect: readsDrive({
      source: "/images/fat12",
      address: "192.0.2.5/24",
      mounted: "/dev/loop0 /mnt/config vfat",
    }),
  },
  "boot --root reads an ISO 9660 image": {
    command: "checked simple-init boot --root /target --config-drive /images/iso && cat /target/etc/hostname",
    expect: (report) => {
      assertMount(report, "/dev/loop0 /target/mnt/config iso9660");
      assert.match(`${report.status} ${report.out}`, /^0 .*\niso\n$/s);
    },
  },
  "deno task boot reads a vfat image with the rights that it gives itself": {
    command: "cd $PROJECT; checked deno task boot --root /target --config-drive /images/fat12 && " +
      "cat /target/etc/hostname",
    expect: (report) => {
      assertMount(report, "/dev/loop0 /target/mnt/config vfat");
      assert.match(`${report.status} ${report.out}`, /^0 .*\nfat12\n$/s);
    },
  },
  "a drive of another publisher is refused": {
    command: "drives iso fat stale; checked simple-init plan --drive any --drive-timeout 0 --format json",
    expect: (report) => {
      const plan = planOf(report);
      assert.deepEqual([plan.configDrive, report.notes, report.status], [null, "", 1]);
      assert.deepEqual(addressesOf(plan), { eth0: "DHCP", eth1: "DHCP" });
      assert.deepEqual(plan.problems.map(({ file, message }) => `${file}: ${message}`), [
        `/proc/cmdline: no config drive has the publisher id "${PUBLISHER.toUpperCase()}" ` +
        '(/dev/vda has "OpenStack Compute 27.0.0", /dev/vdb has "", /dev/vdc1 has "OpenStack Compute 27.0.0")',
      ]);
    },
  },
  "a virtual CD of the publisher that comes after 8 s is waited for": {
    command:
      "drives; { sleep 8; usb 1; } & checked simple-init plan --format json; status=$?; usb 0; exit $status",
    expect: (report) => {
      readsDrive({
        source: "/dev/sr0",
        address: "192.0.2.6/24",
        mounted: "/dev/sr0 /mnt/config iso9660",
      })(report, new Map());
      assert.match(report.err, /^simple-init: Waiting up to 60 s .* names its publisher id\.$/m);
    },
  },
  "what is mounted in a ramdisk is read, and stays mounted": {
    command: "drives cdrom; mkdir -p /mnt/config; /usr/bin/mount -o ro /dev/sr0 /mnt/config; " +
      "simple-init plan --format json; status=$?; umount /mnt/config; rmdir /mnt/config /mnt; exit $status",
    expect: readsDrive({ source: "/mnt/config", address: "192.0.2.3/24" }),
  },
  "a device that is mounted for writing is read": {
    command: "drives fat; mkdir '/my drive'; /usr/bin/mount /dev/vda '/my drive'; " +
      "simple-init plan --format json --config-drive /dev/vda; status=$?; umount '/my drive'; exit $status",
    expect: readsDrive({ source: "/dev/vda", address: "192.0.2.2/24" }),
  },
  "a drive is not mounted by a link that leads out of the root": {
    command: "mkdir -p /outside/config; ln -s /outside /target/mnt; " +
      "simple-init boot --quiet --root /target --config-drive /images/iso; status=$?; rm /target/mnt; exit $status",
    expect: ({ status, out, err, notes }) =>
      assert.deepEqual([status, out, err, notes], [
        1,
        "",
        "problem: /images/iso: it cannot be mounted, as /target/mnt is a symbolic link; " +
        "the config drive is not read.\n",
        "",
      ]),
  },
  "the drive of the right publisher is taken, on a machine that was prepared": {
    command:
      "touch /etc/simple-init.conf; drives iso fat stale cdrom; checked simple-init boot --format json",
    expect: readsDrive({
      source: "/dev/sr0",
      address: "192.0.2.3/24",
      mounted: "/dev/sr0 /mnt/config iso9660",
      problems: passedOver("vda", "vdb", "vdc1"),
    }),
  },
};

Deno.test("config drives of a machine with a real kernel", (t) =>
  tryChecks(t, "", { ...DISCOVERY, ...UDEV }));

Deno.test("images, refusals, and the publisher id on a real kernel's command line", (t) =>
  tryChecks(t, `ir_pub_id=${PUBLISHER.toUpperCase()}`, OTHERS));
