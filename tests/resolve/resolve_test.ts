import assert from "node:assert/strict";
import { prefixText } from "../../lib/ip.ts";
import type { Link } from "../../lib/network.ts";
import { bond, dhcp, nic, phy, resolveDocument, v4, vlan } from "../support/documents.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";
const C = "52:54:00:00:00:0c";
const TWO = [nic("eth0", A), nic("eth1", B)];

Deno.test("resolve: without a drive every real interface gets DHCP, and no other does", () => {
  const { links } = resolveDocument({}, [...TWO, nic("veth0", C, { hasPermanentMac: false })]);
  assert.deepEqual([...links.keys()], ["eth0", "eth1"]);
  assert.ok([...links.values()].every((link) => link.dhcp4 && link.fallback));
});

Deno.test("resolve: an interface without a permanent address counts when the drive names it", () => {
  const { links } = resolveDocument({ links: [phy("a", C)], networks: [dhcp("a")] }, [
    nic("veth0", C, { hasPermanentMac: false }),
  ]);
  assert.equal(links.get("veth0")?.fallback, false);
});

Deno.test("resolve: hardware wins over a device that something made with its address, which gets nothing", () => {
  const { links, said } = resolveDocument({ links: [phy("a", A)], networks: [v4("a", "192.0.2.1/24")] }, [
    nic("eth0", A),
    nic("mac0", A, { hasPermanentMac: false }),
  ]);
  assert.deepEqual([[...links.keys()], said], [["eth0"], []]);
});

Deno.test("resolve: an interface whose name configuration files cannot hold is left alone, and said so", () => {
  const { links, said } = resolveDocument({}, [nic("eth0", A), nic("$(reboot)", B)]);
  assert.deepEqual([...links.keys()], ["eth0"]);
  assert.match(said[0]!, /the interface name "\$\(reboot\)" has characters/);
});

Deno.test("resolve: InfiniBand by the short form, and by its 20 bytes whatever the first of them are", () => {
  const guid = "fe:80:00:00:00:00:00:00:f4:52:14:03:00:7b:cb:a1";
  const ib = [nic("ib0", `80:00:02:08:${guid}`, { infiniband: true })];
  for (const mac of ["f4:52:14:7b:cb:a1", `80:00:0a:99:${guid}`]) {
    const { links, said } = resolveDocument(
      { links: [phy("a", mac)], networks: [v4("a", "192.0.2.1/24")] },
      ib,
    );
    assert.deepEqual([links.get("ib0")?.addresses.map(prefixText), said], [["192.0.2.1/24"], []]);
    assert.deepEqual([...links.values()].map((link) => "infiniband" in link && link.infiniband), [true]);
  }
});

const BOND_NAMES: Record<string, { bond: object; name: string }> = {
  "from name": { bond: { name: "uplink" }, name: "uplink" },
  "from id": { bond: {}, name: "b" },
  "made, where neither can be one": { bond: { id: "2f6a2c3e-uuid-too-long", name: "a b" }, name: "bond0" },
  "made, where it is hardware's": { bond: { name: "eth1", id: "eth0" }, name: "bond0" },
  "made, where it means something else": { bond: { id: "all" }, name: "bond0" },
  "made, where the id is neutron's for a port": { bond: { id: "tap1a2b3c4d-5e" }, name: "bond0" },
  "made, where the id is nova's count": { bond: { id: "interface0", name: "iface12" }, name: "bond0" },
  "from id, where only its end is like a made-up one": { bond: { id: "my-iface1" }, name: "my-iface1" },
  "made, where it is a name of Docker's bridges": { bond: { id: "br-0123456789ab" }, name: "bond0" },
  "from id, where only its beginning is like a made-up one": {
    bond: { id: "iface0-lan" },
    name: "iface0-lan",
  },
  "from id, where a made-up one would have a number": { bond: { id: "iface" }, name: "iface" },
  "from name, where the id is made up": { bond: { id: "tap1a2b3c4d-5e", name: "lan0" }, name: "lan0" },
  "made, where a shell would run it": { bond: { id: "$(id)" }, name: "bond0" },
};

