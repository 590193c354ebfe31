/**
 * The suites whose stacks read what is written, and what a root file system of each has.
 *
 * @module
 */

export interface Suite {
  readonly name: string;
  /** DHCP clients: ifup's first choice, and the other one. */
  readonly clients: readonly string[];
  /** Nothing in it makes the directories of programs links into `/usr`, as they are on machines. */
  readonly linksItself?: true;
}

export const SUITES: readonly Suite[] = [
  { name: "bullseye", clients: ["isc-dhcp-client", "dhcpcd5"], linksItself: true },
  { name: "bookworm", clients: ["isc-dhcp-client", "dhcpcd-base"] },
  { name: "trixie", clients: ["isc-dhcp-client", "dhcpcd-base"] },
  { name: "sid", clients: ["dhcpcd-base"] },
];

/** The stacks, and what the rows of who is online run beside them. */
const PACKAGES = [
  ...["systemd", "udev", "netplan.io", "network-manager", "ifupdown", "ifenslave", "vlan"],
  ...["dbus", "iproute2", "procps", "dnsmasq-base"],
];

export function packagesOf({ clients }: Suite): string[] {
  return [...PACKAGES, ...clients];
}
