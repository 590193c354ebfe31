import assert from "node:assert/strict";
import type { Link } from "../../../lib/network.ts";
import { facts } from "../../../lib/stacks/networkmanager/facts.ts";
import { bond, ip, NETWORKS, physical, prefix, route, vlan } from "../../networks.ts";
import { isOfKind, problems, render, roundTrip, section, text } from "./_render.ts";

const A = "52:54:00:00:00:0a";
const DIRECTORY = "/etc/NetworkManager/system-connections";

for (const [name, config] of Object.entries(NETWORKS)) {
  Deno.test(`networkmanager: ${name}: is read back as it was, without a problem`, () => {
    roundTrip(config);
    assert.deepEqual(render(config).problems.filter((problem) => !isOfKind(problem)), []);
  });
}

Deno.test("networkmanager: a profile per link, for root alone, at a path that is its own", () => {
  const { files } = render(NETWORKS["vlans on hardware, q-in-q, a name that says nothing"]!);
  assert.deepEqual(files.map(({ path, mode, link }) => ({ path, mode, link })).slice(0, 2), [
    { path: `${DIRECTORY}/simple-init-eth0.nmconnection`, mode: 0o600, link: "eth0" },
    { path: `${DIRECTORY}/simple-init-eth0.10.nmconnection`, mode: 0o600, link: "eth0.10" },
  ]);
  for (const { path } of files) {
    const name = path.slice(DIRECTORY.length + 1);
    const owning = facts.owned.filter(({ pattern }) => pattern.test(name));
    assert.deepEqual(owning.map(({ directory }) => directory), [DIRECTORY]);
    assert.deepEqual(facts.foreign.map(({ pattern }) => pattern.test(name)), [false]);
  }
});

Deno.test("networkmanager: foreign profiles have any name but hidden and backup ones", () => {
  const [{ directory, pattern }] = facts.foreign as [typeof facts.foreign[0]];
  assert.equal(directory, DIRECTORY);
  for (const name of ["Office", "eth0.nmconnection", "simple-init", "simple-init-.nmconnection"]) {
    assert.ok(pattern.test(name), name);
  }
  for (const name of [".hidden", "eth0.nmconnection~", ""]) assert.ok(!pattern.test(name), name);
});

Deno.test("networkmanager: static dual stack", () => {
  assert.equal(
    text(NETWORKS["static dual stack"]!.links[0]!),
    `[connection]
id=simple-init-eth0
uuid=5b1c57f3-a957-5030-a582-acf11683bf8c
type=ethernet
interface-name=eth0
autoconnect-priority=100

[ethernet]
mac-address=52:54:00:00:00:0a
mtu=9000

[ipv4]
method=manual
address1=192.0.2.10/24
address2=198.51.100.7/32
gateway=192.0.2.1
route1=10.0.0.0/8,192.0.2.254,200
dns=192.0.2.53;
dns-search=example.org;a-b.example.net;

[ipv6]
method=manual
addr-gen-mode=eui64
address1=2001:db8::10/64
address2=2001:db8:1::10/64
gateway=2001:db8::1
route1=2001:db8:ff::/48,2001:db8::fe
dns=2001:db8::53;
`,
  );
});

Deno.test("networkmanager: a bond, its port, and a VLAN on it", () => {
  const [eth0, , bond0, vlan100] = render(NETWORKS["lacp bond with vlans, dual stack"]!).files;
  assert.equal(
    eth0!.contents,
    `[connection]
id=simple-init-eth0
uuid=5b1c57f3-a957-5030-a582-acf11683bf8c
type=ethernet
interface-name=eth0
autoconnect-priority=100
master=bond0
slave-type=bond

[ethernet]
mac-address=52:54:00:00:00:0a
mtu=9000
`,
  );
  assert.equal(
    bond0!.contents,
    `[connection]
id=simple-init-bond0
uuid=1367609b-32c8-5fb4-8191-2a1bc1cb1b7e
type=bond
interface-name=bond0
autoconnect-priority=100
autoconnect-slaves=1

[ethernet]
cloned-mac-address=52:54:00:00:00:0a
mtu=9000

[bond]
mode=802.3ad
ad_select=bandwidth
downdelay=200
lacp_rate=fast
miimon=100
min_links=1
updelay=300
xmit_hash_policy=layer3+4

[ipv4]
method=disabled

[ipv6]
method=ignore
`,
  );
  assert.match(
    vlan100!.contents,
    /\n\n\[ethernet\]\ncloned-mac-address=52:54:00:00:01:00\nmtu=9000\n\n\[vlan\]\nparent=bond0\nid=100\nflags=1\n\n/,
  );
});

