import assert from "node:assert/strict";
import * as field from "../../lib/config_drive/fields.ts";
import { readMask } from "../../lib/config_drive/fields.ts";

const MAC = "52:54:00:00:00:0a";
const INFINIBAND = "80:00:02:08:fe:80:00:00:00:00:00:00:f4:52:14:03:00:7b:cb:a1";

/** What a value that is an address, with or without a length, is read as. */
function written(value: field.WrittenAddress | undefined): string | undefined {
  return value && `${value.ip.text}/${value.length ?? ""}`;
}

type Read = (value: unknown) => unknown;

/** A kind of value, and what each is read as; a value that stands alone is none of this kind. */
const VALUES: Record<
  string,
  { read: Read; values: readonly (readonly [written: unknown, read?: unknown])[] }
> = {
  text: { read: field.text.read, values: [["a", "a"], [" a ", " a "], ["", ""], [1], [true], [["a"]], [{}]] },
  MAC: {
    read: field.mac.read,
    values: [
      [MAC, MAC],
      [` ${MAC}\n`, MAC],
      ["52-54-00-AB-CD-EF", "52:54:00:ab:cd:ef"],
      [INFINIBAND, INFINIBAND],
      [`${INFINIBAND}:00`],
      [`${MAC}:0b`],
      ["52:54:00:00:00"],
      ["52:54:00:00:00:0g"],
      ["525400:00:00:0a"],
      [`x${MAC}`],
      [12],
      [[MAC]],
    ],
  },
  "MAC to set": {
    read: field.settableMac.read,
    values: [
      [MAC, MAC],
      [` ${MAC} `, MAC],
      ["00:00:00:00:00:01", "00:00:00:00:00:01"],
      ["fe:ff:ff:ff:ff:ff", "fe:ff:ff:ff:ff:ff"],
      ["00:00:00:00:00:00"],
      ["ff:ff:ff:ff:ff:ff"],
      ["01:00:5e:00:00:01"],
      [INFINIBAND],
    ],
  },
  MTU: {
    read: field.mtu.read,
    values: [
      [68, 68],
      [67],
      [65535, 65535],
      [65536],
      ["1500", 1500],
      [" 1500 ", 1500],
      ["01500", 1500],
      ["001500", 1500],
      [1500.5],
      ["1500.0"],
      ["1e3"],
      ["0x5dc"],
      ["0x500"],
      ["00000001500"],
      ["-1500"],
      [""],
      [true],
      [[1500]],
      [NaN],
    ],
  },
  metric: {
    read: field.metric.read,
    values: [[1, 1], ["999999999", 999999999], [0], [1000000000], [-1], [1.5]],
  },
  "VLAN id": { read: field.vlanId.read, values: [[1, 1], ["4094", 4094], [0], [4095], [-1], ["1 2"]] },
  "name server": {
    read: (value) => field.nameServer.read(value)?.text,
    values: [
      ["192.0.2.1", "192.0.2.1"],
      [" 2001:DB8::1 ", "2001:db8::1"],
      ["127.0.0.1"],
      ["192.0.2.1/24"],
      ["dns.example"],
      [3221225985],
    ],
  },
  gateway: {
    read: (value) => field.gateway.read(value)?.text,
    values: [
      ["fe80::1", "fe80::1"],
      ["fe80::1%eth0", "fe80::1"],
      [" FE80::1%2 ", "fe80::1"],
      ["fe80::1%", "fe80::1"],
      ["2001:db8::1%eth0"],
      ["2001:db8::fe80:1%eth0"],
      ["192.0.2.1%eth0"],
      [" 192.0.2.1", "192.0.2.1"],
      ["0.0.0.0"],
      ["::"],
      ["ff02::2"],
      [1],
    ],
  },
  "host address": {
    read: (value) => written(field.hostAddress.read(value)),
    values: [
      ["192.0.2.1", "192.0.2.1/"],
      [" 192.0.2.1/24 ", "192.0.2.1/24"],
      ["192.0.2.1/1", "192.0.2.1/1"],
      ["192.0.2.1/0"],
      ["2001:db8::1/0"],
      ["192.0.2.1/32", "192.0.2.1/32"],
      ["192.0.2.1/33"],
      ["2001:db8::1/128", "2001:db8::1/128"],
      ["2001:db8::1/129"],
      ["192.0.2.1/"],
      ["192.0.2.1/24/24"],
      ["192.0.2.1/255.255.255.0"],
      ["/24"],
      ["0.0.0.0/0"],
      ["0.0.0.5/8"],
      ["127.0.0.1/8"],
      ["224.0.0.1/24"],
      ["::1/128"],
      ["ff02::1/64"],
      [["192.0.2.1"]],
    ],
  },
  "network address": {
    read: (value) => written(field.networkAddress.read(value)),
    values: [
      ["0.0.0.0/0", "0.0.0.0/0"],
      ["0.0.0.0/1", "0.0.0.0/1"],
      ["::", "::/"],
      ["10.0.0.0/8", "10.0.0.0/8"],
      ["240.0.0.0/4", "240.0.0.0/4"],
      ["fe00::/8", "fe00::/8"],
      ["127.0.0.0/8"],
      ["127.9.0.0/16"],
      ["224.0.0.0/4"],
      ["239.255.0.0"],
      ["255.255.255.255/32"],
      ["0.0.0.5/32"],
      ["::1/128"],
      ["ff00::/8"],
      ["ff02::/16"],
      ["10/8"],
      ["default"],
    ],
  },
  "IPv4 netmask": {
    read: (value) => readMask(value, 4),
    values: [
      ["255.255.255.0", 24],
      [" 255.0.0.0 ", 8],
      ["0.0.0.0", 0],
      [24, 24],
      [" 24", 24],
      ["0", 0],
      [32, 32],
      [33],
      [-1],
      ["/24", 24],
      ["ffff::"],
      ["255.0.255.0"],
    ],
  },
  "IPv6 netmask": {
    read: (value) => readMask(value, 6),
    values: [["ffff:ffff::", 32], ["::", 0], [-0, 0], [128, 128], [129], ["255.255.255.0"], [true]],
  },
  "bond option": {
    read: field.bondValue.read,
    values: [
      ["fast", "fast"],
      [" fast ", "fast"],
      [100, "100"],
      [0, "0"],
      [1.5],
      [2 ** 53],
      [true, "1"],
      [false, "0"],
      [[" a", 1], "a,1"],
      [[], ""],
      [{}],
    ],
  },
};

for (const [kind, { read, values }] of Object.entries(VALUES)) {
  for (const [value, expected] of values) {
    const verdict = expected === undefined ? "none" : JSON.stringify(expected);
    Deno.test(`values: ${kind}: ${JSON.stringify(value)} is ${verdict}`, () =>
      assert.equal(read(value), expected));
  }
}
