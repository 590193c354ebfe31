import assert from "node:assert/strict";
import { basename, dirname } from "@std/path";
import type { StackName } from "../../lib/stacks/stack.ts";
import type { MemorySystem } from "../../lib/system/memory.ts";
import { boot, machine, phy, STACKS } from "./_boot.ts";

/** Two cards in a bond with a VLAN on it, and a third card with all that a stack may want a file of its own for. */
const DOCUMENT = {
  links: [
    ...[0, 1, 2].map((index) => phy(index)),
    { id: "bond0", type: "bond", bond_links: ["nic0", "nic1"], bond_mode: "active-backup", bond_miimon: 100 },
    { id: "vlan", type: "vlan", vlan_link: "bond0", vlan_id: 100 },
  ],
  networks: [
    {
      ...{ id: "a", link: "nic2", type: "ipv4", ip_address: "192.0.2.10", netmask: "255.255.255.0" },
      routes: [{ network: "0.0.0.0", netmask: "0.0.0.0", gateway: "192.0.2.1" }],
    },
    {
      ...{
        id: "b",
        link: "nic2",
        type: "ipv6",
        ip_address: "2001:db8::10",
        netmask: "ffff:ffff:ffff:ffff::",
      },
      routes: [{ network: "::", netmask: "::", gateway: "2001:db8::1" }],
    },
    { id: "c", link: "vlan", type: "ipv4_dhcp" },
  ],
  services: [{ type: "dns", address: "192.0.2.53" }],
};

const LINKS = ["eth0", "eth1", "eth2", "bond0", "bond0.100"];

/** The files that go with a network that is not wanted any more, by stack. Those for the whole machine stay. */
const OWN: Readonly<Record<StackName, readonly string[]>> = {
  ifupdown: [
    ...["10-simple-init-eth0", "10-simple-init-eth1", "10-simple-init-eth2", "20-simple-init-bond0"],
    ...["60-simple-init-bond0_100", "resolv.conf", "simple-init"],
  ],
  netifrc: [...LINKS.map((name) => `net.${name}`), "90-simple-init.conf"],
  netplan: ["90-simple-init.yaml"],
  "network-scripts": [
    "90-simple-init-network-scripts.conf",
    ...LINKS.map((name) => `ifcfg-${name}`),
    "route-eth2",
    "route6-eth2",
  ],
  networkd: [
    ...LINKS.map((name) => `10-simple-init-${name}.network`),
    ...["bond0", "bond0.100"].map((name) => `10-simple-init-${name}.netdev`),
  ],
  networkmanager: LINKS.map((name) => `simple-init-${name}.nmconnection`),
  wicked: [
    ...LINKS.map((name) => `ifcfg-${name}`),
    "ifroute-eth2",
    "ifsysctl-bond0",
    "ifsysctl-eth2",
    "resolv.conf",
  ],
};

/** Boots with this stack, and tells the files that it wrote whole. */
function booted(stack: StackName): { system: MemorySystem; written: string[] } {
  const system = machine(3, DOCUMENT);
  const before = new Set(system.entries.keys());
  assert.deepEqual(boot(system, `--renderer ${stack}`).err, []);
  const written = [...system.entries.keys()].filter((path) => !before.has(path))
    .filter((path) => system.lstat(path)?.kind === "file");
  return { system, written };
}

/** Boots with another stack, whose files are none of these, and tells which are gone. */
function removedBy(system: MemorySystem, paths: readonly string[], stack: StackName): string[] {
  assert.equal(boot(system, `--renderer ${stack === "netplan" ? "networkd" : "netplan"}`).status, 0);
  return paths.filter((path) => !system.entries.has(path));
}

for (const stack of STACKS) {
  Deno.test(`boot: the files of ${stack} go when another stack is configured`, () => {
    const { system, written } = booted(stack);
    const removed = removedBy(system, written, stack);
    assert.deepEqual(removed.map((path) => basename(path)).sort(), [...OWN[stack]].sort());
  });

  Deno.test(`boot: files that are called almost like those of ${stack} stay`, () => {
    const { system, written } = booted(stack);
    const own = written.filter((path) => OWN[stack].includes(basename(path)));
    const copies = own.flatMap((path) => {
      const names = [`x${basename(path)}`, `-${basename(path)}`, `${basename(path)}~`, `${basename(path)} x`];
      return names.map((name) => [`${dirname(path)}/${name}`, path] as const);
    });
    assert.ok(copies.length >= 4 * OWN[stack].length);
    for (const [copy, path] of copies) system.entries.set(copy, system.entries.get(path)!);
    assert.deepEqual(removedBy(system, copies.map(([copy]) => copy), stack), []);
    assert.ok(own.every((path) => !system.entries.has(path)), "and the files themselves go");
  });
}

Deno.test("boot: with netifrc's files go the links that start them, and no others", () => {
  const { system } = booted("netifrc");
  const links = () =>
    [...system.entries.keys()].filter((path) => system.lstat(path)?.kind === "symlink").sort();
  const services = LINKS.map((name) => `/etc/init.d/net.${name}`);
  const starts = ["bond0", "bond0.100", "eth2"].map((name) => `/etc/runlevels/default/net.${name}`);
  assert.deepEqual(links(), [...services, ...starts].sort());
  system.entries.set("/etc/init.d/net.eth7", { link: "net.lo" });
  boot(system, "--renderer netplan");
  assert.deepEqual(links(), ["/etc/init.d/net.eth7"]);
});

const EDITS: readonly [what: string, stays: boolean, edit: (text: string) => string][] = [
  ["untouched", false, (text) => text],
  ["with a line more", true, (text) => `${text}# mine\n`],
  ["without its last character", true, (text) => text.slice(0, -1)],
  ["without its first line", true, (text) => text.slice(text.indexOf("\n") + 1)],
];

for (const [what, stays, edit] of EDITS) {
  Deno.test(`boot: a file of ours that is left over, ${what}, ${stays ? "stays" : "goes"}`, () => {
    const { system } = booted("networkd");
    const path = "/etc/systemd/network/10-simple-init-eth2.network";
    system.entries.set(path, edit(system.readText(path)!));
    boot(system, "--renderer netplan");
    assert.equal(system.entries.has(path), stays);
  });
}

Deno.test("boot: files that other interfaces had stay when one alone is configured, and where nobody knows which there are", () => {
  const left = "/etc/systemd/network/10-simple-init-eth1.network";
  const { system } = booted("networkd");
  boot(system, "--renderer netplan --interface eth0");
  assert.ok(system.entries.has(left));
  for (const path of [...system.entries.keys()]) if (path.startsWith("/sys/")) system.entries.delete(path);
  boot(system, "--renderer netplan");
  assert.ok(system.entries.has(left));
});
