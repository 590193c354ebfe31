import assert from "node:assert/strict";
import { basename, join } from "@std/path";
import type { NetworkConfig } from "../../lib/network.ts";
import * as networkmanager from "../../lib/stacks/networkmanager/mod.ts";
import { ip, physical, prefix, route } from "../networks.ts";
import { writeFile } from "../support/trees.ts";
import { DIRECTORY, withNetworkManager } from "./network_manager_daemon.ts";

const mac = (number: number) => `52:54:00:00:00:0${number}`;

const CONFIG: NetworkConfig = {
  links: [
    physical("eth0", mac(0), {
      mtu: 1400,
      addresses: ["192.0.2.10/24", "192.0.2.11/32", "2001:db8::10/64"].map(prefix),
      routerAdvertisements: "ignore",
      routes: [
        route("0.0.0.0/0", "192.0.2.1"),
        route("0.0.0.0/0", "192.0.2.2", { metric: 300 }),
        route("198.18.0.0/15", "198.51.100.1", { onLink: true, metric: 7 }),
        route("::/0", "2001:db8::1", { metric: 50 }),
        route("2001:db8:9::/48", "fe80::1", { metric: 9 }),
      ],
      nameServers: [ip("192.0.2.53"), ip("2001:db8::53")],
    }),
    physical("eth1", mac(1), {
      addresses: ["203.0.113.5/32", "2001:db8:5::5/128"].map(prefix),
      routerAdvertisements: "ignore",
      routes: [
        route("0.0.0.0/0", "198.51.100.1", { onLink: true, metric: 200 }),
        route("::/0", "2001:db8:ffff::1", { onLink: true, metric: 200 }),
      ],
    }),
    physical("eth2", mac(2), {
      dhcp4: true,
      learnedMetric: 1024,
      routes: [route("10.9.0.0/16", "10.0.2.254", { metric: 11 })],
    }),
    physical("eth3", mac(3), { dhcp4: true, mtu: 1450, routerAdvertisements: "accept" }),
    physical("eth4", mac(4), { routerAdvertisements: "accept", learnedMetric: 1024 }),
    physical("eth5", mac(5), { routerAdvertisements: "ignore", dhcp6: "addresses" }),
    physical("eth6", mac(6), {
      addresses: ["192.168.6.10/24", "2001:db8:6::10/64"].map(prefix),
      routes: [route("::/0", "2001:db8:6::1", { metric: 400 })],
    }),
    physical("eth7", mac(7), { dhcp4: true }),
  ],
};

/**
 * `$1` has the profiles. Each link's other end is up in another namespace, with a DHCP server and router behind eth2 to
 * eth6; eth7's hardware address is another. `nm-online -s` waits, as a boot does, for what the profiles say is to be
 * waited for: so for eth3's router, which comes when all others are through, but not for eth6's.
 */
const SCRIPT = `
ip netns add far
far() { ip netns exec far "$@"; }
for n in 0 1 2 3 4 5 6 7; do
  ip link add eth$n address 52:54:00:00:00:0\${n/7/f} type veth peer name far$n netns far
  far ip link set far$n up
done
for n in 2 3; do far ip addr add 10.0.$n.1/24 dev far$n; done
for n in 3 4 5 6; do far ip addr add 2001:db8:$n::1/64 dev far$n nodad; done
serve() { far dnsmasq --no-daemon --conf-file=/dev/null --port=0 --bind-interfaces --enable-ra "$@"; }
serve --interface=far2,far3,far4,far5,far6 --no-ping --dhcp-authoritative --dhcp-leasefile=/run/leases \
  --dhcp-option=option:mtu,1420 \
  --dhcp-range=10.0.2.50,10.0.2.50,255.255.255.0,1h --dhcp-range=10.0.3.50,10.0.3.50,255.255.255.0,1h \
  --dhcp-range=2001:db8:4::,ra-only --dhcp-range=2001:db8:5::50,2001:db8:5::50,64,1h \
  --dhcp-range=2001:db8:6::,ra-only 2>/run/dnsmasq.log &
wait_for grep -q 'advertisement enabled' /run/dnsmasq.log
cp -p -t ${DIRECTORY} "$1"/*
start
(sleep 9; serve --interface=far3 --dhcp-range=2001:db8:3::,ra-only --dhcp-leasefile=/run/leases3 \
  --dhcp-option=option6:dns-server,[2001:db8:3::53] 2>/run/router.log) &
nm-online -s -q -t 60
devices=$(ip -j addr)
wait_for sh -c 'ip -6 addr show dev eth6 | grep 2001:.*:5054:'
servers=$(sed -n 's/^nameserver //p' /run/NetworkManager/resolv.conf | xargs)
echo "{ \\"devices\\": $devices, \\"later\\": $(ip -j addr), \\"nameServers\\": \\"$servers\\","
echo "\\"routes\\": [$(ip -j route), $(ip -j -6 route)] }"
`;

interface Device {
  readonly ifname: string;
  readonly mtu: number;
  readonly operstate: string;
  readonly addr_info: readonly { local: string; prefixlen: number; scope: string }[];
}

interface KernelRoute {
  readonly dst: string;
  readonly gateway?: string;
  readonly dev: string;
  readonly protocol: string;
  readonly metric?: number;
  readonly flags: readonly string[];
}

