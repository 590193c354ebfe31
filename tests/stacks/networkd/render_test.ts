import assert from "node:assert/strict";
import type { NetworkConfig } from "../../../lib/network.ts";
import * as networkd from "../../../lib/stacks/networkd/mod.ts";
import { facts } from "../../../lib/stacks/networkd/facts.ts";
import type { Rendering } from "../../../lib/stacks/stack.ts";
import { NETWORKS, physical, prefix, route, vlan } from "../../networks.ts";
import { comparable, readNetworkd } from "../../readers/networkd.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";

function render(config: NetworkConfig): Rendering {
  return networkd.render(config);
}

function textOf(config: NetworkConfig, name: string): string | undefined {
  const path = `/etc/systemd/network/10-simple-init-${name}`;
  return render(config).files.find((file) => file.path === path)?.contents;
}

for (const [name, config] of Object.entries(NETWORKS)) {
  Deno.test(`networkd: ${name} reads back`, () => {
    const { files } = render(config);
    const read = readNetworkd(new Map(files.map(({ path, contents }) => [path, contents])));
    assert.deepEqual(comparable(read), comparable(config));
  });

  Deno.test(`networkd: ${name} is in files of its own`, () => {
    const { files } = render(config);
    assert.equal(new Set(files.map(({ path }) => path)).size, files.length);
    for (const { path, mode, link } of files) {
      const [directory, base = ""] = [path.slice(0, path.lastIndexOf("/")), path.split("/").at(-1)];
      const matches = ({ directory: where, pattern }: { directory: string; pattern: RegExp }) =>
        where === directory && pattern.test(base);
      assert.deepEqual([facts.owned.some(matches), facts.foreign.some(matches)], [true, false], path);
      assert.equal(mode, 0o644);
      assert.ok(config.links.some((other) => other.name === link));
    }
  });
}

