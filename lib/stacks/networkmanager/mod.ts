/**
 * NetworkManager's keyfiles, in the form that every version since 1.18 reads. See nm-settings-keyfile(5), nm-settings(5).
 *
 * @module
 */
import { prefixText } from "../../ip.ts";
import { type BridgeLink, isKeptUp, isPort, type Link, masterOf, type NetworkConfig } from "../../network.ts";
import type { ProblemCode } from "../../messages.ts";
import { noteOn, type Problem, problemIn } from "../../problem.ts";
import { uuidV5 } from "../../uuid.ts";
import { bondProblems, bondSection } from "./bond.ts";
export { claims } from "./claims.ts";
import { ipSection, lostNameServers, lostRoutes, setsAddressesAnew } from "./ip.ts";
import { dnsFiles } from "../_dns.ts";
import { formatSections, type Section } from "../_sections.ts";
import { DIRECTORY } from "./facts.ts";
import type { ActivationStep, RenderedFile, Rendering, RenderTarget } from "../stack.ts";
import { dnsFile } from "./kept.ts";
import { leftAsFound } from "../_kept.ts";

/** Higher than that of a profile which an image brings along, 0 unless it says otherwise. */
const PRIORITY = "100";

/** The namespace of this program's profiles, drawn once. */
const PROFILES = "cba7fb18-67ca-4885-823d-83d2c9aaa26c";

export function render(config: NetworkConfig, { dns }: Pick<RenderTarget, "dns"> = {}): Rendering {
  return {
    files: [...config.links.map(keyfile), ...dnsFile(config), ...dnsFiles(config, dns)],
    problems: [
      ...config.links.flatMap((link) => linkProblems(link, config)),
      ...addressesAnew(config),
      ...leftAsFound(config, pathOf, LEFT),
    ],
  };
}

const LEFT = { stack: "NetworkManager", until: "its profile counts once somebody activates that" };

function keyfile(link: Link): RenderedFile {
  return { path: pathOf(link), contents: formatSections(sectionsOf(link)), mode: 0o600, link: link.name };
}

function pathOf({ name }: Link): string {
  return `${DIRECTORY}/${profileOf(name)}.nmconnection`;
}

function profileOf(name: string): string {
  return `simple-init-${name}`;
}

function sectionsOf(link: Link): Section[] {
  return [
    connectionSection(link),
    deviceSection(link),
    ...(link.kind === "bond" ? [bondSection(link)] : []),
    ...(link.kind === "vlan" ? [{ name: "vlan", entries: vlanEntries(link) }] : []),
    ...(link.kind === "bridge" ? [bridgeSection(link)] : []),
    ...(isPort(link) ? [] : [ipSection(link, 4), ipSection(link, 6)]),
  ];
}

function connectionSection(link: Link): Section {
  const entries: Section["entries"] = [
    ["id", profileOf(link.name)],
    ["uuid", uuidV5(PROFILES, [link.kind, link.name, identityOf(link)].join(" "))],
    ["type", typeOf(link)],
    ["interface-name", link.name],
    ["autoconnect-priority", PRIORITY],
    ["autoconnect-slaves", "ports" in link ? "1" : undefined],
    ["master", masterOf(link)],
    ["slave-type", link.bridge !== undefined ? "bridge" : isPort(link) ? "bond" : undefined],
  ];
  return { name: "connection", entries };
}

/** Of an InfiniBand port's 20 bytes only the GUID at their end is the same after every boot. */
function identityOf({ mac = "" }: Link): string {
  return mac.split(":").slice(-8).join(":");
}

function typeOf(link: Link): "ethernet" | "infiniband" | "bond" | "bridge" | "vlan" {
  if (link.kind !== "physical") return link.kind;
  return link.infiniband ? "infiniband" : "ethernet";
}

/** Hardware is recognised by its permanent address, other devices are given theirs. */
function deviceSection(link: Link): Section {
  const infiniband = link.kind === "physical" && link.infiniband;
  const entries: Section["entries"] = [
    [macKey(link), link.mac],
    ["mtu", link.mtu],
    ["transport-mode", infiniband ? "datagram" : undefined],
  ];
  return { name: infiniband ? "infiniband" : "ethernet", entries };
}

function macKey(link: Link): string {
  return link.kind === "physical" ? "mac-address" : "cloned-mac-address";
}

/** NetworkManager's default is a spanning tree, which it does not write out. */
function bridgeSection({ stp }: BridgeLink): Section {
  return { name: "bridge", entries: [["stp", stp ? undefined : "false"]] };
}

/** The flag, headers in the usual order, is the default, which NetworkManager itself writes out too. */
function vlanEntries({ parent, id }: Link & { readonly kind: "vlan" }): Section["entries"] {
  return [["parent", parent], ["id", id], ["flags", "1"]];
}

function linkProblems(link: Link, config: NetworkConfig): Problem[] {
  return [
    ...(link.kind === "bond" ? bondProblems(link, pathOf(link)) : []),
    ...lostRoutes(link).map(({ destination, gateway }) =>
      problem(
        link,
        `${link.name} has no IPv${gateway.family} for its route to ${prefixText(destination)}`,
        "stack-route-lost",
      )
    ),
    ...lostNameServers(link)
      .filter(({ text }) => !config.links.some((other) => usesNameServer(other, text)))
      .map(({ family, text }) =>
        problem(link, `${link.name} has no IPv${family} to ask name server ${text}`, "stack-name-server-lost")
      ),
    ...(link.routerAdvertisements === "ignore" && link.dhcp6 === "information"
      ? [
        problem(
          link,
          `${link.name} cannot use DHCPv6 for information without router advertisements`,
          "stack-dhcp6-lost",
        ),
      ]
      : []),
  ];
}

/** One for all links, as it says the same of each. */
function addressesAnew({ links }: NetworkConfig): Problem[] {
  const anew = links.filter((link) => setsAddressesAnew(link) && !isKeptUp(link));
  const [first] = anew;
  if (first === undefined) return [];
  const names = anew.map(({ name }) => name).join(", ");
  return [noteOn(
    pathOf(first),
    `NetworkManager sets stated IPv6 addresses anew when it first hears a router (${names})`,
    "what the drive states may be there later than three seconds after the service's start",
    "stack-addresses-anew",
  )];
}

function usesNameServer(link: Link, server: string): boolean {
  const isServer = ({ text }: { readonly text: string }) => text === server;
  return link.nameServers.some(isServer) && !lostNameServers(link).some(isServer);
}

function problem(link: Link, message: string, code: ProblemCode): Problem {
  return problemIn(pathOf(link), message, "it is left out", code);
}

/** By the profile's name: NetworkManager keeps to one that it made up itself before there was another. */
export function activate(name: string): ActivationStep[] {
  return [
    { run: ["nmcli", "connection", "reload"] },
    {
      run: ["nmcli", "--wait", "0", "connection", "up", "id", profileOf(name)],
      otherwise: ["nmcli", "--wait", "0", "device", "connect", name],
    },
  ];
}
