/**
 * Which ifup and which DHCP client a root has.
 *
 * @module
 */
import { unlessUnreadable } from "../../apply/unreadable.ts";
import type { System } from "../../system/system.ts";
import type { DhcpClient, IfupFlavour, RenderTarget } from "../stack.ts";
import { INTERFACES_D } from "./facts.ts";

/** What cannot be read is as if it were not there. */
export function inspect(system: System): Partial<RenderTarget> {
  const look = <T>(body: () => T | undefined) => unlessUnreadable("/sbin", body, () => undefined);
  const ifup = look(() => findIfup(system)) ?? "debian";
  const dhcpClient = look(() => findDhcpClient(system)) ?? "dhclient";
  return {
    ifup,
    dhcpClient,
    ...(ifup === "debian" ? {} : look(() => besides(system))),
    ...(dhcpClient === "udhcpc" ? { udhcpcIsTold: look(() => isTold(system)) ?? false } : {}),
  };
}

/** What matters to another ifup than Debian's. */
function besides(system: System): Partial<RenderTarget> {
  const ip = ["/sbin", "/bin", "/usr/sbin", "/usr/bin"].map((directory) => `${directory}/ip`)
    .find((path) => system.lstat(path) !== undefined);
  return {
    hasInterfacesD: system.stat(INTERFACES_D) !== undefined,
    hasIproute2: ip !== undefined && !leadsToBusybox(system, ip),
  };
}

function leadsToBusybox(system: System, path: string): boolean {
  return system.lstat(path)?.kind === "symlink" && flavourOf(system.readLink(path)) === "busybox";
}

/** Links of links that are followed, as those of alternatives are. */
const MOST_LINKS = 4;

/** Debian's is a program of its own, the others are links to one that has several names. */
function findIfup(system: System): IfupFlavour {
  let path = firstOf(system, "ifup");
  for (let links = 0; path !== undefined && links < MOST_LINKS; links++) {
    if (system.lstat(path)?.kind !== "symlink") break;
    const target = system.readLink(path);
    const flavour = flavourOf(target);
    if (flavour !== undefined) return flavour;
    path = target.startsWith("/") ? target : `${path.slice(0, path.lastIndexOf("/"))}/${target}`;
  }
  return "debian";
}

/** By the program that a link called ifup leads to. */
function flavourOf(target: string): IfupFlavour | undefined {
  if (/(?:^|\/)busybox[^/]*$/.test(target)) return "busybox";
  if (/(?:^|\/)ifupdown2(?:\/|$)/.test(target)) return "ifupdown2";
  return /(?:^|\/)(?:ifupdown|ifupdown-ng|ifup-ng)$/.test(target) ? "ifupdown-ng" : undefined;
}

function firstOf(system: System, name: string): string | undefined {
  return ["/sbin", "/usr/sbin"].map((directory) => `${directory}/${name}`)
    .find((path) => system.lstat(path) !== undefined);
}

/** The first that is there, those that can do more first. */
function findDhcpClient(system: System): DhcpClient | undefined {
  return (["dhclient", "dhcpcd", "udhcpc"] as const).find((name) => firstOf(system, name) !== undefined);
}

/** Where Alpine has udhcpc's script, and Debian. */
const SCRIPTS = ["/usr/share/udhcpc/default.script", "/etc/udhcpc/default.script"];

/** Whether the script that udhcpc runs for a lease asks the environment for a metric, and whose the name servers are. */
function isTold(system: System): boolean {
  const text = SCRIPTS.map((path) => system.readText(path)).find((text) => text !== undefined) ?? "";
  return text.includes("IF_METRIC") && text.includes("IF_PEER_DNS");
}
