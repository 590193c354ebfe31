/**
 * What `ifcfg-` files cannot express, or the network service does not do.
 *
 * @module
 */
import { hasDns, hasStatic, type Link, nameServers, type NetworkConfig } from "../../network.ts";
import type { NoteCode, ProblemCode } from "../../messages.ts";
import { noteOn, type Problem, problemIn } from "../../problem.ts";
import { lostOptions } from "../_bond.ts";
import { hasRivalOfAdvertisements } from "../_rivals.ts";
import { isAnyStated } from "../_background.ts";
import { isLabelled, MOST_ADDRESSES, setsUpIpv6, whyNot } from "./ifcfg.ts";

/** A resolver asks no more: resolv.conf(5), `MAXNS`. */
const MOST_SERVERS = 3;

/** The problems of all links; `pathOf` gives the file of a link. */
export function limits(config: NetworkConfig, pathOf: (link: Link) => string): Problem[] {
  const servers = nameServers(config);
  const rivals = hasRivalOfAdvertisements(config);
  const makers = makersOf(config);
  return [
    ...waits(config, pathOf),
    ...config.links.flatMap((link) => {
      const problem = (message: string, action: string, code: ProblemCode) =>
        problemIn(pathOf(link), message, action, code);
      const note = (message: string, action: string, code: NoteCode) =>
        noteOn(pathOf(link), message, action, code);
      return [
        ...(link.kind === "bond" ? lostOptions(link, pathOf(link), whyNot) : []),
        ...lostAddresses(link).map((message) => problem(message, "they are left out", "stack-address-lost")),
        ...passedOver(link).map((message) => problem(message, "give it another name", "stack-device-name")),
        ...lateParent(link, makers).map((message) =>
          problem(
            message,
            "it is not there after a boot; give it a name that sorts after its parent's",
            "stack-vlan-lost",
          )
        ),
        ...(link.kind === "bridge"
          ? [
            note(
              `ifup makes the bridge ${link.name} with brctl, up to RHEL 7`,
              "there it needs the package bridge-utils",
              "stack-bridge-program",
            ),
          ]
          : []),
        ...(hasDns(link) && servers.length > MOST_SERVERS
          ? [
            note(
              `of ${servers.length} name servers ifup takes ${MOST_SERVERS}`,
              "the first are used",
              "stack-name-servers-few",
            ),
          ]
          : []),
        ...(rivals && link.learnedMetric !== undefined && link.routerAdvertisements === "accept"
          ? [
            note(
              `routes that routers advertise on ${link.name} have the kernel's own metric`,
              "",
              "stack-metric-of-kernel",
            ),
          ]
          : []),
      ];
    }),
  ];
}

/** So often nobody notices, as all is up within three seconds. */
const MOST_WAITS = 1;

/**
 * `ifup` waits for each link, until no tentative address is left or for half a minute, before the next one's; and once more
 * for addresses beside a DHCPv6 client.
 */
function waits(config: NetworkConfig, pathOf: (link: Link) => string): Problem[] {
  const waited = config.links.filter(setsUpIpv6);
  const twice = waited.filter((link) => link.dhcp6 !== "off" && hasStatic(link, 6));
  const count = waited.length + twice.length;
  if (count <= MOST_WAITS || !isAnyStated(config)) return [];
  const names = waited.map(({ name }) => name).join(", ");
  const message =
    `ifup waits ${count} times for a second or two, on the links with IPv6 (${names}), until it is clear that ` +
    "no other host has their addresses";
  const action = "what the drive states may be there later than three seconds after the service's start";
  return [noteOn(pathOf(waited.at(-1)!), message, action, "stack-waits-in-turn")];
}

function lostAddresses(link: Link): string[] {
  const count = link.addresses.filter(({ ip }) => ip.family === 4).length;
  if (link.dhcp4 && count > 0 && !isLabelled(link)) {
    return [`the name ${link.name} is too long for aliases, which static IPv4 addresses beside DHCP need`];
  }
  return count > MOST_ADDRESSES ? [`${link.name} has more than ${MOST_ADDRESSES} IPv4 addresses`] : [];
}

/** Endings of copies and of ranges of aliases (`__sed_discard_ignored_files`, and the list in `init.d/network`). */
const PASSED_OVER = /\.(?:bak|old|orig|rpmnew|rpmorig|rpmsave)$|-range/;

function passedOver({ name }: Link): string[] {
  return PASSED_OVER.test(name) ? [`the network service passes over files of a name like ${name}`] : [];
}

/** The links that are made, each with the one whose start makes it: itself, but of a bridge the first of its ports. */
function makersOf({ links }: NetworkConfig): ReadonlyMap<string, string> {
  return new Map(links.flatMap((link) => {
    if (link.kind === "physical") return [];
    if (link.kind !== "bridge") return [[link.name, link.name]];
    return [[link.name, link.ports.reduce((first, port) => startsBefore(port, first) ? port : first)]];
  }));
}

/** A device that the service makes has to be there when it makes one on it. */
function lateParent(link: Link, makers: ReadonlyMap<string, string>): string[] {
  const maker = link.kind === "vlan" ? makers.get(link.parent) : undefined;
  return link.kind === "vlan" && maker !== undefined && startsBefore(link.name, maker)
    ? [`the network service starts ${link.name} before ${link.parent}, which it is on`]
    : [];
}

/**
 * The order of the network service: names with a dot, or that begin with `vlan`, after the others; then by what is before
 * the first digit, by the number from there on, and by the whole.
 */
function startsBefore(one: string, other: string): boolean {
  const isLate = (name: string) => name.includes(".") || name.startsWith("vlan");
  if (isLate(one) !== isLate(other)) return isLate(other);
  const letters = (name: string) => /^\D*/.exec(name)![0];
  if (letters(one) !== letters(other)) return letters(one) < letters(other);
  const number = (name: string) => Number(/\d+(?:\.\d*)?/.exec(name)?.[0] ?? 0);
  return number(one) === number(other) ? one < other : number(one) < number(other);
}
