import assert from "node:assert/strict";
import fc from "fast-check";
import ipaddr from "ipaddr.js";
import {
  broadcastOf,
  containing,
  isHostAddress,
  isLinkLocal,
  netmaskLength,
  networkOf,
  parseIp,
  type Prefix,
  prefixText,
} from "../lib/ip.ts";
import { ip, prefix } from "./networks.ts";

/** What the library says of a text, within the forms that count here. */
function verdict(text: string): string | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text).toString();
  if (!/^[0-9a-f:]*:[0-9a-f:]*$/i.test(text) || !ipaddr.IPv6.isValid(text)) return undefined;
  return ipaddr.IPv6.parse(text).toRFC5952String();
}

const group = fc.oneof(
  fc.constantFrom("0", "", "00", "ffff", "12345", "g"),
  fc.nat(0xffff).map((n) => n.toString(16)),
);
const nearIpv6 = fc.array(group, { minLength: 1, maxLength: 9 }).map((groups) => groups.join(":"));
const nearIpv4 = fc.array(fc.oneof(fc.nat(300).map(String), fc.constantFrom("", "01", "0x1", "1e1", " 1")), {
  maxLength: 5,
})
  .map((parts) => parts.join("."));

Deno.test("property: an address is one, and is written, as the library says", () => {
  const texts = fc.oneof(
    nearIpv6,
    nearIpv4,
    fc.ipV6().filter((text) => !text.includes(".")),
    fc.ipV4(),
    fc.string(),
  );
  fc.assert(fc.property(texts, (text) => assert.equal(parseIp(text)?.text, verdict(text), text)), {
    numRuns: 5000,
  });
});

const prefixes: fc.Arbitrary<Prefix> = fc.oneof(
  fc.record({ ip: fc.ipV4().map(ip), length: fc.nat(32) }),
  fc.record({ ip: fc.ipV6().filter((text) => !text.includes(".")).map(ip), length: fc.nat(128) }),
);

Deno.test("property: a prefix has the library's network, and holds what the library's holds", () => {
  fc.assert(
    fc.property(prefixes, prefixes, (one, other) => {
      const network = (one.ip.family === 4 ? ipaddr.IPv4 : ipaddr.IPv6).networkAddressFromCIDR(
        prefixText(one),
      );
      assert.equal(networkOf(one).text, parseIp(network.toString())?.text);
      const [base, address] = [ipaddr.parse(one.ip.text), ipaddr.parse(other.ip.text)];
      assert.equal(
        containing([one])(other.ip),
        base.kind() === address.kind() && address.match(base as never, one.length),
      );
    }),
    { numRuns: 2000 },
  );
});

Deno.test("property: a netmask means the length that it was made from", () => {
  for (let length = 0; length <= 32; length += 1) {
    const mask = ipaddr.IPv4.subnetMaskFromPrefixLength(length).toString();
    assert.equal(netmaskLength(ip(mask)), length);
  }
  for (let length = 0; length <= 128; length += 1) {
    const mask = ipaddr.IPv6.subnetMaskFromPrefixLength(length).toString();
    assert.equal(netmaskLength(ip(mask)), length);
  }
});

Deno.test("property: the broadcast address of a prefix", () => {
  const addresses = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 30 }));
  fc.assert(fc.property(addresses, ([address, length]) => {
    const expected = ipaddr.IPv4.broadcastAddressFromCIDR(`${address}/${length}`).toString();
    assert.equal(broadcastOf({ ip: ip(address), length })?.text, expected);
  }));
  for (const none of ["192.0.2.1/31", "192.0.2.1/32", "2001:db8::1/64"]) {
    assert.equal(broadcastOf(prefix(none)), undefined);
  }
});

for (const mask of ["255.0.255.0", "0.0.0.1", "::1", "ffff:0:ffff::"]) {
  Deno.test(`netmask with a hole: ${mask}`, () => assert.equal(netmaskLength(ip(mask)), undefined));
}

const TEXTS: Record<string, string | undefined> = {
  "::ffff:192.0.2.1": "::ffff:c000:201",
  "::192.0.2.1": undefined,
  "2001:DB8:0:0:1:0:0:1": "2001:db8::1:0:0:1",
  "1:0:0:4:5:6:7:8": "1::4:5:6:7:8",
  "1:2:3:4:5:6:7::": "1:2:3:4:5:6:7:0",
  "::0": "::",
  "fe80::1%eth0": undefined,
  "1::2::3": undefined,
  ":::": undefined,
  "192.0.2.1\n": undefined,
  "192.0.2.01": undefined,
  "192.0.2.255": "192.0.2.255",
  "192.0.2.256": undefined,
  "192.0.2.-1": undefined,
  "NaN.NaN.NaN.NaN": undefined,
  "192.0.2": undefined,
  "192.0.2.1.1": undefined,
  "::ffff:192.0.2.256": undefined,
  "::FFFF:192.0.2.1": "::ffff:c000:201",
  "1::ffff:192.0.2.1": undefined,
  "::ffff:192.0.2.1:1": undefined,
  "::ffff:": undefined,
  "1:2:3:4:5:6:7:8": "1:2:3:4:5:6:7:8",
  "1:2:3:4:5:6:7": undefined,
  "1:2:3:4:5:6:7:8:9": undefined,
  "1:2:3:4:5:6:7::8": undefined,
  "00001::": undefined,
  "": undefined,
};

for (const [text, expected] of Object.entries(TEXTS)) {
  Deno.test(`address ${JSON.stringify(text)} is ${expected ?? "none"}`, () =>
    assert.equal(parseIp(text)?.text, expected));
}

Deno.test("an interface can have neither multicast, loopback, broadcast nor no address", () => {
  const cannot = [
    "0.0.0.0",
    "0.0.0.5",
    "0.255.0.1",
    "127.0.0.1",
    "224.0.0.1",
    "239.1.1.1",
    "255.255.255.255",
    "::",
    "::1",
    "ff00::1",
    "ff02::1",
  ];
  const can = [
    "1.0.0.0",
    "192.0.2.1",
    "10.0.0.0",
    "240.0.0.1",
    "feff::1",
    "fe80::1",
    "2001:db8::",
    "fd00::1",
  ];
  assert.deepEqual([...cannot, ...can].filter((text) => isHostAddress(ip(text))), can);
});

Deno.test("link-local is fe80::/10", () => {
  const all = ["fe80::1", "febf::1", "fec0::1", "fd00::1", "169.254.0.1"];
  assert.deepEqual(all.filter((text) => isLinkLocal(ip(text))), ["fe80::1", "febf::1"]);
  assert.equal(containing([prefix("fe80::/10")])(ip("febf::1")), true);
});
