import assert from "node:assert/strict";
import { translateGlean } from "../../lib/cli/glean.ts";
import { parseArguments } from "../../lib/cli/arguments.ts";
import { runHere } from "../support/runner.ts";

const NO_IDENTITY = ["--no-ssh-keys", "--no-hostname"];

const ROWS: readonly [glean: string, ours: readonly string[]][] = [
  ["", ["boot", ...NO_IDENTITY]],
  ["--ssh --skip-network --hostname", ["boot", "--no-network"]],
  ["-n", ["plan", ...NO_IDENTITY]],
  ["--noop --ssh", ["plan", "--no-hostname"]],
  ["-i eth0 --hostname", ["boot", "--interface=eth0", "--no-ssh-keys"]],
  ["--interface=lo", ["boot", "--no-network", ...NO_IDENTITY]],
  ["--interface eth0 --skip-network", ["boot", "--no-network", ...NO_IDENTITY]],
  ["--root /image --skip-dns", ["boot", "--root=/image", ...NO_IDENTITY, "--no-dns"]],
  ["--use-nm --no-dhcp-fallback", ["boot", ...NO_IDENTITY, "--network-manager", "--no-dhcp-fallback"]],
  ["--debug", ["boot", ...NO_IDENTITY, "--verbose"]],
  ["-h", ["boot", "--help", ...NO_IDENTITY]],
];

for (const [glean, ours] of ROWS) {
  Deno.test(`glean ${glean} is simple-init ${ours.join(" ")}`, () => {
    const command = translateGlean(glean.split(" ").filter(Boolean));
    assert.ok("words" in command);
    assert.deepEqual(command.words, ours);
    assert.deepEqual(command.notes, []);
    parseArguments(command.words);
  });
}

Deno.test("glean's distribution is ignored, and said so", () => {
  const { status, err } = runHere(["hook", "glean", "-n", "--distro", "gentoo", "--root", "/does/not/exist"]);
  assert.equal(status, 1);
  assert.equal(
    err,
    "note: the option --distro is ignored: the root says what it is.\n" +
      'simple-init: The root "/does/not/exist" does not exist.',
  );
});

const FAULTS: readonly [glean: string, says: string][] = [
  [
    "--publish",
    "unknown or unexpected option: --publish; simple-init --help lists the options that replace glean's.",
  ],
  [
    "--distro.name=x",
    "unknown or unexpected option: --distro.name; simple-init --help lists the options that replace glean's.",
  ],
  ["eth0", 'glean takes options only, but got "eth0".'],
];

for (const [glean, says] of FAULTS) {
  Deno.test(`glean ${glean} is wrong usage`, () => {
    assert.deepEqual(runHere(["hook", "glean", ...glean.split(" ")]), {
      status: 2,
      out: "",
      err: `glean: ${says}`,
    });
  });
}
