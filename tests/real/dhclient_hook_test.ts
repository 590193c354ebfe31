/** Debian's own dhclient-script(8) with the hook of ifupdown's files, for leases of one link and another. */
import assert from "node:assert/strict";
import { join } from "@std/path";
import { render } from "../../lib/stacks/ifupdown/mod.ts";
import { ip, physical, prefix } from "../networks.ts";
import { execute } from "../support/binary.ts";
import { inTemporaryDirectory } from "../support/faults.ts";
import { requirePrograms } from "../support/packages.ts";

await requirePrograms({ dhclient: "isc-dhcp-client", unshare: "util-linux", ip: "iproute2" });

const HOOK = "/etc/dhcp/dhclient-enter-hooks.d/simple-init";

/** `$1`: a directory with the hook and the file that is to be `/etc/resolv.conf`; `$2`: whose lease it is. */
const LEASE = `set -e
mount -t tmpfs tmpfs /etc/dhcp/dhclient-enter-hooks.d
cp "$1/hook" ${HOOK}
mount --bind "$1/resolv.conf" /etc/resolv.conf
ip link add "$2" type veth peer name other
env reason=BOUND interface="$2" new_ip_address=10.0.0.5 new_subnet_mask=255.255.255.0 \\
    new_domain_name_servers=10.0.0.53 new_domain_name=stranger.example /sbin/dhclient-script
ip -4 -oneline address show dev "$2" | grep --only-matching 10.0.0.5/24
cat /etc/resolv.conf
`;

/** The same, of a client for DHCPv6 that starts on a link with static addresses. */
const START = `set -e
mount -t tmpfs tmpfs /etc/dhcp/dhclient-enter-hooks.d
cp "$1/hook" ${HOOK}
ip link add "$2" type veth peer name other
ip addr add 2001:db8::10/64 dev "$2" nodad
ip link set "$2" up
env reason=PREINIT6 interface="$2" /sbin/dhclient-script
ip -6 -oneline address show dev "$2" scope global | grep --only-matching 2001:db8::10/64 || true
`;

const STATED6 = { dhcp6: "addresses", addresses: [prefix("2001:db8::10/64")] } as const;
const FALLBACK = { dhcp4: true, fallback: true, learnedDns: false } as const;

const { files } = render({
  links: [
    physical("eth0", "52:54:00:00:00:0a", {
      addresses: [prefix("192.0.2.10/24")],
      nameServers: [ip("192.0.2.53")],
    }),
    physical("eth1", "52:54:00:00:00:0b", FALLBACK),
    physical("enp1s0.x", "52:54:00:00:00:0c", FALLBACK),
    physical("eth3", "52:54:00:00:00:0d", STATED6),
    physical("eth4", "52:54:00:00:00:0e", { ...STATED6, learnedDns: false }),
  ],
}, { foreignInterfaces: undefined, hasResolvconf: false });

const contentsOf = (path: string) => files.find((file) => file.path === path)!.contents;

const TAKEN = "domain stranger.example\nsearch stranger.example\nnameserver 10.0.0.53";
const OURS = "nameserver 192.0.2.53";

/** Neutron's servers say a default route among classless ones, and an MTU. `$1` and `$2` as above. */
const CLASSLESS_LEASE = `set -e
mount -t tmpfs tmpfs /etc/dhcp/dhclient-enter-hooks.d
cp "$1/hook" ${HOOK}
mount --bind "$1/resolv.conf" /etc/resolv.conf
ip link add "$2" type veth peer name other
ip link set dev other up
ip link set dev "$2" up
env reason=BOUND interface="$2" new_ip_address=10.0.0.5 new_subnet_mask=255.255.255.0 new_interface_mtu=1400 \\
    new_rfc3442_classless_static_routes='16 10 77 10 0 0 254 0 10 0 0 1' /sbin/dhclient-script
ip -4 -oneline route show dev "$2" via 10.0.0.0/24
ip link show dev "$2" | grep --only-matching 'mtu [0-9]*'
`;

const METRIC = {
  "a metric": ["eth1", " metric 2048", "mtu 1400"],
  "the drive's MTU": ["enp1s0.x", "", "mtu 1500"],
} as const;

for (const [what, [name, metric, mtu]] of Object.entries(METRIC)) {
  Deno.test(`dhclient: classless routes and an MTU of a lease beside ${what}`, () =>
    inTemporaryDirectory((directory) => {
      const { files } = render({
        links: [
          physical("eth1", "52:54:00:00:00:0b", { ...FALLBACK, learnedMetric: 2048 }),
          physical("enp1s0.x", "52:54:00:00:00:0c", { dhcp4: true, mtu: 1450 }),
        ],
      }, { foreignInterfaces: undefined, hasResolvconf: true });
      Deno.writeTextFileSync(join(directory, "hook"), files.find(({ path }) => path === HOOK)!.contents);
      Deno.writeTextFileSync(join(directory, "resolv.conf"), "");
      const words = ["--mount", "--net", "/bin/sh", "-c", CLASSLESS_LEASE, "sh", directory, name];
      const { out, err } = execute("unshare", words);
      assert.deepEqual(out.split("\n").map((line) => line.trim()).sort(), [
        `10.77.0.0/16 via 10.0.0.254${metric}`,
        `default via 10.0.0.1${metric}`,
        mtu,
      ], err);
    }));
}

const LEASES: Readonly<Record<string, string>> = {
  eth0: TAKEN,
  eth1: OURS,
  "enp1s0.x": OURS,
  enp1s0xx: TAKEN,
};

for (const [name, resolvConf] of Object.entries(LEASES)) {
  Deno.test(`dhclient: a lease of ${name} ${resolvConf === OURS ? "leaves" : "replaces"} the name servers`, () =>
    inTemporaryDirectory((directory) => {
      Deno.writeTextFileSync(join(directory, "hook"), contentsOf(HOOK));
      Deno.writeTextFileSync(join(directory, "resolv.conf"), contentsOf("/etc/resolv.conf"));
      const words = ["--mount", "--net", "/bin/sh", "-c", LEASE, "sh", directory, name];
      const { status, out, err } = execute("unshare", words);
      assert.deepEqual([status, out], [0, `10.0.0.5/24\n${resolvConf}`], err);
    }));
}

const STARTS: Readonly<Record<string, string>> = {
  eth3: "2001:db8::10/64",
  eth4: "2001:db8::10/64",
  eth0: "",
};

for (const [name, kept] of Object.entries(STARTS)) {
  Deno.test(`dhclient: what ${name} has of IPv6 when DHCPv6 starts on it is ${kept === "" ? "gone" : "kept"}`, () =>
    inTemporaryDirectory((directory) => {
      Deno.writeTextFileSync(join(directory, "hook"), contentsOf(HOOK));
      const words = ["--mount", "--net", "/bin/sh", "-c", START, "sh", directory, name];
      const { status, out, err } = execute("unshare", words);
      assert.deepEqual([status, out.trim()], [0, kept], err);
    }));
}
