import type { StackFacts } from "../stack.ts";

export const DIRECTORY = "/etc/systemd/network";

export const facts: StackFacts = {
  name: "networkd",
  signs: {
    programs: ["/usr/lib/systemd/systemd-networkd", "/lib/systemd/systemd-networkd"],
    enabled: [
      "/etc/systemd/system/multi-user.target.wants/systemd-networkd.service",
      "/etc/systemd/system/sockets.target.wants/systemd-networkd.socket",
      "/usr/lib/systemd/system/multi-user.target.wants/systemd-networkd.service",
    ],
  },
  dhcpBlocksBoot: false,
  owned: [{
    directory: DIRECTORY,
    pattern: /^10-simple-init-[A-Za-z0-9][A-Za-z0-9_.-]{0,14}\.(?:netdev|network)$/,
  }],
  foreign: [{ directory: DIRECTORY, pattern: /^(?!10-simple-init-).*\.(?:netdev|network)$/ }],
  dnsTakers: ["systemd-resolved"],
};
