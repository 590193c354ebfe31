import assert from "node:assert/strict";
import type { NetworkConfig } from "../../../lib/network.ts";
import { facts } from "../../../lib/stacks/netifrc/facts.ts";
import { bond, ip, NETWORKS, physical, port, prefix } from "../../networks.ts";
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
      assert.equal(problems.length, 0);
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
    `config_eth1="dhcp"
dhcpcd_eth1="--background --slaac hwaddr"
`,
  ],
  [
    "static addresses of both families",
    NETWORKS["static dual stack"]!,
    "eth0",
    `mtu_eth0="9000"
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
    `config_eth0="203.0.113.5/32
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
    `config_eth0="dhcp"
dhcpcd_eth0="--slaac hwaddr"
metric_eth0="1024"
`,
  ],
  [
    "autoconfiguration alone",
    NETWORKS["ipv6 by slaac, stateless and stateful dhcp"]!,
    "eth0",
    `config_eth0="dhcp"
dhcpcd_eth0="--ipv6only --slaac hwaddr --nodhcp6"
`,
  ],
  [
    "DHCPv6 beside static addresses",
    NETWORKS["ipv6 by slaac, stateless and stateful dhcp"]!,
    "eth3",
    `config_eth3="192.0.2.10/24
2001:db8::10/64
dhcp"
dhcpcd_eth3="--ipv6only --slaac hwaddr --ia_na"
dns_servers_eth3="192.0.2.53"
`,
  ],
  [
    "DHCPv6 without router advertisements",
    MORE["advertisements of every kind"]!,
    "eth3",
    `config_eth3="dhcp"
dhcpcd_eth3="--ipv6only --noipv6rs --inform6"
`,
  ],
  [
    "a port, which its bond starts",
    NETWORKS["lacp bond with vlans, dual stack"]!,
    "eth0",
    `rc_net_eth0_provide="!net"
mtu_eth0="9000"
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
mac_bond0_100="52:54:00:00:01:00"
mtu_bond0_100="9000"
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
config_b="dhcp"
dhcpcd_b="--slaac hwaddr"
`,
  ],
];

for (const [what, config, device, expected] of TEXTS) {
  Deno.test(`netifrc: ${what}`, () => {
    assert.equal(text(config, `/etc/conf.d/net.${device}`), expected);
  });
}

const PORTS: readonly [ports: string[], primary: string | undefined, written: string, lost: string[]][] = [
  [["eth0", "eth1"], "eth1", "eth0 eth1", []],
  [["eth10", "eth2"], undefined, "eth10 eth2", []],
  [["eth10", "eth1"], undefined, "eth1 eth10", []],
  [["eth100", "eth10", "eth2", "eth1"], "eth1", "eth2 eth1 eth10 eth100", []],
  [["eth10", "eth1", "eth2"], "eth10", "eth1 eth2 eth10", ["eth1"]],
];

for (const [ports, primary, written, lost] of PORTS) {
  const isPrimary = primary === undefined ? "" : `, the primary ${primary}`;
  Deno.test(`netifrc: a bond of ${ports.join(" and ")}${isPrimary}: no name is found in that of a port before it`, () => {
    const options: ReadonlyMap<"primary", string> = new Map(
      primary === undefined ? [] : [["primary", primary]],
    );
    const config = { links: [...ports.map((name) => port(name, A, "b")), bond("b", ports, { options })] };
    const { problems } = render(config);
    assert.ok(text(config, "/etc/conf.d/net.b")!.includes(`\nslaves_b="${written}"\n`));
    assert.deepEqual(
      problems.map(({ code, message }) => [code, / for (\S+) as well/.exec(message)?.[1]]),
      lost.map((name) => ["stack-bond-port-lost", name]),
    );
  });
}

Deno.test("netifrc: where the drive has name servers and no resolvconf is there, none are learned on any link", () => {
  const server = { addresses: [prefix("192.0.2.9/24")], nameServers: [ip("192.0.2.53")] };
  const learns = (links: NetworkConfig["links"], hasResolvconf: boolean) =>
    !text({ links }, "/etc/conf.d/net.eth0", hasResolvconf)!.includes("--nohook resolv.conf");
  const [dhcp, stated] = [physical("eth0", A, { dhcp4: true }), physical("eth1", B, server)];
  assert.deepEqual(
    [learns([dhcp], false), learns([dhcp, stated], true), learns([dhcp, stated], false)],
    [true, true, false],
  );
});
