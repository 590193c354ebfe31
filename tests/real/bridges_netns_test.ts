/**
 * A bridge of two cards, as each stack makes it of rendered files, asked of the kernel: in namespaces of its own, links are
 * veth pairs, dnsmasq is behind one of them. Needs root.
 *
 * @module
 */
import assert from "node:assert/strict";
import { basename, join } from "@std/path";
import type { NetworkConfig } from "../../lib/network.ts";
import * as ifupdown from "../../lib/stacks/ifupdown/mod.ts";
import * as netplan from "../../lib/stacks/netplan/mod.ts";
import * as networkd from "../../lib/stacks/networkd/mod.ts";
import * as networkmanager from "../../lib/stacks/networkmanager/mod.ts";
import type { RenderedFile } from "../../lib/stacks/stack.ts";
import { bridge, bridgePort, physical, prefix } from "../networks.ts";
import { writeFile } from "../support/trees.ts";
import { run } from "./_run.ts";
import { DIRECTORY, withNetworkManager } from "./network_manager_daemon.ts";
import { netplanGenerates } from "./netplan.ts";
import { withNetworkd } from "./networkd.ts";

const MACS = ["52:54:00:00:00:0a", "52:54:00:00:00:0b"] as const;

const CONFIG: NetworkConfig = {
  links: [
    bridgePort(physical("eth0", MACS[0], { mtu: 1400 }), "br0"),
    bridgePort(physical("eth1", MACS[1], { mtu: 1450 }), "br0"),
    bridge("br0", ["eth0", "eth1"], {
      mac: MACS[1],
      mtu: 1400,
      dhcp4: true,
      routerAdvertisements: "accept",
      addresses: [prefix("192.0.2.10/24"), prefix("2001:db8::10/64")],
    }),
  ],
};

const TARGET = { foreignInterfaces: undefined, hasResolvconf: false };

/** The cards, and a server and router behind the first. */
const MAKE_CARDS = `
ip link add eth0 address ${MACS[0]} mtu 1500 type veth peer name far0 && ip link set far0 up
ip link add eth1 address ${MACS[1]} type veth peer name far1 && ip link set far1 up
ip addr add 10.0.0.1/24 dev far0
ip addr add 2001:db8:1::1/64 dev far0 nodad
dnsmasq --no-daemon --conf-file=/dev/null --port=0 --interface=far0 --bind-interfaces --dhcp-authoritative --no-ping \
  --enable-ra --dhcp-leasefile=/run/leases --dhcp-range=10.0.0.50,10.0.0.50,255.255.255.0,1h \
  --dhcp-range=2001:db8:1::,ra-only 2>/run/dnsmasq.log &
dnsmasq=$!
for _ in $(seq 100); do
  grep -q 'advertisement enabled' /run/dnsmasq.log && break
  sleep 0.05
done
from=$(cut -d ' ' -f 1 /proc/uptime)
`;

/** Waits for what is learned, and tells what the kernel has. */
const TELL = `
for _ in $(seq 300); do
  settled=$(ip -o addr show dev br0 | grep -v tentative | grep -c -e ' 10.0.0.50/' -e ' 2001:db8:1:0:' -e ' 2001:db8::10/' || true)
  test "$settled" -ge 3 && break
  sleep 0.05
done
echo "{ \\"stp\\": $(cat /sys/class/net/br0/bridge/stp_state), \\"devices\\": $(ip -j addr),"
echo "\\"states\\": \\"$(cat /sys/class/net/br0/brif/*/state | xargs)\\","
echo "\\"seconds\\": [$from, $(cut -d ' ' -f 1 /proc/uptime)] }"
kill $dnsmasq
`;

interface Result {
  readonly stp: number;
  /** Of the ports: 3 is forwarding. */
  readonly states: string;
  readonly seconds: readonly [from: number, to: number];
  readonly devices: readonly {
    readonly ifname: string;
    readonly address: string;
    readonly mtu: number;
    readonly master?: string;
    readonly addr_info: readonly { readonly local: string; readonly prefixlen: number }[];
  }[];
}

function withTree<T>(files: readonly RenderedFile[], body: (tree: string) => T): T {
  const tree = Deno.makeTempDirSync();
  try {
    for (const { path, contents, mode } of files) writeFile(tree + path, contents, mode);
    return body(tree);
  } finally {
    Deno.removeSync(tree, { recursive: true });
  }
}

function byNetworkd(tree: string): string {
  return withNetworkd(tree, `${MAKE_CARDS}\nstart\n${TELL}\nstop\nexit 0\n`);
}

