/**
 * ironic, nova's driver of it and openstacksdk, whose own code is run: what each is asked for, what of it its drives
 * say, and the question in its words.
 *
 * @module
 */
import { type NeutronWorld, neutronWorld, type PortDetails, portId } from "./neutron.ts";
import { NOVA, novaKept, serverOf } from "./nova.ts";
import type { Cloud } from "./producer.ts";
import { documentOf } from "./schema.ts";
import { allNameServers, mapNetworks, portsOf, type Wish, type WishedLink } from "./wish.ts";

/** nova's driver of ironic, with port groups and all their properties. */
export const novaIronic: Cloud = {
  name: "nova 34 with ironic",
  abilities: { ...NOVA, bonds: 2, bondOptions: true },
  kept: (wish) => novaKept(wish, () => PORT),
  program: "nova",
  question: (wish) => ({ neutron: worldOf(wish), server: serverOf(wish, []), ironic: nodeOf(wish) }),
};

/** ironic's own drive. It gets a port group right only where that is all that the node has, and forgets its mode. */
export const ironic: Cloud = {
  name: "ironic 39",
  abilities: { ...NOVA, bonds: 1, networks: 2 },
  kept: (wish) => ironicKept(withForgottenMode(withGroupAlone(wish))),
  program: "ironic",
  question: (wish) => {
    const node = withGroupAlone(wish);
    return { kind: "rebuild", neutron: worldOf(node), ...nodeOf(node), metaData: metaData(wish) };
  },
};

/** What ironic puts on the virtual medium of a ramdisk, of neutron's ports. */
export const ironicRamdisk: Cloud = {
  name: "ironic 39, ramdisk",
  abilities: { ...NOVA, networks: 2 },
  kept: (wish) => networkAlone(ironicKept(wish)),
  program: "ironic",
  question: (wish) => ({ kind: "ramdisk", neutron: worldOf(wish), ...nodeOf(wish) }),
};

/** The same of a network that an operator gave the node, which ironic holds to a schema without single addresses. */
export const ironicNode: Cloud = {
  name: "ironic 39, network of a node",
  abilities: {
    methods: ["static", "static", "dhcp4", "dhcp6", "slaac"],
    bonds: 2,
    bondOptions: true,
    vlans: 3,
    routes: true,
    mtu: "some",
    networks: 2,
    dns: ["network", "all"],
  },
  kept: networkAlone,
  program: "ironic",
  question: (wish) => ({
    kind: "ramdisk",
    neutron: worldOf({ ...wish, links: [] }),
    ports: [],
    portGroups: [],
    networkData: documentOf(wish),
  }),
};

/** An operator's own document on openstacksdk's drive. */
export const openstackSdk: Cloud = {
  name: "openstacksdk 4.22",
  abilities: { ...ironicNode.abilities, methods: NOVA.methods, hosts: true },
  kept: (wish) => wish,
  program: "ironic",
  question: (wish) => ({ kind: "build", metaData: metaData(wish), networkData: documentOf(wish) }),
};

const PORT: PortDetails = { vifType: "other", hasAgent: false };

interface Node {
  readonly ports: readonly object[];
  readonly portGroups: readonly object[];
}

/** A node of ironic's: its cards and its port groups. Those that are attached have a port of neutron's. */
function nodeOf({ links }: Wish): Node {
  const groupOf = (device: string) => links.find(({ bond }) => bond?.ports.includes(device))?.device ?? null;
  const common = (link: WishedLink) => ({
    address: link.mac,
    extra: {},
    internal_info: groupOf(link.device) === null ? { tenant_vif_port_id: portId(link) } : {},
  });
  return {
    ports: links.filter(({ bond }) => bond === undefined).map((link) => ({
      ...common(link),
      id: `card-${link.device}`,
      uuid: `card-${link.device}`,
      // nova's client and ironic have two names for it.
      port_group_id: groupOf(link.device),
      portgroup_id: groupOf(link.device),
    })),
    portGroups: links.flatMap((link) =>
      link.bond === undefined
        ? []
        : { ...common(link), id: link.device, mode: link.bond.mode, properties: link.bond.options }
    ),
  };
}

/** What neutron has of a node: its cards and port groups, but no card of a group. */
function worldOf(wish: Wish): NeutronWorld {
  const ports = portsOf(wish);
  return neutronWorld(wish.links.filter(({ device }) => !ports.has(device)), () => PORT);
}

/** What ironic writes itself says nothing of DHCP, and name servers for all. */
function ironicKept(wish: Wish): Wish {
  const links = mapNetworks(wish.links, (network) => ({ ...network, method: "static", nameServers: [] }));
  return { ...wish, links, nameServers: allNameServers(wish) };
}

/** Beside another attachment ironic gives the ports of a group to the wrong link. */
function withGroupAlone(wish: Wish): Wish {
  const group = wish.links.find(({ bond }) => bond !== undefined);
  if (group === undefined) return wish;
  const links = wish.links.filter((link) => link === group || group.bond!.ports.includes(link.device));
  return { ...wish, links };
}

function withForgottenMode(wish: Wish): Wish {
  const forgotten = { mode: "active-backup", options: { miimon: "100" } };
  const links = wish.links.map((link) =>
    link.bond === undefined ? link : { ...link, bond: { ...link.bond, ...forgotten } }
  );
  return { ...wish, links };
}

function metaData(wish: Wish): Record<string, unknown> {
  const keys = wish.keys.map((key, index) => [`key-${index}`, key]);
  return { uuid: "u", name: wish.hostName, public_keys: Object.fromEntries(keys) };
}

/** A virtual medium has the network and nothing else. */
function networkAlone(wish: Wish): Wish {
  return { ...wish, hostName: undefined, keys: [] };
}
