import assert from "node:assert/strict";
import type { Link } from "../../../lib/network.ts";
import * as wicked from "../../../lib/stacks/wicked/mod.ts";
import { facts } from "../../../lib/stacks/wicked/facts.ts";
import { bond, ip, NETWORKS, physical, port, prefix, route, vlan } from "../../networks.ts";
import { readWicked } from "../../readers/wicked.ts";
import { DIRECTORY, problems, render, roundTrip, TARGET, texts } from "./_render.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";
const TLB = "bond options of the other modes";

for (const [name, config] of Object.entries(NETWORKS)) {
  Deno.test(`wicked: ${name}: is read back as it was`, () => {
    roundTrip(config);
    const found = render(config).problems.filter(({ severity }) => severity === "problem");
    assert.equal(found.length, name === TLB ? 1 : 0);
  });

  Deno.test(`wicked: ${name}: is in files of its own`, () => {
    for (const { path, mode, contents } of render(config).files.filter(({ link }) => link !== undefined)) {
      const name = path.slice(DIRECTORY.length + 1);
      assert.deepEqual([facts.owned[0]!.pattern.test(name), mode], [true, 0o644]);
      assert.match(contents, /^[^]+\n$/);
    }
  });
}

Deno.test("wicked: neither the loopback nor what it passes over is anybody's", () => {
  const tested = (name: string) => [facts.owned, facts.foreign].map(([files]) => files!.pattern.test(name));
  assert.deepEqual(tested("ifcfg-eth0"), [true, true]);
  assert.deepEqual(tested("ifroute-eth0"), [true, false]);
  for (
    const name of ["ifcfg-lo", "ifroute-lo", "config", "routes", "ifcfg-", "ifcfg-eth0~", "ifcfg.template"]
  ) {
    assert.deepEqual(tested(name), [false, false], name);
  }
  assert.deepEqual(tested("ifcfg-eth0.rpmnew")[1], false);
});

