/**
 * A machine in memory that lives: what it is made of, its drive, and where it lies for a boot.
 *
 * @module
 */
import type { StackName } from "../../lib/stacks/stack.ts";
import { STACKS } from "../../lib/stacks/mod.ts";
import { type MemoryEntry, type MemorySystem, memorySystem } from "../../lib/system/memory.ts";
import type { Random } from "./hostile_drives_random.ts";

export interface Card {
  name: string;
  mac: string;
  carrier: boolean;
}

/** All that another machine has otherwise; its first card never leaves it. */
export interface Machine {
  readonly number: number;
  readonly cards: Card[];
  readonly productUuid: string | undefined;
  /** What its drives have said so far that no other machine's say: its uuid and addresses. */
  readonly tokens: Set<string>;
}

/** The texts of a drive's documents. */
export interface Drive {
  readonly meta: string | undefined;
  readonly network: string | undefined;
}

export interface World {
  readonly random: Random;
  readonly system: MemorySystem;
  machine: Machine;
  /** Whoever's disk this was before. */
  readonly former: Machine[];
  drive: Drive | undefined;
  stack: StackName;
  /** Those that its system may have: `/etc/sysconfig/network` is a file of one and a directory of another. */
  readonly stacks: readonly StackName[];
  dhcpFallback: boolean;
  /** Numbers things that may not be there twice. */
  count: number;
}

/** Half a document. */
export const BROKEN = "{";

const KEYS = "/root/.ssh/authorized_keys";
export const PATHS = {
  keys: KEYS,
  name: "/etc/hostname",
  hosts: "/etc/hosts",
  state: "/var/lib/simple-init/",
};

const IMAGE: Readonly<Record<string, MemoryEntry>> = {
  "/etc/os-release": "ID=none-that-is-known\n",
  "/etc/passwd": "root:x:0:0::/root:/bin/sh\n",
  "/etc/hosts": "127.0.0.1\tlocalhost\n",
  "/root/.profile": "",
  "/sys/class/net/lo/address": "00:00:00:00:00:00\n",
};

export function newWorld(random: Random): World {
  const stranger = random.pick(["wicked", "network-scripts"]);
  const stacks = STACKS.map(({ name }) => name).filter((name) => name !== stranger);
  const world = {
    random,
    stacks,
    system: memorySystem({ ...IMAGE }),
    former: [],
    drive: undefined,
    stack: random.pick(stacks),
    dhcpFallback: true,
    count: 0,
  } as unknown as World;
  world.machine = newMachine(world);
  return world;
}

export function newMachine(world: World): Machine {
  const number = world.former.length + 1;
  const cards = Array.from({ length: 1 + world.random.below(3) }, () => newCard(world));
  cards.forEach((card, index) => card.name = `eth${index}`);
  const productUuid = world.random.oneIn(2)
    ? undefined
    : `1f0e6c2a-8b1d-4c59-9a47-${String(number).padStart(12, "0")}`;
  return { number, cards, productUuid, tokens: new Set() };
}

export function newCard(world: World): Card {
  const mac = `52:54:00:00:${pair(world.count >> 8)}:${pair(world.count++)}`;
  return { name: `eth${20 + world.count}`, mac, carrier: !world.random.oneIn(5) };
}

function pair(value: number): string {
  return (value & 0xff).toString(16).padStart(2, "0");
}

/** A good drive: the machine's uuid, a new name, keys of its own, and a network on its cards. */
export function newDrive(world: World): Drive {
  const { machine, random } = world;
  const say = (token: string) => (machine.tokens.add(token), token);
  const number = world.count++;
  const keys = Array.from({ length: random.below(3) }, (_, index) => [
    `key${index}`,
    keyLine(`drive-${machine.number}-${random.oneIn(2) ? index : `${index}-${number}`}`),
  ]);
  const meta = JSON.stringify({
    uuid: say(`00000000-0000-4000-8000-${String(machine.number).padStart(12, "0")}`),
    ...(random.oneIn(6) ? {} : { name: `vm-${machine.number}-${number}` }),
    public_keys: Object.fromEntries(keys),
  });
  return { meta, network: JSON.stringify(newNetwork(world, say)) };
}

/** A line of `authorized_keys` whose data nobody else's has. */
export function keyLine(comment: string): string {
  const data = [...comment].map((character) => character.charCodeAt(0).toString(16)).join("");
  return `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${data.padEnd(43, "A").slice(0, 43)} ${comment}`;
}

function newNetwork({ machine, random, count }: World, say: (token: string) => string): object {
  const phys = machine.cards.map(({ mac }, index) => ({
    id: `nic${index}`,
    type: "phy",
    ethernet_mac_address: mac,
    ...(random.oneIn(3) ? { mtu: 9000 } : {}),
  }));
  const isBond = phys.length > 1 && random.oneIn(3);
  const links: { id: string }[] = isBond
    ? [
      ...phys,
      {
        id: "bond0",
        type: "bond",
        bond_mode: "active-backup",
        bond_miimon: 100,
        bond_links: ["nic0", "nic1"],
      } as { id: string },
    ]
    : phys.slice(0, 1 + random.below(phys.length));
  const standing = isBond ? links.slice(2) : links;
  const vlans = random.oneIn(3)
    ? [{ id: "vlan0", type: "vlan", vlan_id: 100, vlan_link: random.pick(standing).id }]
    : [];
  const networks = [...standing, ...vlans].flatMap(({ id }, index) =>
    random.oneIn(4) ? { id: `n${index}`, link: id, type: "ipv4_dhcp" } : {
      id: `n${index}`,
      link: id,
      type: "ipv4",
      ip_address: say(`10.${machine.number}.${index}.${2 + count % 250}`),
      netmask: "255.255.255.0",
      routes: index === 0
        ? [{ network: "0.0.0.0", netmask: "0.0.0.0", gateway: `10.${machine.number}.${index}.1` }]
        : [],
    }
  );
  return { links: [...links, ...vlans], networks, services: [{ type: "dns", address: "192.0.2.53" }] };
}

/** Puts the hardware and the drive where a boot looks for them, and takes away what was there. */
export function lay({ system, machine, drive }: Pick<World, "system" | "machine" | "drive">): void {
  for (const path of [...system.entries.keys()]) {
    if (/^\/(?:sys\/class\/(?:net\/(?!lo\/)|dmi)|mnt)/.test(path)) system.entries.delete(path);
  }
  const put = (path: string, text: string | undefined) => {
    if (text !== undefined) system.entries.set(path, text);
  };
  for (const { name, mac, carrier } of machine.cards) {
    const files = {
      address: mac,
      addr_assign_type: "0",
      type: "1",
      flags: "0x1003",
      carrier: carrier ? "1" : "0",
    };
    for (const [file, text] of Object.entries(files)) put(`/sys/class/net/${name}/${file}`, `${text}\n`);
  }
  put("/sys/class/dmi/id/product_uuid", machine.productUuid);
  put("/mnt/config/openstack/latest/meta_data.json", drive?.meta);
  put("/mnt/config/openstack/latest/network_data.json", drive?.network);
}

/** The same machine with that drive, on a fresh disk. */
export function freshSystem(machine: Machine, drive: Drive | undefined): MemorySystem {
  const system = memorySystem({ ...IMAGE });
  lay({ system, machine, drive });
  return system;
}