for (const [title, { bond: more, name }] of Object.entries(BOND_NAMES)) {
  Deno.test(`resolve: a bond's name ${title}`, () => {
    const { links } = resolveDocument({ links: [phy("a", A), bond("b", ["a"], more)], networks: [] }, TWO);
    assert.ok(links.has(name), [...links.keys()].join(" "));
  });
}

Deno.test("resolve: a VLAN's name is its parent's and its id, as long as the kernel takes that", () => {
  const { links } = resolveDocument(
    {
      links: [phy("a", A), vlan("v", "a", 100), vlan("w", "v", 200), vlan("x", "w", 4094)],
      networks: [dhcp("x")],
    },
    [nic("enp129s0f0", A)],
  );
  assert.deepEqual([...links.keys()], ["enp129s0f0", "enp129s0f0.100", "vlan200", "vlan200.4094"]);
});

Deno.test("resolve: VLANs are nested as deep as the kernel takes them, and no deeper", () => {
  const chain = Array.from(
    { length: 9 },
    (_, index) => vlan(`v${index}`, index === 0 ? "a" : `v${index - 1}`, 1),
  );
  const { links, said } = resolveDocument({ links: [phy("a", A), ...chain], networks: [] }, [nic("e", A)]);
  assert.equal(links.size, 9);
  assert.deepEqual(said, [
    "problem $.links[9].vlan_link: it would be deeper than the 8 levels that the kernel takes; the VLAN is skipped.",
  ]);
});

Deno.test("resolve: 50,000 VLANs in a chain that begins nowhere take no time", () => {
  const chain = Array.from({ length: 50_000 }, (_, index) => vlan(`v${index}`, `v${index + 1}`, 1));
  assert.equal(resolveDocument({ links: chain, networks: [] }, TWO).said.length, 8192);
});

Deno.test("resolve: bonds of nothing but absent ports are skipped, and so is what stands on them", () => {
  const { links, said } = resolveDocument(
    { links: [phy("a", C), bond("b", ["a"]), vlan("v", "b", 1)], networks: [dhcp("v")] },
    TWO,
  );
  assert.deepEqual([...links.keys()], ["eth0", "eth1"]);
  assert.equal(said.length, 4);
});

Deno.test("resolve: two links of one interface are one port, and one set of addresses", () => {
  const { links } = resolveDocument({
    links: [phy("a", A), phy("a2", A), bond("b", ["a", "a2"])],
    networks: [],
  }, TWO);
  assert.deepEqual((links.get("b") as Link & { kind: "bond" }).ports, ["eth0"]);
});

const ADVERTISEMENTS: Record<string, { networks: object[]; expected: string }> = {
  "nothing of IPv6": { networks: [dhcp("a")], expected: "default" },
  "a static IPv4 address": { networks: [v4("a", "192.0.2.5/24")], expected: "default" },
  "a static address": {
    networks: [{ link: "a", type: "ipv6", ip_address: "2001:db8::5/64" }],
    expected: "default",
  },
  "a static address whose own default route cannot be used": {
    networks: [{
      ...{ link: "a", type: "ipv6", ip_address: "2001:db8::5/64" },
      routes: [{ network: "::", netmask: "::", gateway: "2001:db8::5" }],
    }],
    expected: "default",
  },
  "a static address beside DHCPv4": {
    networks: [{ link: "a", type: "ipv6", ip_address: "2001:db8::5/64" }, dhcp("a")],
    expected: "default",
  },
  "a static address and a default route": {
    networks: [{ link: "a", type: "ipv6", ip_address: "2001:db8::5/64", gateway: "2001:db8::1" }],
    expected: "ignore",
  },
  "a static address and a route that is no default": {
    networks: [{
      ...{ link: "a", type: "ipv6", ip_address: "2001:db8::5/64" },
      routes: [{ network: "2001:db8:1::/48", gateway: "2001:db8::1" }],
    }],
    expected: "default",
  },
  "a default route, and DHCPv6 that knows no router": {
    networks: [
      { link: "a", type: "ipv6", ip_address: "2001:db8::5/64", gateway: "2001:db8::1" },
      { link: "a", type: "ipv6_dhcpv6-stateful", routes: [] },
    ],
    expected: "accept",
  },
  "SLAAC": { networks: [{ link: "a", type: "ipv6_slaac" }], expected: "accept" },
  "DHCPv6 and a router": {
    networks: [{
      ...{ link: "a", type: "ipv6_dhcpv6-stateful" },
      routes: [{ network: "::", netmask: "::", gateway: "2001:db8::1" }],
    }],
    expected: "accept",
  },
  "DHCPv6 and no router": {
    networks: [{ link: "a", type: "ipv6_dhcpv6-stateful", routes: [] }],
    expected: "default",
  },
  "DHCPv6 without a word of routes": {
    networks: [{ link: "a", type: "ipv6_dhcpv6-stateful" }],
    expected: "accept",
  },
  "DHCPv6 of a producer that says nothing of routers": {
    networks: [{ link: "a", type: "ipv6_dhcp" }],
    expected: "accept",
  },
};