const FILES: readonly [what: string, links: readonly Link[], files: Record<string, string>][] = [
  ["a link that the drive says nothing about", [physical("eth0", A, { dhcp4: true, fallback: true })], {
    "ifcfg-eth0": `STARTMODE="hotplug"\nBOOTPROTO="dhcp4"\n`,
  }],
  ["a bare link", [physical("eth0", A)], { "ifcfg-eth0": `STARTMODE="auto"\nBOOTPROTO="none"\n` }],
  ["static dual stack", NETWORKS["static dual stack"]!.links, {
    "ifcfg-eth0": `STARTMODE="auto"
BOOTPROTO="static"
MTU="9000"
IPADDR="192.0.2.10/24"
IPADDR_1="198.51.100.7/32"
IPADDR_2="2001:db8::10/64"
IPADDR_3="2001:db8:1::10/64"
CHECK_DUPLICATE_IP="no"
`,
    "ifroute-eth0": `default 192.0.2.1 - eth0
10.0.0.0/8 192.0.2.254 - eth0 metric 200
default 2001:db8::1 - eth0
2001:db8:ff::/48 2001:db8::fe - eth0
`,
    "ifsysctl-eth0": "net/ipv6/conf/eth0/accept_ra = 0\n",
    "resolv.conf": "search example.org a-b.example.net\nnameserver 192.0.2.53\nnameserver 2001:db8::53\n",
  }],
  ["gateways off the link", [NETWORKS["gateways off the link, and two defaults"]!.links[0]!], {
    "ifcfg-eth0":
      `STARTMODE="auto"\nBOOTPROTO="static"\nIPADDR="203.0.113.5/32"\nIPADDR_1="2001:db8:5::5/128"\nCHECK_DUPLICATE_IP="no"\n`,
    "ifroute-eth0": `198.51.100.1/32 - - eth0
2001:db8:ffff::1/128 - - eth0
default 198.51.100.1 - eth0 metric 100
default fe80::1 - eth0 metric 100
2001:db8:9::/48 2001:db8:ffff::1 - eth0
`,
    "ifsysctl-eth0": "net/ipv6/conf/eth0/accept_ra = 0\n",
  }],
  [
    "two routes by a gateway on the link",
    [physical("eth0", A, {
      dhcp4: true,
      learnedMetric: 1024,
      routes: ["10.9.0.0/16", "10.8.0.0/16"].map((to) => route(to, "10.0.0.254", { onLink: true })),
    })],
    {
      "ifcfg-eth0": `STARTMODE="auto"\nBOOTPROTO="dhcp4"\nDHCLIENT_ROUTE_PRIORITY="1024"\n`,
      "ifroute-eth0":
        `10.0.0.254/32 - - eth0\n10.9.0.0/16 10.0.0.254 - eth0\n10.8.0.0/16 10.0.0.254 - eth0\n`,
    },
  ],
  [
    "a bond, its port, and a VLAN on it",
    [
      port("eth0", A, "bond0", { mtu: 9000 }),
      bond("bond0", ["eth0"], {
        mac: A,
        mtu: 9000,
        options: new Map([["primary", "eth0"], ["miimon", "50"]]),
      }),
      vlan("bond0", 7, { mac: B, mtu: 1400, dhcp4: true, routerAdvertisements: "accept" }),
    ],
    {
      "ifcfg-eth0": `STARTMODE="hotplug"\nBOOTPROTO="none"\nMTU="9000"\n`,
      "ifcfg-bond0": `STARTMODE="auto"
BOOTPROTO="none"
BONDING_MASTER="yes"
BONDING_SLAVE_0="eth0"
BONDING_MODULE_OPTS="mode=active-backup miimon=50 primary=eth0"
LLADDR="${A}"
MTU="9000"
`,
      "ifcfg-bond0.7": `STARTMODE="auto"
BOOTPROTO="dhcp4+auto6"
ETHERDEVICE="bond0"
VLAN_ID="7"
LLADDR="${B}"
MTU="1400"
`,
      "ifsysctl-bond0.7": "net/ipv6/conf/bond0.7/accept_ra = 2\n",
    },
  ],
  ["InfiniBand", NETWORKS["infiniband"]!.links, {
    "ifcfg-ib0":
      `STARTMODE="auto"\nBOOTPROTO="static"\nIPOIB_MODE="datagram"\nMTU="2044"\nIPADDR="192.0.2.10/24"\nCHECK_DUPLICATE_IP="no"\n`,
  }],
];

for (const [what, links, files] of FILES) {
  Deno.test(`wicked: ${what}`, () => assert.deepEqual(texts(...links), files));
}

const PROTOCOLS: readonly [settings: Partial<Link>, protocols: string, mode?: string][] = [
  [{ dhcp4: true, addresses: [prefix("192.0.2.1/24")] }, "dhcp4"],
  [{ routerAdvertisements: "accept" }, "auto6"],
  [{ routerAdvertisements: "accept", dhcp6: "information" }, "dhcp6+auto6", "info"],
  [{ routerAdvertisements: "accept", dhcp6: "addresses", dhcp4: true }, "dhcp4+dhcp6", "managed"],
  [{ routerAdvertisements: "ignore", dhcp6: "addresses" }, "dhcp6", "managed"],
  [{ dhcp6: "information" }, "dhcp6", "info"],
];

for (const [settings, protocols, mode] of PROTOCOLS) {
  Deno.test(`wicked: ${JSON.stringify(settings)} is ${protocols}`, () => {
    const link = physical("eth0", A, settings as Partial<Link & { kind: "physical" }>);
    const text = texts(link)["ifcfg-eth0"]!;
    assert.equal(/^BOOTPROTO="(.*)"$/m.exec(text)?.[1], protocols);
    assert.equal(/^DHCLIENT6_MODE="(.*)"$/m.exec(text)?.[1], mode);
    roundTrip({ links: [link] });
  });
}

