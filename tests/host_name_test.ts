import assert from "node:assert/strict";
import { parseDomain, parseHostName, shortHostName } from "../lib/host_name.ts";

const LABEL = "a".repeat(63);
/** 253 characters, the longest that DNS takes. */
const LONGEST = [LABEL, LABEL, LABEL, "a".repeat(61)].join(".");

const NAMES: readonly [text: string, expected: string | undefined][] = [
  ["web", "web"],
  ["web-1", "web-1"],
  ["Web.Example.Org", "Web.Example.Org"],
  ["1web", "1web"],
  ["10web", "10web"],
  ["10-0-0-5.novalocal", "10-0-0-5.novalocal"],
  ["18.web", "18.web"],
  ["0xweb", "0xweb"],
  ["10", undefined],
  ["0", undefined],
  ["10.0.0.5", undefined],
  ["10.0.0.5.", undefined],
  ["web.04", undefined],
  ["0x7f", undefined],
  ["web.0X7F", undefined],
  ["web.0x", undefined],
  ["web.x0x7f", "web.x0x7f"],
  ["web.0x7fx", "web.0x7fx"],
  ["x.web", "x.web"],
  ["web_1", "web-1"],
  ["web.example.org.", "web.example.org"],
  ["  web\n", "web"],
  [LABEL, LABEL],
  [LONGEST, LONGEST],
  [`${LONGEST}.`, LONGEST],
  [`${LONGEST}..`, undefined],
  ["web..", undefined],
  [`${LONGEST}a`, undefined],
  [`${LABEL}a`, undefined],
  ["", undefined],
  [".", undefined],
  ["..", undefined],
  ["web..org", undefined],
  [".web", undefined],
  ["-web", undefined],
  ["web-", undefined],
  ["_web", undefined],
  ["web 1", undefined],
  ["web\nreboot", undefined],
  ["web;reboot", undefined],
  ["$(reboot)", undefined],
  ["../etc/passwd", undefined],
  ["web\u0000", undefined],
  ["wéb", undefined],
  ["wеb", undefined],
];

for (const [text, expected] of NAMES) {
  Deno.test(`parseHostName: ${JSON.stringify(text.slice(0, 70))} (${text.length}) is ${expected === undefined ? "refused" : "taken"}`, () => {
    assert.equal(parseHostName(text), expected);
  });
}

const DOMAINS: readonly [text: string, expected: string | undefined][] = [
  ["example", "example"],
  [" Example.ORG. ", "example.org"],
  ["_tcp.example", "_tcp.example"],
  ["tcp_.example", "tcp_.example"],
  ["x.a_b-c.example", "x.a_b-c.example"],
  [`${LABEL}.example`, `${LABEL}.example`],
  [`${LABEL}a.example`, undefined],
  [LONGEST, LONGEST],
  [`${LONGEST}a`, undefined],
  ["-tcp.example", undefined],
  ["tcp-.example", undefined],
  ["a..example", undefined],
  ["example.10", undefined],
  ["a b", undefined],
  ["a;b", undefined],
  [".", undefined],
  ["", undefined],
];

for (const [text, expected] of DOMAINS) {
  Deno.test(`parseDomain: ${JSON.stringify(text.slice(0, 70))} (${text.length}) is ${expected === undefined ? "refused" : "taken"}`, () => {
    assert.equal(parseDomain(text), expected);
  });
}

Deno.test("shortHostName: up to the first dot", () => {
  assert.deepEqual(["web", "web.example.org"].map(shortHostName), ["web", "web"]);
});
