import type { StackFacts } from "../stack.ts";

export const CONF_D = "/etc/conf.d";
export const SYSCTL_DIRECTORY = "/etc/sysctl.d";

export const facts: StackFacts = {
  name: "netifrc",
  signs: {
    programs: ["/lib/netifrc", "/usr/lib/netifrc", "/libexec/netifrc"],
    enabled: ["/etc/init.d/net.lo"],
  },
  // dhcpcd, which netifrc prefers, holds up its service for 30 s, and OpenRC starts one service after the other.
  dhcpBlocksBoot: true,
  owned: [
    {
      directory: CONF_D,
      pattern: /^net\.[A-Za-z0-9][A-Za-z0-9_.-]{0,14}$/,
      companions: ["/etc/init.d/{name}", "/etc/runlevels/default/{name}"],
    },
    { directory: SYSCTL_DIRECTORY, pattern: /^90-simple-init\.conf$/ },
  ],
  foreign: [{ directory: CONF_D, pattern: /^net(?:\..*[^~])?$/ }],
  dnsTakers: ["resolvconf", "netifrc"],
};
