import assert from "node:assert/strict";
import { discoverInterfaces, type NetworkInterface } from "../lib/interfaces.ts";
import { cloudMac } from "../lib/mac.ts";
import { memorySystem } from "../lib/system/memory.ts";
import { failing } from "./support/faults.ts";

const MAC = "52:54:00:12:34:56";
const IB = "80:00:02:08:fe:80:00:00:00:00:00:00:52:54:00:03:00:12:34:56";

function device(name: string, files: Readonly<Record<string, string>>) {
  const entries = Object.entries(files).map((
    [file, text],
  ) => [`/sys/class/net/${name}/${file}`, `${text}\n`]);
  return memorySystem(Object.fromEntries(entries));
}

const NIC = { address: MAC, addr_assign_type: "0", type: "1", carrier: "1" };
const FOUND: NetworkInterface = {
  name: "eth0",
  mac: MAC,
  infiniband: false,
  hasPermanentMac: true,
  carrier: true,
};

const REAL: readonly [
  what: string,
  files: Readonly<Record<string, string>>,
  expected: Partial<NetworkInterface>,
][] = [
  ["an Ethernet device", NIC, {}],
  ["no cable", { ...NIC, carrier: "0" }, { carrier: false }],
  ["a kernel that does not say the carrier", { address: MAC, addr_assign_type: "0", type: "1" }, {
    carrier: undefined,
  }],
  ["a random address", { ...NIC, addr_assign_type: "1" }, { hasPermanentMac: false }],
  ["an address that somebody set", { ...NIC, addr_assign_type: "3" }, { hasPermanentMac: false }],
  ["nothing but an address", { address: MAC }, { hasPermanentMac: false, carrier: undefined }],
  ["capitals", { ...NIC, address: "52:54:00:AB:CD:EF" }, { mac: "52:54:00:ab:cd:ef" }],
  ["a bond's port, by its own address", { ...NIC, "bonding_slave/perm_hwaddr": "52:54:00:00:00:01" }, {
    mac: "52:54:00:00:00:01",
  }],
  ["InfiniBand", { ...NIC, type: "32", address: IB }, { mac: IB, infiniband: true }],
  ["an uevent without a type", { ...NIC, uevent: "INTERFACE=eth0\nIFINDEX=2" }, {}],
];

for (const [what, files, expected] of REAL) {
  Deno.test(`interfaces: ${what}`, () => {
    assert.deepEqual(discoverInterfaces(device("eth0", files)), [{ ...FOUND, ...expected }]);
  });
}

const DEVTYPES = ["bond", "bridge", "vlan", "macvlan", "vxlan", "wireguard", "wlan", "wwan", "ppp", "dsa"];

const NONE: readonly [what: string, name: string, files: Readonly<Record<string, string>>][] = [
  ["the loopback", "lo", { ...NIC, type: "772", address: "00:00:00:00:00:00" }],
  ["the loopback, whatever it says", "lo", NIC],
  ["the list of bonds", "bonding_masters", NIC],
  ["a tunnel", "tun0", { ...NIC, type: "65534", address: "" }],
  ["a tap", "tap0", { ...NIC, tun_flags: "0x1002" }],
  ["a bond", "bond0", { ...NIC, "bonding/mode": "802.3ad 4" }],
  ["a bridge", "br0", { ...NIC, "bridge/bridge_id": "8000.525400123456" }],
  ["wireless", "wlp1s0", { ...NIC, "phy80211/name": "phy0" }],
  ["no address", "eth0", { type: "1" }],
  ["an address of zeros", "dummy0", { ...NIC, address: "00:00:00:00:00:00" }],
  ["an address that is none", "eth0", { ...NIC, address: "52:54" }],
  ["a directory with nothing in it that is known", "weird", { "x/y": "z" }],
  ...DEVTYPES.map((type): [string, string, Record<string, string>] => [
    `a device of type ${type}`,
    "x0",
    { ...NIC, uevent: `DEVTYPE=${type}\nINTERFACE=x0\nIFINDEX=9` },
  ]),
];

for (const [what, name, files] of NONE) {
  Deno.test(`interfaces: ${what} is none`, () =>
    assert.deepEqual(discoverInterfaces(device(name, files)), []));
}

Deno.test("interfaces: the carrier of an interface that is down, which the kernel refuses to say", () => {
  const system = failing(device("eth0", NIC), "readText", "EINVAL", (path) => path.endsWith("/carrier"));
  assert.deepEqual(discoverInterfaces(system), [{ ...FOUND, carrier: undefined }]);
});

Deno.test("interfaces: by name, and through the links that /sys has", () => {
  const system = memorySystem({
    "/sys/class/net/eth1": { link: "../../devices/pci/b" },
    "/sys/class/net/eth0": { link: "../../devices/pci/a" },
    "/sys/class/net/gone": { link: "../../devices/pci/gone" },
    "/sys/devices/pci/a/address": MAC,
    "/sys/devices/pci/b/address": MAC,
  });
  assert.deepEqual(discoverInterfaces(system).map(({ name }) => name), ["eth0", "eth1"]);
});

Deno.test("interfaces: no /sys", () => assert.deepEqual(discoverInterfaces(memorySystem({})), []));

Deno.test("cloudMac: the GUID without its middle", () => {
  assert.equal(cloudMac(IB), "52:54:00:12:34:56");
});
