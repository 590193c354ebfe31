/**
 * Examples of what is said of operators' files, earlier boots, changes and network stacks.
 *
 * @module
 */
import type { CHANGES, EARLIER, OPERATORS } from "../../lib/messages/machine.ts";
import type { STACKS } from "../../lib/messages/stacks.ts";
import type { MemorySystem } from "../../lib/system/memory.ts";
import { MACS } from "../boot/_boot.ts";
import { bond, bridge, physical, prefix, route, vlan } from "../networks.ts";
import { failing } from "../support/faults.ts";
import { address, all, cardsWith, type Example, inCase, ofLinks, onMachine } from "./example.ts";

const NETWORKD = "/etc/systemd/network";
const STATE = "/var/lib/simple-init";
const VLAN = { id: "v", type: "vlan", vlan_id: 5, vlan_link: "nic0" };

const edit = (path: string, change: (text: string) => string) => ({ entries, readText }: MemorySystem) =>
  void entries.set(path, change(readText(path) ?? ""));

export const OF_OPERATORS: Readonly<Record<keyof typeof OPERATORS, Example>> = {
  "interface-left": inCase("operator-bond-by-glob", "netifrc"),
  "bond-left": onMachine({
    cards: 2,
    network: cardsWith(2, [], [{
      id: "b",
      type: "bond",
      bond_mode: "802.3ad",
      bond_links: ["nic0", "nic1"],
    }]),
    files: { [`${NETWORKD}/eth0.network`]: "[Match]\nName=eth0\n" },
  }),
  "bridge-left": inCase("operator-owned-bridge-port"),
  "vlan-left": inCase("operator-bond-by-glob", "netifrc"),
  "carrier-left": inCase("operator-vlan-on-card", "netifrc"),
  "claim-of-other-card": inCase("operator-matches-by-mac", "netplan"),
  "claim-not-compared": onMachine({
    files: {
      [`${NETWORKD}/virtio.network`]: "[Match]\nDriver=virtio_net\n[Network]\nAddress=192.0.2.9/24\n",
    },
  }),
  "interfaces-not-read": onMachine({
    stack: "ifupdown",
    files: { "/etc/network/interfaces": "auto eth9\niface eth9 inet dhcp\n" },
  }),
  "file-left": inCase("operator-owned-files"),
  "file-left-over": inCase("operator-owned-files"),
  "file-obstructed": inCase("operator-bond-by-glob", "network-scripts"),
  "edited-file-of-other-card": onMachine({
    network: cardsWith(1, [address()]),
    afterBoot: edit(`${NETWORKD}/10-simple-init-eth0.network`, (text) => text.replace(MACS[0]!, MACS[1]!)),
  }),
  "cloud-init-beside": onMachine({
    network: cardsWith(1, [address()]),
    files: {
      "/usr/bin/cloud-init": "",
      "/var/lib/cloud/instance": "",
      [`${NETWORKD}/10-cloud-init-eth0.network`]: "[Match]\nName=eth0\n",
    },
  }),
  "edited-file-beside": onMachine({
    network: cardsWith(1, [address({ link: "v" })], [VLAN]),
    afterBoot: edit(`${NETWORKD}/10-simple-init-eth0.network`, (text) => `${text}# mine\n`),
  }),
};

export const OF_EARLIER: Readonly<Record<keyof typeof EARLIER, Example>> = {
  "last-drive-used": inCase("drive-gone"),
  "last-drive-of-other": inCase("snapshot-with-other-drive"),
  "network-kept": inCase("var-lost-drive-gone"),
  "drive-not-kept": onMachine({
    metaData: { x: "x".repeat(3e6) },
    network: { links: [], networks: [], x: "x".repeat(2e6) },
  }),
  "record-invalid": onMachine({ files: { [`${STATE}/drive.json`]: "{" } }),
  "record-unreadable": onMachine({ files: { [`${STATE}/drive.json/x`]: "" } }),
};

const refuses = (call: "readText" | "createFile", code: string, at: string) => (system: MemorySystem) =>
  failing(system, call, code, (path) => path.startsWith(at)) as MemorySystem;

export const OF_CHANGES: Readonly<Record<keyof typeof CHANGES, Example>> = {
  "file-unreadable": onMachine({ fails: refuses("readText", "EIO", "/etc/os-release") }),
  "file-not-editable": all(
    onMachine({ metaData: { name: "web-1" }, files: { "/etc/hosts/x": "" } }),
    onMachine({ metaData: { name: "web-1" }, files: { "/etc/hosts": "10.0.0.1 caf\ufffd\n" } }),
  ),
  "change-failed": all(
    ...["ENOSPC", "EROFS", "EIO"].map((code) =>
      onMachine({ network: cardsWith(1, [address()]), fails: refuses("createFile", code, `${NETWORKD}/`) })
    ),
    onMachine({ network: cardsWith(1, [address()]), fails: refuses("createFile", "EACCES", "/") }),
  ),
  "command-failed": onMachine({
    stack: "netplan",
    run: ([program]) => ({ code: program === "netplan" ? 78 : 0, stderr: "Cannot create file" }),
  }),
};

