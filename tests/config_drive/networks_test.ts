import assert from "node:assert/strict";
import { prefixText } from "../../lib/ip.ts";
import { readNetwork } from "../support/documents.ts";

const METHODS: Record<string, string> = {
  ipv4_dhcp: "dhcp4",
  ipv6_dhcp: "dhcp6-stateful",
  "ipv6_dhcpv6-stateful": "dhcp6-stateful",
  "ipv6_dhcpv6-stateless": "dhcp6-stateless",
  ipv6_slaac: "slaac",
};

for (const [type, method] of Object.entries(METHODS)) {
  Deno.test(`network type ${type} is ${method}, its address informative`, () => {
    const { network, said } = readNetwork({ type, ip_address: "2001:db8::1", netmask: "64" });
    assert.deepEqual([network?.method, network?.address, said], [method, undefined, []]);
  });
}

const ADDRESSES: Record<string, { network: object; prefix: string }> = {
  "dotted netmask": {
    network: { type: "ipv4", ip_address: "192.0.2.1", netmask: "255.255.254.0" },
    prefix: "192.0.2.1/23",
  },
  "netmask of a host": {
    network: { type: "ipv4", ip_address: "192.0.2.1", netmask: "255.255.255.255" },
    prefix: "192.0.2.1/32",
  },
  "length in the address": {
    network: { type: "static", ip_address: "192.0.2.1/25" },
    prefix: "192.0.2.1/25",
  },
  "length and the same netmask": {
    network: { type: "ipv4", ip_address: "192.0.2.1/24", netmask: "255.255.255.0" },
    prefix: "192.0.2.1/24",
  },
  "netmask as a number": {
    network: { type: "ipv4", ip_address: "192.0.2.1", netmask: 20 },
    prefix: "192.0.2.1/20",
  },
  "IPv6 netmask in full": {
    network: { type: "ipv6", ip_address: "2001:DB8::0001", netmask: "ffff:ffff:ffff:ffff::" },
    prefix: "2001:db8::1/64",
  },
  "IPv6 netmask as text": {
    network: { type: "static6", ip_address: "2001:db8::1", netmask: "48" },
    prefix: "2001:db8::1/48",
  },
  "netmask as its length behind a slash": {
    network: { type: "ipv4", ip_address: "192.0.2.1", netmask: "/24" },
    prefix: "192.0.2.1/24",
  },
  "netmask with its length": {
    network: { type: "ipv4", ip_address: "192.0.2.1", netmask: "255.255.255.0/24" },
    prefix: "192.0.2.1/24",
  },
  "length and an empty netmask": {
    network: { type: "ipv6", ip_address: "2001:db8::1/56", netmask: "" },
    prefix: "2001:db8::1/56",
  },
};

for (const [name, { network, prefix }] of Object.entries(ADDRESSES)) {
  Deno.test(`network address: ${name}`, () => {
    const read = readNetwork(network);
    assert.deepEqual(read.said, []);
    assert.equal(read.network?.address && prefixText(read.network.address), prefix);
  });
}

const V4 = { type: "ipv4", ip_address: "192.0.2.1", netmask: "255.255.255.0" };

