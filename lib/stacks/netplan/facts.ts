import type { StackFacts } from "../stack.ts";

export const DIRECTORY = "/etc/netplan";

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
};
