import assert from "node:assert/strict";
import type { NetworkConfig } from "../../../lib/network.ts";
import * as networkScripts from "../../../lib/stacks/network_scripts/mod.ts";
import { facts } from "../../../lib/stacks/network_scripts/facts.ts";
import { bond, bridge, ip, physical, port, prefix, route, vlan } from "../../networks.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";

function network(...links: NetworkConfig["links"]): NetworkConfig {
  return { links };
}

const two = network(
  physical("eth0", A, { addresses: [prefix("192.0.2.1/24")], nameServers: [ip("192.0.2.53")] }),
  physical("eth1", B, { addresses: [prefix("192.0.2.2/24")], nameServers: [ip("192.0.2.54")] }),
);

Deno.test("network-scripts: the last link to come up leaves all name servers in resolv.conf", () => {
  const files = networkScripts.render(two).files;
  const texts = new Map(files.map(({ path, contents }) => [path.split("/").at(-1), contents]));
  for (const file of ["ifcfg-eth0", "ifcfg-eth1"]) {
    assert.match(texts.get(file) ?? "", /\nDNS1="192.0.2.53"\nDNS2="192.0.2.54"\n$/);
  }
});

Deno.test("network-scripts: the service's own file is only there to be there, and for something", () => {
  const [file] = networkScripts.render(two).files;
  assert.deepEqual(file, {
    path: "/etc/sysconfig/network",
    contents: 'NETWORKING="yes"\n',
    mode: 0o644,
    foreign: "keep",
  });
  assert.deepEqual(networkScripts.render(network()), { files: [], problems: [] });
});

const LEARNING = physical("eth0", A, { routerAdvertisements: "accept", learnedMetric: 7 });
const ports = [port("eth0", A, "bond0")];
const servers = ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"].map(ip);
const hosts = Array.from({ length: 257 }, (_, index) => prefix(`10.0.${index >> 8}.${index & 255}/8`));

