/** What is written for other ifups than Debian's, word by word. */
import assert from "node:assert/strict";
import type { Link } from "../../../lib/network.ts";
import * as ifupdown from "../../../lib/stacks/ifupdown/mod.ts";
import type { RenderTarget } from "../../../lib/stacks/stack.ts";
import { bond, bridge, bridgePort, ip, physical, port, prefix, route, vlan } from "../../networks.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";
const OPTIONS = new Map(
  [
    ["active_slave", "eth1"],
    ["arp_interval", "100"],
    ["arp_ip_target", "192.0.2.1,192.0.2.2"],
    ["broadcast_neighbor", "1"],
    ["primary", "eth1"],
  ] as const,
);

const LINKS: readonly Link[] = [
  physical("eth0", A, {
    addresses: ["192.0.2.10/24", "2001:db8::10/64"].map(prefix),
    routerAdvertisements: "ignore",
    mtu: 1400,
    nameServers: [ip("192.0.2.53"), ip("2001:db8::53")],
    searchDomains: ["a.example", "b.example"],
    routes: [
      route("0.0.0.0/0", "192.0.2.1"),
      route("::/0", "2001:db8::1"),
      route("10.0.0.0/8", "198.51.100.1", { onLink: true, metric: 5 }),
    ],
  }),
  physical("eth3", A, { routerAdvertisements: "accept", searchDomains: ["c.example"] }),
  port("eth1", B, "bond0"),
  bond("bond0", ["eth1"], { mac: B, mtu: 9000, routerAdvertisements: "ignore", options: OPTIONS }),
  vlan("bond0", 5, { mac: A, addresses: [prefix("192.0.2.11/24")] }),
  bridgePort(physical("eth2", A), "br0"),
  bridge("br0", ["eth2"], { mac: A, stp: true }),
  physical("eth4", A, { addresses: [prefix("192.0.2.12/24")], carriesRoot: true }),
];

function stanzas(target: Partial<RenderTarget>): string[] {
  const { files } = ifupdown.render({ links: LINKS }, {
    ...{ foreignInterfaces: undefined, hasResolvconf: false, dhcpClient: "udhcpc" },
    ...target,
  });
  return files.filter(({ link }) => link !== undefined).map(({ contents }) => contents);
}

