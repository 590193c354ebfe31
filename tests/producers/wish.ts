/**
 * What somebody wants of a network, before a cloud writes it down: the tests' own words, which no parser of ours has read.
 *
 * @module
 */

/** How a network's addresses come about. `dhcp6` is nova's plain `ipv6_dhcp`, the others are neutron's address modes. */
export type Method = "static" | "dhcp4" | "dhcp6" | "slaac" | "dhcp6-stateless" | "dhcp6-stateful";

export interface WishedRoute {
  /** `192.0.2.0/24` */
  readonly destination: string;
  readonly gateway: string;
}

export interface WishedNetwork {
  readonly family: 4 | 6;
  readonly method: Method;
  /** The network with its length: `192.0.2.0/24`. */
  readonly prefix: string;
  /** The machine's address in it, which clouds reserve for DHCP and autoconfiguration as well. */
  readonly address: string;
  /** Of the default route. */
  readonly gateway?: string;
  /** Beside the default route. */
  readonly routes: readonly WishedRoute[];
  readonly nameServers: readonly string[];
  /** Where the drive does not go by links: those of turn 0, the default, come first. */
  readonly turn?: number;
}

export interface WishedBond {
  readonly mode: string;
  /** Devices of its ports. */
  readonly ports: readonly string[];
  /** The kernel's names and values; the first of its ports where an option names one. */
  readonly options: Readonly<Record<string, string>>;
}

export interface WishedLink {
  /** The name of the device on the machine; of a bond or VLAN the one that it gets. */
  readonly device: string;
  /** Of a card its own; of a bond or VLAN the one that it is to have. */
  readonly mac?: string;
  readonly mtu?: number;
  readonly bond?: WishedBond;
  readonly vlan?: { readonly parent: string; readonly id: number };
  readonly networks: readonly WishedNetwork[];
}

export interface Card {
  readonly device: string;
  readonly mac: string;
  /** What it is plugged into; default: `pci`. */
  readonly bus?: "pci" | "virtio";
}

export interface Wish {
  readonly hostName: string | undefined;
  /** Public SSH keys. */
  readonly keys: readonly string[];
  /** The machine's cards. Those that are no link are left to DHCP. */
  readonly cards: readonly Card[];
  /** In the order of the drive; a bond's ports are links, too. */
  readonly links: readonly WishedLink[];
  /** Name servers for all links. */
  readonly nameServers: readonly string[];
}

/** The devices that are ports of bonds. */
export function portsOf({ links }: Pick<Wish, "links">): ReadonlySet<string> {
  return new Set(links.flatMap(({ bond }) => bond?.ports ?? []));
}

/** Each network of the links changed, or left out. */
export function mapNetworks(
  links: readonly WishedLink[],
  change: (network: WishedNetwork, link: WishedLink) => WishedNetwork | undefined,
): WishedLink[] {
  return links.map((link) => ({
    ...link,
    networks: link.networks.flatMap((network) => change(network, link) ?? []),
  }));
}

/** The name servers of all networks, each once, in order. */
export function allNameServers({ links }: Pick<Wish, "links">): string[] {
  const servers = links.flatMap(({ networks }) => networks).flatMap(({ nameServers }) => nameServers);
  return [...new Set(servers)];
}
