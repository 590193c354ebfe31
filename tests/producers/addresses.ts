/**
 * Addresses by chance: a network, the machine in it, its gateway, and routes over others.
 *
 * @module
 */
import { below, type Random } from "../trust/random.ts";
import type { WishedRoute } from "./wish.ts";

export interface Addresses {
  readonly prefix: string;
  readonly address: string;
  readonly gateway: string;
  readonly routes: readonly WishedRoute[];
}

/** Those of network number `index`; no two have an address in common. `hosts`: see `Abilities`. */
export function addressesOf(random: Random, family: 4 | 6, index: number, hosts: boolean): Addresses {
  return family === 4 ? ipv4(random, index, hosts) : ipv6(random, index, hosts);
}

const LENGTHS4 = [16, 20, 23, 24, 24, 26, 29, 30];

function ipv4(random: Random, index: number, hosts: boolean): Addresses {
  const isHost = hosts && below(random, 5) === 0;
  const length = isHost ? 32 : LENGTHS4[below(random, LENGTHS4.length)]!;
  // 10.INDEX.0.0 to 10.INDEX.255.255 belong to this network.
  const start = length > 16 ? below(random, 2 ** (length - 16)) * 2 ** (32 - length) : 0;
  const text = (offset: number) => `10.${index}.${(start + offset) >> 8}.${(start + offset) & 255}`;
  const last = 2 ** (32 - length) - 2;
  const own = 2 + below(random, Math.max(last - 1, 1));
  const near = isHost ? `172.31.${index}.1` : text(1);
  const others = [
    `192.168.${index}.0/24`,
    `198.18.${index}.128/25`,
    `203.0.113.${index}/32`,
    "172.16.0.0/12",
  ];
  return {
    prefix: `${text(0)}/${length}`,
    address: isHost ? text(0) : text(own),
    gateway: near,
    routes: routesOver(random, others, hosts, near),
  };
}

const LENGTHS6 = [48, 56, 64, 64, 64, 80, 112, 126];

function ipv6(random: Random, index: number, hosts: boolean): Addresses {
  const isHost = hosts && below(random, 5) === 0;
  const length = isHost ? 128 : LENGTHS6[below(random, LENGTHS6.length)]!;
  const network = `2001:db8:${(0x100 + index).toString(16)}::`;
  const host = length > 112 ? 2 : 2 + below(random, 0xfff0);
  const near = isHost ? `2001:db8:ffff::${index + 1}` : below(random, 4) === 0 ? "fe80::1" : `${network}1`;
  const others = [
    `2001:db8:a${index}::/48`,
    `fd00:${index + 1}::/40`,
    `2001:db8:b000::${index + 1}/128`,
    "fc00::/7",
  ];
  return {
    prefix: `${isHost ? network + host.toString(16) : network}/${length}`,
    address: `${network}${host.toString(16)}`,
    gateway: near,
    routes: routesOver(random, others, hosts, near),
  };
}

/** Some of the destinations. The last is one that several networks have a route to. */
function routesOver(
  random: Random,
  destinations: readonly string[],
  hosts: boolean,
  gateway: string,
): WishedRoute[] {
  return destinations.filter((text) => below(random, 4) === 0 && (hosts || !/\/(?:32|128)$/.test(text)))
    .map((destination) => ({ destination, gateway }));
}
