import assert from "node:assert/strict";
import { inTemporaryDirectory } from "../support/faults.ts";
import { differences, restore, takeSnapshot } from "./snapshot.ts";

/** A tree with a file in a directory and a link. */
function lay(at: string): void {
  Deno.mkdirSync(`${at}/etc`, { recursive: true });
  Deno.writeTextFileSync(`${at}/etc/a`, "a", { mode: 0o600 });
  Deno.symlinkSync("a", `${at}/etc/link`);
}

const DAMAGE: readonly [what: string, damage: (at: string) => void, paths: string[]][] = [
  ["contents", (at) => Deno.writeTextFileSync(`${at}/etc/a`, "b"), ["etc/a"]],
  ["a mode", (at) => Deno.chmodSync(`${at}/etc/a`, 0o644), ["etc/a"]],
  ["a directory's mode", (at) => Deno.chmodSync(`${at}/etc`, 0o700), ["etc"]],
  ["a new file", (at) => Deno.writeTextFileSync(`${at}/etc/b`, ""), ["etc/b"]],
  ["a lost file", (at) => Deno.removeSync(`${at}/etc/a`), ["etc/a"]],
  ["a directory in its place", (at) => (Deno.removeSync(`${at}/etc/a`), Deno.mkdirSync(`${at}/etc/a`)), [
    "etc/a",
  ]],
  ["another link", (at) => (Deno.removeSync(`${at}/etc/link`), Deno.symlinkSync("b", `${at}/etc/link`)), [
    "etc/link",
  ]],
];

for (const [what, damage, paths] of DAMAGE) {
  Deno.test(`snapshot: ${what} is seen, and put right`, () =>
    inTemporaryDirectory((at) => {
      lay(at);
      const before = takeSnapshot(at);
      damage(at);
      assert.deepEqual(differences(before, takeSnapshot(at)), paths);
      restore(at, before);
      assert.deepEqual(differences(before, takeSnapshot(at)), []);
    }));
}

Deno.test("snapshot: a link in the place of a directory is taken away, and nothing behind it", () =>
  inTemporaryDirectory((at) => {
    lay(`${at}/root`);
    lay(`${at}/others`);
    const [before, others] = [takeSnapshot(`${at}/root`), takeSnapshot(`${at}/others`)];
    Deno.removeSync(`${at}/root/etc`, { recursive: true });
    Deno.symlinkSync(`${at}/others/etc`, `${at}/root/etc`);
    restore(`${at}/root`, before);
    assert.deepEqual(differences(before, takeSnapshot(`${at}/root`)), []);
    assert.deepEqual(differences(others, takeSnapshot(`${at}/others`)), []);
  }));
