import assert from "node:assert/strict";
import { parseOsRelease } from "../../lib/os_release.ts";
import { chooseStack, ownStack } from "../../lib/stacks/choose.ts";
import type { StackName } from "../../lib/stacks/stack.ts";
import { discoverStacks, type StackState } from "../../lib/stacks/discover.ts";
import { memorySystem } from "../../lib/system/memory.ts";
import { OS_RELEASES, type Release } from "../support/os_releases.ts";

const OWN: Readonly<Record<Release, StackName | undefined>> = {
  "Debian 12": "ifupdown",
  "Debian 13": "ifupdown",
  "Devuan 5": "ifupdown",
  "Ubuntu 16.04": "ifupdown",
  "Ubuntu 24.04": "netplan",
  "CentOS 7": "network-scripts",
  "RHEL 7.9": "network-scripts",
  "RHEL 8.10": "networkmanager",
  "Rocky 9.4": "networkmanager",
  "AlmaLinux 10.0": "networkmanager",
  "CentOS Stream 10": "networkmanager",
  "Oracle Linux 7.9": "network-scripts",
  "Oracle Linux 9.4": "networkmanager",
  "Amazon Linux 2": "network-scripts",
  "Amazon Linux 2023": "networkd",
  "Fedora 41": "networkmanager",
  "openSUSE Leap 15.6": "wicked",
  "openSUSE Leap 16.0": "networkmanager",
  "openSUSE Tumbleweed": "networkmanager",
  "SLES 12.5": "wicked",
  "SLES 15.6": "wicked",
  "SLE Micro 5.5": "networkmanager",
  "Gentoo": "netifrc",
  "Alpine 3.20": "ifupdown",
  "Arch": "networkd",
  "Flatcar": "networkd",
  "openEuler 24.03": "networkmanager",
  "nothing known": undefined,
};

for (const [release, renderer] of Object.entries(OWN)) {
  Deno.test(`choose: ${release} brings ${renderer ?? "nothing that is known"}`, () => {
    assert.equal(ownStack(parseOsRelease(OS_RELEASES[release as Release]), false)?.stack, renderer);
  });
}

/** Derivatives, of which only some have the version numbers of what they are like. */
const DERIVATIVES: readonly [id: string, like: string, version: string, stack: StackName | undefined][] = [
  ["linuxmint", "ubuntu debian", "18.3", "netplan"],
  ["linuxmint", "ubuntu debian", "21.3", "netplan"],
  ["linuxmint", "debian", "6", "ifupdown"],
  ["pop", "ubuntu debian", "22.04", "netplan"],
  ["elementary", "ubuntu debian", "7.1", "netplan"],
  ["zorin", "ubuntu debian", "17", "netplan"],
  ["neon", "ubuntu debian", "22.04", "netplan"],
  ["neon", "ubuntu debian", "16.04", "ifupdown"],
  ["raspbian", "debian", "12", "ifupdown"],
  ["kali", "debian", "2024.4", "ifupdown"],
  ["devuan", "debian", "5", "ifupdown"],
  ["alinux", "rhel fedora centos anolis", "3", "networkmanager"],
  ["anolis", "rhel fedora centos", "7.9", "network-scripts"],
  ["anolis", "rhel fedora centos", "8.9", "networkmanager"],
  ["anolis", "rhel fedora centos", "23", "networkmanager"],
  ["tencentos", "rhel fedora", "3.1", "networkmanager"],
  ["opencloudos", "rhel fedora", "8.6", "networkmanager"],
  ["euleros", "rhel fedora centos", "2.0", "networkmanager"],
  ["kylin", "fedora", "V10", "networkmanager"],
  ["uos", "debian", "20", "ifupdown"],
  ["miraclelinux", "rhel fedora", "8.10", "networkmanager"],
  ["virtuozzo", "rhel fedora", "7", "network-scripts"],
  ["scientific", "rhel centos fedora", "7.9", "network-scripts"],
  ["eurolinux", "rhel fedora centos", "8.8", "networkmanager"],
  ["cloudlinux", "rhel fedora centos", "7.9", "network-scripts"],
  ["amzn", "centos rhel fedora", "2", "network-scripts"],
  ["mageia", "mandriva fedora", "9", "networkmanager"],
  ["sles_sap", "suse", "15.5", "wicked"],
  ["sled", "suse", "15.6", "wicked"],
  ["opensuse", "suse", "42.3", "wicked"],
  ["opensuse", "suse", "13.2", "wicked"],
  ["opensuse-leap-micro", "suse opensuse", "5.5", "networkmanager"],
  ["opensuse-microos", "suse opensuse opensuse-tumbleweed", "20241101", "networkmanager"],
  ["someones", "sles suse", "3", "networkmanager"],
  ["nobodys", "plan9", "4", undefined],
];

