import assert from "node:assert/strict";
import { join } from "@std/path";
import { layRoot, readCases, type Run } from "../support/cases.ts";
import { runHere } from "../support/runner.ts";
import { listChanges, readTree } from "../support/trees.ts";
import { run } from "./_run.ts";

/** Lays a case's root on a file system of its own, small enough to fill, and boots it there after `spoil`. */
function bootSpoilt(caseName: string, spoil: (root: string) => void): { result: Run; changed: string[] } {
  const temporary = Deno.makeTempDirSync();
  const mounted = run("mount", ["-t", "tmpfs", "-o", "size=2m", "none", temporary], "mount");
  assert.equal(mounted.code, 0, mounted.errors);
  try {
    const root = join(temporary, "root");
    layRoot(readCases().find(({ name }) => name === caseName)!, root);
    spoil(temporary);
    const before = readTree(root);
    const result = runHere(["boot", "--root", root, "--renderer", "networkd"]);
    return {
      result: { ...result, err: result.err.replaceAll(root, "ROOT") },
      changed: listChanges(before, readTree(root)),
    };
  } finally {
    run("umount", [temporary], "mount");
    Deno.removeSync(temporary);
  }
}

Deno.test("faults: a read-only file system: one sentence, nothing changed", () => {
  const { result, changed } = bootSpoilt("nova-static-dual-stack", (path) => {
    assert.equal(run("mount", ["-o", "remount,ro", path], "mount").code, 0);
  });
  assert.deepEqual([result.status, changed], [1, []]);
  assert.match(
    result.err,
    /^problem: .*: the file system is read-only; no more is changed until the file system is mounted for writing\.$/,
  );
});

Deno.test("faults: a full disk: one sentence, old files intact, nothing half written", () => {
  const { result, changed } = bootSpoilt("operator-owned-files", (path) => {
    const chunk = new Uint8Array(4096).fill(1);
    using filler = Deno.createSync(join(path, "filler"));
    try {
      while (true) filler.writeSync(chunk);
    } catch (error) {
      assert.match(String(error), /os error 28/);
    }
  });
  const problems = result.err.split("\n").filter((line) => line.startsWith("problem"));
  assert.equal(result.status, 1);
  assert.equal(problems.length, 1, result.err);
  assert.match(
    problems[0]!,
    /: no space left on the file system; no more is changed until there is room again\.$/,
  );
  // The directory of the records is made before the disk says that there is no room for one.
  assert.deepEqual(changed.filter((path) => !path.endsWith("/")), []);
});
