/**
 * The machine that most tests boot: a card for each kind of network, and what is at the other ends of their cables.
 *
 * @module
 */
import type { Hardware, Nic } from "./_machine.ts";
import type { Port } from "./_lan.ts";

/** A DHCP server for one address; dnsmasq is one for a port that has an address in its range. */
function dhcp(subnet: number, mac: string): Port {
  const range = `--dhcp-range=10.0.${subnet}.100,10.0.${subnet}.199,255.255.255.0`;
  return {
    addresses: [`10.0.${subnet}.1/24`],
    serve: [range, `--dhcp-host=${mac},10.0.${subnet}.77`],
  };
}

const QUIET: Port = {};

function mac(letter: string): string {
  return `52:54:00:00:00:0${letter}`;
}

function nic(letter: string, port: Port, at?: Nic["at"]): Nic {
  return { mac: mac(letter), port, ...at && { at } };
}

/** IPv4 by DHCP; IPv6 as the router announces it. */
function announcing(subnet: number, macAddress: string, range: string): Port {
  const { addresses, serve } = dhcp(subnet, macAddress);
  return {
    addresses: [...addresses!, `2001:db8:${subnet}::1/64`],
    serve: [...serve!, "--enable-ra", `--dhcp-range=2001:db8:${subnet}::${range}`],
  };
}

export const NICS = {
  a: nic("a", { addresses: ["192.0.2.1/24", "2001:db8:a::1/64"] }),
  b: nic("b", QUIET),
  c: nic("c", QUIET),
  d: nic("d", QUIET),
  e: nic("e", QUIET),
  managed: nic("1", announcing(1, mac("1"), "70,2001:db8:1::7f,64,1h")),
  slaac: nic("2", announcing(2, mac("2"), ",ra-only,64,1h")),
  pulled: nic("3", QUIET, "pulled"),
  named: nic("4", { addresses: ["198.51.100.1/24"] }, "absent"),
  unnamed: nic("5", dhcp(5, mac("5")), "absent"),
} as const satisfies Hardware["nics"];

/** Two cards that nobody says anything about, and one without a cable. */
export const PLAIN_NICS = {
  first: nic("1", dhcp(1, mac("1"))),
  second: nic("2", dhcp(2, mac("2"))),
  pulled: nic("3", QUIET, "pulled"),
} as const satisfies Hardware["nics"];

/** Two cards that a drive speaks of, and one that comes between two boots. */
export const PAIR_NICS = {
  first: nic("a", { addresses: ["192.0.2.1/24"] }),
  second: nic("b", { addresses: ["198.51.100.1/24"] }),
  added: nic("5", dhcp(5, mac("5")), "absent"),
} as const satisfies Hardware["nics"];

/** A card that a drive has an address for, and five with cables at whose other ends nobody answers. */
export const SILENT_NICS = {
  stated: nic("a", { addresses: ["192.0.2.1/24"] }),
  silent1: nic("1", QUIET),
  silent2: nic("2", QUIET),
  silent3: nic("3", QUIET),
  silent4: nic("4", QUIET),
  silent5: nic("5", QUIET),
} as const satisfies Hardware["nics"];

/** A card behind which the root is, and whose address is told to the initial file system; and one that only a drive speaks of. */
export const ROOT_NICS = {
  root: nic("1", dhcp(1, mac("1"))),
  second: nic("b", { addresses: ["198.51.100.1/24"] }),
} as const satisfies Hardware["nics"];
