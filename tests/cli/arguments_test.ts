import assert from "node:assert/strict";
import { type Arguments, parseArguments, parseSettings, UsageError } from "../../lib/cli/arguments.ts";
import { DEFAULT_OPTIONS } from "../../lib/plan/options.ts";
import { FAULTS, OPTIONS, split, STACKS } from "./_command_lines.ts";

const NOTHING: Arguments = {
  command: "",
  operands: [],
  options: DEFAULT_OPTIONS,
  format: "text",
  volume: "normal",
  help: false,
  thisMachine: false,
};

const WORDS: readonly [words: string, expected: Partial<Arguments>][] = [
  ["", {}],
  ["boot", { command: "boot" }],
  ["-- boot", { command: "boot" }],
  ["-- boot --quiet", { command: "boot", volume: "quiet" }],
  ["validate /a /b", { command: "validate", operands: ["/a", "/b"] }],
  ["validate -", { command: "validate", operands: ["-"] }],
  ["plan -- --root", { command: "plan", operands: ["--root"] }],
  ["--format json", { format: "json" }],
  ["--format=text", {}],
  ["--quiet", { volume: "quiet" }],
  ["--verbose", { volume: "verbose" }],
  ["--quiet --verbose", { volume: "quiet" }],
  ["--help", { help: true }],
  ["--this-machine boot", { command: "boot", thisMachine: true }],
];

for (const [words, expected] of WORDS) {
  Deno.test(`arguments: ${words || "none"}`, () => {
    assert.deepEqual(parseArguments(split(words)), { ...NOTHING, ...expected });
  });
}

for (const [words, expected] of OPTIONS) {
  Deno.test(`arguments: ${words}`, () => {
    const { options } = parseArguments(["boot", ...split(words)]);
    assert.deepEqual(options, { ...DEFAULT_OPTIONS, ...expected });
  });
}

for (const [words, message] of FAULTS) {
  Deno.test(`arguments: ${words} is wrong usage`, () => {
    assert.throws(() => parseArguments(["boot", ...split(words)]), { name: "UsageError", message });
  });
}

Deno.test("arguments: a fault shows no control characters", () => {
  assert.throws(() => parseArguments(["--\u001b[31m"]), (error) =>
    // deno-lint-ignore no-control-regex -- they are what must not be there
    error instanceof UsageError && !/[\u0000-\u001f]/.test(error.message));
});

const SETTINGS: readonly [what: string, text: string, values: Record<string, unknown>, faults?: string[]][] =
  [
    ["nothing", "", {}],
    ["comments and empty lines", "# no-dns\n\n   \n  # x\n", {}],
    ["a switch and a value", "no-dns\nrenderer=networkd\n", { "no-dns": true, "renderer": "networkd" }],
    ["space around a line, CRLF, no line end", "  no-dns \r\nssh-user=alice", {
      "no-dns": true,
      "ssh-user": "alice",
    }],
    ["the last of two", "ssh-user=a\nssh-user=b\n", { "ssh-user": "b" }],
    ["one that is only for the command line", "root=/x\nquiet\n", { quiet: true }, [
      '"root" is not a setting.',
    ]],
    ["a value with = and spaces in it", "config-drive=/a=b c\n", { "config-drive": "/a=b c" }],
    ["which drive", "drive=media\n", { drive: "media" }],
    ["a drive that is none", "drive=cd\n", {}, [
      '"cd" is not a value of --drive; use one of any, media, none, required.',
    ]],
    ["network-manager", "network-manager\n", { renderer: "networkmanager" }],
    ["an unknown one, and a good one", "foo=1\nno-dns\n", { "no-dns": true }, [
      'There is no option "--foo"; simple-init --help lists them.',
    ]],
    ["a value that is none, and a good one", "renderer=foo\nno-dns\n", { "no-dns": true }, [
      `"foo" is not a value of --renderer; use one of ${STACKS}.`,
    ]],
    ["a missing value", "renderer\n", {}, ["The option --renderer needs a value, as in --renderer=VALUE."]],
    ["dashes", "--no-dns\n", {}, ['There is no option "----no-dns"; simple-init --help lists them.']],
    ["a space instead of =", "renderer networkd\n", {}, [
      'There is no option "--renderer networkd"; simple-init --help lists them.',
    ]],
    ["a comment behind a value", "carrier-timeout=5 # s\n", {}, [
      '"5 # s" is not a value of --carrier-timeout; use a number of seconds, as in 5 or 0.5.',
    ]],
  ];

for (const [what, text, values, faults = []] of SETTINGS) {
  Deno.test(`settings: ${what}`, () => assert.deepEqual(parseSettings(text), { values, faults }));
}

for (const line of ["root=/", "interface=eth0", "this-machine", "format=json", "help"]) {
  const name = line.replace(/=.*/, "");
  Deno.test(`settings: ${name} is only for the command line`, () => {
    assert.deepEqual(parseSettings(line), { values: {}, faults: [`"${name}" is not a setting.`] });
  });
}

const MERGED: readonly [
  settings: string,
  words: string,
  expected: Partial<Arguments["options"]>,
  volume?: string,
][] = [
  ["renderer=networkd", "", { renderer: "networkd" }],
  ["renderer=networkd", "--renderer ifupdown", { renderer: "ifupdown" }],
  ["renderer=networkd", "--network-manager", { renderer: "networkmanager" }],
  ["network-manager", "--renderer networkd", { renderer: "networkd" }],
  ["drive=media", "", { drive: "media" }],
  ["drive=media", "--drive any", { drive: "any" }],
  ["no-dns", "--no-hostname", { dns: false, hostName: false }],
  ["quiet", "", {}, "quiet"],
  ["quiet", "--verbose", {}, "verbose"],
  ["verbose", "--quiet", {}, "quiet"],
];

for (const [settings, words, expected, volume = "normal"] of MERGED) {
  Deno.test(`settings: ${settings}, command line: ${words || "nothing"}`, () => {
    const args = parseArguments(split(words), parseSettings(settings).values);
    assert.deepEqual(args.options, { ...DEFAULT_OPTIONS, ...expected });
    assert.equal(args.volume, volume);
  });
}
