/**
 * The real `ifup -a` on rendered files, in namespaces of its own: links are veth pairs, servers are dnsmasq's. The
 * kernels that this runs on need not have VLANs and bonds, so there are none. Needs root.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { NetworkConfig } from "../../lib/network.ts";
import * as ifupdown from "../../lib/stacks/ifupdown/mod.ts";
import { ip, physical, prefix, route } from "../networks.ts";
import { writeFile } from "../support/trees.ts";
import { run } from "./_run.ts";

const MAC = "52:54:00:00:00:0a";

const CONFIG: NetworkConfig = {
  links: [
    physical("eth0", MAC, {
      mtu: 1400,
      addresses: ["192.0.2.10/24", "203.0.113.5/32", "2001:db8::10/64", "2001:db8:5::5/128"].map(prefix),
      routerAdvertisements: "ignore",
      routes: [
        route("0.0.0.0/0", "192.0.2.1", { metric: 50 }),
        route("198.18.0.0/15", "198.51.100.1", { onLink: true, metric: 7 }),
        route("::/0", "fe80::1"),
        route("2001:db8:9::/48", "2001:db8:ffff::1", { onLink: true, metric: 9 }),
      ],
    }),
    physical("eth1", MAC, {
      dhcp4: true,
      mtu: 1450,
      routes: [route("10.9.0.0/16", "10.0.0.254")],
      nameServers: [ip("192.0.2.53")],
    }),
    physical("eth2", MAC, { routerAdvertisements: "accept", dhcp6: "addresses" }),
    physical("eth3", MAC, { routerAdvertisements: "accept", dhcp6: "information" }),
    physical("eth4", MAC, { addresses: [prefix("2001:db8:4::10/64")] }),
    physical("lan.1", MAC, {
      addresses: ["192.168.1.10/24", "2001:db8:a::10/64", "2001:db8:b::10/64"].map(prefix),
      routes: [route("172.16.0.0/12", "192.168.1.1"), route("172.16.0.0/12", "192.168.1.2")],
    }),
  ],
};

/** What the test runs; each with the package that has it. */
const PROGRAMS = {
  ip: "iproute2",
  ifup: "ifupdown",
  sysctl: "procps",
  dnsmasq: "dnsmasq-base",
  dhclient: "isc-dhcp-client",
};

/**
 * `$1` is the rendered tree. Everything that ifup and dhclient write goes into a tmpfs. The far ends of all links are
 * up, but `lan.1` has no carrier; on its second route, which is there already, nothing must fail.
 */
const SCRIPT = `
set -e
mount --make-rprivate /
tree=$(mktemp -d) && cp -r "$1"/etc "$tree"
mount -t tmpfs tmpfs /run && mkdir -p /run/network /run/upper /run/work
mount -t overlay -o lowerdir=/etc,upperdir=/run/upper,workdir=/run/work overlay /etc
rm -rf /etc/network/interfaces /etc/network/interfaces.d && cp -r "$tree"/etc/network /etc && rm -r "$tree"
mount -t tmpfs tmpfs /var/lib/dhcp
mount -t sysfs sysfs /sys
for n in 0 1 2 3 4; do
  ip link add eth$n address 52:54:00:00:00:0$n type veth peer name far$n && ip link set far$n up
done
ip link add lan.1 type veth peer name far5
ip addr add 10.0.0.1/24 dev far1
for n in 2 3 4; do ip addr add 2001:db8:$n::1/64 dev far$n nodad; done
dnsmasq --no-daemon --conf-file=/dev/null --port=0 --interface=far1,far2,far3,far4 --bind-interfaces \
  --dhcp-authoritative --enable-ra --dhcp-leasefile=/run/leases --dhcp-range=10.0.0.50,10.0.0.50,255.255.255.0,1h \
  --dhcp-range=2001:db8:2::50,2001:db8:2::50,64,1h --dhcp-range=2001:db8:3::,ra-stateless \
  --dhcp-range=2001:db8:4::,ra-only --dhcp-option=option6:dns-server,[2001:db8:3::53] 2>/run/dnsmasq.log &
sleep 1
ifup -a >/run/ifup.log 2>&1 && status=0 || status=$?
for _ in $(seq 100); do
  test $(ip -6 addr show scope global | grep -c -e '5054:ff:fe00:[34]/64' -e ':2::50/128') = 3 && break
  sleep 0.1
done
conf=/proc/sys/net/ipv6/conf
echo "{ \\"status\\": $status, \\"devices\\": $(ip -j addr), \\"up\\": \\"$(echo $(ifquery --state | sort))\\","
echo "\\"acceptRa\\": [$(cat $conf/eth0/accept_ra),$(cat $conf/eth2/accept_ra),$(cat $conf/eth4/accept_ra)],"
echo "\\"routes\\": [$(ip -j route show proto boot), $(ip -j -6 route show proto boot)] }"
cat /run/ifup.log >&2
`;

