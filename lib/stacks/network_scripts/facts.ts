import type { StackFacts } from "../stack.ts";

export const DIRECTORY = "/etc/sysconfig/network-scripts";

export const SYSCTL_DIRECTORY = "/etc/sysctl.d";
export const SYSCTL_FILE = "90-simple-init-network-scripts.conf";

/** Names that an operator's files have too; whose a file is, its marker says. The package's `ifcfg-lo` is neither's. */
const OWN_NAME =
  /^(?!ifcfg-lo$)(?:ifcfg-[A-Za-z0-9][A-Za-z0-9_.-]{0,14}(?::\d{1,3})?|route6?-[A-Za-z0-9][A-Za-z0-9_.-]{0,14})$/;

/** All that the network service looks at (`__sed_discard_ignored_files`). */
const FOREIGN_NAME = /^ifcfg-(?!lo$)(?!.*(?:~|\.bak|\.old|\.orig|\.rpmnew|\.rpmorig|\.rpmsave)$)/;

export const facts: StackFacts = {
  name: "network-scripts",
  signs: {
    programs: ["/etc/sysconfig/network-scripts/network-functions"],
    enabled: ["/etc/systemd/system/multi-user.target.wants/network.service", "/etc/rc.d/rc3.d/S10network"],
  },
  dhcpBlocksBoot: true,
  owned: [
    { directory: DIRECTORY, pattern: OWN_NAME },
    { directory: SYSCTL_DIRECTORY, pattern: /^90-simple-init-network-scripts\.conf$/ },
  ],
  foreign: [{ directory: DIRECTORY, pattern: FOREIGN_NAME }],
  dnsTakers: ["ifup"],
};