const eth0 = (more: Parameters<typeof physical>[2]) => physical("eth0", MACS[0]!, more);
const DEFAULT_6 = { routes: [route("::/0", "fe80::1")] };
const RIVAL = physical("eth1", MACS[1]!, { addresses: [prefix("2001:db8::9/64")], ...DEFAULT_6 });
const learning = { routerAdvertisements: "accept", learnedMetric: 1024 } as const;

/** A machine with busybox's ifup and DHCP client, and Debian's script for leases. */
function withUdhcpc(...networks: readonly object[]): Example {
  return onMachine({
    ...{ stack: "ifupdown", cards: 2, network: cardsWith(2, networks) },
    files: {
      "/sbin/ifup": { link: "/bin/busybox" },
      "/sbin/udhcpc": { link: "/bin/busybox" },
      "/etc/udhcpc/default.script": "#!/bin/sh\n",
    },
  });
}

export const OF_STACKS: Readonly<Record<keyof typeof STACKS, Example>> = {
  "stack-bond-option-lost": ofLinks("netplan", [
    bond("bond0", ["eth0"], { options: new Map([["miimon", "100"], ["tlb_dynamic_lb", "0"]]) }),
  ]),
  "stack-bond-option-new": ofLinks("networkd", [
    bond("bond0", ["eth0"], { options: new Map([["arp_interval", "100"], ["arp_missed_max", "3"]]) }),
  ]),
  "stack-device-name": ofLinks("wicked", [vlan("eth0", 5, { name: "eth0.old" })]),
  "stack-bond-port-lost": ofLinks("netifrc", [
    bond("bond0", ["eth10", "eth1"], { options: new Map([["primary", "eth10"]]) }),
  ]),
  "stack-bridge-port-lost": ofLinks("wicked", [
    bridge("br0", Array.from({ length: 40 }, (_, index) => `enp129s0f0v${100 + index}`)),
  ]),
  "stack-bridge-program": inCase("bridge-on-card", "network-scripts"),
  "stack-vlan-lost": ofLinks("netifrc", [vlan("0b", 5, { name: "v5" })]),
  "stack-address-lost": ofLinks("wicked", [eth0({ addresses: [prefix("192.0.2.9/0")] })]),
  "stack-route-lost": ofLinks("networkmanager", [
    eth0({ addresses: [prefix("2001:db8::9/64")], routes: [route("10.0.0.0/8", "192.0.2.1")] }),
  ]),
  "stack-metric-lost": ofLinks("netplan", [eth0(learning), RIVAL]),
  "stack-metric-of-kernel": ofLinks("network-scripts", [eth0(learning), RIVAL]),
  "stack-waits-in-turn": ofLinks("network-scripts", [eth0({ addresses: [prefix("2001:db8::8/64")] }), RIVAL]),
  "stack-addresses-anew": ofLinks("networkmanager", [eth0({ addresses: [prefix("2001:db8::9/64")] })]),
  "stack-name-server-lost": ofLinks("networkmanager", [
    eth0({ addresses: [prefix("2001:db8::9/64")], nameServers: [prefix("192.0.2.53/32").ip] }),
  ]),
  "stack-name-servers-few": inCase("lacp-bond-vlans-dual-stack", "network-scripts"),
  "stack-dhcp6-lost": ofLinks("netplan", [eth0({ dhcp6: "information", routerAdvertisements: "ignore" })]),
  "stack-dhcp6-router": ofLinks("netplan", [eth0({ dhcp6: "addresses" })]),
  "ifup-client-dhcp6": withUdhcpc({ link: "nic0", type: "ipv6_dhcpv6-stateful" }),
  "ifup-client-address": withUdhcpc(address(), { link: "nic0", type: "ipv4_dhcp" }),
  "ifup-client-dns": withUdhcpc({
    ...{ link: "nic0", type: "ipv4_dhcp" },
    services: [{ type: "dns", address: "192.0.2.53" }],
  }),
  "ifup-client-metric": withUdhcpc(
    { link: "nic0", type: "ipv4_dhcp" },
    { link: "nic1", type: "ipv4_dhcp" },
  ),
  "stack-root-without-dhcp": inCase("root-on-iscsi-without-drive", "ifupdown"),
  "stack-root-as-found": all(inCase("root-on-nfs", "networkmanager"), inCase("root-on-nfs", "netifrc")),
  "stack-root-at-shutdown": inCase("root-on-nfs", "network-scripts"),
  "stack-mtu-raised": ofLinks("networkd", [eth0({ mtu: 1000, addresses: [prefix("2001:db8::9/64")] })]),
};