Deno.test("networkmanager: InfiniBand", () => {
  const [link] = NETWORKS["infiniband"]!.links;
  assert.match(text(link!), /\ntype=infiniband\n/);
  assert.deepEqual(section(link!, "infiniband"), [
    "mac-address=80:00:02:08:fe:80:00:00:00:00:00:00:f4:52:14:03:00:7b:cb:a1",
    "mtu=2044",
    "transport-mode=datagram",
  ]);
});

const SLAAC = ["method=auto", "addr-gen-mode=eui64", "ip6-privacy=0"];
const WAIT = "required-timeout=20000";
const WAIT_LITTLE = "required-timeout=2000";
const V4 = { addresses: [prefix("192.0.2.10/24")] };
const V6 = { addresses: [prefix("2001:db8::10/64")] };

const FAMILIES: Record<string, { link: Link; ipv4?: string[]; ipv6?: string[] }> = {
  "nothing asked for": { link: physical("eth0", A), ipv4: ["method=disabled"], ipv6: ["method=ignore"] },
  "fallback, for which nothing waits": {
    link: physical("eth0", A, { dhcp4: true, fallback: true }),
    ipv4: ["method=auto", "dhcp-timeout=2147483647"],
    ipv6: [...SLAAC, "ra-timeout=2147483647"],
  },
  "DHCP that the drive asks for": {
    link: physical("eth0", A, { dhcp4: true }),
    ipv4: ["method=auto", WAIT],
    ipv6: SLAAC,
  },
  "DHCP with a static address and a default route": {
    link: physical("eth0", A, {
      ...V4,
      dhcp4: true,
      routes: [route("0.0.0.0/0", "192.0.2.1", { onLink: true })],
    }),
    ipv4: [
      "method=auto",
      WAIT_LITTLE,
      "dhcp-timeout=2147483647",
      "address1=192.0.2.10/24",
      "gateway=192.0.2.1",
    ],
  },
  "DHCP with a default route of the drive": {
    link: physical("eth0", A, { dhcp4: true, routes: [route("0.0.0.0/0", "192.0.2.1")] }),
    ipv4: ["method=auto", WAIT, "route1=0.0.0.0/0,192.0.2.1"],
  },
  "advertisements asked for": {
    link: physical("eth0", A, { routerAdvertisements: "accept" }),
    ipv4: ["method=disabled"],
    ipv6: [...SLAAC, WAIT],
  },
  "a static address beside advertisements": {
    link: physical("eth0", A, V6),
    ipv6: [...SLAAC, "ra-timeout=2147483647", "address1=2001:db8::10/64"],
  },
  "advertisements ignored, no static address": {
    link: physical("eth0", A, { ...V4, routerAdvertisements: "ignore" }),
    ipv6: ["method=link-local", "addr-gen-mode=eui64"],
  },
  "DHCPv6 without advertisements": {
    link: physical("eth0", A, { routerAdvertisements: "ignore", dhcp6: "addresses" }),
    ipv6: ["method=dhcp", "addr-gen-mode=eui64", WAIT],
  },
  "a default route off the link and with a metric, and others": {
    link: physical("eth0", A, {
      addresses: [prefix("203.0.113.5/32")],
      routes: [
        route("0.0.0.0/0", "198.51.100.1", { onLink: true, metric: 100 }),
        route("0.0.0.0/0", "198.51.100.2", { onLink: true, metric: 200 }),
        route("10.0.0.0/8", "198.51.100.3", { onLink: true }),
      ],
    }),
    ipv4: [
      "method=manual",
      "address1=203.0.113.5/32",
      "gateway=198.51.100.1",
      "route-metric=100",
      "route1=0.0.0.0/0,198.51.100.2,200",
      "route1_options=onlink=true",
      "route2=10.0.0.0/8,198.51.100.3",
      "route2_options=onlink=true",
    ],
  },
  "of two default routes the one without a metric is the gateway": {
    link: physical("eth0", A, {
      ...V4,
      routes: [
        route("0.0.0.0/0", "192.0.2.1", { metric: 200 }),
        route("0.0.0.0/0", "192.0.2.2"),
      ],
    }),
    ipv4: ["method=manual", "address1=192.0.2.10/24", "gateway=192.0.2.2", "route1=0.0.0.0/0,192.0.2.1,200"],
  },
};