for (const [id, like, version, stack] of DERIVATIVES) {
  Deno.test(`choose: ${id} ${version}, like ${like}, brings ${stack ?? "nothing that is known"}`, () => {
    const text = `ID=${id}\nID_LIKE="${like}"\nVERSION_ID="${version}"\n`;
    assert.equal(ownStack(parseOsRelease(text), false)?.stack, stack);
  });
}

/** What counts its versions as RHEL and SLES do, spelt out. */
const REBUILDS = ["rhel", "centos", "rocky", "almalinux", "ol", "scientific", "eurolinux", "miraclelinux"]
  .concat("virtuozzo", "cloudlinux", "springdale", "anolis", "opencloudos");
const SUSES = ["sles", "sled", "sles_sap", "sle_hpc", "opensuse-leap"];

const NUMBERED: readonly [ids: readonly string[], like: string, version: string, stack: StackName][] = [
  [REBUILDS, "rhel", "7.9", "network-scripts"],
  [REBUILDS, "rhel", "8", "networkmanager"],
  [SUSES, "suse", "15.7", "wicked"],
  [SUSES, "suse", "16", "networkmanager"],
  [["ubuntu", "neon", "pop"], "ubuntu", "17.04", "ifupdown"],
  [["ubuntu", "neon", "pop"], "ubuntu", "17.10", "netplan"],
  [["opensuse"], "opensuse suse", "42.3", "wicked"],
  [["opensuse"], "opensuse suse", "43", "networkmanager"],
  [["sl-micro", "sle-micro"], "suse", "6.0", "networkmanager"],
  [["amzn"], "amzn", "2022", "network-scripts"],
  [["amzn"], "amzn", "2023", "networkd"],
];

for (const [ids, like, version, stack] of NUMBERED) {
  for (const id of ids) {
    Deno.test(`choose: ${id} ${version} brings ${stack}`, () => {
      assert.equal(ownStack({ id, family: [id, ...like.split(" ")], version }, true)?.stack, stack);
    });
  }
}

/** Why, where nothing is installed. */
const REASONS: readonly [id: string, version: string, systemd: boolean, because: string][] = [
  ["alpine", "3.20", false, "Alpine boots with ifupdown-ng or busybox's ifup"],
  ["amzn", "2", true, "Amazon Linux 2 boots with network.service"],
  ["amzn", "2023", true, "Amazon Linux uses systemd-networkd since 2023"],
  ["arch", "", true, "Arch's images use systemd-networkd"],
  ["debian", "12", true, "Debian's own is ifupdown"],
  ["fedora", "41", true, "Fedora uses NetworkManager"],
  ["flatcar", "3975", true, "Flatcar has nothing but systemd-networkd"],
  ["gentoo", "", true, "Gentoo with systemd uses systemd-networkd"],
  ["gentoo", "", false, "Gentoo with OpenRC uses netifrc"],
  ["openeuler", "24.03", true, "openEuler uses NetworkManager"],
  ["ol", "7.9", true, "EL before 8 boots with network.service"],
  ["ol", "8.1", true, "EL uses NetworkManager since 8"],
  ["rhel", "7.9", true, "EL before 8 boots with network.service"],
  ["rhel", "9.4", true, "EL uses NetworkManager since 8"],
  ["sl-micro", "6.0", true, "SUSE's Micro uses NetworkManager"],
  ["sle-micro", "5.5", true, "SUSE's Micro uses NetworkManager"],
  ["opensuse", "42.3", true, "openSUSE before 15 uses wicked"],
  ["sles", "15.6", true, "SUSE before 16 uses wicked"],
  ["sles", "16", true, "SUSE uses NetworkManager since 16"],
  ["suse", "16", true, "SUSE uses NetworkManager since 16"],
  ["ubuntu", "16.04", true, "Ubuntu before 17.10 uses ifupdown"],
  ["ubuntu", "24.04", true, "Ubuntu uses netplan since 17.10"],
];

