import type { StackFacts } from "../stack.ts";

export const DIRECTORY = "/etc/NetworkManager/system-connections";

/** NetworkManager's own settings. */
export const CONF_D = "/etc/NetworkManager/conf.d";

export const DNS_FILE = "90-simple-init-dns.conf";

const OWN_NAME = /^simple-init-[A-Za-z0-9][A-Za-z0-9_.-]{0,14}\.nmconnection$/;

/** All but what NetworkManager passes over, hidden and backup files. */
const FOREIGN_NAME = /^(?!\.|simple-init-[A-Za-z0-9][A-Za-z0-9_.-]{0,14}\.nmconnection$).*[^~]$/;

export const facts: StackFacts = {
  name: "networkmanager",
  signs: {
    programs: ["/usr/sbin/NetworkManager", "/usr/bin/NetworkManager"],
    enabled: [
      "/etc/systemd/system/multi-user.target.wants/NetworkManager.service",
      "/etc/systemd/system/network-online.target.wants/NetworkManager-wait-online.service",
      "/etc/runlevels/default/networkmanager",
      "/etc/rc2.d/S01network-manager",
    ],
  },
  dhcpBlocksBoot: false,
  owned: [
    { directory: DIRECTORY, pattern: OWN_NAME },
    { directory: CONF_D, pattern: /^90-simple-init-dns\.conf$/ },
  ],
  foreign: [{ directory: DIRECTORY, pattern: FOREIGN_NAME }],
  dnsTakers: ["NetworkManager"],
};
