import assert from "node:assert/strict";
import { takeLock } from "../lib/lock.ts";
import { denoSystem } from "../lib/system/deno.ts";
import { rootedSystem } from "../lib/system/rooted.ts";
import type { System } from "../lib/system/system.ts";
import { failing, inTemporaryDirectory, intercepted } from "./support/faults.ts";

const LOCK = ".lock.simple-init";
const RUNTIME = "run/simple-init";

/** A root, seen as the machine's own or as a tree. */
function inRoot(body: (system: System, at: string) => void): void {
  inTemporaryDirectory((at) => {
    Deno.mkdirSync(`${at}/run`);
    body(rootedSystem(denoSystem, at), at);
  });
}

function namesIn(path: string): string[] {
  return [...Deno.readDirSync(path)].map(({ name }) => name).sort();
}

const PLACES: readonly [what: string, isMachine: boolean, path: string][] = [
  ["the machine", true, `${RUNTIME}/${LOCK}`],
  ["a tree", false, LOCK],
];

for (const [what, isMachine, path] of PLACES) {
  Deno.test(`lock: that of ${what} nobody else can open, it is held once, and gone when it is given back`, () =>
    inRoot((system, at) => {
      const release = takeLock(system, isMachine, 0);
      assert.ok(release);
      assert.equal(Deno.lstatSync(`${at}/${path}`).mode! & 0o777, 0o700);
      assert.equal(takeLock(system, isMachine, 0), undefined);
      release();
      assert.throws(() => Deno.lstatSync(`${at}/${path}`), Deno.errors.NotFound);
      assert.equal(takeLock(system, isMachine, 0) === undefined, false);
    }));
}

Deno.test("lock: who waited for one that was removed takes a new one", () =>
  inRoot((system, at) => {
    const first = takeLock(system, false, 0)!;
    let tries = 0;
    const waiting = intercepted(system, ["lock"], () => {
      if (tries++ === 0) first();
    });
    const second = takeLock(waiting, false, 0);
    assert.ok(second);
    assert.deepEqual(namesIn(at), [LOCK, "run"]);
    assert.equal(takeLock(system, false, 0), undefined);
    second();
  }));

const PLANTED: readonly [what: string, plant: (path: string) => void][] = [
  ["a directory that others may open", (path) => Deno.mkdirSync(path, { mode: 0o755 })],
  ["a file", (path) => Deno.writeTextFileSync(path, "", { mode: 0o600 })],
  ["a link", (path) => Deno.symlinkSync("run", path)],
];

for (const [what, plant] of PLANTED) {
  Deno.test(`lock: where ${what} is in its place, the root itself is locked`, () =>
    inRoot((system, at) => {
      plant(`${at}/${LOCK}`);
      const release = takeLock(system, false, 0)!;
      assert.equal(denoSystem.lock(at, 0), undefined);
      release();
      assert.deepEqual(namesIn(at), [LOCK, "run"]);
    }));
}

for (const code of ["EROFS", "ENOSPC", "EACCES"]) {
  Deno.test(`lock: where nothing can be made (${code}), the root itself is locked`, () =>
    inRoot((system, at) => {
      const release = takeLock(failing(system, "makeDirectory", code), true, 0)!;
      assert.equal(denoSystem.lock(at, 0), undefined);
      release();
      assert.deepEqual(namesIn(`${at}/run`), []);
    }));
}
