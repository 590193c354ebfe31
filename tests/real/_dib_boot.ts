/**
 * An image booted in a container, with a card in a network of its own: enough of a machine for units, their order and
 * their restrictions.
 *
 * @module
 */
import $ from "dax";
import { join } from "@std/path";
import { execute } from "../support/binary.ts";
import { writeFile } from "../support/trees.ts";

const MAC = "52:54:00:aa:bb:01";

const NETWORK = {
  links: [{ id: "l0", type: "phy", ethernet_mac_address: MAC, mtu: 1400 }],
  networks: [{ id: "n0", link: "l0", type: "ipv4", ip_address: "192.0.2.10", netmask: "255.255.255.0" }],
  services: [],
};
export const KEY =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGlbQfpR3QbCrtzYkKyM0S6FDMCB1bZKlUDkbx0LOIyz test@test";
const META = { name: "web", public_keys: { test: KEY } };

/** What every booted system is asked, each answer behind a line with the question's name. */
const QUESTIONS: Readonly<Record<string, string>> = {
  "kernel name": "cat /proc/sys/kernel/hostname",
  // A network stack that is a daemon counts as started before it has set one.
  "address":
    "for try in $(seq 30); do ip -oneline -4 address show dev host0 | grep -o '[0-9.]*/24' && break; " +
    "sleep 0.1; done",
  "MTU": "cat /sys/class/net/host0/mtu",
  "keys": "cat /root/.ssh/authorized_keys",
};

/** An init system: what else is asked, how it runs a shell script when all has started, and how it ends. */
export interface Init {
  readonly questions: Readonly<Record<string, string>>;
  readonly powerOff: string;
  /** How systemd-nspawn starts it; left to itself it takes any systemd that it finds. */
  readonly start: readonly string[];
  /** Has `/report.sh` run in the end. */
  layReport(tree: string): void;
}

const SYSTEMD_QUESTIONS: Init["questions"] = {
  "boot unit": "systemctl show --property=Result --value simple-init.service",
  "hot plug unit": "systemctl start simple-init@host0.service && " +
    "systemctl show --property=Result --value simple-init@host0.service",
  "netplan": "grep -h ^Address= /run/systemd/network/10-netplan-host0.network 2>/dev/null",
  "order": "[ $(systemctl show --property=ActiveEnterTimestampMonotonic --value simple-init.service) -lt " +
    "$(systemctl show --property=ActiveEnterTimestampMonotonic --value network-pre.target) ] && echo before",
  "warnings": "journalctl --boot --priority=warning --output=cat --unit=simple-init.service",
  "marker": "ls -d /run/simple-init",
  // As udev's rule starts it; this script is a part of the boot, so the boot goes on.
  "late drive": "sed -i s/192.0.2.10/192.0.2.11/ /mnt/config/openstack/latest/network_data.json; " +
    "systemctl start simple-init-drive.service; " +
    "systemctl show --property=Result --value simple-init-drive.service; " +
    "for try in $(seq 100); do ip -oneline -4 address show dev host0 | grep -o '192.0.2.11/24' && break; " +
    "sleep 0.1; done",
};

const REPORT = `[Unit]
After=network.target networking.service
[Service]
Type=oneshot
ExecStart=/bin/sh /report.sh
`;

/** A container's settings of the kernel are read-only; the name is its own, and it must be able to change it. */
const START = `mount --bind /proc/sys/kernel/hostname /proc/sys/kernel/hostname
mount -o remount,bind,rw /proc/sys/kernel/hostname
exec /sbin/init`;

/** For an init system that gives the boot program no rights of its own. */
export const WITH_HOST_NAME: Init["start"] = ["/bin/sh", "-c", START];

export const SYSTEMD: Init = {
  questions: SYSTEMD_QUESTIONS,
  powerOff: "systemctl poweroff",
  start: ["--boot"],
  layReport: (tree) => {
    const unit = "etc/systemd/system/report.service";
    writeFile(join(tree, unit), REPORT);
    // A second boot finds that of the first.
    const link = join(tree, "etc/systemd/system/multi-user.target.wants/report.service");
    execute("ln", ["--symbolic", "--force", `/${unit}`, link]);
  },
};

/** Boots the tree, which is changed by it. The answers by their questions' names. */
export async function bootContainer(tree: string, init: Init = SYSTEMD): Promise<Record<string, string>> {
  const drive = join(tree, "mnt/config/openstack/latest");
  writeFile(join(drive, "network_data.json"), JSON.stringify(NETWORK));
  writeFile(join(drive, "meta_data.json"), JSON.stringify(META));
  const asked = Object.entries({ ...QUESTIONS, ...init.questions })
    .map(([name, command]) => `echo '== ${name}'\n${command}\n`);
  writeFile(
    join(tree, "report.sh"),
    `exec >/report.txt 2>&1\n${asked.join("")}exec >/dev/null 2>&1\n${init.powerOff}\n`,
  );
  init.layReport(tree);
  const output = await inNamespace((namespace) => {
    // Without a bus of the host's. With standard input at its end, or it would wait for a terminal.
    const words = [...OPTIONS, `--directory=${tree}`, ...init.start];
    return $`nsenter --net=/run/netns/${namespace} timeout 90 systemd-nspawn ${words}`
      .stdin("null").noThrow().captureCombined().quiet();
  });
  const report = join(tree, "report.txt");
  if (!$.path(report).existsSync()) throw new Error(`the container told nothing: ${output.combined}`);
  const answers = Deno.readTextFileSync(report).split(/^== /m).slice(1);
  return Object.fromEntries(answers.map((text) => {
    const [name = "", ...lines] = text.trimEnd().split("\n");
    return [name, lines.join("\n")];
  }));
}

const OPTIONS = [
  "--quiet",
  "--register=no",
  "--keep-unit",
  "--capability=CAP_NET_ADMIN,CAP_NET_RAW",
  "--console=pipe",
];

async function inNamespace<T>(body: (namespace: string) => PromiseLike<T>): Promise<T> {
  // Test files that run side by side are one process.
  const namespace = `element-${crypto.randomUUID().slice(0, 8)}`;
  await $`ip netns add ${namespace}`;
  try {
    await $`ip -n ${namespace} link add host0 address ${MAC} type veth peer name peer0`;
    await $`ip -n ${namespace} link set peer0 up`;
    return await body(namespace);
  } finally {
    await $`ip netns delete ${namespace}`;
  }
}
