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
  ["an uevent with a type that it has not got", { ...NIC, uevent: "OF_DEVTYPE=bond\nDEVTYPE=" }, {}],
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
  ["an address of zeros that is InfiniBand's", "ib0", {
    ...NIC,
    type: "32",
    address: IB.replace(/[^:]/g, "0"),
  }],
  ["another type", "eth0", { ...NIC, type: "801" }],
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

for (const code of ["EINVAL", "ENODEV", "EIO"]) {
  Deno.test(`interfaces: the carrier of an interface that is down or has just gone, ${code}`, () => {
    const system = failing(device("eth0", NIC), "readText", code, (path) => path.endsWith("/carrier"));
    assert.deepEqual(discoverInterfaces(system), [{ ...FOUND, carrier: undefined }]);
  });
}

Deno.test("interfaces: a refusal that says more than that is one", () => {
  const system = failing(device("eth0", NIC), "readText", "EACCES", (path) => path.endsWith("/carrier"));
  assert.throws(() => discoverInterfaces(system), { code: "EACCES" });
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

const CARD = { address: MAC, addr_assign_type: "0", type: "1" };

/** Interfaces by name with their files and links, and the names of those that have an address of their own. */
const DRIVEN: Record<string, { devices: Record<string, Record<string, string>>; names: string[] }> = {
  "a virtual function below a netvsc device": {
    devices: { eth0: CARD, enP1s1: { ...CARD, "master@": "../eth0" } },
    names: ["eth0"],
  },
  "one that netvsc has not taken in yet": {
    devices: {
      eth0: { ...CARD, "device/driver@": "../../../../bus/vmbus/drivers/hv_netvsc" },
      enP1s1: { ...CARD, "device/driver@": "../../../../bus/pci/drivers/mlx5_core" },
    },
    names: ["eth0"],
  },
  "two netvsc devices, whatever their addresses": {
    devices: {
      eth0: { ...CARD, "device/driver@": "../drivers/hv_netvsc" },
      eth1: { ...CARD, "device/driver@": "../drivers/hv_netvsc" },
    },
    names: ["eth0", "eth1"],
  },
  "what net_failover is made of": {
    devices: {
      eth0: CARD,
      eth0nsby: { ...CARD, "master@": "../eth0" },
      eth1: { ...CARD, "master@": "../eth0" },
    },
    names: ["eth0"],
  },
  "a port of a bond that has its address": {
    devices: { bond0: { ...CARD, "bonding/mode": "x" }, eth0: { ...CARD, "master@": "../bond0" } },
    names: ["eth0"],
  },
  "a port of a team, or in a VRF": {
    devices: { team0: { ...CARD, addr_assign_type: "1" }, eth0: { ...CARD, "master@": "../team0" } },
    names: ["eth0"],
  },
  "a port of something with another address": {
    devices: {
      "ovs-system": { ...CARD, address: "5a:00:00:00:00:01" },
      eth0: { ...CARD, "master@": "../ovs-system" },
    },
    names: ["eth0", "ovs-system"],
  },
};

for (const [what, { devices, names }] of Object.entries(DRIVEN)) {
  Deno.test(`interfaces: ${what}`, () => {
    const entries = Object.entries(devices).flatMap(([name, files]) =>
      Object.entries(files).map(([file, text]) => {
        const path = `/sys/class/net/${name}/${file.replace(/@$/, "")}`;
        return [path, file.endsWith("@") ? { link: text } : text];
      })
    );
    const found = discoverInterfaces(memorySystem(Object.fromEntries(entries)));
    assert.deepEqual(
      found.filter(({ hasPermanentMac }) => hasPermanentMac).map(({ name }) => name).sort(),
      names,
    );
  });
}

Deno.test("interfaces: a virtual function, and where cards are on the bus", () => {
  const system = memorySystem({
    "/sys/class/net/eth0": { link: "../../devices/pci0000:00/0000:00:03.0/virtio0/net/eth0" },
    "/sys/devices/pci0000:00/0000:00:03.0/virtio0/net/eth0/address": MAC,
    "/sys/devices/pci0000:00/0000:00:03.0/virtio0/net/eth0/device": { link: "../../../virtio0" },
    "/sys/class/net/eth1/address": MAC,
    "/sys/class/net/eth1/device": { link: "../../../0000:0a:00.1" },
    "/sys/0000:0a:00.1/physfn": { link: "../0000:0a:00.0" },
    "/sys/class/net/eth2/address": MAC,
  });
  assert.deepEqual(
    discoverInterfaces(system).map(({ isVirtualFunction, pciAddress }) => [isVirtualFunction, pciAddress]),
    [[undefined, "0000:00:03.0"], [true, "0000:0a:00.1"], [undefined, undefined]],
  );
});

Deno.test("interfaces: a card behind bridges of the bus is where it is, and not where they are", () => {
  const place = "0000:00:1c.0/0000:02:00.0";
  const system = memorySystem({
    "/sys/class/net/eth0": { link: `../../devices/pci0000:00/${place}/0000:03:00.0/net/eth0` },
    [`/sys/devices/pci0000:00/${place}/0000:03:00.0/net/eth0/address`]: MAC,
    "/sys/class/net/eth1": { link: `../../devices/pci0000:00/${place}/0000:03:00.1/net/eth1` },
    [`/sys/devices/pci0000:00/${place}/0000:03:00.1/net/eth1/address`]: MAC,
  });
  assert.deepEqual(discoverInterfaces(system).map(({ pciAddress }) => pciAddress), [
    "0000:03:00.0",
    "0000:03:00.1",
  ]);
});

Deno.test("interfaces: where a card is on the bus is looked for only where another has its address", () => {
  const system = memorySystem({
    "/sys/class/net/eth0/address": MAC,
    "/sys/class/net/eth0/device": { link: "../../../0000:0a:00.1" },
    "/sys/class/net/eth1/address": "52:54:00:00:00:01",
    "/sys/class/net/eth1/device": { link: "../../../0000:0a:00.2" },
  });
  assert.deepEqual(discoverInterfaces(system).map(({ pciAddress }) => pciAddress), [undefined, undefined]);
});

Deno.test("interfaces: no /sys", () => assert.deepEqual(discoverInterfaces(memorySystem({})), []));

Deno.test("cloudMac: the GUID without its middle", () => {
  assert.equal(cloudMac(IB), "52:54:00:12:34:56");
});
