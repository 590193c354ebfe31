/**
 * Networks by chance, within what a producer can be asked for.
 *
 * @module
 */
import { below, type Random } from "../trust/random.ts";
import { addressesOf } from "./addresses.ts";
import { bondOf } from "./bonds.ts";
import type { Card, Method, Wish, WishedLink, WishedNetwork } from "./wish.ts";

/** What a producer can be asked for. */
export interface Abilities {
  readonly methods: readonly Method[];
  /** Bonds at most. */
  readonly bonds?: number;
  /** Whether a bond's options can be said, beside its mode. */
  readonly bondOptions?: boolean;
  /** VLANs at most. */
  readonly vlans?: number;
  /** Routes beside the default route. */
  readonly routes?: boolean;
  /** Whether a network, or what a route leads to, may be a single address. Its gateway is outside then. */
  readonly hosts?: boolean;
  /** Whether links have an MTU: always, never, or some. */
  readonly mtu: "always" | "never" | "some";
  /** Networks of a family on one link at most. */
  readonly networks?: number;
  /** Where name servers are said: in networks, for all, or both. */
  readonly dns: readonly ("network" | "all")[];
}

export function pick<T>(random: Random, items: readonly T[]): T {
  return items[below(random, items.length)]!;
}

export function chance(random: Random, share: number): boolean {
  return random() < share;
}

const NAMES = ["eth", "ens", "eno", "enp1s"];
const MTUS = [1280, 1342, 1400, 1442, 1450, 1492, 1500, 8942, 9000];
const SERVERS = ["192.0.2.53", "198.51.100.53", "9.9.9.9", "2001:db8:53::1", "2620:fe::fe"];
const KEYS = [
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAnfsGJoHbeslFEDyLi2Wdc1ItixcjS1ZJx03a9H96Bg one@example",
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIH6wNkbXmQyPxRsyOxeexOWA+dgHeE0tIYU8HBPcBTce two@example",
];

/** A network that this producer can be asked for. */
export function wishOf(random: Random, abilities: Abilities): Wish {
  const cards = cardsOf(random);
  const bonds = bondsOf(random, cards, abilities);
  const ports = new Set(bonds.flatMap(({ bond }) => bond!.ports));
  const isAllBonds = ports.size === cards.length;
  // A card now and then is one that the drive says nothing about.
  const named = cards.filter(({ device }, index) =>
    ports.has(device) || (index === 0 && !isAllBonds) || chance(random, 0.85)
  );
  const mtuOf = () => abilities.mtu === "always" || (abilities.mtu === "some" && chance(random, 0.6));
  const single = named.map((card): WishedLink => ({
    ...card,
    ...(!ports.has(card.device) && mtuOf() ? { mtu: pick(random, MTUS) } : {}),
    networks: [],
  }));
  const carriers = [...single.filter(({ device }) => !ports.has(device)), ...bonds];
  const vlans = vlansOf(random, carriers, abilities);
  const parents = new Set(vlans.map(({ vlan }) => vlan!.parent));
  let count = 0;
  const links = [...single, ...bonds, ...vlans].map((link) => {
    const isBare = ports.has(link.device) || (parents.has(link.device) && chance(random, 0.5));
    return isBare ? link : { ...link, networks: networksOf(random, abilities, () => count++) };
  });
  const hasOwn = abilities.dns.includes("network");
  return {
    hostName: `host-${below(random, 10_000)}`,
    keys: KEYS.filter(() => chance(random, 0.5)),
    cards,
    links: hasOwn ? links : links.map((link) => ({ ...link, networks: link.networks.map(withoutDns) })),
    nameServers: abilities.dns.includes("all") ? someServers(random) : [],
  };
}

function withoutDns(network: WishedNetwork): WishedNetwork {
  return { ...network, nameServers: [] };
}

function cardsOf(random: Random): Card[] {
  const name = pick(random, NAMES);
  return Array.from({ length: 1 + below(random, 4) }, (_, index) => ({
    device: `${name}${index}`,
    mac: `fa:16:3e:${hex(random)}:${hex(random)}:${(0x10 + index).toString(16)}`,
  }));
}

function hex(random: Random): string {
  return below(random, 256).toString(16).padStart(2, "0");
}

function bondsOf(random: Random, cards: readonly Card[], abilities: Abilities): WishedLink[] {
  const most = Math.min(abilities.bonds ?? 0, Math.floor(cards.length / 2));
  const number = most === 0 ? 0 : below(random, most + 1);
  return Array.from({ length: number }, (_, index) => {
    const ports = cards.slice(2 * index, 2 * index + 2);
    return {
      device: `bond${index}`,
      mac: ports[0]!.mac,
      ...(abilities.mtu === "never" ? {} : { mtu: pick(random, MTUS) }),
      bond: bondOf(random, ports.map(({ device }) => device), abilities.bondOptions ?? false),
      networks: [],
    };
  });
}

function vlansOf(random: Random, carriers: readonly WishedLink[], abilities: Abilities): WishedLink[] {
  const all = Array.from({ length: below(random, (abilities.vlans ?? 0) + 1) }, () => {
    const parent = pick(random, carriers);
    const id = 1 + below(random, 4094);
    const mtus = MTUS.filter((mtu) => mtu <= (parent.mtu ?? 1500));
    return {
      device: `${parent.device}.${id}`,
      mac: `fa:16:3e:${hex(random)}:${hex(random)}:f${below(random, 10)}`,
      ...(parent.mtu !== undefined && abilities.mtu !== "never" ? { mtu: pick(random, mtus) } : {}),
      vlan: { parent: parent.device, id },
      networks: [],
    };
  });
  return [...new Map(all.map((vlan) => [vlan.device, vlan])).values()];
}

function networksOf(random: Random, abilities: Abilities, next: () => number): WishedNetwork[] {
  const families = pick(random, [[4], [6], [4, 6], [4, 6], [6, 4]] as const);
  const networks = families.flatMap((family) => {
    const method = pick(random, abilities.methods.filter((method) => familiesOf(method).includes(family)));
    const number = method === "static" ? 1 + below(random, abilities.networks ?? 1) : 1;
    return Array.from({ length: number }, () => networkOf(random, abilities, method, family, next()));
  });
  return networks;
}

function familiesOf(method: Method): readonly number[] {
  return method === "static" ? [4, 6] : method === "dhcp4" ? [4] : [6];
}

function networkOf(
  random: Random,
  abilities: Abilities,
  method: Method,
  family: 4 | 6,
  index: number,
): WishedNetwork {
  const addresses = addressesOf(random, family, index, abilities.hosts ?? false);
  const { prefix, address, gateway } = addresses;
  return {
    family,
    method,
    prefix,
    address,
    ...(chance(random, 0.7) ? { gateway } : {}),
    routes: abilities.routes ? addresses.routes : [],
    nameServers: chance(random, 0.6) ? someServers(random) : [],
  };
}

function someServers(random: Random): string[] {
  return SERVERS.filter(() => chance(random, 0.3));
}