const PROBLEMS: readonly [what: string, config: NetworkConfig, expected: RegExp | undefined][] = [
  [
    "active_slave",
    network(...ports, bond("bond0", ["eth0"], { options: new Map([["active_slave", "eth0"]]) })),
    /^problem .*bond option active_slave "eth0"/,
  ],
  [
    "an option that sysfs does not have",
    network(...ports, bond("bond0", ["eth0"], { options: new Map([["ns_ip6_target", "2001:db8::1"]]) })),
    /^problem .*bond option ns_ip6_target/,
  ],
  [
    "an address beside DHCP on a device of a long name",
    network(physical("enp129s0f0np0.", A, { dhcp4: true, addresses: [prefix("192.0.2.1/24")] })),
    /^problem .*too long for aliases/,
  ],
  [
    "an address beside DHCP, on a device whose alias has the longest name that there can be",
    network(physical("enp129s0f0np0", A, { dhcp4: true, addresses: [prefix("192.0.2.1/24")] })),
    undefined,
  ],
  [
    "ten addresses beside DHCP, of which the last one's alias has the longest name",
    network(physical("enp129s0f0np0", A, { dhcp4: true, addresses: hosts.slice(0, 10) })),
    undefined,
  ],
  [
    "eleven addresses beside DHCP, of which the last one's alias has too long a name",
    network(physical("enp129s0f0np0", A, { dhcp4: true, addresses: hosts.slice(0, 11) })),
    /^problem .*too long for aliases/,
  ],
  [
    "one address beside DHCP and ten of IPv6, which have no aliases",
    network(physical("enp129s0f0np0", A, {
      dhcp4: true,
      addresses: [hosts[0]!, ...Array.from({ length: 10 }, (_, index) => prefix(`2001:db8::${index}/64`))],
    })),
    undefined,
  ],
  [
    "DHCP alone on a device of a long name",
    network(physical("enp129s0f0np0.", A, { dhcp4: true })),
    undefined,
  ],
  [
    "IPv6 addresses beside DHCP on a device of a long name",
    network(physical("enp129s0f0np0.", A, { dhcp4: true, addresses: [prefix("2001:db8::1/64")] })),
    undefined,
  ],
  [
    "an IPv4 address beside DHCPv6 for information",
    network(physical("eth0", A, { dhcp6: "information", addresses: [prefix("192.0.2.1/24")] })),
    undefined,
  ],
  [
    "as many addresses as it counts",
    network(physical("eth0", A, { addresses: hosts.slice(0, 256) })),
    undefined,
  ],
  ["three servers", network(physical("eth0", A, { nameServers: servers.slice(0, 3) })), undefined],
  ["more addresses than it counts", network(physical("eth0", A, { addresses: hosts })), /^problem .*256/],
  ["four servers", network(physical("eth0", A, { nameServers: servers })), /^note of 4 name servers/],
  [
    "a metric of advertised routes",
    network(LEARNING, physical("eth1", B, { routes: [route("::/0", "2001:db8::1")] })),
    /^note routes/,
  ],
  [
    "a better metric than that of advertised routes",
    network(LEARNING, physical("eth1", B, { routes: [route("::/0", "2001:db8::1", { metric: 100 })] })),
    undefined,
  ],
  ["a vlan by name on hardware", network(physical("eth0", A), vlan("eth0", 7, { name: "api" })), undefined],
  [
    "a vlan that starts before its bond",
    network(...ports, bond("bond0", ["eth0"]), vlan("bond0", 7, { name: "api" })),
    /^problem the network service starts api before bond0/,
  ],
  [
    "vlans by number",
    network(physical("eth0", A), vlan("eth0", 7, { name: "vlan9" }), vlan("vlan9", 7, { name: "vlan10" })),
    undefined,
  ],
  [
    "a vlan on one of a higher number",
    network(physical("eth0", A), vlan("eth0", 7, { name: "vlan10" }), vlan("vlan10", 7, { name: "vlan9" })),
    /^problem .*vlan9 before vlan10/,
  ],
  [
    "a vlan without a dot on one with",
    network(physical("eth0", A), vlan("eth0", 7), vlan("eth0.7", 8, { name: "storage" })),
    /^problem .*storage before eth0.7/,
  ],
  [
    "a vlan on one whose name begins like those that come last",
    network(physical("eth0", A), vlan("eth0", 9, { name: "vlan9" }), vlan("vlan9", 8, { name: "web" })),
    /^problem .*web before vlan9/,
  ],
  [
    "a vlan on one whose name ends like those that come last",
    network(physical("eth0", A), vlan("eth0", 9, { name: "my-vlan" }), vlan("my-vlan", 8, { name: "web" })),
    undefined,
  ],
  [
    "a vlan on a bridge, which the first of its ports makes",
    network(
      physical("a1", A, { bridge: "br0" }),
      physical("b1", A, { bridge: "br0" }),
      bridge("br0", ["a1", "b1"]),
      vlan("br0", 5, { name: "a5" }),
    ),
    /^note ifup makes the bridge br0 with brctl/,
  ],
  [
    "a vlan on one of the same number",
    network(physical("eth0", A), vlan("eth0", 9, { name: "lan1b" }), vlan("lan1b", 8, { name: "lan1a" })),
    /^problem .*lan1a before lan1b/,
  ],
  [
    "static addresses alone on a device of a long name",
    network(physical("enp129s0f0np0.", A, { addresses: hosts.slice(0, 2) })),
    undefined,
  ],
  [
    "four name servers of one of two links",
    network(
      physical("eth0", A, { nameServers: [1, 2, 3, 4].map((host) => ip(`192.0.2.${host}`)) }),
      physical("eth1", A, { dhcp4: true }),
    ),
    /^note of 4 name servers ifup takes 3/,
  ],
  [
    "a name like that of a copy",
    network(physical("eth0", A), vlan("eth0", 7, { name: "lan.old" })),
    /^problem .*passes over .*lan\.old/,
  ],
  [
    "links with IPv6, one after the other",
    network(
      physical("eth0", A, { addresses: [prefix("2001:db8::1/64")] }),
      physical("eth1", B, { dhcp6: "information", routerAdvertisements: "ignore" }),
    ),
    /^note ifup waits 2 times for a second or two, on the links with IPv6 \(eth0, eth1\), until /,
  ],
  [
    "one link with IPv6, and one of which nothing is said but IPv4",
    network(
      physical("eth0", A, { addresses: [prefix("2001:db8::1/64")] }),
      physical("eth1", B, { addresses: [prefix("192.0.2.2/24")] }),
    ),
    undefined,
  ],
  [
    "an address beside DHCPv6, which comes after its client",
    network(physical("eth0", A, { dhcp6: "addresses", addresses: [prefix("2001:db8::1/64")] })),
    /^note ifup waits 2 times .*\(eth0\)/,
  ],
  [
    "links with IPv6 of which none states an address",
    network(
      physical("eth0", A, { routerAdvertisements: "accept" }),
      physical("eth1", B, { routerAdvertisements: "accept" }),
    ),
    undefined,
  ],
  ["q-in-q", network(physical("eth0", A), vlan("eth0", 7), vlan("eth0.7", 8)), undefined],
];