for (const [id, version, systemd, because] of REASONS) {
  Deno.test(`choose: ${id} ${version}${systemd ? " with systemd" : ""}, as ${because}`, () => {
    const distribution = { id, family: [id], version };
    const { reason } = chooseStack(distribution, discoverStacks(memorySystem({})), systemd);
    assert.equal(reason, `no network stack is installed, and ${because}`);
  });
}

Deno.test("choose: SLES that is only like SUSE, as SUSE before 16 uses wicked", () => {
  assert.equal(
    ownStack({ id: "sled", family: ["sled", "suse"], version: "15.6" }, true)?.because,
    "SUSE before 16 uses wicked",
  );
});

Deno.test("choose: Gentoo with systemd brings systemd-networkd", () => {
  assert.equal(ownStack(parseOsRelease(OS_RELEASES.Gentoo), true)?.stack, "networkd");
});

type Stacks = Partial<Record<StackName, StackState>>;

const DEBIANS = "Debian's own is ifupdown";

const CHOICES: readonly [release: Release, stacks: Stacks, renderer: StackName, reason: string][] = [
  ["Debian 12", { ifupdown: "enabled" }, "ifupdown", `it is enabled, and ${DEBIANS}`],
  [
    "Debian 12",
    { ifupdown: "enabled", networkmanager: "enabled" },
    "ifupdown",
    `it is enabled, and ${DEBIANS}`,
  ],
  ["Debian 12", { ifupdown: "installed", networkd: "enabled" }, "networkd", "it is enabled"],
  ["Debian 12", { netplan: "enabled", networkd: "enabled" }, "netplan", "it is enabled"],
  ["Debian 12", { networkmanager: "enabled", networkd: "enabled" }, "networkmanager", "it is enabled"],
  [
    "Debian 12",
    { ifupdown: "installed", networkd: "installed" },
    "ifupdown",
    `it is installed, and ${DEBIANS}`,
  ],
  ["Debian 12", {}, "ifupdown", `no network stack is installed, and ${DEBIANS}`],
  ["CentOS 7", { networkmanager: "enabled" }, "networkmanager", "it is enabled"],
  [
    "Rocky 9.4",
    { networkmanager: "enabled", "network-scripts": "installed" },
    "networkmanager",
    "it is enabled, and EL uses NetworkManager since 8",
  ],
  [
    "openSUSE Leap 15.6",
    { networkmanager: "enabled", wicked: "installed" },
    "networkmanager",
    "it is enabled",
  ],
  ["nothing known", { ifupdown: "installed", networkd: "enabled" }, "networkd", "it is enabled"],
  ["nothing known", {}, "networkd", "no network stack is installed, and none is known for linux"],
];

for (const [release, stacks, renderer, reason] of CHOICES) {
  Deno.test(`choose: ${release}, ${JSON.stringify(stacks)}: ${renderer}`, () => {
    const all = { ...discoverStacks(memorySystem({})), ...stacks };
    assert.deepEqual(chooseStack(parseOsRelease(OS_RELEASES[release]), all, true), {
      stack: renderer,
      reason,
    });
  });
}

Deno.test("choose: a name that objects have anyway is no distribution's", () => {
  assert.equal(ownStack({ id: "constructor", family: ["constructor"], version: "" }, false), undefined);
});