const FAULTS: Record<string, { network: object; said: string }> = {
  "no netmask": {
    network: { ...V4, netmask: undefined },
    said: 'problem $.networks[0].netmask: the ip_address "192.0.2.1" has no netmask; the network is skipped.',
  },
  "no netmask of IPv6": {
    network: { type: "ipv6", ip_address: "2001:db8::1", netmask: "" },
    said:
      'problem $.networks[0].netmask: the ip_address "2001:db8::1" has no netmask; the prefix length 64 is used.',
  },
  "netmask of IPv6 that is none": {
    network: { type: "ipv6", ip_address: "2001:db8::1", netmask: "255.255.255.0" },
    said:
      'problem $.networks[0].netmask: "255.255.255.0" is not a netmask or prefix length for the ip_address "2001:db8::1"; ' +
      "the prefix length 64 is used.",
  },
  "netmask with another length behind it": {
    network: { ...V4, netmask: "255.255.255.0/25" },
    said:
      'problem $.networks[0].netmask: "255.255.255.0/25" is not a netmask or prefix length for the ip_address "192.0.2.1"; ' +
      "the network is skipped.",
  },
  "netmask with a hole": {
    network: { ...V4, netmask: "255.0.255.0" },
    said:
      'problem $.networks[0].netmask: "255.0.255.0" is not a netmask or prefix length for the ip_address "192.0.2.1"; ' +
      "the network is skipped.",
  },
  "netmask of the other family": {
    network: { ...V4, netmask: "ffff:ffff::" },
    said:
      'problem $.networks[0].netmask: "ffff:ffff::" is not a netmask or prefix length for the ip_address "192.0.2.1"; ' +
      "the network is skipped.",
  },
  "netmask and length that differ": {
    network: { ...V4, ip_address: "192.0.2.1/25" },
    said:
      'problem $.networks[0].netmask: "255.255.255.0" contradicts the prefix length 25 of the ip_address "192.0.2.1"; ' +
      "the prefix length 25 is used.",
  },
  "address with a zone": {
    network: { type: "ipv6", ip_address: "fe80::1%eth0", netmask: "64" },
    said:
      'problem $.networks[0].ip_address: "fe80::1%eth0" is not an IP address that an interface can have; the network is skipped.',
  },
  "address in octal": {
    network: { ...V4, ip_address: "010.0.0.1" },
    said:
      'problem $.networks[0].ip_address: "010.0.0.1" is not an IP address that an interface can have; the network is skipped.',
  },
  "address with a command": {
    network: { ...V4, ip_address: "10.0.0.1\nup touch /tmp/pwned" },
    said:
      'problem $.networks[0].ip_address: "10.0.0.1\\nup touch /tmp/pwned" is not an IP address that an interface can have; ' +
      "the network is skipped.",
  },
  "family of the address against the type": {
    network: { ...V4, ip_address: "2001:db8::1", netmask: "64" },
    said:
      'note $.networks[0].ip_address: "2001:db8::1" is an IPv6 address in a network of type "ipv4"; it is used as it is.',
  },
  "unknown type": {
    network: { type: "toString" },
    said: 'problem $.networks[0].type: "toString" is not a type of network; the network is skipped.',
  },
  "route without a gateway": {
    network: { ...V4, routes: [{ network: "10.0.0.0", netmask: "255.0.0.0", gateway: "0.0.0.0" }] },
    said: "note $.networks[0].routes[0]: the route has no gateway; it is left out.",
  },
  "route with a gateway that is none": {
    network: { ...V4, routes: [{ network: "0.0.0.0", netmask: "0.0.0.0", gateway: "x" }] },
    said:
      'problem $.networks[0].routes[0].gateway: "x" is not the IP address of a gateway; the route is skipped.',
  },
  "default route without a netmask": {
    network: { ...V4, routes: [{ network: "0.0.0.0", gateway: "192.0.2.254" }] },
    said:
      'problem $.networks[0].routes[0].netmask: the network "0.0.0.0" has no netmask; the prefix length 0 is used.',
  },
  "metric that is none": {
    network: { ...V4, routes: [{ network: "0.0.0.0/0", gateway: "192.0.2.254", metric: -1 }] },
    said:
      "problem $.networks[0].routes[0].metric: -1 is not the metric of a route, a number from 1 to 999999999; it is left out.",
  },
  "routes that are no list": {
    network: { ...V4, routes: "default" },
    said: 'problem $.networks[0].routes: "default" is not a list; it is skipped.',
  },
};

for (const [name, { network, said }] of Object.entries(FAULTS)) {
  Deno.test(`network fault: ${name}`, () => assert.deepEqual(readNetwork(network).said, [said]));
}

const route = (network: string, netmask: string | undefined, gateway = "192.0.2.254") => ({
  network,
  netmask,
  gateway,
});

