import type { StackFacts } from "../stack.ts";

const DIRECTORY = "/etc/netplan";

/**
 * Of several files the last one in the order of their names wins, and installers, cloud-init and cloud images leave
 * `00-installer-config`, `01-netcfg`, `50-cloud-init` or `90-default`.
 */
export const FILE = `${DIRECTORY}/90-simple-init.yaml`;

export const facts: StackFacts = {
  name: "netplan",
  signs: {
    programs: ["/usr/sbin/netplan"],
    enabled: ["/etc/netplan"],
  },
  dhcpBlocksBoot: false,
  owned: [{ directory: DIRECTORY, pattern: /^90-simple-init\.yaml$/ }],
  // netplan passes over hidden files.
  foreign: [{ directory: DIRECTORY, pattern: /^(?!\.|90-simple-init\.yaml$).*\.yaml$/ }],
  dnsTakers: ["systemd-resolved"],
};
