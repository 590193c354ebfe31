import assert from "node:assert/strict";
import { keyDataOf, parseSshKey } from "../lib/ssh_key.ts";

/** The base64 of a key's data: the length and name of its type, then filling. */
function dataOf(type: string, bytes = 36, filling = 7): string {
  const name = [...new TextEncoder().encode(type)];
  return btoa(String.fromCharCode(0, 0, 0, name.length, ...name, ...Array(bytes).fill(filling)));
}

const ED = dataOf("ssh-ed25519");

/** A key whose data has `+` and `/`. */
const SIGNS = dataOf("ssh-ed25519", 36, 0xfb);

for (
  const [type, bytes] of [
    ["ssh-ed25519", 36],
    ["ssh-rsa", 270],
    ["ssh-dss", 400],
    ["ecdsa-sha2-nistp256", 85],
    ["ecdsa-sha2-nistp384", 117],
    ["ecdsa-sha2-nistp521", 153],
    ["sk-ssh-ed25519@openssh.com", 44],
    ["sk-ecdsa-sha2-nistp256@openssh.com", 93],
  ] as const
) {
  Deno.test(`parseSshKey: ${type}, whatever the padding`, () => {
    for (const more of [0, 1, 2]) {
      const key = `${type} ${dataOf(type, bytes + more)} me@host`;
      assert.equal(parseSshKey(key), key);
    }
  });
}

const TAKEN: readonly [what: string, text: string, expected?: string][] = [
  ["no comment", `ssh-ed25519 ${ED}`],
  ["data with every sign of base64", `ssh-ed25519 ${SIGNS}`],
  ["a comment with spaces", `ssh-ed25519 ${ED} Alice's key (work)`],
  ["a comment that is not ASCII", `ssh-ed25519 ${ED} Zoë`],
  ["a final line end", `ssh-ed25519 ${ED} me\n`, `ssh-ed25519 ${ED} me`],
  ["space around it", `  ssh-ed25519 ${ED} me  `, `ssh-ed25519 ${ED} me`],
  ["tabs and more than one space", `ssh-ed25519\t${ED}   a  b`, `ssh-ed25519 ${ED} a b`],
  ["a comment with half a surrogate pair, without it", `ssh-ed25519 ${ED} a\ud800b`, `ssh-ed25519 ${ED}`],
  ["a comment with a whole surrogate pair", `ssh-ed25519 ${ED} 🔑`],
  [
    "a comment with what stands for broken UTF-8, without it",
    `ssh-ed25519 ${ED} a\ufffdb`,
    `ssh-ed25519 ${ED}`,
  ],
  ["a comment that turns text about, without it", `ssh-ed25519 ${ED} a\u202eb`, `ssh-ed25519 ${ED}`],
  ["the longest line", `ssh-ed25519 ${ED} `.padEnd(16384, "x")],
  ["a comment that looks like an option", `ssh-ed25519 ${ED} command="id"`],
];

for (const [what, text, expected = text] of TAKEN) {
  Deno.test(`parseSshKey: ${what} is taken`, () => assert.equal(parseSshKey(text), expected));
}

