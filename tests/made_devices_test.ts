import assert from "node:assert/strict";
import { discoverInterfaces } from "../lib/interfaces.ts";
import { memorySystem } from "../lib/system/memory.ts";
import { failing } from "./support/faults.ts";

const DIRECTORY = "/sys/class/net/x0";
const CARD = { address: "52:54:00:00:00:0a", addr_assign_type: "0", type: "1", carrier: "1" };

function found(files: Readonly<Record<string, string>>): number {
  const entries = Object.entries(files).map(([file, text]) => [`${DIRECTORY}/${file}`, `${text}\n`]);
  return discoverInterfaces(memorySystem(Object.fromEntries(entries))).length;
}

/** `SET_NETDEV_DEVTYPE` in the kernel's drivers of devices without hardware of their own, and of radios. */
const TYPES = [
  ...["amt", "bareudp", "batadv", "bond", "bridge", "dsa", "geneve", "gre", "gtp", "hsr", "ipvlan", "ipvtap"],
  ...[
    "l2tpeth",
    "macvlan",
    "macvtap",
    "netdevsim",
    "ppp",
    "team",
    "vlan",
    "vxlan",
    "wireguard",
    "wlan",
    "wpan",
    "wwan",
  ],
];

for (const type of TYPES) {
  Deno.test(`interfaces: a device of the type ${type} is no hardware for a drive to speak of`, () =>
    assert.equal(found({ ...CARD, uevent: `DEVTYPE=${type}\nINTERFACE=x0` }), 0));
}

for (const type of ["", "fcoe", "vlans", "xbond", "BOND"]) {
  Deno.test(`interfaces: a device of the type ${JSON.stringify(type)} may be hardware`, () =>
    assert.equal(found({ ...CARD, uevent: `DEVTYPE=${type}` }), 1));
}

/** Files and directories of sysfs that only devices without hardware have, and radios. */
const MARKS = ["bonding/mode", "bridge/bridge_id", "phy80211/name", "team/x", "tun_flags"];

for (const mark of MARKS) {
  Deno.test(`interfaces: a device with ${mark} is no hardware for a drive to speak of`, () =>
    assert.equal(found({ ...CARD, [mark]: "x" }), 0));
}

for (const mark of ["brport/x", "master/x", "device/x"]) {
  Deno.test(`interfaces: a device with ${mark} may be hardware`, () =>
    assert.equal(found({ ...CARD, [mark]: "x" }), 1));
}

/** What the kernel answers for an interface that is down, or has just gone away; and what is nobody's answer. */
const ANSWERS: readonly [code: string, fleeting: boolean][] = [
  ["EINVAL", true],
  ["ENODEV", true],
  ["EIO", true],
  ["EACCES", false],
];

for (const [code, fleeting] of ANSWERS) {
  Deno.test(`interfaces: ${code} for a carrier ${fleeting ? "means that nothing is known of it" : "is a fault"}`, () => {
    const entries = Object.entries(CARD).map(([file, text]) => [`${DIRECTORY}/${file}`, `${text}\n`]);
    const system = failing(
      memorySystem(Object.fromEntries(entries)),
      "readText",
      code,
      (path) => path.endsWith("/carrier"),
    );
    if (fleeting) assert.deepEqual(discoverInterfaces(system).map(({ carrier }) => carrier), [undefined]);
    else assert.throws(() => discoverInterfaces(system), { code });
  });
}
