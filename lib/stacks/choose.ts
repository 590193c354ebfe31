/**
 * Which network stack of a machine shall be configured.
 *
 * @module
 */
import type { Distribution } from "../os_release.ts";
import type { StackState } from "./discover.ts";
import { STACKS } from "./mod.ts";
import type { StackName } from "./stack.ts";

export interface Choice {
  readonly renderer: StackName;
  /** Why, as the end of a sentence that begins with "chosen because". */
  readonly reason: string;
}

interface Rule {
  /** `ID` of the distribution, or one of its `ID_LIKE`. */
  readonly family: string;
  /** Only for versions before this one. */
  readonly before?: number;
  /** Only with systemd as init. */
  readonly systemd?: true;
  readonly renderer: StackName;
  readonly because: string;
}

/** The stack that a distribution brings with it: the first rule of the nearest name in its family. */
const RULES: readonly Rule[] = [
  { family: "alpine", renderer: "ifupdown", because: "Alpine boots with ifupdown-ng or busybox's ifup" },
  {
    family: "amzn",
    before: 2023,
    renderer: "network-scripts",
    because: "Amazon Linux 2 boots with network.service",
  },
  { family: "amzn", renderer: "networkd", because: "Amazon Linux uses systemd-networkd since 2023" },
  { family: "arch", renderer: "networkd", because: "Arch's images use systemd-networkd" },
  { family: "debian", renderer: "ifupdown", because: "Debian's own is ifupdown" },
  { family: "fedora", renderer: "networkmanager", because: "Fedora uses NetworkManager" },
  { family: "flatcar", renderer: "networkd", because: "Flatcar has nothing but systemd-networkd" },
  {
    family: "gentoo",
    systemd: true,
    renderer: "networkd",
    because: "Gentoo with systemd uses systemd-networkd",
  },
  { family: "gentoo", renderer: "netifrc", because: "Gentoo with OpenRC uses netifrc" },
  { family: "openeuler", renderer: "networkmanager", because: "openEuler uses NetworkManager" },
  { family: "ol", before: 8, renderer: "network-scripts", because: "EL before 8 boots with network.service" },
  {
    family: "rhel",
    before: 8,
    renderer: "network-scripts",
    because: "EL before 8 boots with network.service",
  },
  { family: "rhel", renderer: "networkmanager", because: "EL uses NetworkManager since 8" },
  { family: "sl-micro", renderer: "networkmanager", because: "SUSE's Micro uses NetworkManager" },
  { family: "sle-micro", renderer: "networkmanager", because: "SUSE's Micro uses NetworkManager" },
  { family: "sles", before: 16, renderer: "wicked", because: "SUSE before 16 uses wicked" },
  { family: "suse", before: 16, renderer: "wicked", because: "SUSE before 16 uses wicked" },
  { family: "suse", renderer: "networkmanager", because: "SUSE uses NetworkManager since 16" },
  { family: "ubuntu", before: 17.1, renderer: "ifupdown", because: "Ubuntu before 17.10 uses ifupdown" },
  { family: "ubuntu", renderer: "netplan", because: "Ubuntu uses netplan since 17.10" },
];

/** The rule for a distribution, if any. */
export function ownStack(distribution: Distribution, systemd: boolean): Rule | undefined {
  const version = parseFloat(distribution.version);
  const applies = (rule: Rule) =>
    (rule.before === undefined || version < rule.before) && (rule.systemd === undefined || systemd);
  return distribution.family.flatMap((name) =>
    RULES.find((rule) => rule.family === name && applies(rule)) ?? []
  )[0];
}

/**
 * The distribution's own stack where it is enabled, else any that is enabled, else any that is installed, else the
 * distribution's own.
 */
export function chooseStack(
  distribution: Distribution,
  stacks: Readonly<Record<StackName, StackState>>,
  systemd: boolean,
): Choice {
  const own = ownStack(distribution, systemd);
  const order = [...(own === undefined ? [] : [own.renderer]), ...STACKS.map(({ name }) => name)];
  for (const state of ["enabled", "installed"] as const) {
    const renderer = order.find((name) => stacks[name] === state);
    if (renderer === undefined) continue;
    return { renderer, reason: `it is ${state}${renderer === own?.renderer ? `, and ${own.because}` : ""}` };
  }
  return own === undefined
    ? {
      renderer: "networkd",
      reason: `no network stack is installed, and none is known for ${distribution.id}`,
    }
    : { renderer: own.renderer, reason: `no network stack is installed, and ${own.because}` };
}
