/**
 * nova, whose own code is run: what it is asked for, what of it its drives say, and the question in its words.
 *
 * @module
 */
import { neutronWorld, type PortDetails } from "./neutron.ts";
import type { Cloud } from "./producer.ts";
import { allNameServers, mapNetworks, type Wish, type WishedLink, type WishedNetwork } from "./wish.ts";
import type { Abilities } from "./wishes.ts";

export const NOVA: Abilities = {
  methods: ["static", "static", "dhcp4", "dhcp6", "slaac", "dhcp6-stateless", "dhcp6-stateful"],
  routes: true,
  hosts: true,
  mtu: "always",
  dns: ["network"],
};

export const nova: Cloud = {
  name: "nova 34",
  abilities: NOVA,
  kept: (wish) => withBuses(withTags(novaKept(wish, portOf))),
  program: "nova",
  question: (wish) => ({
    neutron: neutronWorld(wish.links, portOf),
    server: serverOf(wish, wish.links.flatMap(deviceOf)),
  }),
};

/** nova of Debian 12 takes a subnet for static where no agent serves it. */
export const nova26: Cloud = {
  ...nova,
  name: "nova 26",
  program: "nova26",
  kept: (wish) => {
    const isStatic = (network: WishedNetwork, link: WishedLink) =>
      saysOnlyDhcp(network) && !portOf(link).hasAgent;
    const links = mapNetworks(
      wish.links,
      (network, link) => isStatic(network, link) ? { ...network, method: "static" } : network,
    );
    return nova.kept({ ...wish, links });
  },
};

/**
 * What `get_network_metadata` writes: IPv4 before IPv6, only the fact of DHCP where a server says the rest, the name
 * servers of all networks for each, and no MTU where an agent tells it by DHCP. nova has one key of a server.
 */
export function novaKept(wish: Wish, detailsOf: (link: WishedLink) => PortDetails): Wish {
  const ordered = wish.links.map((link) => ({
    ...link,
    networks: link.networks.toSorted((a, b) => a.family - b.family),
  }));
  const links = mapNetworks(ordered, (network) => saysOnlyDhcp(network) ? withoutRest(network) : network);
  return {
    ...wish,
    keys: wish.keys.slice(0, 1),
    links: links.map((link) => isToldMtu(link, detailsOf(link)) ? withoutMtu(link) : link),
    nameServers: allNameServers({ links: ordered }),
  };
}

/** Without an address mode. */
function saysOnlyDhcp({ method }: WishedNetwork): boolean {
  return method === "dhcp4" || method === "dhcp6";
}

function withoutRest({ gateway: _, ...network }: WishedNetwork): WishedNetwork {
  return { ...network, routes: [], nameServers: [] };
}

function isToldMtu({ networks }: WishedLink, { hasAgent }: PortDetails): boolean {
  return hasAgent && networks.some(({ method }) => method !== "static");
}

function withoutMtu({ mtu: _, ...link }: WishedLink): WishedLink {
  return link;
}

/** What nova knows of a server beside its ports. */
export function serverOf(wish: Wish, devices: readonly object[]): Record<string, unknown> {
  return {
    uuid: "5a9fc181-957e-5c32-9e5a-2de5e9673531",
    name: `My ${wish.hostName}`,
    hostname: wish.hostName,
    domain: "novalocal",
    keys: wish.keys.slice(0, 1).map((key) => ({ name: "mine", type: "ssh", public_key: key })),
    devices,
  };
}

/** neutron's `binding:vif_type`, and what the guest sees of it: a card of the host's, a part of one, or a virtual one. */
const VIF_TYPES = [
  ["ovs", "virtual"],
  ["dvs", "virtual"],
  ["tap", "virtual"],
  ["vif", "virtual"],
  ["hyperv", "virtual"],
  ["vhostuser", "virtual"],
  // A virtual function, or a virtual card on one: the host tags both.
  ["hw_veb", "part"],
  ["macvtap", "virtual"],
  ["hostdev_physical", "card"],
] as const;

const HAS_VLAN = ["hw_veb", "macvtap", "hostdev_physical"];

/** Chance that a link brings along: the same one whenever it is asked for. */
function lot({ mac = "" }: Pick<WishedLink, "mac">, byte: number, end: number): number {
  return parseInt(mac.slice(3 * byte, 3 * byte + 2), 16) % end;
}

function vifOf(link: Pick<WishedLink, "mac">): typeof VIF_TYPES[number] {
  return VIF_TYPES[lot(link, 3, VIF_TYPES.length)]!;
}

function portOf(link: WishedLink): PortDetails {
  const [vifType] = vifOf(link);
  const isTagged = HAS_VLAN.includes(vifType) && lot(link, 4, 2) === 0;
  return {
    vifType,
    hasAgent: lot(link, 4, 3) === 0,
    ...(isTagged ? { vlan: 100 + lot(link, 4, 256) } : {}),
  };
}

/** The meta data's word on a card whose network has a VLAN. */
function deviceOf(link: WishedLink, index: number): object[] {
  const { vlan } = portOf(link);
  return vlan === undefined ? [] : [{ mac: link.mac, address: `0000:0${index + 1}:00.0`, vlan }];
}

/** On a card that is passed through as a whole the guest has to tag the VLAN. */
function withTags(wish: Wish): Wish {
  const links = wish.links.flatMap((link) => {
    const { vlan: id } = portOf(link);
    if (id === undefined || vifOf(link)[1] !== "card") return [link];
    const { mac: _, ...rest } = link;
    const vlan = { ...rest, device: `${link.device}.${id}`, vlan: { parent: link.device, id } };
    return [{ ...link, networks: [] }, vlan];
  });
  return { ...wish, links };
}

function withBuses(wish: Wish): Wish {
  const busOf = (card: Pick<WishedLink, "mac">) => vifOf(card)[1] === "virtual" ? "virtio" : "pci";
  return { ...wish, cards: wish.cards.map((card) => ({ ...card, bus: busOf(card) })) };
}
