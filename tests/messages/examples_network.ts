/**
 * Examples of what is said of links, bonds, bridges, VLANs and networks.
 *
 * @module
 */
import { aroundBoot } from "../../hooks/late-drive.ts";
import type { BONDS } from "../../lib/messages/bonds.ts";
import type { BRIDGES } from "../../lib/messages/bridges.ts";
import type { LINKS, VLANS } from "../../lib/messages/links.ts";
import type { NETWORKS } from "../../lib/messages/networks.ts";
import { makePlan } from "../../lib/plan/plan.ts";
import { memorySystem } from "../../lib/system/memory.ts";
import { card, MACS } from "../boot/_boot.ts";
import { root, ROUTES } from "../network_root/_machines.ts";
import { address, all, cardsWith, type Example, inCase, onDrive, onMachine } from "./example.ts";

const NETWORK = cardsWith(1, [address()]);
const NAMED = cardsWith(1, [address({ dns_nameservers: ["192.0.2.53"] })]);
const RESOLVED = {
  "/usr/lib/systemd/systemd-networkd": "",
  "/etc/systemd/system/sysinit.target.wants/systemd-resolved.service": "",
};
const INFINIBAND = "80:00:02:08:fe:80:00:00:00:00:00:00:52:54:00:00:00:00:00:0a";

/** A bond of the first two cards. */
const bond = (more: object = {}) => ({
  id: "b",
  type: "bond",
  bond_mode: "active-backup",
  bond_miimon: 100,
  bond_links: ["nic0", "nic1"],
  ...more,
});

const withBond = (more: object, mtus: readonly number[] = []) => {
  const ports = mtus.map((mtu, index) => (
    { id: `nic${index}`, type: "phy", ethernet_mac_address: MACS[index], mtu }
  ));
  const links = ports.length === 0
    ? cardsWith(2, [], [bond(more)])
    : { links: [...ports, bond(more)], networks: [] };
  return onMachine({ cards: 2, network: links });
};

const ON_NFS = { ...card(0), ...root("0:31", "nfs4", "192.0.2.1:/srv"), ...ROUTES };

const OWN_FILE = "/etc/systemd/network/10-simple-init-eth0.network";

export const OF_LINKS: Readonly<Record<keyof typeof LINKS, Example>> = {
  "link-id-twice": inCase("bad-link-id-twice"),
  "link-id-odd": inCase("bad-link-id-path"),
  "link-type-unknown": onMachine({
    network: { links: [{ id: "nic0", type: "wlan", ethernet_mac_address: MACS[0] }], networks: [] },
  }),
  "link-by-name": inCase("links-without-macs"),
  "link-without-mac": onDrive("phy-empty-mac"),
  "mac-ambiguous": inCase("duplicate-mac"),
  "card-absent": inCase("missing-nic"),
  "card-vlan-tagged": inCase("passed-through-card-with-vlan"),
  "sysfs-missing": onMachine({ words: "--root /r", files: { "/r/etc/os-release": "" } }),
  "root-on-network": inCase("root-on-nfs"),
  "late-drive-not-told": () => {
    const system = memorySystem({ ...ON_NFS, "/mnt/config/openstack/latest/network_data.json": "{}" });
    return aroundBoot(makePlan(system, { renderer: "networkd" })).problems;
  },
  "root-card-unknown": onMachine({ files: root("0:31", "nfs4", "192.0.2.1:/srv") }),
  "cards-unfinished": onMachine({
    files: { "/run/udev/control": "", "/sys/class/net/eth0/ifindex": "2\n" },
  }),
  "card-without-file": onMachine({ network: NETWORK, files: { [`${OWN_FILE}/x`]: "" } }),
  "card-not-configured": inCase("no-dhcp-fallback"),
  "interface-name-unusable": onMachine({
    files: Object.fromEntries(
      Object.entries(card(1)).map(([path, text]) => [path.replace("eth1", "my nic"), text]),
    ),
  }),
  "interface-unknown": onMachine({ words: "--interface eth9" }),
  "mtu-of-ports": withBond({}, [9000, 8000]),
  "mtu-of-bond": withBond({ mtu: 9000 }, [8000, 9000]),
  "mtu-of-vlan": inCase("q-in-q"),
};

