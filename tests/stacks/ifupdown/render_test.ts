import assert from "node:assert/strict";
import type { NetworkConfig } from "../../../lib/network.ts";
import { facts } from "../../../lib/stacks/ifupdown/facts.ts";
import { bond, NETWORKS, physical, port, vlan } from "../../networks.ts";
import { withStatedDns } from "../../readers/ifupdown_dns.ts";
import { comparable, readIfupdown } from "../../readers/ifupdown.ts";
import { MORE, render } from "./_render.ts";

const A = "52:54:00:00:00:0a";
const DIRECTORY = "/etc/network/interfaces.d";

for (const [name, config] of Object.entries({ ...NETWORKS, ...MORE })) {
  for (const hasResolvconf of [true, false]) {
    Deno.test(`ifupdown: ${name} reads back, ${hasResolvconf ? "with" : "without"} resolvconf`, () => {
      const { files, problems } = render(config, hasResolvconf);
      const read = readIfupdown(new Map(files.map(({ path, contents }) => [path, contents])));
      assert.deepEqual(comparable(read), comparable(hasResolvconf ? config : withStatedDns(config)));
      assert.deepEqual(problems.filter(({ code }) => !code.startsWith("stack-root-")), []);
    });
  }

  Deno.test(`ifupdown: ${name} is in files of its own, in the order of the links`, () => {
    const files = render(config).files.filter(({ link }) => link !== undefined);
    assert.equal(new Set(files.map(({ path }) => path)).size, config.links.length);
    for (const { path, mode, contents } of files) {
      const base = path.slice(DIRECTORY.length + 1);
      assert.match(base, /^[A-Za-z0-9_-]+$/);
      assert.deepEqual(
        [facts.owned[0]!.pattern.test(base), facts.foreign[1]!.pattern.test(base), mode],
        [true, false, 0o644],
      );
      assert.match(contents, /^(auto|allow-\S+) \S+\niface [^]*\n$/);
    }
    const order = files.toSorted((a, b) => a.path < b.path ? -1 : 1).map(({ link }) => link);
    for (const link of config.links.filter(({ kind }) => kind === "vlan")) {
      assert.ok(order.indexOf(link.name) > order.indexOf(link.kind === "vlan" ? link.parent : ""));
    }
  });
}

