/**
 * By which device the kernel reaches an address, from `/proc/net/route` and `/proc/net/ipv6_route`: before the network stack
 * has started, those are the routes that an initramfs or the kernel itself has set.
 *
 * @module
 */
import { unlessRefused } from "../config_drive/documents.ts";
import { type Ip, netmaskLength, networkOf, parseIp } from "../ip.ts";
import type { System } from "../system/system.ts";

export interface KernelRoute {
  readonly device: string;
  readonly destination: Ip;
  readonly length: number;
  readonly metric: number;
}

/** All routes by cards; those of the loopback and those that only refuse are left out. */
export function kernelRoutes(system: System): KernelRoute[] {
  const rows = (path: string) =>
    (unlessRefused(() => system.readText(path)) ?? "").split("\n").map((line) => line.split(/\s+/));
  return [
    ...rows("/proc/net/route").flatMap(ipv4Route),
    ...rows("/proc/net/ipv6_route").flatMap(ipv6Route),
  ].filter(({ device }) => device !== "lo");
}

/** The device of the longest prefix with the least metric. */
export function deviceTo(routes: readonly KernelRoute[], address: Ip): string | undefined {
  const fitting = routes.filter(({ destination, length }) =>
    networkOf({ ip: address, length }).text === destination.text
  );
  return fitting.toSorted((a, b) => b.length - a.length || a.metric - b.metric)[0]?.device;
}

/** `eth0 000200C0 00000000 0001 0 0 100 00FFFFFF …`: addresses as numbers of a machine that has the least byte first. */
function ipv4Route([device, destination, , flags, , , metric, mask]: string[]): KernelRoute[] {
  const ip = ipv4Of(destination);
  const maskIp = ipv4Of(mask);
  if (ip === undefined || maskIp === undefined || isRefusing(flags!)) return [];
  const length = netmaskLength(maskIp);
  return length === undefined ? [] : [{ device: device!, destination: ip, length, metric: Number(metric) }];
}

function ipv4Of(text: string | undefined): Ip | undefined {
  const bytes = text?.match(/../g) ?? [];
  return parseIp(bytes.reverse().map((byte) => parseInt(byte, 16)).join("."));
}

/** `20010db8… 40 0000… 00 0000… 00000100 00000001 00000000 00000001 eth0` */
function ipv6Route(words: string[]): KernelRoute[] {
  const [destination = "", length = "", , , , metric = "", , , flags = "", device] = words;
  const ip = parseIp(destination.match(/.{4}/g)?.join(":") ?? "");
  if (ip === undefined || device === undefined || isRefusing(flags)) return [];
  // What all links have tells nothing: their own addresses, and those of groups.
  if (destination.startsWith("fe8") || destination.startsWith("ff")) return [];
  return [{ device, destination: ip, length: parseInt(length, 16), metric: parseInt(metric, 16) }];
}

/** `RTF_REJECT` */
function isRefusing(flags: string): boolean {
  return (parseInt(flags, 16) & 0x200) !== 0;
}