const REFUSED: readonly [what: string, text: string][] = [
  ["nothing", ""],
  ["a type alone", "ssh-ed25519"],
  ["data alone", ED],
  ["options", `command="id" ssh-ed25519 ${ED}`],
  ["one option", `no-pty ssh-ed25519 ${ED}`],
  ["a comment line", `# ssh-ed25519 ${ED}`],
  ["a certificate authority", `cert-authority ssh-ed25519 ${ED}`],
  ["an unknown type", `ssh-foo ${dataOf("ssh-foo")}`],
  ["the name of an object's own property", `constructor ${ED}`],
  ["a certificate", `ssh-ed25519-cert-v01@openssh.com ${dataOf("ssh-ed25519-cert-v01@openssh.com")}`],
  ["data of another type", `ssh-rsa ${ED}`],
  ["data of another ecdsa curve", `ecdsa-sha2-nistp256 ${dataOf("ecdsa-sha2-nistp384", 117)}`],
  ["data that is too short", `ssh-ed25519 ${ED.slice(0, 40)}`],
  ["data that is not base64", `ssh-ed25519 ${ED.slice(0, -8)}!!!!${ED.slice(-4)}`],
  ["data that is cut", `ssh-ed25519 ${dataOf("ssh-ed25519", 36).slice(0, -1)}`],
  ["data in quotes", `ssh-ed25519 "${ED}"`],
  ["a PEM block", `-----BEGIN PUBLIC KEY-----\n${ED}\n-----END PUBLIC KEY-----`],
  ["too long a line", `ssh-ed25519 ${ED} ${"x".repeat(16384)}`],
  ...["\n", "\r", "\r\n", "\v", "\f", "\0", "\u001b", "\u007f", "\u0085", "\u009b", "\u2028", "\u2029"].map((
    end,
  ) =>
    [
      `${JSON.stringify(end)} U+${end.charCodeAt(0).toString(16)} in it`,
      `ssh-ed25519 ${ED} a${end}ssh-rsa b`,
    ] as [string, string]
  ),
];

for (const [what, text] of REFUSED) {
  Deno.test(`parseSshKey: ${what} is refused`, () => assert.equal(parseSshKey(text), undefined));
}

const LINES: readonly [what: string, line: string, expected: string | undefined][] = [
  ["a key", `ssh-ed25519 ${ED} me`, ED],
  ["a key with every sign of base64", `ssh-ed25519 ${SIGNS} me`, SIGNS],
  ["a key with options", `command="a b",no-pty ssh-ed25519 ${ED}`, ED],
  ["a key behind tabs", `\tssh-ed25519\t${ED}\tme`, ED],
  ["a comment", ` # ssh-ed25519 ${ED}`, undefined],
  ["a key in quotes", `command="ssh-ed25519 ${ED}" x`, undefined],
  ["a quoted quote", `command="a \\" b" ssh-ed25519 ${ED}`, ED],
  ["a quote that is not closed", `ssh-ed25519 ${ED} a "comment`, ED],
  ["a key behind a quote that is not closed", `command="a ssh-ed25519 ${ED}`, undefined],
  ["a backslash at the end", `ssh-ed25519 ${ED} "\\`, ED],
  ["an empty option", `command="" ssh-ed25519 ${ED}`, ED],
  ["two quoted options", `command="a",environment="B=C" ssh-ed25519 ${ED}`, ED],
  ["an authority", `cert-authority ssh-ed25519 ${ED}`, undefined],
  ["an authority behind a space", ` cert-authority ssh-ed25519 ${ED}`, undefined],
  ["an authority for some", `principals="x",Cert-Authority ssh-ed25519 ${ED}`, undefined],
  ["a key of the name of an option", `ssh-ed25519 ${ED} cert-authority`, ED],
  ["an empty line", "", undefined],
  ["a key's data alone", ED, ED],
  ["a word that only begins like a key's data", "ssh-ed25519 AAAA", undefined],
  ["a word in which something like it stands", `x ${"x".repeat(4)}${ED}`, undefined],
  ["a key with padding", `ssh-rsa ${dataOf("ssh-rsa", 271)} me`, dataOf("ssh-rsa", 271)],
  ["a quote that ends in a backslash, and is not closed", `command="a\\`, undefined],
];

Deno.test("keyDataOf: long lines of quotes take no time", () => {
  const start = performance.now();
  assert.equal(keyDataOf(`"${'\\"'.repeat(1_000_000)}`), undefined);
  assert.equal(keyDataOf(`${"a".repeat(1_000_000)} ${"AAAA ".repeat(100_000)}`), undefined);
  assert.ok(performance.now() - start < 2000);
});

for (const [what, line, expected] of LINES) {
  Deno.test(`keyDataOf: ${what}`, () => assert.equal(keyDataOf(line), expected));
}