const TEXTS: readonly [what: string, config: NetworkConfig, file: string, text: string][] = [
  [
    "a link that the drive says nothing about, without a carrier",
    NETWORKS["fallback dhcp, one without a carrier"]!,
    "10-simple-init-eth1",
    `auto eth1
iface eth1 inet manual
    up dhclient -4 -nw -pf /run/dhclient.eth1.pid -lf /var/lib/dhcp/dhclient.eth1.leases eth1 || true
    down dhclient -4 -r -pf /run/dhclient.eth1.pid -lf /var/lib/dhcp/dhclient.eth1.leases eth1 || true
`,
  ],
  [
    "several addresses of each family, each in a stanza, and what goes with them in the last",
    NETWORKS["static dual stack"]!,
    "10-simple-init-eth0",
    `auto eth0
iface eth0 inet static
    address 192.0.2.10/24
    pre-up ip link set dev eth0 mtu 9000 || true
    pre-up echo 0 > /proc/sys/net/ipv6/conf/eth0/accept_ra || true

iface eth0 inet static
    address 198.51.100.7/32
    gateway 192.0.2.1
    up ip route add 10.0.0.0/8 via 192.0.2.254 dev eth0 metric 200 || true
    dns-nameservers 192.0.2.53 2001:db8::53
    dns-search example.org a-b.example.net

iface eth0 inet6 static
    address 2001:db8::10/64
    dad-attempts 0
    accept_ra 0

iface eth0 inet6 static
    address 2001:db8:1::10/64
    dad-attempts 0
    accept_ra 0
    gateway 2001:db8::1
    up ip -6 route add 2001:db8:ff::/48 via 2001:db8::fe dev eth0 || true
`,
  ],
  [
    "gateways that need more than an address",
    NETWORKS["gateways off the link, and two defaults"]!,
    "10-simple-init-eth0",
    `auto eth0
iface eth0 inet static
    address 203.0.113.5/32
    pre-up echo 0 > /proc/sys/net/ipv6/conf/eth0/accept_ra || true
    up ip route add default via 198.51.100.1 dev eth0 onlink metric 100 || true

iface eth0 inet6 static
    address 2001:db8:5::5/128
    dad-attempts 0
    accept_ra 0
    up ip -6 route add default via fe80::1 dev eth0 metric 100 || true
    up ip -6 route add 2001:db8:9::/48 via 2001:db8:ffff::1 dev eth0 onlink || true
`,
  ],
  [
    "static IPv6 that leaves the kernel's autoconfiguration as it is",
    MORE["advertisements of every kind"]!,
    "10-simple-init-eth0",
    `auto eth0
iface eth0 inet6 static
    address 2001:db8::1/64
    dad-attempts 0
    autoconf 1
    up ip -6 route add default via 2001:db8::fe dev eth0 || true
`,
  ],
  [
    "no router advertisements without IPv6",
    MORE["advertisements of every kind"]!,
    "10-simple-init-eth2",
    `auto eth2
iface eth2 inet static
    address 192.0.2.1/24
    pre-up echo 0 > /proc/sys/net/ipv6/conf/eth2/accept_ra || true
`,
  ],
  [
    "DHCPv6 after what cannot fail",
    NETWORKS["ipv6 by slaac, stateless and stateful dhcp"]!,
    "10-simple-init-eth3",
    `auto eth3
iface eth3 inet static
    address 192.0.2.10/24
    dns-nameservers 192.0.2.53

iface eth3 inet6 static
    address 2001:db8::10/64
    dad-attempts 0
    accept_ra 2
    autoconf 1

iface eth3 inet6 manual
    up (until ip -6 addr show dev eth3 scope link -tentative | grep -q inet6; do \
ip link show dev eth3 up | grep -q . || exit; sleep 0.2; done; exec dhclient -6 -nw \
-pf /run/dhclient6.eth3.pid -lf /var/lib/dhcp/dhclient6.eth3.leases eth3) >/dev/null 2>&1 &
    down dhclient -6 -r -pf /run/dhclient6.eth3.pid -lf /var/lib/dhcp/dhclient6.eth3.leases eth3 || true
`,
  ],
  [
    "a default route that another link's DHCP may have set first does not fail",
    NETWORKS["lacp bond with vlans, dual stack"]!,
    "30-simple-init-bond0_100",
    `auto bond0.100
iface bond0.100 inet static
    address 192.0.2.10/24
    pre-up ip link set dev bond0.100 address 52:54:00:00:01:00 || true
    pre-up ip link set dev bond0.100 mtu 9000 || true
    pre-up echo 0 > /proc/sys/net/ipv6/conf/bond0.100/accept_ra || true
    up ip route add default via 192.0.2.1 dev bond0.100 || true
    dns-nameservers 192.0.2.53

iface bond0.100 inet6 static
    address 2001:db8::10/64
    dad-attempts 0
    accept_ra 0
    gateway 2001:db8::1
`,
  ],
  [
    "a port, which its bond brings up",
    NETWORKS["lacp bond with vlans, dual stack"]!,
    "10-simple-init-eth0",
    `allow-bond0 eth0
iface eth0 inet manual
    bond-master bond0
    pre-up ip link set dev eth0 mtu 9000 || true
`,
  ],
  [
    "a bond with options of ifenslave and others",
    NETWORKS["lacp bond with vlans, dual stack"]!,
    "20-simple-init-bond0",
    `auto bond0
iface bond0 inet manual
    bond-mode 802.3ad
    bond-slaves eth0 eth1
    bond-ad-select bandwidth
    bond-downdelay 200
    bond-lacp-rate fast
    bond-miimon 100
    bond-updelay 300
    bond-xmit-hash-policy layer3+4
    pre-up [ -d /sys/class/net/bond0 ] || ip link add dev bond0 type bond || true
    pre-up ip link set dev bond0 address ${A} || true
    pre-up echo 802.3ad > /sys/class/net/bond0/bonding/mode || true
    pre-up echo 1 > /sys/class/net/bond0/bonding/min_links || true
    up ip link set dev bond0 mtu 9000 || true
`,
  ],
  [
    "bond options by ifenslave, by sysfs, by netlink, and once its ports are up",
    {
      links: [
        port("eth0", A, "b"),
        bond("b", ["eth0"], {
          options: new Map([
            ["active_slave", "eth0"],
            ["arp_interval", "9"],
            ["arp_ip_target", "192.0.2.1,192.0.2.2"],
            ["arp_missed_max", "3"],
            ["ns_ip6_target", "2001:db8::1,2001:db8::2"],
          ]),
        }),
      ],
    },
    "20-simple-init-b",
    `auto b
iface b inet manual
    bond-mode active-backup
    bond-slaves eth0
    bond-arp-interval 9
    bond-arp-ip-target 192.0.2.1 192.0.2.2
    pre-up [ -d /sys/class/net/b ] || ip link add dev b type bond || true
    pre-up ip link set dev b address ${A} || true
    pre-up echo active-backup > /sys/class/net/b/bonding/mode || true
    pre-up echo 3 > /sys/class/net/b/bonding/arp_missed_max || true
    pre-up ip link set dev b type bond ns_ip6_target 2001:db8::1,2001:db8::2 || true
    up echo eth0 > /sys/class/net/b/bonding/active_slave || true
`,
  ],
  [
    "a VLAN with a VLAN on it, which ifup would take for VLAN 20 of eth0",
    NETWORKS["vlans on hardware, q-in-q, a name that says nothing"]!,
    "30-simple-init-eth0_20",
    `auto eth0.20
iface eth0.20 inet manual
    pre-up [ -d /sys/class/net/eth0.20.30 ] || ip link add link eth0.20 name eth0.20.30 type vlan id 30 || true
`,
  ],
  [
    "a VLAN whose name says nothing",
    NETWORKS["vlans on hardware, q-in-q, a name that says nothing"]!,
    "60-simple-init-vlan4094",
    `auto vlan4094
iface vlan4094 inet dhcp
    pre-up [ -d /sys/class/net/vlan4094 ] || ip link add link enp129s0f0np0 name vlan4094 type vlan id 4094
    pre-up ip link set dev vlan4094 address 52:54:00:00:01:00 || true
    post-down ip link del dev vlan4094 || true
`,
  ],
];

for (const [what, config, name, text] of TEXTS) {
  Deno.test(`ifupdown: ${what}`, () => {
    const { files } = render(config);
    assert.equal(files.find(({ path }) => path === `${DIRECTORY}/${name}`)?.contents, text);
  });
}

Deno.test("ifupdown: VLANs follow their parents to any depth, and names lose their dots", () => {
  const links = [
    physical("e_0", A),
    vlan("e_0", 1),
    vlan("e_0.1", 2),
    vlan("e_0.1.2", 3),
    vlan("e_0.1.2.3", 4),
  ];
  assert.deepEqual(
    render({ links }).files.slice(1).map(({ path }) => path.slice(DIRECTORY.length + 1)),
    ["10-simple-init-e__0", "30-simple-init-e__0_1", "31-simple-init-e__0_1_2", "32-simple-init-e__0_1_2_3"]
      .concat("33-simple-init-e__0_1_2_3_4"),
  );
});