export const OF_BONDS: Readonly<Record<keyof typeof BONDS, Example>> = {
  "bond-of-root-card": inCase("root-on-nbd-in-bond"),
  "bond-name-foreign": withBond({ id: "docker0" }),
  "bond-mode-missing": inCase("ironic-bond-without-mode"),
  "bond-mode-of-specification": onDrive("bond-mode-8021ad"),
  "bond-mode-invalid": inCase("bad-every-field"),
  "bond-port-invalid": inCase("bad-every-field"),
  "bond-port-unusable": inCase("bad-every-field"),
  "bond-port-absent": inCase("bad-bond-port-absent"),
  "bond-without-ports": inCase("bad-every-field"),
  "bond-ports-absent": inCase("bad-every-field"),
  "bond-option-unknown": inCase("bad-every-field"),
  "bond-option-invalid": inCase("bad-every-field"),
  "bond-option-refused": inCase("bond-arp-monitoring"),
  "bond-option-no-port": inCase("bad-every-field"),
  "bond-option-of-port-left": onMachine({
    cards: 2,
    network: cardsWith(2, [], [bond({ bond_primary: "nic0" })]),
    files: { "/etc/systemd/network/eth0.network": "[Match]\nName=eth0\n" },
  }),
  "bond-delay-rounded": withBond({ bond_updelay: 250 }),
  "bond-unmonitored": withBond({ bond_miimon: undefined }),
  "bond-mac-unused": onMachine({
    cards: 0,
    files: { "/sys/class/net/ib0/address": `${INFINIBAND}\n`, "/sys/class/net/ib0/type": "32\n" },
    network: {
      links: [
        { id: "nic0", type: "phy", ethernet_mac_address: INFINIBAND },
        bond({ bond_links: ["nic0"], ethernet_mac_address: MACS[1] }),
      ],
      networks: [],
    },
  }),
};

export const OF_BRIDGES: Readonly<Record<keyof typeof BRIDGES, Example>> = {
  "bridge-of-root-card": onMachine({
    network: cardsWith(1, [], [{ id: "br0", type: "bridge", bridge_links: ["nic0"] }]),
    files: ON_NFS,
  }),
  "bridge-name-foreign": onMachine({
    network: cardsWith(1, [], [{ id: "virbr0", type: "bridge", bridge_links: ["nic0"] }]),
  }),
  "bridge-stp-invalid": inCase("bad-bridge-ports"),
  "bridge-port-invalid": inCase("bad-bridge-ports"),
  "bridge-port-unusable": inCase("bad-bridge-ports"),
  "bridge-port-absent": inCase("bridge-port-absent"),
  "bridge-without-ports": inCase("bad-bridge-ports"),
  "bridge-ports-absent": inCase("bridge-port-absent"),
  "bridge-mtu-too-large": inCase("bad-bridge-ports"),
  "mtu-of-bridge": inCase("bridge-on-bond-with-vlan"),
  "network-of-bridge-port": inCase("bad-bridge-ports"),
};

/** VLANs, each on the one before it. */
const nested = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `v${index}`,
    type: "vlan",
    vlan_id: index + 1,
    vlan_link: index === 0 ? "nic0" : `v${index - 1}`,
  }));

export const OF_VLANS: Readonly<Record<keyof typeof VLANS, Example>> = {
  "vlan-id-twice": inCase("bad-every-field"),
  "vlan-on-port": inCase("bad-every-field"),
  "vlan-link-unknown": inCase("bad-vlan-link-unknown"),
  "vlan-link-absent": onDrive("late-vlan-nic"),
  "vlan-cycle": inCase("bad-vlan-cycle"),
  "vlan-too-deep": onMachine({ network: cardsWith(1, [], nested(9)) }),
  "vlan-mtu-too-large": onDrive("vlan-mtu-above-parent"),
};

const dns = (more: object) => onMachine({ network: cardsWith(1, [address(more)]), stack: "ifupdown" });

export const OF_NETWORKS: Readonly<Record<keyof typeof NETWORKS, Example>> = {
  "network-type-unknown": inCase("bad-every-field"),
  "network-link-unknown": inCase("bad-vlan-id-5000"),
  "network-on-port": inCase("bad-every-field"),
  "address-family-odd": onMachine({ network: cardsWith(1, [address({ type: "ipv6" })]) }),
  "route-without-gateway": inCase("bad-every-field"),
  "route-family-mixed": inCase("bad-every-field"),
  "route-host-bits": inCase("two-nics-with-routes"),
  "route-refused": all(inCase("bad-gateway-own-address"), onDrive("gw-own-address")),
  "routes-ranked": inCase("two-default-routes"),
  "service-unknown": onDrive("two-config"),
  "dns-too-many": dns({
    dns_nameservers: Array.from({ length: 65 }, (_, index) => `192.0.2.${index + 100}`),
  }),
  "name-servers-lost": onMachine({
    network: NAMED,
    stack: "networkmanager",
    files: { "/etc/NetworkManager/conf.d/dns.conf": "[main]\ndns=systemd-resolved\nrc-manager=file\n" },
  }),
  "name-servers-beside": all(
    onMachine({ network: NAMED, files: { ...RESOLVED, "/etc/resolv.conf": "nameserver 10.0.0.1\n" } }),
    onMachine({
      network: NAMED,
      stack: "networkmanager",
      files: { "/etc/NetworkManager/NetworkManager.conf": "[global-dns-domain-*]\nservers=10.0.0.1\n" },
    }),
  ),
  "search-domains-left": dns({ dns_search: ["example.org"] }),
};