for (const [title, { networks, expected }] of Object.entries(ADVERTISEMENTS)) {
  Deno.test(`resolve: router advertisements with ${title}: ${expected}`, () => {
    const { links } = resolveDocument({ links: [phy("a", A)], networks }, TWO);
    assert.equal(links.get("eth0")?.routerAdvertisements, expected);
  });
}

Deno.test("resolve: what only carries VLANs listens to no router", () => {
  const document = { links: [phy("a", A), vlan("v", "a", 5)], networks: [dhcp("v")] };
  const { links } = resolveDocument(document, TWO);
  const heard = ["eth0", "eth0.5", "eth1"].map((name) => links.get(name)?.routerAdvertisements);
  assert.deepEqual(heard, ["ignore", "default", "default"]);
});

Deno.test("resolve: without DNS no link has name servers or search domains", () => {
  const dns = { dns_nameservers: ["192.0.2.53"], dns_search: ["example.org"] };
  const document = { links: [phy("a", A)], networks: [{ ...v4("a", "192.0.2.1/24"), ...dns }] };
  const told = (wanted: boolean) => {
    const { nameServers, searchDomains } = resolveDocument(document, TWO, { dns: wanted }).links.get("eth0")!;
    return [nameServers.map(({ text }) => text), searchDomains];
  };
  assert.deepEqual([true, false].map(told), [[["192.0.2.53"], ["example.org"]], [[], []]]);
});

Deno.test("resolve: where the drive names a server, those that strangers name are not asked", () => {
  const learned = (more: object) => {
    const network = { ...v4("a", "192.0.2.1/24"), ...more };
    const { links } = resolveDocument({ links: [phy("a", A)], networks: [network] }, TWO);
    return ["eth0", "eth1"].map((name) => links.get(name)?.learnedDns);
  };
  assert.deepEqual(learned({ dns_nameservers: ["192.0.2.53"] }), [undefined, false]);
  assert.deepEqual(learned({}), [undefined, undefined]);
});

Deno.test("resolve: only a card without a cable says so, and only where DHCP is the fallback", () => {
  const carriers = (networks: object[]) =>
    [true, false, undefined].map((carrier) =>
      resolveDocument({ links: [phy("a", A)], networks }, [nic("eth0", A, { carrier })]).links.get("eth0")
    ).map((link) => "carrier" in link! ? link.carrier : "none");
  assert.deepEqual(carriers([]), ["none", false, "none"]);
  assert.deepEqual(carriers([dhcp("a")]), ["none", "none", "none"]);
});

Deno.test("resolve: only one interface of a bond is the bond, its ports and its VLANs", () => {
  const document = {
    links: [phy("a", A), phy("b", B), phy("c", C), bond("x", ["a", "b"]), vlan("v", "x", 5)],
    networks: [dhcp("v"), dhcp("c")],
  };
  const three = [...TWO, nic("eth2", C)];
  assert.deepEqual(resolveDocument(document, three, { only: "eth1" }).selected, ["eth0", "eth1", "x", "x.5"]);
  assert.deepEqual(resolveDocument(document, three, { only: "eth2" }).selected, ["eth2"]);
  const { selected, said } = resolveDocument(document, three, { only: "x.5" });
  assert.deepEqual([selected, said], [["eth0", "eth1", "x", "x.5"], []]);
  assert.match(resolveDocument(document, three, { only: "eth9" }).said[0]!, /there is no interface "eth9"/);
});
