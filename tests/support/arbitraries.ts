/**
 * Network documents as a cloud might send them, good and bad, for property tests.
 *
 * @module
 */
import fc from "fast-check";
import { BOND_MODES, BOND_OPTION_NAMES } from "../../lib/bond_options.ts";

/** The addresses of the machine's four interfaces, and one that it does not have. */
export const MACS = [1, 2, 3, 4].map((number) => `52:54:00:00:00:0${number}`);
const ABSENT_MAC = "52:54:00:00:00:09";

/** An InfiniBand port that some tests give the machine: its address, and what a drive calls it. */
export const INFINIBAND = {
  mac: "80:00:02:08:fe:80:00:00:00:00:00:00:f4:52:14:03:00:7b:cb:a1",
  short: "f4:52:14:7b:cb:a1",
};

const hardwareIds = ["t1", "t2", "t3", "t4"];
const linkIds = [...hardwareIds, "b1", "b2", "v1", "v2", "v3", "r1", "r2"];

const mac = fc.constantFrom(...MACS, ABSENT_MAC, INFINIBAND.short);
const mtu = fc.constantFrom(undefined, null, 1200, 1280, 1450, 1500, 2044, 9000);
const prefix4 = fc.tuple(fc.integer({ min: 1, max: 223 }), fc.integer({ min: 0, max: 255 })).map(([a, b]) =>
  a === 127 ? "10.0.0" : `${a}.${b}.7`
);
/** Few enough that one is a link's address and another's gateway; the last two are broadcast addresses there. */
const near4 = fc.constantFrom("192.0.2.1", "192.0.2.2", "198.51.100.1", "192.0.2.255", "198.51.100.255");
const near6 = fc.constantFrom("2001:db8::1", "2001:db8::2", "2001:db8:1::1");

const address4 = fc.oneof(
  near4,
  fc.tuple(prefix4, fc.integer({ min: 1, max: 254 })).map(([prefix, host]) => `${prefix}.${host}`),
);
const address6 = fc.oneof(
  near6,
  fc.integer({ min: 1, max: 0xffff }).map((host) =>
    `2001:db8:${(host % 7).toString(16)}::${host.toString(16)}`
  ),
);
const service = fc.record({ type: fc.constant("dns"), address: fc.oneof(address4, address6) });

/** What may stand beside or in place of services. */
const dns = fc.constantFrom<object>(
  {},
  {},
  { dns_nameservers: ["192.0.2.53", "0.0.0.0"], dns_search: ["example.org", "a-b.example.net"] },
  { dns_nameservers: "2001:db8::53", search: "Example.ORG" },
  { dns_search: ["x.example"] },
);
const metric = fc.constantFrom(undefined, null, 0, 50, 100, 200, "500", 1024, 5000);

const hardware = (id: string) =>
  fc.record({
    id: fc.constant(id),
    type: fc.constantFrom("phy", "ovs", null),
    ethernet_mac_address: mac,
    mtu,
  });

const bondOptions = fc.tuple(
  fc.dictionary(
    fc.constantFrom(...BOND_OPTION_NAMES.map((name) => `bond_${name}`)),
    fc.oneof(
      fc.integer({ min: 0, max: 5000 }),
      fc.constantFrom("0", "1", "2", "200", "fast", "off", "layer3+4", "t1", "active", "all"),
      fc.constantFrom("192.0.2.1,192.0.2.2", "192.0.2.1,192.0.2.1", "0.0.0.0", "2001:db8::1,2001:DB8::2"),
    ),
    { maxKeys: 6 },
  ),
  fc.constantFrom({}, { bond_miimon: 50 }, { bond_miimon: 0 }, { bond_arp_interval: 0 }, {
    bond_arp_interval: 100,
  }),
  fc.constantFrom({}, { bond_arp_ip_target: "192.0.2.1" }, { bond_num_unsol_na: 3, bond_num_grat_arp: 2 }),
  fc.constantFrom({}, { bond_primary: "t1", bond_active_slave: "t2" }),
).map((parts) => Object.assign({}, ...parts) as Record<string, unknown>);
const bond = (id: string) =>
  fc.tuple(
    fc.record({
      id: fc.constant(id),
      type: fc.constant("bond"),
      bond_mode: fc.constantFrom(...BOND_MODES, "1", "4", undefined),
      bond_links: fc.uniqueArray(fc.constantFrom(...hardwareIds), { maxLength: 3 }),
      ethernet_mac_address: fc.option(mac),
      mtu,
    }),
    bondOptions,
  ).map(([fixed, options]) => ({ ...fixed, ...options }));