interface Result {
  readonly status: number;
  readonly devices: readonly {
    ifname: string;
    mtu: number;
    addr_info: readonly { local: string; prefixlen: number; scope: string; dynamic?: boolean }[];
  }[];
  /** Links that ifup takes for configured. */
  readonly up: string;
  /** Of eth0, eth2 and eth4. */
  readonly acceptRa: readonly number[];
  readonly routes: readonly (readonly KernelRoute[])[];
}

interface KernelRoute {
  readonly dst: string;
  readonly gateway: string;
  readonly dev: string;
  readonly metric?: number;
  readonly flags: readonly string[];
}

/** What the kernel has after `ifup -a`, and what that said. */
function configured(): Result & { log: string; seconds: number } {
  for (const [program, packages] of Object.entries(PROGRAMS)) run(program, ["--version"], packages);
  const tree = Deno.makeTempDirSync();
  try {
    const target = { foreignInterfaces: undefined, hasResolvconf: false };
    for (const { path, contents } of ifupdown.render(CONFIG, target).files) writeFile(tree + path, contents);
    const start = performance.now();
    const namespaces = ["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"];
    const { code, output, errors } = run(
      "unshare",
      [...namespaces, "sh", "-c", SCRIPT, "sh", tree],
      "util-linux",
    );
    if (code !== 0) throw new Error(`ifup could not be tried: ${errors}${output}`);
    return { ...JSON.parse(output), log: errors, seconds: (performance.now() - start) / 1000 };
  } finally {
    Deno.removeSync(tree, { recursive: true });
  }
}

function routeText({ dst, gateway, dev, metric = 0, flags }: KernelRoute): string {
  return `${dst} via ${gateway} dev ${dev} metric ${metric}${flags.includes("onlink") ? " onlink" : ""}`;
}

Deno.test("ifup configures links as rendered", async (t) => {
  const { status, devices, up, acceptRa, routes, log, seconds } = configured();
  const device = (name: string) => devices.find(({ ifname }) => ifname === name)!;
  const addresses = (name: string) =>
    device(name).addr_info.filter(({ scope }) => scope === "global")
      .map(({ local, prefixlen, dynamic }) => `${local}/${prefixlen}${dynamic ? " dynamic" : ""}`).sort();

  await t.step("every link is up, and no time ran out", () => {
    assert.deepEqual([status, up], [
      0,
      "eth0=eth0 eth1=eth1 eth2=eth2 eth3=eth3 eth4=eth4 lan.1=lan.1 lo=lo",
    ], log);
    assert.ok(seconds < 60, `${seconds} s`);
  });

  await t.step("static addresses, several of each family", () => {
    const expected = ["192.0.2.10/24", "2001:db8:5::5/128", "2001:db8::10/64", "203.0.113.5/32"];
    assert.deepEqual(addresses("eth0"), expected);
  });

  await t.step("static addresses without a carrier, on a device whose name has a dot", () => {
    assert.deepEqual(addresses("lan.1"), ["192.168.1.10/24", "2001:db8:a::10/64", "2001:db8:b::10/64"]);
  });

  await t.step("MTU, of a link with DHCP too", () => {
    assert.deepEqual(["eth0", "eth1", "eth2"].map((name) => device(name).mtu), [1400, 1450, 1500]);
  });

  await t.step("DHCPv4", () => assert.deepEqual(addresses("eth1"), ["10.0.0.50/24 dynamic"]));

  await t.step(
    "DHCPv6 for addresses",
    () => assert.ok(addresses("eth2").includes("2001:db8:2::50/128 dynamic")),
  );

  await t.step("autoconfiguration, with DHCPv6 for information", () => {
    assert.deepEqual(addresses("eth3"), ["2001:db8:3:0:5054:ff:fe00:3/64 dynamic"]);
  });

  await t.step("static IPv6 beside the kernel's own autoconfiguration", () => {
    assert.deepEqual(addresses("eth4"), ["2001:db8:4:0:5054:ff:fe00:4/64 dynamic", "2001:db8:4::10/64"]);
  });

  await t.step("router advertisements off, asked for, and the kernel's default", () => {
    assert.deepEqual(acceptRa, [0, 2, 1]);
  });

  await t.step("routes", () => {
    assert.deepEqual(routes.flat().map(routeText).sort(), [
      "10.9.0.0/16 via 10.0.0.254 dev eth1 metric 0",
      "172.16.0.0/12 via 192.168.1.1 dev lan.1 metric 0",
      "198.18.0.0/15 via 198.51.100.1 dev eth0 metric 7 onlink",
      "2001:db8:9::/48 via 2001:db8:ffff::1 dev eth0 metric 9 onlink",
      "default via 10.0.0.1 dev eth1 metric 0",
      "default via 192.0.2.1 dev eth0 metric 50",
      "default via fe80::1 dev eth0 metric 1024 onlink",
    ]);
  });
});
