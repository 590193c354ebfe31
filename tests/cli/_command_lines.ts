/**
 * Command lines and what they mean, for the parser's tests and for those of the static binary.
 *
 * @module
 */
import { stackNames } from "../../lib/cli/arguments.ts";
import type { ConfigureOptions } from "../../lib/plan/options.ts";

export function split(words: string): string[] {
  return words === "" ? [] : words.split(" ");
}

/** Each with the options that are not at their defaults. */
export const OPTIONS: readonly [words: string, expected: Partial<ConfigureOptions>][] = [
  ["--root /x", { root: "/x" }],
  ["--root=/x", { root: "/x" }],
  ["--root=/x/", { root: "/x" }],
  ["--root=/x//y/../z", { root: "/x/z" }],
  ["--root=/", { root: "/" }],
  ["--root=//", { root: "/" }],
  ["--root=/x/..", { root: "/" }],
  ["--root=x", { root: "x" }],
  ["--root=/a --root=/b", { root: "/b" }],
  ["--config-drive -", { configDrive: "-" }],
  ["--config-drive /dev/sr0", { configDrive: "/dev/sr0" }],
  ...(["any", "media", "none", "required"] as const).map((drive): [string, Partial<ConfigureOptions>] => [
    `--drive ${drive}`,
    { drive },
  ]),
  ["--renderer networkd", { renderer: "networkd" }],
  ["--renderer auto", { renderer: "auto" }],
  ["--network-manager", { renderer: "networkmanager" }],
  ["--renderer networkd --network-manager", { renderer: "networkmanager" }],
  ["--network-manager --renderer networkd", { renderer: "networkd" }],
  ["--renderer ifupdown --renderer networkd", { renderer: "networkd" }],
  ["--interface eth0", { only: "eth0" }],
  ["--no-dhcp-fallback", { dhcpFallback: false }],
  ["--no-network", { network: false }],
  ["--no-dns", { dns: false }],
  ["--no-hostname", { hostName: false }],
  ["--no-ssh-keys", { sshKeys: false }],
  ["--no-dns --no-dns", { dns: false }],
  ["--ssh-user alice", { sshUser: "alice" }],
  ["--carrier-timeout 0", { carrierWait: 0 }],
  ["--carrier-timeout=0.5", { carrierWait: 500 }],
  ["--drive-timeout 30", { driveWait: 30_000 }],
];

export const STACKS = stackNames().join(", ");

/** Wrong usage, each with its sentence. */
export const FAULTS: readonly [words: string, sentence: string][] = [
  ["--foo", 'There is no option "--foo"; simple-init --help lists them.'],
  ["--foo=bar", 'There is no option "--foo"; simple-init --help lists them.'],
  ["--Root=/x", 'There is no option "--Root"; simple-init --help lists them.'],
  ["--roo=/x", 'There is no option "--roo"; simple-init --help lists them.'],
  ["--__proto__=x", 'There is no option "--__proto__"; simple-init --help lists them.'],
  ["--constructor", 'There is no option "--constructor"; simple-init --help lists them.'],
  ["-q", 'There is no option "-q"; simple-init --help lists them.'],
  ["-xroot=/r", 'There is no option "-x"; simple-init --help lists them.'],
  ["-root", 'There is no option "-r"; simple-init --help lists them.'],
  ["--root", "The option --root needs a value, as in --root=VALUE."],
  ["--root --quiet", "The option --root needs a value, as in --root=VALUE."],
  ["--root=", "The option --root needs a value, as in --root=VALUE."],
  ["--interface=", "The option --interface needs a value, as in --interface=VALUE."],
  ["--quiet=yes", 'The option --quiet takes no value, but got "yes".'],
  ["--network-manager=no", 'The option --network-manager takes no value, but got "no".'],
  ["--renderer foo", `"foo" is not a value of --renderer; use one of ${STACKS}.`],
  ["--renderer NetworkD", `"NetworkD" is not a value of --renderer; use one of ${STACKS}.`],
  ["--drive cdrom", '"cdrom" is not a value of --drive; use one of any, media, none, required.'],
  ["--drive", "The option --drive needs a value, as in --drive=VALUE."],
  ["--format xml", '"xml" is not a value of --format; use one of text, json.'],
  ...["x", "-1", "1e3", "5s", "5.", "99999", "Infinity"].map((value): [string, string] => [
    `--carrier-timeout=${value}`,
    `"${value}" is not a value of --carrier-timeout; use a number of seconds, as in 5 or 0.5.`,
  ]),
  ["--drive-timeout=.5", '".5" is not a value of --drive-timeout; use a number of seconds, as in 5 or 0.5.'],
];