const vlan = (id: string) =>
  fc.record({
    id: fc.constant(id),
    type: fc.constant("vlan"),
    vlan_id: fc.constantFrom(1, 2, "100", 4094),
    vlan_link: fc.constantFrom(...linkIds),
    vlan_mac_address: fc.option(mac),
    mtu,
  });

const bridge = (id: string) =>
  fc.record({
    id: fc.constant(id),
    type: fc.constantFrom("bridge", "linux_bridge"),
    bridge_links: fc.uniqueArray(fc.constantFrom(...linkIds), { maxLength: 3 }),
    bridge_stp: fc.constantFrom(undefined, "on", false, "off"),
    ethernet_mac_address: fc.option(mac),
    mtu,
  });

const route4 = fc.record({
  network: fc.oneof(fc.constant("0.0.0.0"), address4),
  netmask: fc.constantFrom("0.0.0.0", "255.0.0.0", "255.255.255.0"),
  gateway: address4,
  metric,
});
const route6 = fc.record({
  network: fc.oneof(fc.constant("::"), address6),
  netmask: fc.constantFrom("::", "ffff:ffff::", "64"),
  gateway: fc.oneof(address6, fc.constant("fe80::1")),
  metric,
});

const network = fc.tuple(
  fc.oneof(
    fc.record({
      link: fc.constantFrom(...linkIds),
      type: fc.constant("ipv4"),
      ip_address: address4,
      netmask: fc.constantFrom("255.255.255.0", "255.255.255.255", "20"),
      routes: fc.array(route4, { maxLength: 3 }),
      services: fc.array(service, { maxLength: 2 }),
    }),
    fc.record({
      link: fc.constantFrom(...linkIds),
      type: fc.constant("ipv6"),
      ip_address: address6.map((address) => `${address}/64`),
      routes: fc.array(route6, { maxLength: 2 }),
      services: fc.array(service, { maxLength: 2 }),
    }),
    fc.record({
      link: fc.constantFrom(...linkIds),
      type: fc.constantFrom(
        "ipv4_dhcp",
        "ipv6_dhcp",
        "ipv6_slaac",
        "ipv6_dhcpv6-stateless",
        "ipv6_dhcpv6-stateful",
      ),
      routes: fc.array(fc.oneof(route4, route6), { maxLength: 2 }),
    }),
  ),
  dns,
).map((parts) => Object.assign({}, ...parts) as object);

/** A document in which every single field is valid; how they fit together is left to chance. */
export const networkDocument = fc.record({
  links: fc.tuple(
    ...hardwareIds.map(hardware),
    ...["b1", "b2"].map(bond),
    ...["v1", "v2", "v3"].map(vlan),
    ...["r1", "r2"].map(bridge),
  ).chain((links) => fc.shuffledSubarray<object>(links)),
  networks: fc.array(network, { maxLength: 8 }),
  services: fc.array(service, { maxLength: 2 }),
  search: fc.constantFrom(undefined, "", ["all.example"]),
});

/** A document in which anything may stand anywhere. */
export const spoiltDocument: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc.tuple(networkDocument, fc.jsonValue(), fc.nat(), fc.nat()).map(([document, junk, first, second]) =>
    spoil(document, junk, first, second)
  ),
);

/** Puts junk in the place of one value at any depth. */
function spoil(value: unknown, junk: unknown, first: number, second: number): unknown {
  if (value === null || typeof value !== "object") return junk;
  const keys = Object.keys(value);
  if (keys.length === 0) return junk;
  const key = keys[first % keys.length]!;
  const inner = (value as Record<string, unknown>)[key];
  const spoilt = spoil(inner, junk, second, Math.floor(first / keys.length));
  return Array.isArray(value)
    ? value.map((item, index) => String(index) === key ? spoilt : item)
    : { ...value, [key]: spoilt };
}
