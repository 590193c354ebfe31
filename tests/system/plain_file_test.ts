/** What is at a path, by one look. */
import assert from "node:assert/strict";
import { type MemoryEntry, memorySystem } from "../../lib/system/memory.ts";
import { findFile } from "../../lib/system/plain_file.ts";
import { SystemError } from "../../lib/system/system.ts";
import { failing } from "../support/faults.ts";

const PATH = "/etc/x";

const ROWS: readonly [
  what: string,
  entry: MemoryEntry | undefined,
  kind: string | undefined,
  text?: string,
][] = [
  ["a file", { text: "text", mode: 0o600 }, "file", "text"],
  ["an empty file", "", "file", ""],
  ["a link", { link: "/etc/y" }, "symlink"],
  ["a link to nothing", { link: "/etc/z" }, "symlink"],
  ["a device", { text: "", kind: "other" }, "other"],
  ["a disk", { text: "", kind: "block device" }, "block device"],
  ["nothing", undefined, undefined],
];

for (const [what, entry, kind, text] of ROWS) {
  Deno.test(`findFile: ${what}`, () => {
    const system = memorySystem({ "/etc/y": "other", ...(entry === undefined ? {} : { [PATH]: entry }) });
    const found = findFile(system, PATH, 10);
    assert.deepEqual([found?.status.kind, found?.text], [kind, text]);
    assert.deepEqual(found?.status, system.lstat(PATH));
  });
}

Deno.test("findFile: a directory", () => {
  const found = findFile(memorySystem({ [`${PATH}/y`]: "" }), PATH, 10);
  assert.deepEqual([found?.status.kind, found?.text], ["directory", undefined]);
});

Deno.test("findFile: a file that is too large, or cannot be read, is no other thing", () => {
  const system = memorySystem({ [PATH]: "12345678901" });
  assert.throws(() => findFile(system, PATH, 10), { name: "SystemError", code: "EFBIG" });
  assert.throws(() => findFile(failing(system, "readFile", "EIO"), PATH, 99), { code: "EIO" });
});

Deno.test("findFile: what is gone when it is looked at again has failed", () => {
  const system = failing(memorySystem({}), "readFile", "EIO");
  assert.throws(() => findFile(system, PATH, 10), { code: "EIO" });
});

Deno.test("findFile: only the system's own errors are looked into", () => {
  const error = new TypeError("x");
  const system = memorySystem({ [`${PATH}/y`]: "" });
  const broken = {
    ...system,
    readFile: () => {
      throw error;
    },
  };
  assert.throws(
    () => findFile(broken, PATH, 10),
    (thrown) => thrown === error && !(thrown instanceof SystemError),
  );
});
