import assert from "node:assert/strict";
import type { Link, NetworkConfig } from "../../../lib/network.ts";
import { facts } from "../../../lib/stacks/netifrc/facts.ts";
import { bond, NETWORKS, physical, port, prefix, vlan } from "../../networks.ts";
import { comparable, readNetifrc } from "../../readers/netifrc.ts";
import { MORE, render, text } from "./_render.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";

for (const [name, config] of Object.entries({ ...NETWORKS, ...MORE })) {
  for (const hasResolvconf of [true, false]) {
    Deno.test(`netifrc: ${name} reads back, ${hasResolvconf ? "with" : "without"} resolvconf`, () => {
      const { files, problems } = render(config, hasResolvconf);
      const read = readNetifrc(new Map(files.map(({ path, contents }) => [path, contents])));
      assert.deepEqual(comparable(read), comparable(config));
      assert.deepEqual(problems.filter(({ code }) => !code.startsWith("stack-root-")), []);
    });
  }

  Deno.test(`netifrc: ${name} is in files of its own, each with its links`, () => {
    const { files, links = [] } = render(config);
    for (const { path, mode, link } of files) {
      const base = path.slice(path.lastIndexOf("/") + 1);
      const owned = facts.owned.filter(({ directory, pattern }) =>
        path === `${directory}/${base}` && pattern.test(base)
      );
      assert.deepEqual([mode, owned.length], [0o644, 1]);
      const companions = (owned[0]!.companions ?? []).map((companion) => companion.replace("{name}", base));
      const made = links.filter((other) => link !== undefined && other.link === link);
      assert.ok(made.every((other) => companions.includes(other.path)));
      assert.equal(made.some((other) => other.path === companions[0]), link !== undefined);
    }
  });
}

