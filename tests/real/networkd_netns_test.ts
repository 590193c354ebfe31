import assert from "node:assert/strict";
import type { NetworkConfig } from "../../lib/network.ts";
import * as networkd from "../../lib/stacks/networkd/mod.ts";
import { physical, prefix, route } from "../networks.ts";
import { requireProgram, withNetworkd } from "./networkd.ts";

const DNSMASQ = "/usr/sbin/dnsmasq";

const CONFIG: NetworkConfig = {
  links: [
    physical("eth0", "52:54:00:00:00:0a", {
      mtu: 1400,
      addresses: [prefix("192.0.2.10/24"), prefix("192.0.2.11/32"), prefix("2001:db8::10/64")],
      routerAdvertisements: "ignore",
      routes: [
        route("0.0.0.0/0", "192.0.2.1"),
        route("198.18.0.0/15", "198.51.100.1", { onLink: true, metric: 7 }),
        // Its own metric, or the kernel makes it one multipath route with eth1's from the router's advertisement.
        route("::/0", "2001:db8::1", { metric: 100 }),
        route("2001:db8:9::/48", "fe80::1", { metric: 9 }),
      ],
    }),
    physical("eth1", "52:54:00:00:00:0b", {
      dhcp4: true,
      routes: [route("10.9.0.0/16", "10.0.0.254")],
      routerAdvertisements: "accept",
    }),
    physical("eth2", "52:54:00:00:00:0c", { routerAdvertisements: "accept", dhcp6: "addresses" }),
    physical("eth3", "52:54:00:00:00:0d", { dhcp4: true }),
  ],
};

/** Each link's other end, with a DHCP server and router behind eth1 and eth2; eth3's has another hardware address. */
const SCRIPT = `
for n in 0:0a 1:0b 2:0c 3:ff; do
  ip link add eth\${n%:*} address 52:54:00:00:00:\${n#*:} type veth peer name far\${n%:*}
  ip link set far\${n%:*} up
done
ip addr add 10.0.0.1/24 dev far1
ip addr add 2001:db8:1::1/64 dev far1 nodad
ip addr add 2001:db8:2::1/64 dev far2 nodad
${DNSMASQ} --no-daemon --conf-file=/dev/null --port=0 --interface=far1 --interface=far2 --bind-interfaces \
  --dhcp-authoritative --enable-ra --dhcp-leasefile=/run/leases --dhcp-option=option:mtu,1420 \
  --dhcp-range=10.0.0.50,10.0.0.50,255.255.255.0,1h --dhcp-range=2001:db8:1::,ra-only \
  --dhcp-range=2001:db8:2::50,2001:db8:2::50,64,1h 2>/run/dnsmasq.log &
dnsmasq=$!
for _ in $(seq 100); do
  grep -q 'advertisement enabled' /run/dnsmasq.log && break
  sleep 0.05
done
start
for _ in $(seq 600); do
  settled=$(ip -o addr | grep -v tentative | grep -c -e ' 10.0.0.50/' -e ' 2001:db8:2::50/' -e ' 2001:db8:1:0:' \
    -e ' 2001:db8::10/')
  test "$settled" -ge 4 && break
  sleep 0.1
done
echo "[$(ip -j addr),$(ip -j route show proto static),$(ip -j -6 route show proto static)]"
kill $dnsmasq
stop
exit 0
`;

interface Device {
  readonly ifname: string;
  readonly mtu: number;
  readonly operstate: string;
  readonly addr_info: readonly { local: string; prefixlen: number; scope: string }[];
}

interface KernelRoute {
  readonly dst: string;
  readonly gateway: string;
  readonly dev: string;
  readonly metric?: number;
  readonly flags: readonly string[];
}

/** What the kernel has after networkd has read the rendered files. */
function configured(): { devices: Map<string, Device>; routes: string[] } {
  requireProgram(DNSMASQ, "dnsmasq-base");
  const tree = Deno.makeTempDirSync();
  try {
    Deno.mkdirSync(`${tree}/etc/systemd/network`, { recursive: true });
    for (const { path, contents } of networkd.render(CONFIG).files) {
      Deno.writeTextFileSync(tree + path, contents);
    }
    const [devices, ...routes] = JSON.parse(withNetworkd(tree, SCRIPT)) as [Device[], ...KernelRoute[][]];
    return {
      devices: new Map(devices.map((device) => [device.ifname, device])),
      routes: routes.flat().map(routeText).sort(),
    };
  } finally {
    Deno.removeSync(tree, { recursive: true });
  }
}

function routeText({ dst, gateway, dev, metric = 0, flags }: KernelRoute): string {
  return `${dst} via ${gateway} dev ${dev} metric ${metric}${flags.includes("onlink") ? " onlink" : ""}`;
}

Deno.test("systemd-networkd configures links as rendered", async (t) => {
  const { devices, routes } = configured();
  const addresses = (name: string) =>
    devices.get(name)?.addr_info.map(({ local, prefixlen }) => `${local}/${prefixlen}`);

  await t.step("static addresses, MTU and EUI-64 link-local address", () => {
    assert.equal(devices.get("eth0")?.mtu, 1400);
    const expected = ["192.0.2.10/24", "192.0.2.11/32", "2001:db8::10/64", "fe80::5054:ff:fe00:a/64"];
    assert.deepEqual(addresses("eth0"), expected);
  });

  await t.step("DHCPv4 with its MTU, and autoconfiguration by EUI-64 without DHCPv6", () => {
    assert.equal(devices.get("eth1")?.mtu, 1420);
    const expected = ["10.0.0.50/24", "2001:db8:1:0:5054:ff:fe00:b/64", "fe80::5054:ff:fe00:b/64"];
    assert.deepEqual(addresses("eth1"), expected);
  });

  await t.step("stateful DHCPv6", () => {
    assert.ok(addresses("eth2")?.includes("2001:db8:2::50/128"), addresses("eth2")?.join());
  });

  await t.step("another device of the same name is left alone", () => {
    assert.deepEqual([devices.get("eth3")?.operstate, addresses("eth3")], ["DOWN", []]);
  });

  await t.step("routes", () => {
    assert.deepEqual(routes, [
      "10.9.0.0/16 via 10.0.0.254 dev eth1 metric 0 onlink",
      "198.18.0.0/15 via 198.51.100.1 dev eth0 metric 7 onlink",
      "2001:db8:9::/48 via fe80::1 dev eth0 metric 9",
      "default via 192.0.2.1 dev eth0 metric 0",
      "default via 2001:db8::1 dev eth0 metric 100",
    ]);
  });
});
