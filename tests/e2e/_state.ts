/**
 * What the kernel of a booted machine has, as values that a test compares as a whole.
 *
 * @module
 */
import * as v from "valibot";
import type { Machine } from "./_machine.ts";
import { addressOf, connectedBy, routesOf } from "./_state_ip.ts";

/** A bond as `/proc/net/bonding` describes it, of which a test names the lines that it means. */
export interface BondState {
  readonly ports: readonly string[];
  readonly lines: readonly string[];
}

export interface DeviceState {
  /** Whether it works: up, and with a carrier. */
  readonly works: boolean;
  readonly mtu: number;
  /** Global addresses, sorted: `192.0.2.10/24`; `… dynamic`; `2001:db8::/64 slaac`. */
  readonly addresses: readonly string[];
  /** `802.1Q 101 on bond0` */
  readonly vlan?: string;
  /** The bond that it is a port of. */
  readonly bond?: string;
}

/** Hardware goes by the names of {@link Hardware}, all else by its own. */
export interface NetworkState {
  readonly devices: Readonly<Record<string, DeviceState>>;
  /** `default via 192.0.2.1 dev a`, sorted, without those that come with an address. */
  readonly routes: readonly string[];
  /** All name servers that programs are told of, sorted. */
  readonly nameServers: readonly string[];
}

const LINK = v.object({
  ifname: v.string(),
  flags: v.array(v.string()),
  mtu: v.number(),
  address: v.optional(v.string()),
  permaddr: v.optional(v.string()),
  master: v.optional(v.string()),
  link: v.optional(v.string()),
  linkinfo: v.optional(v.object({
    info_kind: v.optional(v.string()),
    info_data: v.optional(v.object({ protocol: v.optional(v.string()), id: v.optional(v.unknown()) })),
  })),
});

export const ADDRESS = v.object({
  family: v.string(),
  local: v.string(),
  prefixlen: v.number(),
  scope: v.string(),
  dynamic: v.optional(v.boolean(), false),
  temporary: v.optional(v.boolean(), false),
  tentative: v.optional(v.boolean(), false),
});

const ADDRESSES = v.object({ ifname: v.string(), addr_info: v.array(v.partial(ADDRESS)) });

export const ROUTE = v.object({
  dst: v.string(),
  dev: v.optional(v.string()),
  gateway: v.optional(v.string()),
  protocol: v.optional(v.string()),
  nexthops: v.optional(v.array(v.object({ dev: v.string(), gateway: v.optional(v.string()) }))),
});

export type LinkFacts = v.InferOutput<typeof LINK>;
export type AddressFacts = v.InferOutput<typeof ADDRESS>;
export type RouteFacts = v.InferOutput<typeof ROUTE>;

const FACTS = v.object({
  links: v.array(LINK),
  addresses: v.array(ADDRESSES),
  routes: v.array(ROUTE),
  routes6: v.array(ROUTE),
});

const SEPARATOR = "\u241e";

const COMMAND = [
  "ip -j -d link",
  "ip -j address",
  "ip -j -4 route show table main",
  "ip -j -6 route show table main",
  "cat /etc/resolv.conf",
  "resolvectl dns 2>/dev/null || true",
].join(`; echo ${SEPARATOR}; `);

export async function readNetwork({ agent, hardware }: Machine): Promise<NetworkState> {
  const answers = (await agent.run(COMMAND)).split(SEPARATOR);
  const [links, addresses, routes, routes6] = answers.slice(0, 4).map((text) => JSON.parse(text || "[]"));
  const facts = v.parse(FACTS, { links, addresses, routes, routes6 });
  const macs = new Map(Object.entries(hardware.nics).map(([name, { mac }]) => [mac, name]));
  const names = new Map(facts.links.map((link) => [link.ifname, nameOf(link, macs)]));
  const rename = (name: string) => names.get(name) ?? name;
  const addressesOf = (name: string) =>
    (facts.addresses.find(({ ifname }) => ifname === name)?.addr_info ?? [])
      .flatMap((info) => v.is(ADDRESS, info) ? v.parse(ADDRESS, info) : []);
  const devices = facts.links.filter(({ ifname }) => ifname !== "lo").map((link) =>
    [rename(link.ifname), describe(link, addressesOf(link.ifname), rename)] as const
  );
  const connected = connectedBy(facts.links.map(({ ifname }) => [ifname, addressesOf(ifname)]));
  return {
    devices: Object.fromEntries(devices),
    routes: routesOf([...facts.routes, ...facts.routes6], connected, rename),
    nameServers: nameServersOf(answers[4]!, answers[5]!),
  };
}

function nameOf(
  { ifname, address, permaddr, linkinfo }: LinkFacts,
  macs: ReadonlyMap<string, string>,
): string {
  if (linkinfo?.info_kind !== undefined) return ifname;
  return macs.get(permaddr ?? address ?? "") ?? ifname;
}

function describe(
  link: LinkFacts,
  addresses: readonly AddressFacts[],
  rename: (name: string) => string,
): DeviceState {
  const { info_kind: kind, info_data: data } = link.linkinfo ?? {};
  return {
    works: link.flags.includes("LOWER_UP") && link.flags.includes("UP"),
    mtu: link.mtu,
    addresses: [...new Set(addresses.flatMap((address) => addressOf(address) ?? []))].sort(),
    ...kind === "vlan" && { vlan: `${data?.protocol} ${data?.id} on ${rename(link.link ?? "")}` },
    ...link.master !== undefined && { bond: rename(link.master) },
  };
}

/** systemd's resolver stands in for the servers that it was given. */
function nameServersOf(resolvConf: string, resolvectl: string): string[] {
  const listed = [...resolvConf.matchAll(/^nameserver\s+(\S+)/gm)].map(([, server]) => server!);
  if (!listed.includes("127.0.0.53")) return [...new Set(listed)].sort();
  const asked = resolvectl.split("\n").flatMap((line) => line.replace(/^[^:]*: ?/, "").split(" "));
  return [...new Set(asked.filter((word) => word !== ""))].sort();
}

/** The bond's own lines in `/proc/net/bonding` without those of its ports, whose names stand apart. */
export async function readBond({ agent }: Machine, name: string): Promise<BondState> {
  const text = await agent.run(`cat /proc/net/bonding/${name}`);
  const [own = "", ...ports] = text.split(/^(?=Slave Interface: )/m);
  const portNames = ports.map((part) => /^Slave Interface: (\S+)/.exec(part)?.[1] ?? "");
  return {
    ports: portNames,
    lines: own.split("\n").map((line) => line.trim()).filter((line) => line !== ""),
  };
}
