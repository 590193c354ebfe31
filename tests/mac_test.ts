import assert from "node:assert/strict";
import {
  cloudMac,
  isInfinibandMac,
  isSettableMac,
  isStationMac,
  isZeroMac,
  macOfDigits,
  parseMac,
} from "../lib/mac.ts";

const PORT = "80:00:02:08:fe:80:00:00:00:00:00:00:52:54:00:ff:fe:12:34:56";

const TEXTS: readonly [text: unknown, mac: string | undefined][] = [
  ["52:54:00:12:34:56", "52:54:00:12:34:56"],
  [" 52-54-00-AB-cd-EF\n", "52:54:00:ab:cd:ef"],
  [PORT.toUpperCase(), PORT],
  ["52:54:00:12:34", undefined],
  ["52:54:00:12:34:56:78", undefined],
  ["52:54:00:12:34:5g", undefined],
  ["5254001234AB", "52:54:00:12:34:ab"],
  ["5254.0012.34Ab", "52:54:00:12:34:ab"],
  ["52540012345", undefined],
  ["5254001234567", undefined],
  ["5254.0012.345", undefined],
  ["5254.00123456", undefined],
  ["5254:0012:3456", undefined],
  [`${PORT}:00`, undefined],
  [PORT.replaceAll(":", ""), undefined],
  ["52:54.0012.34ab", undefined],
  ["", undefined],
  [525400123456, undefined],
  [undefined, undefined],
];

for (const [text, mac] of TEXTS) {
  Deno.test(`parseMac: ${JSON.stringify(text)}: ${mac}`, () => assert.equal(parseMac(text), mac));
}

const KINDS: readonly [
  mac: string,
  infiniband: boolean,
  station: boolean,
  settable: boolean,
  zero: boolean,
][] = [
  ["52:54:00:12:34:56", false, true, true, false],
  ["00:00:00:00:00:01", false, true, true, false],
  ["00:00:00:00:00:00", false, true, false, true],
  ["01:00:5e:00:00:01", false, false, false, false],
  ["33:33:00:00:00:01", false, false, false, false],
  ["ff:ff:ff:ff:ff:ff", false, false, false, false],
  [PORT, true, false, false, false],
];

for (const [mac, ...kind] of KINDS) {
  Deno.test(`mac: what kind ${mac} is of`, () =>
    assert.deepEqual([isInfinibandMac(mac), isStationMac(mac), isSettableMac(mac), isZeroMac(mac)], kind));
}

Deno.test("cloudMac: an Ethernet card's own, and an InfiniBand port's GUID without its middle", () => {
  assert.equal(cloudMac("52:54:00:12:34:56"), "52:54:00:12:34:56");
  assert.equal(cloudMac(PORT), "52:54:00:12:34:56");
});

Deno.test("macOfDigits: a colon between each two digits", () =>
  assert.equal(macOfDigits("525400123456"), "52:54:00:12:34:56"));