const TEXTS: readonly [what: string, config: NetworkConfig, device: string, text: string][] = [
  [
    "a link that the drive says nothing about, without a carrier",
    NETWORKS["fallback dhcp, one without a carrier"]!,
    "eth1",
    `dad_timeout_eth1="0"
config_eth1="dhcp"
dhcpcd_eth1="--background --noarp --slaac hwaddr"
`,
  ],
  [
    "static addresses of both families",
    NETWORKS["static dual stack"]!,
    "eth0",
    `mtu_eth0="9000"
dad_timeout_eth0="2"
config_eth0="192.0.2.10/24
198.51.100.7/32
2001:db8::10/64
2001:db8:1::10/64"
routes_eth0="default via 192.0.2.1
::/0 via 2001:db8::1
2001:db8:ff::/48 via 2001:db8::fe
10.0.0.0/8 via 192.0.2.254 metric 200"
dns_servers_eth0="192.0.2.53 2001:db8::53"
dns_search_eth0="example.org a-b.example.net"
`,
  ],
  [
    "gateways off the link",
    NETWORKS["gateways off the link, and two defaults"]!,
    "eth0",
    `rc_net_eth0_after="net.eth1"
dad_timeout_eth0="2"
config_eth0="203.0.113.5/32
2001:db8:5::5/128"
routes_eth0="2001:db8:9::/48 via 2001:db8:ffff::1 onlink
default via 198.51.100.1 onlink metric 100
::/0 via fe80::1 metric 100"
`,
  ],
  [
    "DHCP that gives way",
    NETWORKS["dhcp and fallback beside a static default route"]!,
    "eth0",
    `dad_timeout_eth0="0"
config_eth0="dhcp"
dhcpcd_eth0="--background --noarp --slaac hwaddr"
metric_eth0="1024"
`,
  ],
  [
    "autoconfiguration alone",
    NETWORKS["ipv6 by slaac, stateless and stateful dhcp"]!,
    "eth0",
    `dad_timeout_eth0="0"
config_eth0="dhcp"
dhcpcd_eth0="--background --ipv6only --slaac hwaddr --nodhcp6"
`,
  ],
  [
    "DHCPv6 beside static addresses",
    NETWORKS["ipv6 by slaac, stateless and stateful dhcp"]!,
    "eth3",
    `rc_net_eth3_after="net.eth0 net.eth1 net.eth2"
dad_timeout_eth3="1"
config_eth3="192.0.2.10/24
2001:db8::10/64
dhcp"
dhcpcd_eth3="--background --ipv6only --slaac hwaddr --ia_na"
dns_servers_eth3="192.0.2.53"
`,
  ],
  [
    "DHCPv6 without router advertisements",
    MORE["advertisements of every kind"]!,
    "eth3",
    `dad_timeout_eth3="0"
config_eth3="dhcp"
dhcpcd_eth3="--background --ipv6only --noipv6rs --inform6"
`,
  ],
  [
    "a port, which its bond starts",
    NETWORKS["lacp bond with vlans, dual stack"]!,
    "eth0",
    `rc_net_eth0_provide="!net"
mtu_eth0="9000"
dad_timeout_eth0="0"
config_eth0="null"
`,
  ],
  [
    "a bond, with the VLANs that it makes",
    NETWORKS["lacp bond with vlans, dual stack"]!,
    "bond0",
    `rc_net_bond0_need="net.eth0 net.eth1"
rc_net_bond0_provide="!net"
slaves_bond0="eth0 eth1"
mode_bond0="802.3ad"
ad_select_bond0="bandwidth"
downdelay_bond0="200"
lacp_rate_bond0="fast"
miimon_bond0="100"
min_links_bond0="1"
updelay_bond0="300"
xmit_hash_policy_bond0="layer3+4"
mac_bond0="${A}"
mtu_bond0="9000"
dad_timeout_bond0="0"
config_bond0="null"
vlans_bond0="100 200"
vlan_start_bond0="no"
`,
  ],
  [
    "a VLAN",
    NETWORKS["lacp bond with vlans, dual stack"]!,
    "bond0.100",
    `rc_net_bond0_100_need="net.bond0"
rc_net_bond0_100_after="net.bond0"
mac_bond0_100="52:54:00:00:01:00"
mtu_bond0_100="9000"
dad_timeout_bond0_100="2"
config_bond0_100="192.0.2.10/24
2001:db8::10/64"
routes_bond0_100="default via 192.0.2.1
::/0 via 2001:db8::1"
dns_servers_bond0_100="192.0.2.53"
`,
  ],
  [
    "a VLAN that makes a VLAN",
    NETWORKS["vlans on hardware, q-in-q, a name that says nothing"]!,
    "eth0.20",
    `rc_net_eth0_20_need="net.eth0"
rc_net_eth0_20_provide="!net"
dad_timeout_eth0_20="0"
config_eth0_20="null"
vlans_eth0_20="30"
vlan_start_eth0_20="no"
`,
  ],
  [
    "a VLAN whose name says nothing",
    NETWORKS["vlans on hardware, q-in-q, a name that says nothing"]!,
    "enp129s0f0np0",
    `rc_net_enp129s0f0np0_provide="!net"
dad_timeout_enp129s0f0np0="0"
config_enp129s0f0np0="null"
vlans_enp129s0f0np0="4094"
vlan_start_enp129s0f0np0="no"
enp129s0f0np0_vlan4094_name="vlan4094"
`,
  ],
  [
    "a bond with targets",
    {
      links: [
        port("eth0", A, "b"),
        port("eth1", B, "b"),
        bond("b", ["eth0", "eth1"], {
          options: new Map([["arp_interval", "9"], ["arp_ip_target", "192.0.2.1,192.0.2.2"], [
            "primary",
            "eth1",
          ]]),
          dhcp4: true,
        }),
      ],
    },
    "b",
    `rc_net_b_need="net.eth0 net.eth1"
slaves_b="eth0 eth1"
mode_b="active-backup"
arp_interval_b="9"
arp_ip_target_b="+192.0.2.1 +192.0.2.2"
primary_b="eth1"
mac_b="${A}"
dad_timeout_b="0"
config_b="dhcp"
dhcpcd_b="--noarp --slaac hwaddr"
`,
  ],
];

