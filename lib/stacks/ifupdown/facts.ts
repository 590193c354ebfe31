import type { StackFacts } from "../stack.ts";

/** The file that ifup reads. */
export const INTERFACES = "/etc/network/interfaces";

/** The directory that {@link INTERFACES} reads. */
export const INTERFACES_D = "/etc/network/interfaces.d";

/** Where dhclient-script(8) looks for what is to be done first. */
export const DHCLIENT_HOOKS = "/etc/dhcp/dhclient-enter-hooks.d";

export const facts: StackFacts = {
  name: "ifupdown",
  signs: {
    programs: ["/sbin/ifup", "/usr/sbin/ifup"],
    enabled: ["/etc/network"],
  },
  dhcpBlocksBoot: true,
  owned: [
    { directory: INTERFACES_D, pattern: /^\d\d-simple-init-[A-Za-z0-9_-]+$/ },
    { directory: DHCLIENT_HOOKS, pattern: /^simple-init$/ },
    { directory: "/etc", pattern: /^resolv\.conf$/ },
    { directory: "/etc/systemd/resolved.conf.d", pattern: /^simple-init\.conf$/ },
  ],
  foreign: [
    { directory: "/etc/network", pattern: /^interfaces$/ },
    { directory: INTERFACES_D, pattern: /^(?!\.|\d\d-simple-init-[A-Za-z0-9_-]+$)/ },
  ],
  dependsOn: INTERFACES,
  dnsTakers: ["resolvconf"],
};
