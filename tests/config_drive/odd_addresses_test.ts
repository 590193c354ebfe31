/** Addresses that no host has, and networks that no route leads to: each costs its network or its route. */
import assert from "node:assert/strict";
import { prefixText } from "../../lib/ip.ts";
import { readDocument, readNetwork } from "../support/documents.ts";

/** Addresses with lengths; one that stands alone is a host's. */
const HOSTS: readonly (readonly [address: string, fault?: string])[] = [
  ["192.0.2.1/24"],
  ["192.0.2.254/24"],
  ["192.0.2.0/24", "own"],
  ["192.0.2.255/24", "own"],
  ["192.0.2.4/30", "own"],
  ["192.0.2.7/30", "own"],
  ["192.0.2.5/30"],
  ["192.0.2.0/31"],
  ["192.0.2.255/31"],
  ["192.0.2.0/32"],
  ["192.0.2.255/32"],
  ["10.0.1.0/16"],
  ["10.0.255.255/8"],
  ["10.255.255.255/8", "own"],
  ["192.0.2.1/1"],
  ["192.0.2.1/0", "none"],
  ["0.0.0.5/0", "none"],
  ["0.0.0.5/8", "none"],
  ["127.0.0.2/8", "none"],
  ["224.0.0.5/4", "none"],
  ["255.255.255.255/32", "none"],
  ["2001:db8::/64"],
  ["2001:db8::ffff:ffff:ffff:ffff/64"],
  ["2001:db8::1/127"],
  ["2001:db8::1/128"],
  ["2001:db8::1/0", "none"],
  ["::1/128", "none"],
  ["ff02::1/64", "none"],
];

const FAULTS: Readonly<Record<string, string>> = {
  own: "is the network's own address or the one for all hosts",
  none: "is not an IP address that an interface can have",
};

for (const [address, fault] of HOSTS) {
  Deno.test(`odd addresses: ${address} ${fault === undefined ? "is a host's" : FAULTS[fault]}`, () => {
    const { network, said } = readNetwork({
      type: address.includes(":") ? "ipv6" : "ipv4",
      ip_address: address,
    });
    const read = network?.address && prefixText(network.address);
    const sentence = `problem $.networks[0].ip_address: "${address}" ${
      FAULTS[fault!]
    }; the network is skipped.`;
    assert.deepEqual([read, said], fault === undefined ? [address, []] : [undefined, [sentence]]);
  });
}

/** Masks of no bits or with more than a length, and what becomes of them. */
const MASKS: readonly [type: string, address: string, mask: unknown, action: string][] = [
  ["ipv4", "192.0.2.1", "0.0.0.0", "the network is skipped"],
  ["ipv4", "192.0.2.1", "0", "the network is skipped"],
  ["ipv4", "192.0.2.1", 0, "the network is skipped"],
  ["ipv4", "192.0.2.1", "/24/8", "the network is skipped"],
  ["ipv4", "192.0.2.1", "255.255.255.0/24/8", "the network is skipped"],
  ["ipv4", "192.0.2.1", "/", "the network is skipped"],
  ["ipv6", "2001:db8::1", "::", "the prefix length 64 is used"],
];

for (const [type, address, mask, action] of MASKS) {
  Deno.test(`odd addresses: the netmask ${JSON.stringify(mask)} of ${address}: ${action}`, () => {
    const { said } = readNetwork({ type, ip_address: address, netmask: mask });
    const quoted = typeof mask === "string" ? JSON.stringify(mask) : mask;
    assert.deepEqual(said, [
      `problem $.networks[0].netmask: ${quoted} is not a netmask or prefix length for the ip_address "${address}"; ` +
      `${action}.`,
    ]);
  });
}

const NOWHERE = [
  "127.0.0.0/8",
  "127.0.0.1/32",
  "224.0.0.0/4",
  "239.1.0.0/16",
  "255.255.255.255/32",
  "0.0.0.5/32",
];
const NOWHERE_6 = ["::1/128", "ff00::/8", "ff02::/16"];

for (const network of [...NOWHERE, ...NOWHERE_6]) {
  Deno.test(`odd addresses: a route to ${network} costs itself, and the link keeps the rest`, () => {
    const isIpv6 = network.includes(":");
    const [address, gateway, all] = isIpv6
      ? ["2001:db8::2/64", "2001:db8::1", "::/0"]
      : ["192.0.2.2/24", "192.0.2.1", "0.0.0.0/0"];
    const routes = [network, all].map((to) => ({ network: to, gateway }));
    const { data, said } = readDocument({
      networks: [{ link: "a", type: isIpv6 ? "ipv6" : "ipv4", ip_address: address, routes }],
      links: [],
    });
    assert.deepEqual(data?.networks[0]?.routes.map(({ destination }) => prefixText(destination)), [all]);
    assert.deepEqual(said, [
      `problem $.networks[0].routes[0].network: "${network}" is not the IP address of a network that a route can lead ` +
      "to; the route is skipped.",
    ]);
  });
}

Deno.test("odd addresses: of two networks of a link, that with one costs itself", () => {
  const static4 = (address: string) => ({ link: "a", type: "ipv4", ip_address: address });
  const { data } = readDocument({
    links: [],
    networks: [static4("192.0.2.255/24"), static4("198.51.100.7/24")],
  });
  assert.deepEqual(data?.networks.map(({ address }) => address && prefixText(address)), ["198.51.100.7/24"]);
});
