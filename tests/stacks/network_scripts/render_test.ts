import assert from "node:assert/strict";
import type { NetworkConfig } from "../../../lib/network.ts";
import * as networkScripts from "../../../lib/stacks/network_scripts/mod.ts";
import { facts } from "../../../lib/stacks/network_scripts/facts.ts";
import { bond, ip, NETWORKS, physical, port, prefix, route, vlan } from "../../networks.ts";
import { comparable, readNetworkScripts } from "../../readers/network_scripts.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";
const DIRECTORY = "/etc/sysconfig/network-scripts";

function network(...links: NetworkConfig["links"]): NetworkConfig {
  return { links };
}

/** The rendered files by their paths. */
function render(config: NetworkConfig): Map<string, string> {
  return new Map(networkScripts.render(config).files.map(({ path, contents }) => [path, contents]));
}

function textOf(config: NetworkConfig, name: string): string | undefined {
  return render(config).get(`${DIRECTORY}/${name}`);
}

/** Corners that the samples leave out. */
const MORE: Readonly<Record<string, NetworkConfig>> = {
  "advertisements of every kind": network(
    physical("eth0", A, { addresses: [prefix("2001:db8::1/64")], routes: [route("::/0", "2001:db8::fe")] }),
    physical("eth1", B, { addresses: [prefix("2001:db8:1::1/64")], routerAdvertisements: "accept" }),
    physical("eth2", A, { addresses: [prefix("192.0.2.1/24")], routerAdvertisements: "ignore" }),
    physical("eth3", A, { dhcp6: "information", routerAdvertisements: "ignore" }),
    physical("eth4", A, { dhcp6: "addresses" }),
  ),
  "static addresses beside dhcp": network(
    physical("eth0", A, {
      dhcp4: true,
      addresses: [prefix("192.0.2.1/24"), prefix("192.0.2.2/32"), prefix("2001:db8::1/64")],
      nameServers: [ip("192.0.2.53")],
    }),
  ),
  "devices whose names mean something to ifup": network(
    port("eth0", A, "post0"),
    bond("post0", ["eth0"], { dhcp4: true }),
    vlan("post0", 7, { name: "vlan9", addresses: [prefix("192.0.2.1/24")] }),
    vlan("vlan9", 8, { name: "vlan9.100.200", routerAdvertisements: "accept" }),
  ),
};

for (const [name, config] of Object.entries({ ...NETWORKS, ...MORE })) {
  Deno.test(`network-scripts: ${name} reads back`, () => {
    const read = readNetworkScripts(render(config));
    assert.deepEqual(comparable(read), comparable(config));
  });

  Deno.test(`network-scripts: ${name} is in files that are known as its own`, () => {
    for (const { path, mode, link } of networkScripts.render(config).files) {
      const { directory, pattern } = facts.owned[0]!;
      const isOwned = path.startsWith(`${directory}/`) && pattern.test(path.slice(directory.length + 1));
      assert.deepEqual([isOwned, mode], [link !== undefined, 0o644], path);
    }
  });
}

