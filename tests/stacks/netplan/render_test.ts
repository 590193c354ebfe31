import assert from "node:assert/strict";
import fc from "fast-check";
import type { Link, NetworkConfig } from "../../../lib/network.ts";
import * as netplan from "../../../lib/stacks/netplan/mod.ts";
import { facts } from "../../../lib/stacks/netplan/facts.ts";
import { bond, ip, NETWORKS, physical, port, prefix, route, vlan } from "../../networks.ts";
import { comparable, readNetplan } from "../../readers/netplan.ts";
import { deviceName, linksNamed } from "../../support/device_names.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";
const PATH = "/etc/netplan/90-simple-init.yaml";

function textOf(...links: Link[]): string {
  return netplan.render({ links }).files.map(({ contents }) => contents).join();
}

function messages(...links: Link[]): string[] {
  return netplan.render({ links }).problems.map(({ message }) => message);
}

function readBack(config: NetworkConfig): NetworkConfig {
  const { files } = netplan.render(config);
  return readNetplan(new Map(files.map(({ path, contents }) => [path, contents])));
}

for (const [name, config] of Object.entries(NETWORKS)) {
  Deno.test(`netplan: ${name} reads back`, () => {
    assert.deepEqual(comparable(readBack(config)), comparable(config));
  });
}

Deno.test("netplan: links without a carrier and nothing else read back", () => {
  const config = {
    links: [physical("eth0", A, { dhcp4: true, fallback: true, carrier: false })],
  };
  assert.deepEqual(comparable(readBack(config)), comparable(config));
});

Deno.test("property: names that YAML might take for something else read back", () => {
  fc.assert(fc.property(fc.uniqueArray(deviceName, { minLength: 1, maxLength: 8 }), (names) => {
    const config = { links: names.flatMap(linksNamed) };
    assert.deepEqual(comparable(readBack(config)), comparable(config));
  }));
});

Deno.test("netplan: one file that root alone reads, none for no network", () => {
  const [file, ...more] = netplan.render(NETWORKS["static dual stack"]!).files;
  assert.deepEqual([file?.path, file?.mode, file?.link, more], [PATH, 0o600, undefined, []]);
  assert.deepEqual(netplan.render({ links: [] }), { files: [], problems: [] });
});

const PLACES: readonly [name: string, owned: boolean, foreign: boolean][] = [
  ["90-simple-init.yaml", true, false],
  ["50-cloud-init.yaml", false, true],
  ["90-default.yaml", false, true],
  ["90-simple-init.yaml.old", false, false],
  [".90-simple-init.yaml", false, false],
];

for (const [name, owned, foreign] of PLACES) {
  Deno.test(`netplan: ${name} is ${owned ? "its own" : foreign ? "another's" : "nothing"}`, () => {
    const matches = ({ pattern }: { pattern: RegExp }) => pattern.test(name);
    assert.deepEqual([facts.owned.some(matches), facts.foreign.some(matches)], [owned, foreign]);
    assert.ok(!foreign || `/etc/netplan/${name}` < PATH, "read before ours");
  });
}

