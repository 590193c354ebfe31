import assert from "node:assert/strict";
import { namesFit, parseMacs, spells } from "../lib/claim.ts";

const MAC = "52:54:00:12:34:56";
const PORT = "80:00:02:08:fe:80:00:00:00:00:00:00:52:54:00:ff:fe:12:34:56";

const WORDS: readonly [word: string, macs: readonly string[]][] = [
  [MAC, [MAC]],
  ["52-54-00-12-34-56", [MAC]],
  ["5254.0012.3456", [MAC]],
  ["5254.0012.34AB", ["52:54:00:12:34:ab"]],
  [PORT.replaceAll(":", "").replace(/.{4}(?!$)/g, "$&."), [PORT]],
  ["52.54.0012.3456", []],
  ["5254.0012.34.56", []],
  ["5254", []],
  ["x5254.0012.3456", []],
  ["eth0", []],
  ["", []],
];

for (const [word, macs] of WORDS) {
  Deno.test(`claims: the hardware address ${JSON.stringify(word)} is ${macs.join() || "none"}`, () =>
    assert.deepEqual(parseMacs([word]), macs));
}

Deno.test("claims: of a list's words those count that are addresses", () =>
  assert.deepEqual(parseMacs(["x", MAC, PORT]), [MAC, PORT]));

const NAMES: readonly [what: string, names: Parameters<typeof spells>[0]["names"], isSpelt: boolean][] = [
  ["its name", [{ patterns: ["eth0"] }], true],
  ["it among others", [{ patterns: ["eth1", "eth0"] }], true],
  ["a pattern that fits it", [{ patterns: ["eth*"] }], false],
  ["another name", [{ patterns: ["eth1"] }], false],
  ["all others", [{ patterns: ["eth0"], not: true }], false],
  ["any name", undefined, false],
];

for (const [what, names, isSpelt] of NAMES) {
  Deno.test(`claims: ${what} ${isSpelt ? "spells" : "does not spell"} it out`, () =>
    assert.equal(spells({ role: "own", ...(names && { names }) }, "eth0"), isSpelt));
}

Deno.test("claims: a device whose name is a pattern is spelt by none", () =>
  assert.equal(spells({ role: "own", names: [{ patterns: ["eth*"] }] }, "eth*"), false));

type Names = Parameters<typeof namesFit>[0]["names"];

/** What an interface's name has to fit, those that fit it of eth0, eth1 and lo. */
const FITTING: readonly [what: string, names: Names, fitting: readonly string[]][] = [
  ["any name", undefined, ["eth0", "eth1", "lo"]],
  ["a name", [{ patterns: ["eth1"] }], ["eth1"]],
  ["one of two patterns", [{ patterns: ["*1", "l*"] }], ["eth1", "lo"]],
  ["none of two patterns", [{ patterns: ["*1", "l*"], not: true }], ["eth0"]],
  ["two tests", [{ patterns: ["eth*"] }, { patterns: ["*0"], not: true }], ["eth1"]],
];

for (const [what, names, fitting] of FITTING) {
  Deno.test(`claims: ${what}: ${fitting.join()}`, () => {
    const claim = { role: "own" as const, ...(names && { names }) };
    assert.deepEqual(["eth0", "eth1", "lo"].filter((name) => namesFit(claim, name)), fitting);
  });
}
