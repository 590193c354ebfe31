import assert from "node:assert/strict";
import { memorySystem } from "../../lib/system/memory.ts";
import { rootedSystem } from "../../lib/system/rooted.ts";

Deno.test("root: what is locked is the root", () => {
  const locked: string[] = [];
  const lock = (path: string) => (locked.push(path), () => {});
  rootedSystem({ ...memorySystem({ "/r/x": "" }), lock }, "/r").lock("/", 0);
  assert.deepEqual(locked, ["/r"]);
});

Deno.test("root: / is the system itself", () => {
  const system = memorySystem({});
  assert.equal(rootedSystem(system, "/"), system);
});

for (const [root, path] of [["/r/", "/r/etc/x"], ["r", "r/etc/x"]] as const) {
  Deno.test(`root: ${root} is looked at as ${path}`, () => {
    const seen: string[] = [];
    const system = { ...memorySystem({}), lstat: (path: string) => (seen.push(path), undefined) };
    rootedSystem(system, root).lstat("/etc/x");
    assert.equal(seen.at(-1), path);
  });
}
