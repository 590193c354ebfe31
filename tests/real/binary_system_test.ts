import assert from "node:assert/strict";
import { compile, execute, PROJECT } from "../support/binary.ts";
import { inTemporaryDirectory } from "../support/faults.ts";
import { requirePrograms } from "../support/packages.ts";
import { checksum } from "../../lib/apply/checksum.ts";
import { formatGroups, parseIp } from "../../lib/ip_text.ts";
import { sha1Hex } from "../../lib/sha1.ts";
import { denoSystem } from "../../lib/system/deno.ts";
import { CONTRACT } from "../system/_contract.ts";
import { LANGUAGE } from "../system/_language.ts";

const program = Deno.makeTempFileSync();
compile([`${PROJECT}/tests/system/_system_hook.ts`, "-o", program]);
addEventListener("unload", () => Deno.removeSync(program));

/** What the binary's system answers. */
function ask(...words: readonly string[]): Record<string, unknown> {
  return JSON.parse(execute(program, words).out);
}

await requirePrograms({ strace: "strace" });

/** How the kernel answers the call that finds a directory in a root at once. Without it the program walks. */
const KERNELS: readonly (string | undefined)[] = [undefined, "ENOSYS", "EPERM", "EAGAIN"];

for (const refusal of KERNELS) {
  const system = refusal === undefined
    ? "QuickJS's system"
    : `QuickJS's system where openat2 fails with ${refusal}`;
  const answers = inTemporaryDirectory((directory) => answersTo(directory, refusal));
  CONTRACT.forEach(({ name, expected }, index) => {
    Deno.test(`${system}, ${name}`, () => {
      assert.deepEqual([answers[index]], JSON.parse(JSON.stringify([expected])));
    });
  });
}

function answersTo(directory: string, refusal: string | undefined): unknown[] {
  if (refusal === undefined) return ask("contract", directory).answer as unknown[];
  const trace = `${directory}/trace`;
  const strace = ["-qq", "-o", trace, "-e", "trace=openat2", "-e", `inject=openat2:error=${refusal}`];
  const { out, err } = execute("strace", [...strace, program, "contract", directory]);
  assert.match(Deno.readTextFileSync(trace), new RegExp(`^openat2.*${refusal}.*INJECTED`), err);
  return JSON.parse(out).answer;
}

/** Beginnings and ends of characters of every length, and what can be neither. */
const BYTES = [
  0x00,
  0x41,
  0x7f,
  0x80,
  0xbf,
  0xc1,
  0xc3,
  0xdf,
  0xe0,
  0xa0,
  0x9f,
  0xed,
  0xef,
  0xbb,
  0xf0,
  0x90,
  0x8f,
];
const MORE_BYTES = [...BYTES, 0xf4, 0xf5, 0xff];

/** The same bytes in every run, in an order without a pattern. */
function manyBytes(length: number): Uint8Array<ArrayBuffer> {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (state * 48271) % 2147483647;
    return MORE_BYTES[state % MORE_BYTES.length]!;
  });
}

Deno.test("QuickJS's system, readText: what is not UTF-8 becomes U+FFFD as in Deno", () =>
  inTemporaryDirectory((directory) => {
    const bytes = manyBytes(200_000);
    Deno.writeFileSync(`${directory}/x`, bytes);
    const expected = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    assert.ok(ask("read", `${directory}/x`).answer === expected);
  }));

Deno.test("QuickJS's system, createFile: half of a surrogate pair becomes U+FFFD as in Deno", () =>
  inTemporaryDirectory((directory) => {
    const text = "ä\ud83d\ude00\ud83d€\ude00\u0000";
    ask("write", `${directory}/x`, JSON.stringify(text));
    assert.deepEqual(Deno.readFileSync(`${directory}/x`), new TextEncoder().encode(text));
  }));

for (const letter of ["\u00e9", "\u20ac", "\ud83d\ude00", "\ud83d", "\ude00"]) {
  Deno.test(`QuickJS's system: ${JSON.stringify(letter)} is written and read at every place of a text as in Deno`, () =>
    inTemporaryDirectory((directory) => {
      for (let place = 0; place < 20; place++) {
        const text = `${"x".repeat(place)}${letter}${"x".repeat(19 - place)}`;
        const path = `${directory}/${place}`;
        ask("write", path, JSON.stringify(text));
        assert.deepEqual(Deno.readFileSync(path), new TextEncoder().encode(text));
        assert.equal(ask("read", path).answer, denoSystem.readText(path));
      }
    }));
}

for (
  const text of [
    "",
    "[Match]\n",
    "\u0000\u007f\u0080\u07ff\u0800\uffff",
    "\u{10000}𝄞\u{10ffff}",
    "\ud83d€\ude00",
  ]
) {
  Deno.test(`QuickJS's checksum as in Deno: ${JSON.stringify(text)}`, () => {
    assert.equal(ask("checksum", JSON.stringify(text)).answer, checksum(text));
  });
}

Deno.test("QuickJS's system, readBytes: every byte is the character of its number as in Deno", () =>
  inTemporaryDirectory((directory) => {
    const path = `${directory}/x`;
    Deno.writeFileSync(path, Uint8Array.from({ length: 512 }, (_, index) => index));
    const expected = String.fromCharCode(...Array.from({ length: 511 }, (_, index) => index + 1 & 0xff));
    assert.equal(denoSystem.readBytes(path, 1, 1000), expected);
    assert.equal(ask("bytes", path).answer, expected);
  }));

