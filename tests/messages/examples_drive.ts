/**
 * Examples of what is said of the drive, its documents and their values.
 *
 * @module
 */
import type { DOCUMENTS, DRIVE } from "../../lib/messages/drive.ts";
import type { IDENTITY, VALUES } from "../../lib/messages/values.ts";
import { type Disk, fat, iso, machine as withDisks } from "../config_drive/_disks.ts";
import { address, all, cardsWith, type Example, inCase, onDrive, onMachine } from "./example.ts";

const drive = (more: Partial<Disk> = {}, label = "config-2", publisher = ""): Disk => ({
  contents: iso(label, publisher),
  ...more,
});

const onDisks = (disks: Record<string, Disk>, words = "", cmdline?: string) =>
  onMachine({ files: withDisks(disks, cmdline), words });

const DOCUMENTS_AT = "/mnt/config/openstack/latest";
const MEDIUM = { removable: true, readOnly: true };

export const OF_DRIVE: Readonly<Record<keyof typeof DRIVE, Example>> = {
  "drive-missing": onMachine({ words: "--drive required" }),
  "drive-unusable": all(
    onMachine({ words: "--config-drive /dev/sr0" }),
    onMachine({ words: "--config-drive /a.img", files: { "/a.img": "garbage" } }),
    onMachine({ words: "--config-drive /a", files: { "/a/x": "" } }),
    onMachine({
      files: withDisks({ sr0: drive(MEDIUM) }),
      run: () => ({ code: 32, stderr: "bad superblock" }),
    }),
  ),
  "drive-of-other-format": onMachine({ files: { "/mnt/config/meta-data": "instance-id: i-1\n" } }),
  "drive-ambiguous": onDisks({ sr0: drive(MEDIUM), sr1: drive(MEDIUM, "config-2", "ANOTHER") }),
  "drives-ranked": onDisks({ sr0: drive(MEDIUM), sda: { contents: fat("config-2") } }),
  "drive-passed-over": onDisks({ sda: drive() }, "--drive media"),
  "medium-without-drive": onDisks({ sr0: drive(MEDIUM, "vmedia", "ABC-1") }, "", "ir_pub_id=abc-1"),
  "drive-not-mounted": onMachine({
    files: {
      ...withDisks({ sr0: drive(MEDIUM) }),
      "/etc/systemd/system/ironic-agent-resolve-config-drive.service": "",
      "/proc/cmdline": "ipa-api-url=http://192.0.2.1:6385",
    },
  }),
  "publisher-missing": onDisks({ sr0: drive(MEDIUM, "config-2", "XYZ-9") }, "", "ir_pub_id=abc-1"),
  "drive-still-mounted": onMachine({
    files: withDisks({ sr0: drive(MEDIUM) }),
    run: ([program]) =>
      program === "umount" ? { code: 32, stderr: "target is busy" } : { code: 0, stderr: "" },
  }),
};

export const OF_DOCUMENTS: Readonly<Record<keyof typeof DOCUMENTS, Example>> = {
  "document-unusable": all(
    inCase("bad-truncated"),
    inCase("bad-not-json"),
    onMachine({ files: { [`${DOCUMENTS_AT}/meta_data.json`]: "" } }),
    onMachine({ files: { [`${DOCUMENTS_AT}/meta_data.json/x`]: "" } }),
    onMachine({ files: { [`${DOCUMENTS_AT}/meta_data.json`]: " ".repeat(5e6) } }),
  ),
  "document-of-other-format": inCase("bad-netplan-format"),
  "last-document-used": inCase("rackspace-vendor-data-broken-later"),
  "list-missing": onMachine({ network: { networks: [] } }),
  "key-unknown": onMachine({ network: cardsWith(1, [], [], { link: [] }) }),
  "object-expected": inCase("bad-wrong-shape-inside"),
  "list-expected": inCase("bad-wrong-shape-inside"),
  "list-too-long": onMachine({ network: cardsWith(1, [], [], { services: Array(8193).fill({}) }) }),
  "field-missing": inCase("bad-every-field"),
  "messages-too-many": onMachine({
    network: { links: Array(8000).fill(0), networks: Array(8000).fill(0) },
  }),
};

const route = (more: object) =>
  onMachine({ network: cardsWith(1, [address({ routes: [{ network: "198.51.100.0/24", ...more }] })]) });

export const OF_VALUES: Readonly<Record<keyof typeof VALUES, Example>> = {
  "text-invalid": inCase("bad-every-field"),
  "object-invalid": inCase("bad-every-field"),
  "mac-invalid": inCase("bad-every-field"),
  "device-mac-invalid": inCase("bad-every-field"),
  "mtu-invalid": inCase("bad-mtu-negative"),
  "vlan-id-invalid": inCase("bad-vlan-id-5000"),
  "route-metric-invalid": route({ gateway: "192.0.2.1", metric: "low" }),
  "address-invalid": inCase("bad-every-field"),
  "route-network-invalid": onDrive("route-default-word"),
  "netmask-invalid": inCase("bad-every-field"),
  "gateway-invalid": route({ gateway: "192.0.2.256" }),
  "name-server-invalid": onDrive("dns-loopback"),
  "search-domain-invalid": onMachine({ network: cardsWith(1, [address({ dns_search: ["example..org"] })]) }),
  "bond-value-invalid": onMachine({
    cards: 2,
    network: cardsWith(2, [], [
      { id: "b", type: "bond", bond_mode: {}, bond_links: ["nic0", "nic1"] },
    ]),
  }),
};

const KEY = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"k".repeat(43)} admin`;
const metaData = { public_keys: { admin: KEY } };

export const OF_IDENTITY: Readonly<Record<keyof typeof IDENTITY, Example>> = {
  "host-name-invalid": inCase("bad-host-name-too-long"),
  "display-name-unusable": onDrive("hostname-empty-label"),
  "host-name-left": inCase("var-lost-renamed"),
  "ssh-key-invalid": inCase("bad-ssh-key-with-line-break"),
  "certificate-ignored": onDrive("keys-x509"),
  "ssh-keys-left-out": all(
    onMachine({ metaData, words: "--ssh-user admin" }),
    onMachine({
      metaData,
      words: "--ssh-user admin",
      files: { "/etc/passwd": "admin:x:1:1::/home/admin:/bin/sh\n" },
    }),
    onMachine({ metaData, files: { "/root/.ssh": { link: "/tmp" } } }),
  ),
  "ssh-keys-left": onMachine({ metaData, files: { "/usr/bin/cloud-init": "" } }),
};