for (const [name, { link, ipv4, ipv6 }] of Object.entries(FAMILIES)) {
  Deno.test(`networkmanager: ${name}`, () => {
    if (ipv4 !== undefined) assert.deepEqual(section(link, "ipv4"), ipv4);
    if (ipv6 !== undefined) assert.deepEqual(section(link, "ipv6"), ipv6);
    roundTrip({ links: [link] });
    assert.deepEqual(problems(link), []);
  });
}

Deno.test("networkmanager: routes and name servers of a family that a link lacks are reported", () => {
  const link = physical("eth0", A, {
    ...V4,
    routerAdvertisements: "ignore",
    dhcp6: "information",
    nameServers: [ip("192.0.2.53"), ip("2001:db8::53")],
  });
  const parent = vlan("eth0", 5, { routes: [route("10.0.0.0/8", "192.0.2.1"), route("::/0", "fe80::1")] });
  assert.deepEqual(problems(link, parent), [
    "eth0 has no IPv6 to ask name server 2001:db8::53; it is left out.",
    "eth0 cannot use DHCPv6 for information without router advertisements; it is left out.",
    "eth0.5 has no IPv4 for its route to 10.0.0.0/8; it is left out.",
    "eth0.5 has no IPv6 for its route to ::/0; it is left out.",
  ]);
  roundTrip({ links: [link, parent] });
});

Deno.test("networkmanager: of several name servers that nobody can ask each is reported", () => {
  const nameServers = ["192.0.2.53", "2001:db8::53", "2001:db8::54"].map(ip);
  assert.deepEqual(problems(physical("eth0", A, { ...V4, routerAdvertisements: "ignore", nameServers })), [
    "eth0 has no IPv6 to ask name server 2001:db8::53; it is left out.",
    "eth0 has no IPv6 to ask name server 2001:db8::54; it is left out.",
  ]);
});

Deno.test("networkmanager: a name server that another link can ask is not missed", () => {
  const nameServers = [ip("192.0.2.53"), ip("2001:db8::53")];
  const links = [
    physical("eth0", A, { ...V4, routerAdvertisements: "ignore", nameServers }),
    physical("eth1", "52:54:00:00:00:0b", { ...V6, nameServers }),
  ];
  assert.deepEqual(problems(...links), []);
  assert.ok(section(links[0]!, "ipv4").includes("dns=192.0.2.53;"));
  assert.ok(section(links[1]!, "ipv6").includes("dns=2001:db8::53;"));
});

Deno.test("networkmanager: UUIDs stay, and differ by kind, name and hardware address", () => {
  const uuidOf = (link: Link) => /^uuid=(.*)$/m.exec(text(link))![1]!;
  const eth0 = physical("eth0", A);
  assert.equal(uuidOf(eth0), "5b1c57f3-a957-5030-a582-acf11683bf8c");
  assert.equal(uuidOf({ ...eth0, dhcp4: true, mtu: 1400 }), uuidOf(eth0));
  const links = [
    eth0,
    physical("eth1", A),
    physical("eth0", "52:54:00:00:00:0b"),
    bond("eth0", ["eth1"]),
    bond("eth0", ["eth1"], { mac: "52:54:00:00:00:0b" }),
    vlan("bond0", 1, { name: "eth0" }),
  ];
  assert.equal(new Set(links.map(uuidOf)).size, links.length);
});

Deno.test("networkmanager: an InfiniBand port keeps its UUID when the first bytes of its address change", () => {
  const uuidOf = (mac: string) => /\nuuid=(.*)\n/.exec(text(physical("ib0", mac, { infiniband: true })))?.[1];
  const guid = "fe:80:00:00:00:00:00:00:f4:52:14:03:00:7b:cb:a1";
  const uuid = uuidOf(`80:00:02:08:${guid}`);
  assert.equal(uuidOf(`80:00:0a:99:${guid}`), uuid);
  assert.notEqual(uuidOf(`80:00:02:08:${guid.replace("f4", "f5")}`), uuid);
  assert.notEqual(uuidOf(`80:00:02:08:${guid.replace("a1", "a2")}`), uuid);
});