const TEXTS: readonly [what: string, config: NetworkConfig, file: string, text: string][] = [
  [
    "a fallback is not waited for, and takes the server's MTU",
    NETWORKS["fallback dhcp, one without a carrier"]!,
    "eth1.network",
    `[Match]
Name=eth1
MACAddress=${B}

[Link]
RequiredForOnline=no

[Network]
DHCP=ipv4

[DHCPv4]
ClientIdentifier=mac
UseMTU=yes
`,
  ],
  [
    "gateways off the link",
    NETWORKS["gateways off the link, and two defaults"]!,
    "eth0.network",
    `[Match]
Name=eth0
MACAddress=${A}

[Network]
DHCP=no
IPv6AcceptRA=no
Address=203.0.113.5/32
Address=2001:db8:5::5/128

[Route]
Destination=0.0.0.0/0
Gateway=198.51.100.1
GatewayOnLink=yes
GatewayOnlink=yes
Metric=100

[Route]
Destination=::/0
Gateway=fe80::1
Metric=100

[Route]
Destination=2001:db8:9::/48
Gateway=2001:db8:ffff::1
GatewayOnLink=yes
GatewayOnlink=yes
`,
  ],
  [
    "a gateway that only the lease makes known",
    NETWORKS["dhcp of the drive with routes and mtu"]!,
    "eth0.network",
    `[Match]
Name=eth0
MACAddress=${A}

[Link]
MTUBytes=1450

[Network]
DHCP=ipv4

[Route]
Destination=10.9.0.0/16
Gateway=10.0.0.254
GatewayOnLink=yes
GatewayOnlink=yes

[DHCPv4]
ClientIdentifier=mac
`,
  ],
  [
    "slaac only",
    NETWORKS["ipv6 by slaac, stateless and stateful dhcp"]!,
    "eth0.network",
    `[Match]
Name=eth0
MACAddress=${A}

[Network]
DHCP=no
IPv6AcceptRA=yes

[IPv6AcceptRA]
DHCPv6Client=no
`,
  ],
  [
    "stateless dhcp of both families",
    NETWORKS["ipv6 by slaac, stateless and stateful dhcp"]!,
    "eth1.network",
    `[Match]
Name=eth1
MACAddress=${B}

[Network]
DHCP=yes
IPv6AcceptRA=yes

[DHCPv4]
ClientIdentifier=mac
UseMTU=yes

[DHCPv6]
WithoutRA=information-request
`,
  ],
  [
    "stateful dhcp",
    NETWORKS["ipv6 by slaac, stateless and stateful dhcp"]!,
    "eth2.network",
    `[Match]
Name=eth2
MACAddress=52:54:00:00:00:0c

[Network]
DHCP=ipv6
IPv6AcceptRA=yes

[DHCPv6]
WithoutRA=solicit
`,
  ],
  [
    "a port with its role",
    NETWORKS["bond with every option that active-backup takes"]!,
    "eth0.network",
    `[Match]
Name=eth0
PermanentMACAddress=${A}

[Link]
RequiredForOnline=no

[Network]
Bond=bond0
PrimarySlave=yes
DHCP=no
LinkLocalAddressing=no
IPv6AcceptRA=no
`,
  ],
  [
    "a bond has units, and an address",
    NETWORKS["bond with every option that active-backup takes"]!,
    "bond0.netdev",
    `[NetDev]
Name=bond0
Kind=bond
MACAddress=${A}

[Bond]
Mode=active-backup
AllSlavesActive=yes
ARPAllTargets=all
ARPIntervalSec=1000ms
ARPIPTargets=192.0.2.1 192.0.2.2
ARPValidate=active
FailOverMACPolicy=active
GratuitousARP=3
PrimaryReselectPolicy=better
ResendIGMP=2
`,
  ],
  [
    "a bare parent is up and nothing else",
    NETWORKS["lacp bond with vlans, dual stack"]!,
    "bond0.network",
    `[Match]
Name=bond0

[Link]
MTUBytes=9000
RequiredForOnline=no

[Network]
DHCP=no
LinkLocalAddressing=no
VLAN=bond0.100
VLAN=bond0.200
`,
  ],
  [
    "q-in-q",
    NETWORKS["vlans on hardware, q-in-q, a name that says nothing"]!,
    "eth0.20.network",
    `[Match]
Name=eth0.20

[Link]
RequiredForOnline=no

[Network]
DHCP=no
LinkLocalAddressing=no
VLAN=eth0.20.30
`,
  ],
  [
    "a vlan's own address",
    NETWORKS["vlans on hardware, q-in-q, a name that says nothing"]!,
    "vlan4094.netdev",
    `[NetDev]
Name=vlan4094
Kind=vlan
MACAddress=52:54:00:00:01:00

[VLAN]
Id=4094
`,
  ],
];

for (const [what, config, file, text] of TEXTS) {
  Deno.test(`networkd: ${what}`, () => assert.equal(textOf(config, file), text));
}

Deno.test("networkd: an MTU below 1280 costs IPv6, or is reported", () => {
  const four = { links: [physical("eth0", A, { mtu: 1000, dhcp4: true })] };
  const six = { links: [physical("eth0", A, { mtu: 1000, addresses: [prefix("2001:db8::1/64")] })] };
  assert.match(textOf(four, "eth0.network") ?? "", /^LinkLocalAddressing=no$/m);
  assert.deepEqual([render(four).problems.length, render(six).problems.length], [0, 1]);
});

Deno.test("networkd: static addresses and routes of a vlan are in its own file", () => {
  const config = {
    links: [
      physical("eth0", A, { dhcp4: true }),
      vlan("eth0", 5, {
        addresses: [prefix("192.0.2.1/24")],
        routes: [route("10.0.0.0/8", "192.0.2.2", { metric: 7 })],
      }),
    ],
  };
  assert.doesNotMatch(textOf(config, "eth0.network") ?? "", /192\.0\.2/);
  assert.match(
    textOf(config, "eth0.5.network") ?? "",
    /Destination=10\.0\.0\.0\/8\nGateway=192\.0\.2\.2\nMetric=7/,
  );
});
