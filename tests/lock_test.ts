import assert from "node:assert/strict";
import { takeLock } from "../lib/lock.ts";
import { denoSystem } from "../lib/system/deno.ts";
import { rootedSystem } from "../lib/system/rooted.ts";
import type { System } from "../lib/system/system.ts";
import { failing, inTemporaryDirectory, intercepted, withStatus } from "./support/faults.ts";

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

Deno.test("lock: one that is removed before it is looked at is made again", () =>
  inRoot((system, at) => {
    const removed = intercepted(system, ["lstat"], (_, [path], count) => {
      if (count === 0) Deno.removeSync(`${at}${path}`);
    });
    const release = takeLock(removed, false, 0);
    assert.ok(release);
    assert.deepEqual(namesIn(at), [LOCK, "run"]);
    release();
    assert.deepEqual(namesIn(at), ["run"]);
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

/** Owners of the lock and of the root, and whether the lock is one that can be relied on. */
const OWNERS: readonly [ofLock: number, ofRoot: number, isTrusted: boolean][] = [
  [0, 7, true],
  [7, 7, true],
  [7, 0, false],
  [7, 8, false],
];

for (const [ofLock, ofRoot, isTrusted] of OWNERS) {
  Deno.test(`lock: one of ${ofLock} in a root of ${ofRoot} is ${isTrusted ? "taken" : "not relied on"}`, () =>
    inRoot((system, at) => {
      const seen = withStatus(system, { [`/${LOCK}`]: { uid: ofLock }, "/": { uid: ofRoot } });
      const release = takeLock(seen, false, 0)!;
      assert.equal(denoSystem.lock(`${at}/${isTrusted ? LOCK : ""}`, 0), undefined);
      release();
      assert.equal(namesIn(at).includes(LOCK), !isTrusted);
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