const TEXTS: readonly [what: string, config: NetworkConfig, file: string, text: string][] = [
  [
    "a link that has no carrier waits in the background",
    NETWORKS["fallback dhcp, one without a carrier"]!,
    "ifcfg-eth1",
    `DEVICE="eth1"
TYPE="Ethernet"
HWADDR="52:54:00:00:00:0b"
ONBOOT="yes"
NM_CONTROLLED="no"
BOOTPROTO="dhcp"
PERSISTENT_DHCLIENT="yes"
DHCLIENTARGS="-nw"
NOZEROCONF="yes"
IPV6INIT="no"
IPV6_SET_SYSCTLS="no"
`,
  ],
  [
    "several addresses of each family",
    NETWORKS["static dual stack"]!,
    "ifcfg-eth0",
    `DEVICE="eth0"
TYPE="Ethernet"
HWADDR="52:54:00:00:00:0a"
MTU="9000"
ONBOOT="yes"
NM_CONTROLLED="no"
BOOTPROTO="none"
IPADDR="192.0.2.10"
PREFIX="24"
ARPCHECK="no"
ARPUPDATE="no"
IPADDR1="198.51.100.7"
PREFIX1="32"
ARPCHECK1="no"
ARPUPDATE1="no"
NOZEROCONF="yes"
IPV6INIT="yes"
IPV6_AUTOCONF="no"
IPV6ADDR="2001:db8::10/64"
IPV6ADDR_SECONDARIES="2001:db8:1::10/64"
DNS1="192.0.2.53"
DNS2="2001:db8::53"
DOMAIN="example.org a-b.example.net"
`,
  ],
  [
    "routes of IPv4",
    NETWORKS["static dual stack"]!,
    "route-eth0",
    `default via 192.0.2.1 dev eth0
10.0.0.0/8 via 192.0.2.254 dev eth0 metric 200
`,
  ],
  [
    "a gateway off the link",
    NETWORKS["gateways off the link, and two defaults"]!,
    "route-eth0",
    "default via 198.51.100.1 dev eth0 onlink metric 100\n",
  ],
  [
    "one of IPv6, which old kernels reach by a route",
    NETWORKS["gateways off the link, and two defaults"]!,
    "route6-eth0",
    `2001:db8:ffff::1 dev eth0
default via fe80::1 dev eth0 metric 100
2001:db8:9::/48 via 2001:db8:ffff::1 dev eth0
`,
  ],
  [
    "a bond, its mode first",
    NETWORKS["lacp bond with vlans, dual stack"]!,
    "ifcfg-bond0",
    `DEVICE="bond0"
TYPE="Bond"
DEVICETYPE="eth"
MACADDR="52:54:00:00:00:0a"
MTU="9000"
ONBOOT="yes"
NM_CONTROLLED="no"
BONDING_MASTER="yes"
BONDING_OPTS="mode=802.3ad ad_select=bandwidth downdelay=200 lacp_rate=fast miimon=100 min_links=1 updelay=300 xmit_hash_policy=layer3+4"
BOOTPROTO="none"
NOZEROCONF="yes"
IPV6INIT="no"
IPV6_SET_SYSCTLS="no"
`,
  ],
  [
    "a port",
    NETWORKS["lacp bond with vlans, dual stack"]!,
    "ifcfg-eth0",
    `DEVICE="eth0"
TYPE="Ethernet"
HWADDR="52:54:00:00:00:0a"
MTU="9000"
ONBOOT="yes"
NM_CONTROLLED="no"
BOOTPROTO="none"
MASTER="bond0"
SLAVE="yes"
`,
  ],
  [
    "a VLAN by DHCP, where another link's name servers are the machine's",
    NETWORKS["lacp bond with vlans, dual stack"]!,
    "ifcfg-bond0.200",
    `DEVICE="bond0.200"
TYPE="Vlan"
DEVICETYPE="eth"
ONBOOT="yes"
NM_CONTROLLED="no"
VLAN="yes"
PHYSDEV="bond0"
VID="200"
VLAN_ID="200"
BOOTPROTO="dhcp"
PERSISTENT_DHCLIENT="yes"
DHCLIENTARGS="-nw"
NOZEROCONF="yes"
IPV6INIT="no"
IPV6_SET_SYSCTLS="no"
PEERDNS="no"
`,
  ],
  [
    "an InfiniBand port",
    NETWORKS["infiniband"]!,
    "ifcfg-ib0",
    `DEVICE="ib0"
TYPE="InfiniBand"
CONNECTED_MODE="no"
MTU="2044"
ONBOOT="yes"
NM_CONTROLLED="no"
BOOTPROTO="none"
IPADDR="192.0.2.10"
PREFIX="24"
ARPCHECK="no"
ARPUPDATE="no"
NOZEROCONF="yes"
IPV6INIT="no"
IPV6_SET_SYSCTLS="no"
`,
  ],
  [
    "an alias for an address beside DHCP",
    MORE["static addresses beside dhcp"]!,
    "ifcfg-eth0:1",
    `DEVICE="eth0:1"
ONPARENT="yes"
IPADDR="192.0.2.2"
PREFIX="32"
ARPCHECK="no"
ARPUPDATE="no"
IPV6INIT="no"
NM_CONTROLLED="no"
`,
  ],
];

for (const [what, config, file, text] of TEXTS) {
  Deno.test(`network-scripts: ${what}`, () => assert.equal(textOf(config, file), text));
}