for (const [what, config, device, expected] of TEXTS) {
  Deno.test(`netifrc: ${what}`, () => {
    assert.equal(text(config, `/etc/conf.d/net.${device}`), expected);
  });
}

/** Which services start before a link's, and how long is waited until nobody else has its IPv6 addresses. */
const ORDER: readonly [what: string, links: readonly Link[], wanted: Readonly<Record<string, string>>][] = [
  [
    "a fallback comes last, and nothing waits for IPv6 that is not stated",
    [
      physical("eth0", A, { dhcp4: true, fallback: true }),
      physical("eth1", B, { addresses: [prefix("192.0.2.1/24")] }),
    ],
    { eth0: "after net.eth1, 0", eth1: "0" },
  ],
  [
    "the last of stated IPv6 comes after the rest, but not after what stands on it",
    [
      physical("eth0", A, { addresses: [prefix("2001:db8::1/64")] }),
      physical("eth1", B, { addresses: [prefix("2001:db8:1::1/64")] }),
      physical("eth2", B, { addresses: [prefix("192.0.2.1/24")] }),
      vlan("eth1", 5, { addresses: [prefix("198.51.100.1/24")] }),
    ],
    { eth0: "0", eth1: "after net.eth0 net.eth2, 2", eth2: "0", "eth1.5": "0" },
  ],
  [
    "what a link learns beside is not waited for",
    [physical("eth0", A, { addresses: [prefix("2001:db8::1/64")], routerAdvertisements: "accept" })],
    { eth0: "1" },
  ],
  [
    "neither for a port nor for a bond",
    [
      port("eth0", A, "b"),
      bond("b", ["eth0"]),
      vlan("b", 5, { addresses: [prefix("2001:db8::1/64")] }),
    ],
    { eth0: "0", b: "0", "b.5": "after net.b, 2" },
  ],
];

for (const [what, links, wanted] of ORDER) {
  Deno.test(`netifrc: order of services: ${what}`, () => {
    const got = links.map(({ name }) => {
      const file = text({ links }, `/etc/conf.d/net.${name}`)!;
      const after = /_after="(.*)"/.exec(file)?.[1];
      const timeout = /^dad_timeout_.*="(.*)"/m.exec(file)?.[1] ?? "";
      return [name, after === undefined ? timeout : `after ${after}, ${timeout}`];
    });
    assert.deepEqual(Object.fromEntries(got), wanted);
  });
}

Deno.test("netifrc: the default of what is made is for those that ignore routers; the others have dhcpcd listen", () => {
  const stated = { addresses: [prefix("2001:db8::1/64")] };
  const config = {
    links: [
      physical("eth0", A, { routerAdvertisements: "ignore" }),
      physical("eth1", B, stated),
      vlan("eth0", 1, { ...stated, routerAdvertisements: "ignore" }),
      vlan("eth0", 2, stated),
      vlan("eth0", 3, { ...stated, dhcp4: true }),
    ],
  };
  assert.equal(
    text(config, "/etc/sysctl.d/90-simple-init.conf"),
    "net/ipv6/conf/eth0/accept_ra = 0\nnet/ipv6/conf/default/accept_ra = 0\n" +
      "net/ipv6/conf/eth1/router_solicitation_delay = 0\nnet/ipv6/conf/default/router_solicitation_delay = 0\n",
  );
  const clients = config.links.map(({ name }) =>
    /^dhcpcd_.*="(.*)"/m.exec(text(config, `/etc/conf.d/net.${name}`)!)?.[1]
  );
  assert.deepEqual(clients, [
    ...[undefined, undefined, undefined],
    "--background --ipv6only --slaac hwaddr --nodhcp6",
    "--background --noarp --slaac hwaddr",
  ]);
});