interface Result {
  /** When the daemon said that the machine was online. */
  readonly devices: readonly Device[];
  /** After eth6 has heard of its router. */
  readonly later: readonly Device[];
  readonly routes: readonly (readonly KernelRoute[])[];
  readonly nameServers: string;
}

/** What the kernel has after the daemon has read the rendered profiles. */
async function configured(): Promise<Result> {
  const directory = Deno.makeTempDirSync();
  try {
    for (const { path, contents, mode } of networkmanager.render(CONFIG).files) {
      writeFile(join(directory, basename(path)), contents, mode);
    }
    return JSON.parse(await withNetworkManager(SCRIPT, directory));
  } finally {
    Deno.removeSync(directory, { recursive: true });
  }
}

/** The daemon's own metric is 100, or a little more so that each link has another; a router's own address is drawn. */
function routeText({ dst, gateway, dev, metric = 0, protocol, flags }: KernelRoute): string {
  const via = gateway === undefined ? "" : protocol === "ra" ? " via router" : ` via ${gateway}`;
  const own = metric >= 100 && metric < 120;
  return `${dst}${via} dev ${dev} metric ${own ? "own" : metric}${flags.includes("onlink") ? " onlink" : ""}`;
}

function addressesOf(devices: readonly Device[], name: string): string[] {
  const { addr_info } = devices.find(({ ifname }) => ifname === name)!;
  return addr_info.filter(({ scope }) => scope === "global").map(({ local, prefixlen }) =>
    `${local}/${prefixlen}`
  );
}

const ADDRESSES = {
  "static ones of both families": ["eth0", "192.0.2.10/24", "192.0.2.11/32", "2001:db8::10/64"],
  "a host's alone": ["eth1", "203.0.113.5/32", "2001:db8:5::5/128"],
  "DHCPv4": ["eth2", "10.0.2.50/24"],
  "DHCPv4, and autoconfiguration, which is waited for": [
    "eth3",
    "10.0.3.50/24",
    "2001:db8:3:0:5054:ff:fe00:3/64",
  ],
  "autoconfiguration alone": ["eth4", "2001:db8:4:0:5054:ff:fe00:4/64"],
  "DHCPv6 without router advertisements": ["eth5", "2001:db8:5::50/128"],
} as const;

/** The profiles', DHCP's and routers'; but where a profile has a `gateway`, as eth6's, a router is none. */
const ROUTES = [
  "10.9.0.0/16 via 10.0.2.254 dev eth2 metric 11",
  "198.18.0.0/15 via 198.51.100.1 dev eth0 metric 7 onlink",
  "198.51.100.1 dev eth1 metric 200",
  "2001:db8:3::/64 dev eth3 metric own",
  "2001:db8:4::/64 dev eth4 metric 1024",
  "2001:db8:6::/64 dev eth6 metric 400",
  "2001:db8:9::/48 via fe80::1 dev eth0 metric 9",
  "2001:db8:ffff::1 dev eth1 metric 200",
  "default via 10.0.2.1 dev eth2 metric 1024",
  "default via 10.0.3.1 dev eth3 metric own",
  "default via 192.0.2.1 dev eth0 metric own",
  "default via 192.0.2.2 dev eth0 metric 300",
  "default via 198.51.100.1 dev eth1 metric 200",
  "default via 2001:db8:6::1 dev eth6 metric 400",
  "default via 2001:db8::1 dev eth0 metric 50",
  "default via 2001:db8:ffff::1 dev eth1 metric 200",
  "default via router dev eth3 metric own",
  "default via router dev eth4 metric 1024",
];

Deno.test("NetworkManager configures links as rendered", async (context) => {
  const { devices, later, routes, nameServers } = await configured();
  const device = (name: string) => devices.find(({ ifname }) => ifname === name)!;

  for (const [what, [name, ...expected]] of Object.entries(ADDRESSES)) {
    await context.step(`addresses: ${what}`, () => assert.deepEqual(addressesOf(devices, name), expected));
  }

  await context.step(
    "addresses: a static one is not kept waiting for a router, which is heard nevertheless",
    () => {
      assert.equal(addressesOf(devices, "eth6")[0], "192.168.6.10/24");
      assert.deepEqual(addressesOf(later, "eth6"), [
        "192.168.6.10/24",
        "2001:db8:6::10/64",
        "2001:db8:6:0:5054:ff:fe00:6/64",
      ]);
    },
  );

  await context.step("MTU: the drive's, DHCP's, the drive's rather than DHCP's, the kernel's", () => {
    const mtus = ["eth0", "eth2", "eth3", "eth4"].map((name) => device(name).mtu);
    assert.deepEqual(mtus, [1400, 1420, 1450, 1500]);
  });

  await context.step("another device of the same name is left alone", () => {
    assert.deepEqual(device("eth7").addr_info, []);
  });

  await context.step("routes", () => {
    const found = routes.flat().filter(({ protocol }) => protocol !== "kernel");
    assert.deepEqual(found.map(routeText).sort(), ROUTES);
  });

  await context.step("name servers: the drive's, and a router's", () => {
    assert.deepEqual(nameServers.split(" ").sort(), ["192.0.2.53", "2001:db8:3::53", "2001:db8::53"]);
  });
});