const LINES: readonly [what: string, config: NetworkConfig, file: string, lines: RegExp][] = [
  [
    "stateless DHCPv6",
    NETWORKS["ipv6 by slaac, stateless and stateful dhcp"]!,
    "ifcfg-eth1",
    /\nIPV6INIT="yes"\nIPV6_AUTOCONF="yes"\nDHCPV6C="yes"\nDHCPV6C_OPTIONS="-S -nw"\n/,
  ],
  [
    "stateful DHCPv6, whose name servers give way to the drive's",
    NETWORKS["ipv6 by slaac, stateless and stateful dhcp"]!,
    "ifcfg-eth3",
    /\nDHCPV6C="yes"\nDHCPV6C_OPTIONS="-nw"\nDNS1="192.0.2.53"\nPEERDNS="no"\nRESOLV_MODS="yes"\n$/,
  ],
  [
    "the metric of DHCP's routes",
    NETWORKS["dhcp and fallback beside a static default route"]!,
    "ifcfg-eth0",
    /\nMETRIC="1024"\n/,
  ],
  [
    "a device type that is not taken from the name",
    MORE["devices whose names mean something to ifup"]!,
    "ifcfg-post0",
    /\nDEVICETYPE="eth"\n/,
  ],
  [
    "a name with two dots as sysctl wants it",
    MORE["devices whose names mean something to ifup"]!,
    "ifcfg-vlan9.100.200",
    /\nSYSCTLDEVICE="vlan9\/100\/200"\n/,
  ],
];

for (const [what, config, file, lines] of LINES) {
  Deno.test(`network-scripts: ${what}`, () => assert.match(textOf(config, file) ?? "", lines));
}

Deno.test("network-scripts: routers are ignored before a link comes up, and what only carries others waits for no IPv6", () => {
  const config = network(
    physical("eth0", A, { addresses: [prefix("2001:db8::1/64")], routerAdvertisements: "ignore" }),
    physical("eth1", B, { routerAdvertisements: "ignore" }),
    vlan("eth1", 5, { addresses: [prefix("2001:db8:5::1/64")], routerAdvertisements: "ignore" }),
    vlan("eth1", 6, { addresses: [prefix("192.0.2.1/24")] }),
    vlan("eth1", 7, { routerAdvertisements: "ignore" }),
  );
  assert.equal(
    render(config).get("/etc/sysctl.d/90-simple-init-network-scripts.conf"),
    "net/ipv6/conf/eth0/accept_ra = 0\nnet/ipv6/conf/eth1/accept_ra = 0\nnet/ipv6/conf/default/accept_ra = 0\n" +
      "net/ipv6/conf/eth0/router_solicitation_delay = 0\nnet/ipv6/conf/default/router_solicitation_delay = 0\n",
  );
  const ipv6 = config.links.map(({ name }) => /IPV6INIT=.*\n.*/.exec(textOf(config, `ifcfg-${name}`)!)?.[0]);
  assert.deepEqual(ipv6, [
    'IPV6INIT="yes"\nIPV6_AUTOCONF="no"',
    'IPV6INIT="no"\nIPV6_SET_SYSCTLS="no"',
    'IPV6INIT="yes"\nIPV6_AUTOCONF="no"',
    'IPV6INIT="no"\nIPV6_SET_SYSCTLS="no"',
    'IPV6INIT="no"\nIPV6_SET_SYSCTLS="no"',
  ]);
});

Deno.test("network-scripts: addresses beside DHCPv6 are an alias's, which comes after its client", () => {
  const addresses = ["192.0.2.1/24", "2001:db8::1/64", "2001:db8::2/64"].map(prefix);
  const config = network(physical("eth0", A, { dhcp4: true, dhcp6: "information", addresses }));
  assert.doesNotMatch(textOf(config, "ifcfg-eth0")!, /IPV6ADDR/);
  assert.match(textOf(config, "ifcfg-eth0:0")!, /IPADDR="192.0.2.1"/);
  assert.equal(
    textOf(config, "ifcfg-eth0:1"),
    'DEVICE="eth0:1"\nONPARENT="yes"\nIPV6INIT="yes"\nIPV6_SET_SYSCTLS="no"\n' +
      'IPV6ADDR="2001:db8::1/64"\nIPV6ADDR_SECONDARIES="2001:db8::2/64"\nNM_CONTROLLED="no"\n',
  );
});
