/**
 * The real NetworkManager, in namespaces of its own: with a message bus, directories and a network that are not this
 * machine's. Needs root.
 *
 * @module
 */
import { requirePrograms } from "../support/packages.ts";
import { run } from "./_run.ts";

/** Where the daemon finds the profiles, within the namespaces. */
export const DIRECTORY = "/etc/NetworkManager/system-connections";

/** What is run; each with the package that has it. */
const PROGRAMS = {
  NetworkManager: "network-manager",
  nmcli: "network-manager",
  "dbus-daemon": "dbus",
  ip: "iproute2",
  dnsmasq: "dnsmasq-base",
  unshare: "util-linux",
};

/** A bus on which all is allowed and nobody is started: no dispatcher, no hostnamed, no modem manager. */
const BUS = `<busconfig>
  <type>system</type>
  <listen>unix:path=/run/dbus/system_bus_socket</listen>
  <policy context="default">
    <allow user="*"/><allow own="*"/><allow send_type="*"/><allow receive_type="*"/>
  </policy>
</busconfig>`;

/**
 * Only profiles on the disk configure anything, and the name servers go to `/run/NetworkManager/resolv.conf` alone. A
 * rule of udev's would leave veth pairs unmanaged.
 */
const SETTINGS = `[main]
plugins=keyfile
no-auto-default=*
auth-polkit=false
hostname-mode=none
rc-manager=unmanaged
[device-all]
match-device=*
managed=1
`;

/** `/sys` is read-only so that the daemon does not wait for udev, and so that it changes nothing of this machine. */
const PREPARE = `
set -eu
mount --make-rprivate /
mount -t tmpfs tmpfs /run
mount -t sysfs -o ro sysfs /sys
for directory in /etc/NetworkManager /usr/lib/NetworkManager/conf.d /usr/lib/NetworkManager/system-connections \
  /var/lib/NetworkManager; do
  test ! -d $directory || mount -t tmpfs tmpfs $directory
done
mkdir -p /run/dbus ${DIRECTORY}
cat >/run/bus.conf <<'END'
${BUS}
END
cat >/etc/NetworkManager/NetworkManager.conf <<'END'
${SETTINGS}
END
ip link set lo up

wait_for() {
  for _ in $(seq 1500); do
    ! "$@" >/dev/null 2>&1 || return 0
    sleep 0.02
  done
  echo "waited in vain: $*" >&2
  cat /run/*.log >&2
  exit 1
}
start() {
  dbus-daemon --config-file=/run/bus.conf --nofork --nopidfile 2>/run/bus.log &
  wait_for test -S /run/dbus/system_bus_socket
  NetworkManager --debug --log-level=INFO 2>>/run/daemon.log &
  wait_for nmcli general
}
`;

/**
 * Runs a shell script as process 1 of the namespaces, where `start` starts the daemon, which logs to `/run/daemon.log`,
 * and `wait_for` waits for a command to succeed.
 *
 * @param args the script's `$1`, `$2`, …
 * @returns its standard output; an error with all it said where it fails
 */
export async function withNetworkManager(script: string, ...args: string[]): Promise<string> {
  await requirePrograms(PROGRAMS);
  const namespaces = ["--net", "--mount", "--uts", "--pid", "--fork", "--kill-child", "--mount-proc"];
  const shell = ["bash", "-c", PREPARE + script, "bash", ...args];
  const { code, output, errors } = run("unshare", [...namespaces, ...shell], "util-linux");
  if (code !== 0) throw new Error(`NetworkManager could not be tried: ${errors}${output}`);
  return output;
}