/** Everything that ifup and dhclient write goes into a tmpfs. */
const IFUP = `
set -e
mount --make-rprivate /
tree=$(mktemp -d) && cp -r "$1"/etc "$tree"
mount -t tmpfs tmpfs /run && mkdir -p /run/network /run/upper /run/work
mount -t overlay -o lowerdir=/etc,upperdir=/run/upper,workdir=/run/work overlay /etc
rm -rf /etc/network/interfaces /etc/network/interfaces.d && cp -r "$tree"/etc/network /etc && rm -r "$tree"
mount -t tmpfs tmpfs /var/lib/dhcp
mount -t sysfs sysfs /sys
${MAKE_CARDS}
ifup -a >/run/ifup.log 2>&1 || { cat /run/ifup.log >&2; exit 1; }
${TELL}
cat /run/ifup.log >&2
`;

function inNamespaces(script: string, tree: string): { output: string; errors: string } {
  const namespaces = ["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"];
  const { code, output, errors } = run(
    "unshare",
    [...namespaces, "sh", "-c", script, "sh", tree],
    "util-linux",
  );
  if (code !== 0) throw new Error(`it could not be tried: ${errors}${output}`);
  return { output, errors };
}

const STACKS: Record<string, () => string | Promise<string>> = {
  "systemd-networkd": () => withTree(networkd.render(CONFIG).files, byNetworkd),
  "netplan with systemd-networkd": () =>
    withTree(netplan.render(CONFIG).files, (tree) => {
      const generated = [...netplanGenerates(tree)].filter(([path]) => /\.(?:netdev|network)$/.test(path))
        .map(([path, contents]) => ({
          path: `/etc/systemd/network/${basename(path)}`,
          // A veth has no permanent address.
          contents: contents.replace("PermanentMACAddress", "MACAddress"),
          mode: 0o644 as const,
        }));
      return withTree(generated, byNetworkd);
    }),
  NetworkManager: async () => {
    const directory = Deno.makeTempDirSync();
    try {
      for (const { path, contents, mode } of networkmanager.render(CONFIG).files) {
        writeFile(join(directory, basename(path)), contents, mode);
      }
      const start = `cp -p -t ${DIRECTORY} "$1"/*\n${MAKE_CARDS}\nstart\n`;
      return await withNetworkManager(`${start}${TELL}`, directory);
    } finally {
      Deno.removeSync(directory, { recursive: true });
    }
  },
  ifupdown: () => withTree(ifupdown.render(CONFIG, TARGET).files, (tree) => inNamespaces(IFUP, tree).output),
};

for (const [stack, tell] of Object.entries(STACKS)) {
  Deno.test(`${stack} makes a bridge as rendered`, async (t) => {
    const { stp, states, seconds: [from, to], devices } = JSON.parse(await tell()) as Result;
    const device = (name: string) => devices.find(({ ifname }) => ifname === name)!;
    const addresses = (name: string) =>
      device(name).addr_info.map(({ local, prefixlen }) => `${local}/${prefixlen}`).sort();

    await t.step("its ports are in it, have its MTU at least, and no addresses", () => {
      const ports = ["eth0", "eth1"].map((name) => [device(name).master, device(name).mtu, addresses(name)]);
      assert.deepEqual(ports, [["br0", 1400, []], ["br0", 1450, []]]);
    });

    await t.step("it has its address and its MTU", () => {
      assert.deepEqual([device("br0").address, device("br0").mtu], [MACS[1], 1400]);
    });

    await t.step("there is no spanning tree, and its ports forward", () => {
      assert.deepEqual([stp, states], [0, "3 3"]);
    });

    await t.step("static addresses, DHCP and autoconfiguration, without a delay", () => {
      assert.deepEqual(addresses("br0"), [
        "10.0.0.50/24",
        "192.0.2.10/24",
        "2001:db8:1:0:5054:ff:fe00:b/64",
        "2001:db8::10/64",
        "fe80::5054:ff:fe00:b/64",
      ]);
      assert.ok(to - from < 10, `${to - from} s`);
    });
  });
}

/** A card of the bridge comes after the boot, and its file with it. Without the bridge the cards are their own again. */
const LATE = IFUP.replace(
  "ip link add eth1",
  "mv /etc/network/interfaces.d/*-eth1 /run && : ip link add eth1",
)
  .replace(" && ip link set far1 up", "").replace(
    TELL,
    `
before=$(ls /sys/class/net/br0/brif)
ip link add eth1 address ${MACS[1]} type veth peer name far1 && ip link set far1 up
mv /run/*-eth1 /etc/network/interfaces.d
ifup -a >/run/later.log 2>&1
after=$(ls /sys/class/net/br0/brif | xargs)
ifdown -a --exclude=lo >/run/down.log 2>&1
echo "$before, $after, $(test ! -d /sys/class/net/br0 && echo none), $(cat /proc/sys/net/ipv6/conf/eth1/disable_ipv6)"
kill $dnsmasq
`,
  );

Deno.test("ifupdown takes in a port that comes later, and gives all of them back", () => {
  const { output, errors } = withTree(
    ifupdown.render(CONFIG, TARGET).files,
    (tree) => inNamespaces(LATE, tree),
  );
  assert.equal(output.trim(), "eth0, eth0 eth1, none, 0", errors);
});