Deno.test("QuickJS's SHA-1 as in Deno: every byte, and every length of up to three blocks", () => {
  const bytes = String.fromCharCode(...Array.from({ length: 256 }, (_, byte) => byte));
  const texts = [bytes, ...Array.from({ length: 193 }, (_, length) => "ÿa".repeat(97).slice(0, length))];
  assert.deepEqual(ask("sha1", JSON.stringify(texts)).answer, texts.map(sha1Hex));
});

/** Addresses and what is nearly one, each also with every character taken out or doubled, or another in its place. */
const ADDRESSES = [
  ...[
    "0.0.0.0",
    "255.255.255.255",
    "192.0.2.1",
    "10.20.30.40",
    "1.2.3",
    "1.2.3.4.5",
    "01.2.3.4",
    "1.2.3.256",
    "1..2.3",
  ],
  ...[
    "::",
    "::1",
    "1::",
    "2001:db8::1",
    "2001:DB8:0:0:1:0:0:1",
    "1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7::",
    "::2:3:4:5:6:7:8",
  ],
  ...[
    "1:0:0:4:0:0:0:8",
    "fe80::%eth0",
    "::ffff:192.0.2.1",
    "::FFFF:1.2.3.4",
    "::fffe:1.2.3.4",
    "64:ff9b::1.2.3.4",
  ],
  ...[
    "1:2:3:4:5:6:7:8:9",
    "1::2::3",
    ":::",
    ":1",
    "1:",
    "12345::",
    "0000:0000:0000:0000:0000:ffff:255.255.255.255",
    "",
  ],
];

function nearby(text: string): string[] {
  const places = Array.from(
    text,
    (_, index) => [text.slice(0, index), text[index]!, text.slice(index + 1)] as const,
  );
  return places.flatMap(([before, own, after]) =>
    ["", own + own, "0", "9", "f", "G", ":", ".", " ", "\0", "é"].map((other) => before + other + after)
  );
}

const SPOKEN = ask("language").answer as unknown[];

LANGUAGE.forEach(([name, body], index) => {
  Deno.test(`QuickJS's language as in Deno: ${name}`, () => {
    assert.deepEqual(SPOKEN[index], JSON.parse(JSON.stringify(body())));
  });
});

Deno.test("QuickJS's IP addresses as in Deno", () =>
  inTemporaryDirectory((directory) => {
    const texts = ADDRESSES.flatMap((text) => [text, ...nearby(text)]);
    Deno.writeTextFileSync(`${directory}/texts`, JSON.stringify(texts));
    assert.deepEqual(ask("ips", `${directory}/texts`).answer, texts.map((text) => parseIp(text) ?? null));
  }));

Deno.test("QuickJS's texts of IPv6 addresses as in Deno: zeros in every place", () => {
  const all = Array.from(
    { length: 256 },
    (_, zeros) => Array.from({ length: 8 }, (_, index) => zeros >> index & 1 ? 0 : 0x10 ** (index % 4)),
  );
  assert.deepEqual(ask("groups", JSON.stringify(all)).answer, all.map(formatGroups));
});

const RUNS: readonly [script: string, code: number, stderr: string][] = [
  ["exit 7", 7, ""],
  ["echo out; echo err >&2; exit 1", 1, "err"],
  ["read -r line || exit 3", 3, ""],
  ["kill -9 $$", 137, ""],
  ["printf 'ä\\n' >&2", 0, "ä"],
  ["yes | head -c 200000 >&2; exit 4", 4, "y\n".repeat(32768).trim()],
];

for (const [script, code, stderr] of RUNS) {
  Deno.test(`QuickJS's system, run: ${script}`, () => {
    assert.deepEqual(ask("run", "/bin/sh", "-c", script).answer, { code, stderr });
  });
}

Deno.test("QuickJS's system, readText: what may never end is refused, and not waited for", () =>
  inTemporaryDirectory((directory) => {
    execute("mkfifo", [`${directory}/fifo`]);
    for (const path of [`${directory}/fifo`, "/dev/zero"]) {
      assert.equal(ask("read", path).error, `cannot read "${path}": it is not a plain file`);
    }
  }));

Deno.test("QuickJS's system, run: how a program ended is known also to one whose starter ignores SIGCHLD", () => {
  const { out } = execute("env", ["--ignore-signal=CHLD", program, "run", "/bin/false"]);
  assert.deepEqual(JSON.parse(out).answer, { code: 1, stderr: "" });
});

const SYSTEM_FAULTS: readonly [words: string[], code: string, error: string][] = [
  [["run", "/none/x"], "ENOENT", 'cannot run "/none/x": there is no such file or directory'],
  [["run", "/etc"], "EACCES", 'cannot run "/etc": permission denied'],
  [["read", "/a\u0001".padEnd(5000, "x")], "ENAMETOOLONG", ""],
];

for (const [words, code, error] of SYSTEM_FAULTS) {
  Deno.test(`QuickJS's system, ${words.join(" ").slice(0, 40)}: ${code}`, () => {
    const answer = ask(...words);
    assert.equal(answer.code, code);
    if (error !== "") assert.equal(answer.error, error);
  });
}

Deno.test("QuickJS's system: a bug ends with its message and status 1", () => {
  const { status, err } = execute(program, ["throw"]);
  assert.equal(status, 1);
  assert.match(err, /^simple-init: RangeError: an error of the program's own/);
});