const TEXTS: readonly [what: string, links: readonly Link[], text: string][] = [
  [
    "a fallback is not waited for beside others, and its routes give way",
    [
      physical("eth0", A, { dhcp4: true, mtu: 1450, dhcp6: "addresses", routerAdvertisements: "accept" }),
      physical("eth1", B, { dhcp4: true, fallback: true, learnedMetric: 2048 }),
    ],
    `network:
  version: 2
  ethernets:
    eth0:
      match:
        name: eth0
        macaddress: '${A}'
      mtu: 1450
      dhcp4: true
      dhcp-identifier: mac
      dhcp6: true
      dhcp4-overrides:
        use-mtu: false
      dhcp6-overrides:
        use-mtu: false
      accept-ra: true
    eth1:
      match:
        name: eth1
        macaddress: '${B}'
      optional: true
      dhcp4: true
      dhcp-identifier: mac
      dhcp4-overrides:
        route-metric: 2048
`,
  ],
  [
    "gateways on and off the link, default routes as every version reads them",
    [
      physical("eth0", A, {
        addresses: [prefix("203.0.113.5/32"), prefix("2001:db8::5/64")],
        routes: [
          route("0.0.0.0/0", "198.51.100.1", { onLink: true, metric: 100 }),
          route("::/0", "fe80::1"),
        ],
        routerAdvertisements: "ignore",
        nameServers: [ip("192.0.2.53"), ip("2001:db8::53")],
      }),
    ],
    `network:
  version: 2
  ethernets:
    eth0:
      match:
        name: eth0
        macaddress: '${A}'
      accept-ra: false
      addresses:
        - 203.0.113.5/32
        - '2001:db8::5/64'
      routes:
        - to: 0.0.0.0/0
          via: 198.51.100.1
          on-link: true
          metric: 100
        - to: '::/0'
          via: 'fe80::1'
      nameservers:
        addresses:
          - 192.0.2.53
          - '2001:db8::53'
`,
  ],
  [
    "a bond has its address, units, and VLANs",
    [
      port("eth0", A, "bond0"),
      bond("bond0", ["eth0"], {
        options: new Map([
          ["all_slaves_active", "1"],
          ["arp_interval", "1000"],
          ["arp_ip_target", "192.0.2.1,192.0.2.2"],
          ["num_grat_arp", "3"],
          ["primary", "eth0"],
        ]),
      }),
      vlan("bond0", 5, { mac: B, routerAdvertisements: "accept", dhcp6: "information" }),
    ],
    `network:
  version: 2
  ethernets:
    eth0:
      match:
        name: eth0
        macaddress: '${A}'
      optional: true
      accept-ra: false
  bonds:
    bond0:
      interfaces:
        - eth0
      macaddress: '${A}'
      parameters:
        mode: active-backup
        all-slaves-active: true
        arp-interval: 1000
        arp-ip-targets:
          - 192.0.2.1
          - 192.0.2.2
        gratuitous-arp: 3
        primary: eth0
      optional: true
      link-local: []
  vlans:
    bond0.5:
      id: 5
      link: bond0
      macaddress: '${B}'
      accept-ra: true
`,
  ],
  [
    "an InfiniBand port is known by its name",
    [physical("ib0", "80:00:02:08:fe:80:00:00:00:00:00:00:f4:52:14:03:00:7b:cb:a1", { infiniband: true })],
    `network:
  version: 2
  ethernets:
    ib0:
      match:
        name: ib0
      optional: true
      link-local: []
`,
  ],
];

for (const [what, links, text] of TEXTS) {
  Deno.test(`netplan: ${what}`, () => assert.equal(textOf(...links), text));
}

const INEXPRESSIBLE: readonly [what: string, links: readonly Link[], messages: readonly string[]][] = [
  [
    "DHCPv6 for information without advertisements",
    [physical("eth0", A, { dhcp6: "information", routerAdvertisements: "ignore" })],
    ["netplan has no DHCPv6 for information without router advertisements, as eth0 has it"],
  ],
  [
    "IPv6 on a narrow link",
    [physical("eth0", A, { mtu: 1000, addresses: [prefix("2001:db8::1/64")] })],
    ["the MTU 1000 of eth0 is too small for its IPv6"],
  ],
  ["a narrow link without IPv6", [physical("eth0", A, { mtu: 1000, dhcp4: true })], []],
  ["stateful DHCPv6 with a router", [
    physical("eth0", A, { dhcp6: "addresses", routerAdvertisements: "accept" }),
  ], []],
  ["stateful DHCPv6 of which no router speaks", [physical("eth0", A, { dhcp6: "addresses" })], [
    "netplan has DHCPv6 begin when a router announces itself, of which the drive says nothing for eth0",
  ]],
  [
    "advertised default routes beside one that the drive says",
    [
      physical("eth0", A, { routerAdvertisements: "accept", learnedMetric: 1024 }),
      physical("eth1", B, {
        addresses: [prefix("2001:db8::1/64")],
        routes: [route("::/0", "2001:db8::2")],
      }),
    ],
    ["netplan has no metric for the default routes that router advertisements bring to eth0"],
  ],
  [
    "advertised default routes that nothing competes with",
    [physical("eth0", A, { routerAdvertisements: "accept", learnedMetric: 1024 })],
    [],
  ],
];

for (const [what, links, expected] of INEXPRESSIBLE) {
  Deno.test(`netplan: of ${what}, what is not expressible is reported`, () => {
    assert.deepEqual(messages(...links), expected);
  });
}

Deno.test("netplan: a narrow link without IPv6 has no link-local address, which would widen it", () => {
  assert.match(textOf(physical("eth0", A, { mtu: 1000, dhcp4: true })), /^ {6}link-local: \[\]$/m);
});

Deno.test("netplan: what two links have in common is written out for each", () => {
  const searchDomains = ["a.example", "b.example"];
  const text = textOf(physical("eth0", A, { searchDomains }), physical("eth1", B, { searchDomains }));
  assert.doesNotMatch(text, /[&*]/);
});