for (const [what, config, expected] of PROBLEMS) {
  Deno.test(`network-scripts: problems of ${what}`, () => {
    const { problems: found } = networkScripts.render(config);
    const problems = found.map(({ severity, message }) => `${severity} ${message}`);
    assert.equal(problems.length, expected === undefined ? 0 : 1, problems.join("\n"));
    if (expected !== undefined) assert.match(problems[0]!, expected);
  });
}

Deno.test("network-scripts: of many IPv4 addresses there are as many as ifup looks at, and all of IPv6", () => {
  const four = Array.from({ length: 258 }, (_, index) => prefix(`10.0.${index >> 8}.${index & 255}/16`));
  const six = [prefix("2001:db8::1/64"), prefix("2001:db8::2/64")];
  const { files } = networkScripts.render(network(physical("eth0", A, { addresses: [...six, ...four] })));
  const text = files.find(({ path }) => path.endsWith("/ifcfg-eth0"))!.contents;
  assert.deepEqual(text.match(/^IPADDR\d*=/gm)!.slice(-2), ["IPADDR254=", "IPADDR255="]);
  assert.match(text, /^IPV6ADDR_SECONDARIES="2001:db8::2\/64"$/m);
});

Deno.test("network-scripts: sysctl's name of a device whose dots stand beside each other", () => {
  const link = physical("lan..1", A, { routerAdvertisements: "accept" });
  const text = networkScripts.render(network(link)).files.find((file) => file.link === "lan..1")!.contents;
  assert.match(text, /^SYSCTLDEVICE="lan\/\/1"$/m);
});

const V4 = { addresses: [prefix("192.0.2.1/24")] };
const V6 = { addresses: [prefix("2001:db8::1/64")] };

for (
  const [name, more, aliases] of [
    ["eth0", { dhcp4: true, ...V4 }, ["eth0:0"]],
    ["eth0", { dhcp4: true, ...V6 }, []],
    ["eth0", { dhcp6: "addresses", ...V6 }, ["eth0:0"]],
    ["eth0", { dhcp6: "addresses", ...V4 }, []],
    ["eth0", { ...V4 }, []],
    ["enp129s0f0np0.", { dhcp4: true, ...V4 }, []],
  ] as const
) {
  Deno.test(`network-scripts: aliases of ${name} with ${JSON.stringify(more)}`, () => {
    const { files } = networkScripts.render(network(physical(name, A, more)));
    const found = files.flatMap(({ path }) => /ifcfg-(.*:\d+)$/.exec(path)?.[1] ?? []);
    assert.deepEqual(found, aliases);
  });
}

Deno.test("network-scripts: whose files are whose", () => {
  const [owned, foreign] = [facts.owned[0]!.pattern, facts.foreign[0]!.pattern];
  const names = [
    "ifcfg-eth0",
    "ifcfg-eth0:0",
    "route6-eth0",
    "ifcfg-lo",
    "ifcfg-eth0.bak",
    "ifcfg-Wired one",
  ];
  assert.deepEqual(names.map((name) => [owned.test(name), foreign.test(name)]), [
    [true, true],
    [true, true],
    [true, false],
    [false, false],
    [true, false],
    [false, true],
  ]);
});

Deno.test("network-scripts: options that ifup cannot set are not in its options", () => {
  const options = new Map(
    [
      ["active_slave", "eth0"],
      ["miimon", "100"],
      ["ns_ip6_target", "2001:db8::1"],
      ["primary", "eth0"],
    ] as const,
  );
  const { files } = networkScripts.render(network(...ports, bond("bond0", ["eth0"], { options })));
  const text = files.find(({ path }) => path.endsWith("/ifcfg-bond0"))?.contents;
  assert.match(text ?? "", /^BONDING_OPTS="mode=active-backup miimon=100 primary=eth0"$/m);
});