const STANZAS: Readonly<Record<string, string>> = {
  "eth0": `iface eth0 inet manual
    pre-up echo 0 > /proc/sys/net/ipv6/conf/eth0/accept_ra || true
    pre-up echo 0 > /proc/sys/net/ipv6/conf/eth0/accept_dad || true
    pre-up ip link set dev eth0 mtu 1400 || true
    up ip link set dev eth0 up || true
    up ip addr add 192.0.2.10/24 dev eth0 || true
    up ip -6 addr add 2001:db8::10/64 dev eth0 || true
    up ip route replace default via 192.0.2.1 dev eth0 || true
    up ip -6 route add default via 2001:db8::1 dev eth0 || true
    up ip route replace 10.0.0.0/8 via 198.51.100.1 dev eth0 onlink metric 5 || true
    up printf 'nameserver 192.0.2.53\\nnameserver 2001:db8::53\\nsearch a.example b.example\\n' | resolvconf -a eth0.simple-init || true
    down resolvconf -d eth0.simple-init || true
    down ip addr flush dev eth0 || true
    post-down ip link set dev eth0 down || true
`,
  "eth3": `iface eth3 inet manual
    pre-up echo 2 > /proc/sys/net/ipv6/conf/eth3/accept_ra || true
    up ip link set dev eth3 up || true
    up printf 'search c.example\\n' | resolvconf -a eth3.simple-init || true
    down resolvconf -d eth3.simple-init || true
    down ip addr flush dev eth3 || true
    post-down ip link set dev eth3 down || true
`,
  "eth1": `iface eth1 inet manual
    up ip link set dev eth1 up || true
    down ip addr flush dev eth1 || true
    post-down ip link set dev eth1 down || true
`,
  "bond0": `iface bond0 inet manual
    requires eth1
    pre-up [ -d /sys/class/net/bond0 ] || ip link add dev bond0 type bond || true
    pre-up echo active-backup > /sys/class/net/bond0/bonding/mode || true
    pre-up echo 100 > /sys/class/net/bond0/bonding/arp_interval || true
    pre-up echo +192.0.2.1 > /sys/class/net/bond0/bonding/arp_ip_target || true
    pre-up echo +192.0.2.2 > /sys/class/net/bond0/bonding/arp_ip_target || true
    pre-up ip link set dev bond0 type bond broadcast_neighbor 1 || true
    pre-up ip link set dev bond0 address 52:54:00:00:00:0b || true
    pre-up [ -e /sys/class/net/bond0/lower_eth1 ] || { ip link set dev eth1 down; echo +eth1 > /sys/class/net/bond0/bonding/slaves; } || true
    pre-up echo 0 > /proc/sys/net/ipv6/conf/bond0/accept_ra || true
    up ip link set dev bond0 mtu 9000 || true
    up ip link set dev bond0 up || true
    up echo eth1 > /sys/class/net/bond0/bonding/active_slave || true
    up echo eth1 > /sys/class/net/bond0/bonding/primary || true
    down ip addr flush dev bond0 || true
    post-down ip link del dev bond0 || true
`,
  "bond0.5": `iface bond0.5 inet manual
    requires bond0
    pre-up [ -d /sys/class/net/bond0.5 ] || ip link add link bond0 name bond0.5 type vlan id 5
    pre-up ip link set dev bond0.5 address 52:54:00:00:00:0a || true
    up ip link set dev bond0.5 up || true
    up ip addr add 192.0.2.11/24 dev bond0.5 || true
    down ip addr flush dev bond0.5 || true
    post-down ip link del dev bond0.5 || true
`,
  "eth2": `iface eth2 inet manual
    pre-up echo 1 > /proc/sys/net/ipv6/conf/eth2/disable_ipv6 || true
    up [ ! -d /sys/class/net/br0 ] || ip link set dev eth2 master br0 || true
    up ip link set dev eth2 up || true
    down ip addr flush dev eth2 || true
    post-down ip link set dev eth2 down || true
`,
  "br0": `iface br0 inet manual
    requires eth2
    pre-up [ -d /sys/class/net/br0 ] || ip link add dev br0 type bridge
    pre-up echo 1 > /sys/class/net/br0/bridge/stp_state || true
    pre-up ip link set dev eth2 master br0 || true
    pre-up ip link set dev br0 address 52:54:00:00:00:0a || true
    up ip link set dev br0 up || true
    down ip addr flush dev br0 || true
    post-down ip link del dev br0 || true
`,
  "eth4": `iface eth4 inet manual
    up ip link set dev eth4 up || true
    up ip addr add 192.0.2.12/24 dev eth4 || true
`,
};

for (const [name, stanza] of Object.entries(STANZAS)) {
  Deno.test(`ifupdown: the stanza of ${name} for ifupdown-ng beside resolvconf`, () => {
    const found = stanzas({ ifup: "ifupdown-ng", hasResolvconf: true });
    assert.equal(found.find((text) => text.startsWith(`iface ${name} `)), stanza);
  });
}

Deno.test("ifupdown: busybox and ifupdown2 are told no order, and nobody of name servers where there is no resolvconf", () => {
  const without = Object.values(STANZAS).map((text) =>
    text.replace(/^ {4}(?:requires|.* resolvconf) .*\n/gm, "")
  );
  for (const ifup of ["busybox", "ifupdown2"] as const) assert.deepEqual(stanzas({ ifup }), without);
});

Deno.test("ifupdown: Debian's is told by its own words, but with udhcpc, of which it knows nothing", () => {
  assert.deepEqual(
    stanzas({ ifup: "debian" }).map((text) => text.replace(/^auto .*\n/, "")),
    stanzas({ ifup: "busybox" }),
  );
  assert.match(stanzas({ ifup: "debian", dhcpClient: "dhclient" })[0]!, /^iface eth0 inet static$/m);
});