const PROBLEMS: readonly [what: string, links: readonly Link[], problems: readonly string[]][] = [
  ["names that mean something else", [physical("eth0", A), vlan("eth0", 5, { name: "san.bak" })], [
    "problem: /ifcfg-san.bak: wicked does not set up a device that is named san.bak; give it another name.",
  ]],
  ["a prefix without a length", [physical("eth0", A, { addresses: [prefix("192.0.2.1/0")] })], [
    "problem: /ifcfg-eth0: wicked knows no prefix length 0, as in 192.0.2.1/0; it takes a single address.",
  ]],
  [
    "advertisements that have to give way",
    [
      physical("eth0", A, { dhcp4: true, learnedMetric: 2048, routerAdvertisements: "accept" }),
      physical("eth1", B, { addresses: [prefix("2001:db8::1/64")], routes: [route("::/0", "fe80::1")] }),
    ],
    [
      "problem: /ifcfg-eth0: wicked cannot give the metric 2048 to the default routes of router advertisements on " +
      "eth0; they have the kernel's, 1024.",
    ],
  ],
];

for (const [what, links, expected] of PROBLEMS) {
  Deno.test(`wicked: reports ${what}`, () => {
    assert.deepEqual(problems(...links).map((text) => text.replace(DIRECTORY, "")), expected);
    roundTrip({ links });
  });
}

Deno.test("wicked: name servers of all links are in resolv.conf, whether there is a resolvconf or not", () => {
  const links = [
    physical("eth0", A, { nameServers: [ip("192.0.2.53"), ip("192.0.2.54")] }),
    physical("eth1", B, { nameServers: [ip("2001:db8::53"), ip("192.0.2.53")] }),
  ];
  for (const hasResolvconf of [true, false]) {
    const { files } = wicked.render({ links }, { ...TARGET, hasResolvconf });
    assert.equal(
      files.find(({ path }) => path === "/etc/resolv.conf")?.contents,
      "nameserver 192.0.2.53\nnameserver 192.0.2.54\nnameserver 2001:db8::53\n",
    );
  }
  roundTrip({ links });
});

const UNREADABLE: readonly [what: string, files: Record<string, string>][] = [
  ["an unknown variable", { "ifcfg-eth0": `STARTMODE="auto"\nBOOTPROTO="static"\nDEVICE="eth0"\n` }],
  ["an unknown protocol", { "ifcfg-eth0": `STARTMODE="auto"\nBOOTPROTO="dhcp5"\n` }],
  ["static among protocols", { "ifcfg-eth0": `STARTMODE="auto"\nBOOTPROTO="dhcp4+static"\n` }],
  ["a port of nothing", { "ifcfg-eth0": `STARTMODE="hotplug"\nBOOTPROTO="none"\n` }],
  ["a command", { "ifcfg-eth0": `STARTMODE="$(reboot)"\nBOOTPROTO="static"\n` }],
  ["a variable without its protocol", {
    "ifcfg-eth0": `STARTMODE="auto"\nBOOTPROTO="static"\nDHCLIENT6_MODE="info"\n`,
  }],
  ["another link's route", {
    "ifcfg-eth0": `STARTMODE="auto"\nBOOTPROTO="static"\n`,
    "ifroute-eth0": "default 192.0.2.1 - eth1\n",
  }],
  ["another link's setting", {
    "ifcfg-eth0": `STARTMODE="auto"\nBOOTPROTO="static"\n`,
    "ifsysctl-eth0": "net/ipv6/conf/eth1/accept_ra = 0\n",
  }],
];

for (const [what, files] of UNREADABLE) {
  Deno.test(`wicked: its reader does not take ${what}`, () => {
    const entries = Object.entries(files).map(([name, text]) => [`${DIRECTORY}/${name}`, text] as const);
    assert.throws(() => readWicked(new Map(entries)), Error);
  });
}