const ROUTES: Record<string, { network: object; routes: string[] }> = {
  "a default is one by its length": {
    network: { ...V4, routes: [route("0.0.0.0", "0.0.0.0")] },
    routes: ["0.0.0.0/0 192.0.2.254"],
  },
  "0.0.0.0/255.255.255.0 is no default": {
    network: { ...V4, routes: [route("0.0.0.0", "255.255.255.0")] },
    routes: ["0.0.0.0/24 192.0.2.254"],
  },
  "::0 is a default": {
    network: { ...V4, routes: [route("::0", "::", "fe80::1")] },
    routes: ["::/0 fe80::1"],
  },
  "a length in the network": {
    network: { ...V4, routes: [route("10.0.0.0/8", undefined)] },
    routes: ["10.0.0.0/8 192.0.2.254"],
  },
  "a default through no gateway": {
    network: {
      ...V4,
      gateway: "",
      routes: [
        { network: "0.0.0.0", netmask: "0.0.0.0" },
        ...[null, "", "0.0.0.0"].map((gateway) => ({ network: "0.0.0.0", netmask: "0.0.0.0", gateway })),
      ],
    },
    routes: [],
  },
  "an IPv6 default through no gateway": {
    network: { ...V4, gateway: "::", routes: [route("::", "0", "::")] },
    routes: [],
  },
  "a default of IPv6 whose netmask has a length": {
    network: { ...V4, routes: [route("::/0", "::/0", "fe80::1")] },
    routes: ["::/0 fe80::1"],
  },
  "a metric": {
    network: { ...V4, routes: [{ ...route("10.0.0.0/8", undefined), metric: 50 }] },
    routes: ["10.0.0.0/8 192.0.2.254 metric 50"],
  },
  "a metric as text": {
    network: { ...V4, routes: [{ ...route("10.0.0.0/8", ""), metric: "500000" }] },
    routes: ["10.0.0.0/8 192.0.2.254 metric 500000"],
  },
  "a network's own metric, for default routes that say none": {
    network: {
      ...V4,
      metric: 7,
      routes: [
        { ...route("0.0.0.0", "0.0.0.0"), metric: 50 },
        route("0.0.0.0", "0.0.0.0", "192.0.2.253"),
        route("10.0.0.0/8", undefined),
      ],
    },
    routes: ["0.0.0.0/0 192.0.2.254 metric 50", "0.0.0.0/0 192.0.2.253 metric 7", "10.0.0.0/8 192.0.2.254"],
  },
  "a network's own metric and gateway": {
    network: { ...V4, metric: 7, gateway: "192.0.2.1" },
    routes: ["0.0.0.0/0 192.0.2.1 metric 7"],
  },
  "a metric of zero": {
    network: { ...V4, routes: [{ ...route("10.0.0.0/8", undefined), metric: 0 }] },
    routes: ["10.0.0.0/8 192.0.2.254"],
  },
  "no list": { network: { ...V4, routes: "" }, routes: [] },
  "SLAAC: all but the default": {
    network: {
      type: "ipv6_slaac",
      gateway: "fe80::1",
      routes: [route("::", "::", "fe80::1"), route("2001:db8::", "ffff:ffff::", "fe80::2")],
    },
    routes: ["2001:db8::/32 fe80::2"],
  },
  "stateful DHCPv6 of nova: all but the default": {
    network: {
      type: "ipv6_dhcpv6-stateful",
      routes: [route("::", "::", "fe80::1"), route("2001:db8::", "ffff:ffff::", "fe80::2")],
    },
    routes: ["2001:db8::/32 fe80::2"],
  },
  "plain DHCPv6, which nova never writes": {
    network: { type: "ipv6_dhcp", routes: [route("::", "::", "fe80::1")] },
    routes: ["::/0 fe80::1"],
  },
  "the network's own gateway, where no default is": {
    network: { ...V4, gateway: "192.0.2.1", routes: [route("10.0.0.0/8", undefined)] },
    routes: ["10.0.0.0/8 192.0.2.254", "0.0.0.0/0 192.0.2.1"],
  },
  "the network's own gateway, beside a default": {
    network: { ...V4, gateway: "192.0.2.1", routes: [route("0.0.0.0", "0.0.0.0")] },
    routes: ["0.0.0.0/0 192.0.2.254"],
  },
};

for (const [name, { network, routes }] of Object.entries(ROUTES)) {
  Deno.test(`routes: ${name}`, () => {
    const read = readNetwork(network);
    assert.deepEqual(read.said, []);
    assert.deepEqual(
      read.network?.routes.map(({ destination, gateway, metric }) =>
        `${prefixText(destination)} ${gateway.text}${metric === undefined ? "" : ` metric ${metric}`}`
      ),
      routes,
    );
  });
}
