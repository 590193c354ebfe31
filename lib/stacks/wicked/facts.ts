import type { StackFacts } from "../stack.ts";

export const DIRECTORY = "/etc/sysconfig/network";

/** No name of ours is `lo`; the loopback has files of these names too. */
const OWN_NAME = /^(?:ifcfg|ifroute|ifsysctl)-(?!lo$)[A-Za-z0-9][A-Za-z0-9_.-]{0,14}$/;

/** All but what wicked passes over: backups, and what package updates leave. */
const FOREIGN_NAME = /^ifcfg-(?!lo$)(?!.*(?:~|\.(?:old|bak|orig|scpmbackup|rpmnew|rpmsave|rpmorig))$)./;

export const facts: StackFacts = {
  name: "wicked",
  signs: {
    programs: ["/usr/sbin/wickedd"],
    enabled: [
      "/etc/systemd/system/multi-user.target.wants/wicked.service",
      "/etc/systemd/system/network-online.target.wants/wicked.service",
    ],
  },
  // All links are set up at once, and its service waits for none of them where an address is stated (`online.ts`).
  dhcpBlocksBoot: false,
  owned: [{ directory: DIRECTORY, pattern: OWN_NAME }],
  foreign: [{ directory: DIRECTORY, pattern: FOREIGN_NAME }],
  dnsTakers: [],
};
