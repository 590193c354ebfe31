/**
 * Which network stack of a machine is to be configured.
 *
 * @module
 */
import type { Distribution } from "../os_release.ts";
import type { StackState } from "./discover.ts";
import { STACKS } from "./mod.ts";
import type { StackName } from "./stack.ts";

export interface Choice {
  readonly stack: StackName;
  /** Why, as the end of a sentence that begins with "chosen because". */
  readonly reason: string;
}

interface Rule {
  /** `ID` of the distribution, or one of its `ID_LIKE`. */
  readonly family: string;
  /** Only for these `ID`s, and versions before the given one: other derivatives count their versions in their own way. */
  readonly before?: { readonly version: number; readonly ids: readonly string[] };
  /** Only with systemd as init. */
  readonly systemd?: true;
  readonly stack: StackName;
  readonly because: string;
}

/** Rebuilds of RHEL, and others, that have its version numbers. */
const LIKE_RHEL = [
  ...["rhel", "centos", "rocky", "almalinux", "ol", "scientific", "eurolinux", "miraclelinux", "virtuozzo"],
  ...["cloudlinux", "springdale", "anolis", "opencloudos"],
];

/** SUSE's own, which have the version numbers of SUSE Linux Enterprise. */
const LIKE_SLES = ["sles", "sled", "sles_sap", "sle_hpc", "opensuse-leap"];

/** The stack that a distribution brings with it: the first rule of the nearest name in its family. */
const RULES: readonly Rule[] = [
  { family: "alpine", stack: "ifupdown", because: "Alpine boots with ifupdown-ng or busybox's ifup" },
  {
    family: "amzn",
    before: { version: 2023, ids: ["amzn"] },
    stack: "network-scripts",
    because: "Amazon Linux 2 boots with network.service",
  },
  { family: "amzn", stack: "networkd", because: "Amazon Linux uses systemd-networkd since 2023" },
  { family: "arch", stack: "networkd", because: "Arch's images use systemd-networkd" },
  { family: "debian", stack: "ifupdown", because: "Debian's own is ifupdown" },
  { family: "fedora", stack: "networkmanager", because: "Fedora uses NetworkManager" },
  { family: "flatcar", stack: "networkd", because: "Flatcar has nothing but systemd-networkd" },
  {
    family: "gentoo",
    systemd: true,
    stack: "networkd",
    because: "Gentoo with systemd uses systemd-networkd",
  },
  { family: "gentoo", stack: "netifrc", because: "Gentoo with OpenRC uses netifrc" },
  { family: "openeuler", stack: "networkmanager", because: "openEuler uses NetworkManager" },
  {
    family: "ol",
    before: { version: 8, ids: LIKE_RHEL },
    stack: "network-scripts",
    because: "EL before 8 boots with network.service",
  },
  { family: "ol", stack: "networkmanager", because: "EL uses NetworkManager since 8" },
  {
    family: "rhel",
    before: { version: 8, ids: LIKE_RHEL },
    stack: "network-scripts",
    because: "EL before 8 boots with network.service",
  },
  { family: "rhel", stack: "networkmanager", because: "EL uses NetworkManager since 8" },
  { family: "sl-micro", stack: "networkmanager", because: "SUSE's Micro uses NetworkManager" },
  { family: "sle-micro", stack: "networkmanager", because: "SUSE's Micro uses NetworkManager" },
  // Before 15 openSUSE went up to 42.3.
  {
    family: "opensuse",
    before: { version: 43, ids: ["opensuse"] },
    stack: "wicked",
    because: "openSUSE before 15 uses wicked",
  },
  {
    family: "sles",
    before: { version: 16, ids: LIKE_SLES },
    stack: "wicked",
    because: "SUSE before 16 uses wicked",
  },
  { family: "sles", stack: "networkmanager", because: "SUSE uses NetworkManager since 16" },
  {
    family: "suse",
    before: { version: 16, ids: LIKE_SLES },
    stack: "wicked",
    because: "SUSE before 16 uses wicked",
  },
  { family: "suse", stack: "networkmanager", because: "SUSE uses NetworkManager since 16" },
  {
    family: "ubuntu",
    before: { version: 17.1, ids: ["ubuntu", "neon", "pop"] },
    stack: "ifupdown",
    because: "Ubuntu before 17.10 uses ifupdown",
  },
  { family: "ubuntu", stack: "netplan", because: "Ubuntu uses netplan since 17.10" },
];

/** The rule for a distribution, if any. */
export function ownStack(distribution: Distribution, systemd: boolean): Rule | undefined {
  const version = parseFloat(distribution.version);
  const applies = ({ before, systemd: only }: Rule) =>
    (before === undefined || (before.ids.includes(distribution.id) && version < before.version)) &&
    (only === undefined || systemd);
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
  const order = [...(own === undefined ? [] : [own.stack]), ...STACKS.map(({ name }) => name)];
  for (const state of ["enabled", "installed"] as const) {
    const stack = order.find((name) => stacks[name] === state);
    if (stack === undefined) continue;
    return { stack, reason: `it is ${state}${stack === own?.stack ? `, and ${own.because}` : ""}` };
  }
  return own === undefined
    ? {
      stack: "networkd",
      reason: `no network stack is installed, and none is known for ${distribution.id}`,
    }
    : { stack: own.stack, reason: `no network stack is installed, and ${own.because}` };
}
