/**
 * The real systemd-networkd, in namespaces of its own: a private `/run` and network, and nothing of this machine's.
 * Needs root, systemd, util-linux and iproute2.
 *
 * @module
 */

const NETWORKD = "/lib/systemd/systemd-networkd";

/**
 * Prepares the namespaces for the tree `$1`: `/sys` is read-only so that networkd does not wait for udev, and nothing
 * but the tree's files is in networkd's directories.
 */
const PREPARE = `
mount --make-rprivate /
files=$(mktemp -d)
cp "$1"/etc/systemd/network/* "$files" 2>/dev/null
mount -t tmpfs tmpfs /run
mkdir -p /run/files /run/systemd/network
cp "$files"/* /run/files 2>/dev/null
rm -r "$files"
for directory in /etc /usr/lib; do
  test ! -d $directory/systemd/network || mount -t tmpfs tmpfs $directory/systemd/network
done
cp /run/files/* /etc/systemd/network/ 2>/dev/null
mount -t sysfs -o ro sysfs /sys
ip link set lo up
start() {
  SYSTEMD_LOG_TARGET=console-prefixed SYSTEMD_LOG_LEVEL=\${1:-info} ${NETWORKD} 2>/run/log &
  networkd=$!
  for _ in $(seq 200); do
    grep -q 'Enumeration completed' /run/log && return
    kill -0 $networkd || return
    sleep 0.05
  done
}
stop() { kill $networkd; wait $networkd; }
`;

/** Runs a shell script below {@link PREPARE} on the files of a tree; its standard output, or an error with all it said. */
export function withNetworkd(treeDir: string, script: string): string {
  requireProgram(NETWORKD, "systemd");
  requireProgram("/usr/bin/unshare", "util-linux");
  requireProgram("/usr/sbin/ip", "iproute2");
  const command = ["--net", "--mount", "sh", "-c", PREPARE + script, "sh", treeDir];
  const { success, stdout, stderr } = new Deno.Command("unshare", { args: command }).outputSync();
  const [output, errors] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)) as [
    string,
    string,
  ];
  if (!success) throw new Error(`systemd-networkd could not be tried: ${errors}${output}`);
  return output;
}

/**
 * What systemd-networkd says about the files of `treeDir/etc/systemd/network` when it loads them, at warning level or
 * above: unknown keys and sections, values that it does not take, files that it ignores. Empty: it takes all of them.
 */
export function networkdAccepts(treeDir: string): string[] {
  // Newer versions say only to who debugs that they are done.
  const log = withNetworkd(treeDir, "start debug; stop; cat /run/log; exit 0");
  if (!log.includes("Enumeration completed")) return [`systemd-networkd did not start: ${log}`];
  return log.split("\n")
    .map((line) => /^<(\d+)>(.*10-simple-init-.*)$/.exec(line))
    .flatMap((match) => match !== null && isWarning(Number(match[1])) ? [match[2]!] : []);
}

/** By a syslog priority: facility times 8 plus level. */
function isWarning(priority: number): boolean {
  return priority % 8 <= 4;
}

/** Fails with the package to install where a program is missing. */
export function requireProgram(path: string, packages: string): void {
  try {
    Deno.statSync(path);
  } catch {
    throw new Error(`this test needs ${path}; install ${packages}`);
  }
}
