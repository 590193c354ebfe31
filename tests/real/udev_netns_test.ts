/**
 * The wait for network cards beside a real udev, in namespaces of its own. Its rules are slow with a card, which gets another
 * name, and much slower with a device that is no card, as they may be with a disk. Needs root.
 *
 * @module
 */
import assert from "node:assert/strict";
import { fromFileUrl } from "../support/paths.ts";
import { textOf } from "../element/files.ts";
import { run } from "./_run.ts";

const PROGRAMS = { unshare: "util-linux", ip: "iproute2", udevadm: "udev", "start-stop-daemon": "dpkg" };

/** Seconds that a rule takes. */
const OF_CARD = 2;
const OF_OTHERS = 20;

const RULES = `KERNEL=="full", PROGRAM="/bin/sleep ${OF_OTHERS}"
SUBSYSTEM=="net", ACTION=="add", KERNEL=="veth0", PROGRAM="/bin/sleep ${OF_CARD}", NAME="lan0"
SUBSYSTEM=="net", ACTION=="move", PROGRAM="/bin/sleep ${OF_CARD}"
`;

/** `$1` are udev's rules. The machine's own `/dev` is kept from it. */
const START = `
set -e
mount --make-rprivate /
mount -t sysfs sysfs /sys
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /dev
mknod -m 666 /dev/null c 1 3
mknod -m 666 /dev/urandom c 1 9
mkdir -p /run/udev/rules.d
printf '%s' "$1" >/run/udev/rules.d/90-test.rules
for udevd in /usr/lib/systemd/systemd-udevd /lib/systemd/systemd-udevd; do test ! -x $udevd || break; done
$udevd >/run/log 2>&1 &
for try in $(seq 100); do test ! -e /run/udev/control || break; sleep 0.1; done
`;

/** `$2` is Deno, `$3` what looks. */
const WAIT = `
echo add >/sys/class/mem/full/uevent
ip link add veth0 type veth peer name veth1
"$2" run --quiet --allow-all "$3"
`;

function inNamespaces(script: string, words: readonly string[]): string {
  for (const [program, of] of Object.entries(PROGRAMS)) run(program, ["--version"], of);
  const namespaces = ["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"];
  const all = [...namespaces, "sh", "-c", START + script, "sh", ...words];
  const { code, output, errors } = run("unshare", all, PROGRAMS.unshare);
  assert.equal(code, 0, errors);
  return output;
}

Deno.test("udev: cards are waited for until they have their names, and nothing else of udev's is", () => {
  const look = fromFileUrl(new URL("_udev_look.ts", import.meta.url));
  const { seconds, ...found } = JSON.parse(inNamespaces(WAIT, [RULES, Deno.execPath(), look]));
  assert.deepEqual(found, { problems: [], names: ["lan0", "veth1"], isBusy: true }, `after ${seconds} s`);
  // Not before both of its events.
  assert.ok(seconds > 2 * OF_CARD - 1 && seconds < OF_OTHERS / 2, `it took ${seconds} s`);
});

/** The element's rules, which pass over cards without hardware; here are no others. */
const OWN_RULES = textOf("simple-init-program/85-simple-init.rules")
  .replace(/^DEVPATH=="\/devices\/virtual\/\*",/m, 'KERNEL=="none",');

/** What udev has systemd start for a card that is new, one that is told of once more, and one with another name. */
const EVENTS = `
wanted() {
  udevadm settle
  udevadm info --query=property /sys/class/net/$1 | grep ^SYSTEMD_WANTS= || echo nothing
}
ip link add early0 type veth peer name peer0
wanted early0
mkdir /run/simple-init
echo add >/sys/class/net/early0/uevent
wanted early0
ip link add late0 type veth peer name peer1
wanted late0
ip link set early0 name other0
wanted other0
`;

Deno.test("udev: once a boot looks, a card that comes or gets another name has a unit of its own, and no other has", () =>
  assert.deepEqual(inNamespaces(EVENTS, [OWN_RULES]).trim().split("\n"), [
    "nothing",
    "nothing",
    "SYSTEMD_WANTS=simple-init@late0.service",
    "SYSTEMD_WANTS=simple-init@other0.service",
  ]));

/** The rules with a program that writes down how it is called, slowly. */
const CALLING_RULES = OWN_RULES.replaceAll("/usr/local/sbin/simple-init", "/run/program");

/** `$2` is what tells of systemd, where it runs. */
const CALLS = `
test -z "$2" || mkdir -p "$2"
printf '#!/bin/sh\\nsleep 0.5\\necho "$@" >>/run/calls\\n' >/run/program
chmod +x /run/program
touch /run/calls
ip link add early0 type veth peer name peer0
udevadm settle
mkdir /run/simple-init
ip link add late0 type veth peer name early1
ip link set peer0 name other0
udevadm settle
test ! -s /run/calls
for try in $(seq 50); do test "$(wc -l </run/calls)" -lt 6 || break; sleep 0.1; done
sort /run/calls
`;

Deno.test("udev: without systemd a card that comes late is configured and taken up, and udev does not wait for it", () =>
  assert.deepEqual(inNamespaces(CALLS, [CALLING_RULES, ""]).trim().split("\n"), [
    ...["early1", "late0", "other0"].map((name) => `boot --interface ${name}`),
    ...["early1", "late0", "other0"].map((name) => `hook activate ${name}`),
  ]));

Deno.test("udev: with systemd it is left to its unit", () =>
  assert.equal(inNamespaces(CALLS, [CALLING_RULES, "/run/systemd/system"]).trim(), ""));
