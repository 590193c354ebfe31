import assert from "node:assert/strict";
import { isPlainDeviceName } from "../lib/device_name.ts";

const PLAIN = ["eth0", "a", "0", "bond0.100", "br-ex", "x_y", "p1p1_1", "123456789012345", "autos", "lo0"];

const OTHERS = [
  ...[
    "",
    " eth0",
    "eth0 ",
    "eth0\n",
    "eth/0",
    "eth:0",
    "eth@if2",
    "eth*",
    "ethé",
    "$(id)",
    "eth0;",
    "'eth0'",
  ],
  ...[".", "..", ".eth0", "-eth0", "_eth0", "1234567890123456"],
  ...["all", "auto", "bonding_masters", "default", "hotplug", "lo", "none"],
];

for (const name of [...PLAIN, ...OTHERS]) {
  const isPlain = PLAIN.includes(name);
  Deno.test(`device names: ${JSON.stringify(name)} is ${isPlain ? "plain" : "none that is plain"}`, () =>
    assert.equal(isPlainDeviceName(name), isPlain));
}
