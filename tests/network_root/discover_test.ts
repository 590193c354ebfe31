import assert from "node:assert/strict";
import { commandLine, type Files, NBD, rootOf, route, ROUTES, withRoutes } from "./_machines.ts";

Deno.test("network root: a VLAN of the initramfs, and the card under it", () => {
  const found = rootOf({
    ...NBD,
    ...commandLine("nbdroot=192.0.2.1,root vlan=eth1.5:eth1"),
    "/proc/net/route": ROUTES["/proc/net/route"]!.toString().replaceAll("eth0", "eth1.5"),
    "/sys/class/net/eth1.5/uevent": "DEVTYPE=vlan\n",
    "/sys/class/net/eth1.5/lower_eth1": { link: "../eth1" },
  });
  assert.deepEqual(found, { what: "on an NBD device", cards: ["eth1"], ports: [], made: ["eth1.5"] });
});

Deno.test("network root: a VLAN on a bond of the initramfs, and the bond's ports", () => {
  const found = rootOf({
    ...NBD,
    ...commandLine("nbdroot=192.0.2.1,root bond=bond0:eth0,eth1"),
    "/proc/net/route": ROUTES["/proc/net/route"]!.toString().replaceAll("eth0", "bond0.5"),
    "/sys/class/net/bond0.5/uevent": "DEVTYPE=vlan\n",
    "/sys/class/net/bond0.5/lower_bond0": { link: "../bond0" },
    "/sys/class/net/bond0/bonding/mode": "active-backup 1\n",
    "/sys/class/net/bond0/lower_eth0": { link: "../eth0" },
    "/sys/class/net/bond0/lower_eth1": { link: "../eth1" },
  });
  assert.deepEqual(found, {
    what: "on an NBD device",
    cards: [],
    ports: ["eth0", "eth1"],
    made: ["bond0.5", "bond0"],
  });
});

const GROUPS: Readonly<Record<string, Files>> = {
  bond: { "/sys/class/net/dev0/bonding/mode": "active-backup 1\n" },
  bridge: { "/sys/class/net/dev0/bridge/bridge_id": "8000.525400000001\n" },
};

for (const [what, files] of Object.entries(GROUPS)) {
  Deno.test(`network root: a ${what} of the initramfs with one port`, () => {
    const found = rootOf({
      ...NBD,
      "/proc/net/route": ROUTES["/proc/net/route"]!.toString().replaceAll("eth0", "dev0"),
      ...commandLine("nbdroot=192.0.2.1,root"),
      "/sys/class/net/dev0/lower_eth0": { link: "../eth0" },
      ...files,
    });
    assert.deepEqual([found?.cards, found?.ports, found?.made], [[], ["eth0"], ["dev0"]]);
  });
}

Deno.test("network root: of a team of the initramfs, which has no directory of its own, the ports", () => {
  const found = rootOf({
    ...NBD,
    "/proc/net/route": ROUTES["/proc/net/route"]!.toString().replaceAll("eth0", "team0"),
    ...commandLine("nbdroot=192.0.2.1,root"),
    "/sys/class/net/team0/lower_eth0": { link: "../eth0" },
    "/sys/class/net/team0/lower_eth1": { link: "../eth1" },
  });
  assert.deepEqual([found?.cards, found?.ports, found?.made], [[], ["eth0", "eth1"], ["team0"]]);
});

Deno.test("network root: a bridge on a VLAN of the initramfs, and the card, which must not go down either", () => {
  const found = rootOf({
    ...NBD,
    "/proc/net/route": ROUTES["/proc/net/route"]!.toString().replaceAll("eth0", "br0"),
    ...commandLine("nbdroot=192.0.2.1,root"),
    "/sys/class/net/br0/bridge/bridge_id": "8000.525400000001\n",
    "/sys/class/net/br0/lower_eth0.5": { link: "../eth0.5" },
    "/sys/class/net/eth0.5/lower_eth0": { link: "../eth0" },
  });
  assert.deepEqual([found?.cards, found?.ports, found?.made], [[], ["eth0"], ["br0", "eth0.5"]]);
});

Deno.test("network root: a card with a route of its own is named once, though a bridge is on it", () => {
  const found = rootOf({
    ...NBD,
    ...withRoutes(route("br0", "007100CB", "00FFFFFF")),
    "/sys/class/net/br0/bridge/bridge_id": "8000.525400000001\n",
    "/sys/class/net/br0/lower_eth0": { link: "../eth0" },
  });
  assert.deepEqual([found?.cards, found?.ports, found?.made], [["eth0", "eth1"], [], ["br0"]]);
});

Deno.test("network root: a tunnel that stands on nothing is none of ours", () => {
  const found = rootOf({
    ...NBD,
    "/proc/net/route": ROUTES["/proc/net/route"]!.toString().replaceAll("eth0", "wg0"),
    ...commandLine("nbdroot=192.0.2.1,root"),
    "/sys/class/net/wg0/uevent": "DEVTYPE=wireguard\n",
  });
  assert.deepEqual([found?.cards, found?.ports, found?.made], [[], [], []]);
});

Deno.test("network root: a device whose name would do something to a terminal is not told of", () => {
  const odd = "eth1\u001b[2J";
  const found = rootOf({
    ...NBD,
    ...commandLine("nbdroot=192.0.2.1,root,nbd0"),
    "/proc/net/route": ROUTES["/proc/net/route"]!.toString().replaceAll("eth0", odd),
    [`/sys/class/net/${odd}/lower_eth1`]: { link: "../eth1" },
  });
  assert.deepEqual([found?.cards, found?.made], [["eth1"], []]);
});
