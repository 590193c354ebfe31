/**
 * Which network stacks a root has installed, and which of them start at boot.
 *
 * @module
 */
import type { StackName } from "./stack.ts";
import type { System } from "../system/system.ts";

/** `enabled`: something starts it at boot. `installed`: its program is there. */
export type StackState = "enabled" | "installed" | "absent";

interface StackSigns {
  /** Any of these is the stack's program. */
  readonly programs: readonly string[];
  /** Any of these makes it start; or shows that a program of this name is really that stack's. */
  readonly enabled: readonly string[];
}

const WANTS = "/etc/systemd/system/multi-user.target.wants";
const NETWORK_ONLINE = "/etc/systemd/system/network-online.target.wants";

const SIGNS: Readonly<Record<StackName, StackSigns>> = {
  ifupdown: {
    programs: ["/sbin/ifup", "/usr/sbin/ifup"],
    enabled: ["/etc/network"],
  },
  netifrc: {
    programs: ["/lib/netifrc", "/usr/lib/netifrc", "/libexec/netifrc"],
    enabled: ["/etc/init.d/net.lo"],
  },
  netplan: {
    programs: ["/usr/sbin/netplan"],
    enabled: ["/etc/netplan"],
  },
  "network-scripts": {
    programs: ["/etc/sysconfig/network-scripts/network-functions"],
    enabled: [`${WANTS}/network.service`, "/etc/rc.d/rc3.d/S10network"],
  },
  networkd: {
    programs: ["/usr/lib/systemd/systemd-networkd", "/lib/systemd/systemd-networkd"],
    enabled: [
      `${WANTS}/systemd-networkd.service`,
      "/etc/systemd/system/sockets.target.wants/systemd-networkd.socket",
      "/usr/lib/systemd/system/multi-user.target.wants/systemd-networkd.service",
    ],
  },
  networkmanager: {
    programs: ["/usr/sbin/NetworkManager", "/usr/bin/NetworkManager"],
    enabled: [
      `${WANTS}/NetworkManager.service`,
      `${NETWORK_ONLINE}/NetworkManager-wait-online.service`,
      "/etc/runlevels/default/networkmanager",
      "/etc/rc2.d/S01network-manager",
    ],
  },
  wicked: {
    programs: ["/usr/sbin/wickedd"],
    enabled: [`${WANTS}/wicked.service`, `${NETWORK_ONLINE}/wicked.service`],
  },
};

/** The state of each stack below the system's root. */
export function discoverStacks(system: System): Readonly<Record<StackName, StackState>> {
  const there = (path: string) => system.lstat(path) !== undefined;
  const state = ({ programs, enabled }: StackSigns): StackState =>
    !programs.some(there) ? "absent" : enabled.some(there) ? "enabled" : "installed";
  const states = Object.entries(SIGNS).map(([name, signs]) => [name, state(signs)]);
  return Object.fromEntries(states) as Record<StackName, StackState>;
}

/** Whether systemd is what the root boots with. */
export function hasSystemd(system: System): boolean {
  return ["/usr/lib/systemd/systemd", "/lib/systemd/systemd"].some((path) =>
    system.lstat(path) !== undefined
  );
}

/** Whether ifupdown's hooks hand name servers to resolvconf or openresolv. */
export function hasResolvconf(system: System): boolean {
  return ["/sbin/resolvconf", "/usr/sbin/resolvconf"].some((path) => system.lstat(path) !== undefined);
}
