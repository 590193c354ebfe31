import assert from "node:assert/strict";
import { denoSystem } from "../../lib/system/deno.ts";
import { memorySystem } from "../../lib/system/memory.ts";
import { rootedSystem } from "../../lib/system/rooted.ts";
import type { System } from "../../lib/system/system.ts";
import { inTemporaryDirectory } from "../support/faults.ts";

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

Deno.test("root: it may be reached by a link, which is followed", () => {
  const system = rootedSystem(memorySystem({ "/image/etc/x": "a", "/r": { link: "/image" } }), "/r");
  assert.deepEqual([system.readText("/etc/x"), system.readDirectory("/")], ["a", ["etc"]]);
});

Deno.test("root: behind a file nothing is, and behind a link what is above its target", () =>
  inTemporaryDirectory((at) => {
    const system = rootedSystem(denoSystem, at);
    system.createFile("/file", "a", 0o600);
    system.makeDirectory("/a", 0o700);
    system.makeDirectory("/a/b", 0o700);
    system.createFile("/a/y", "b", 0o600);
    system.makeLink("a/b", "/way");
    assert.equal(system.readText("/file/../file"), undefined);
    assert.deepEqual([system.lstat("/file/.."), system.readText("/file/..")], [undefined, undefined]);
    assert.deepEqual([system.lstat("/way/..")?.kind, system.readText("/way/../y")], ["directory", "b"]);
  }));

Deno.test("root: as many links are followed as the kernel follows, and no more", () => {
  const links = Array.from({ length: 41 }, (_, index) => [`/r/l${index}`, { link: `l${index + 1}` }]);
  const system = rootedSystem(memorySystem({ ...Object.fromEntries(links), "/r/l41": "a" }), "/r");
  assert.equal(system.readText("/l1"), "a");
  assert.throws(() => system.readText("/l0"), { code: "ELOOP" });
});

for (const [root, path] of [["/r/", "/r/etc/x"], ["r", "r/etc/x"]] as const) {
  Deno.test(`root: ${root} is looked at as ${path}`, () => {
    const seen: string[] = [];
    const system = { ...memorySystem({}), lstat: (path: string) => (seen.push(path), undefined) };
    rootedSystem(system, root).lstat("/etc/x");
    assert.equal(seen.at(-1), path);
  });
}

/** What others may make a directory during. */
const MEANWHILE: readonly [what: string, act: (system: System) => void][] = [
  ["a program has run", (system) => system.run(["make"])],
  ["a wait", (system) => system.sleep(1)],
  ["a mount", (system) => system.mount("/dev/sr0", "/mnt", "iso9660")],
  ["the mount's end", (system) => system.unmount("/mnt")],
];

for (const [what, act] of MEANWHILE) {
  Deno.test(`root: a directory that was not there is looked for again after ${what}`, () => {
    const memory = memorySystem({ "/r/etc/x": "" });
    const make = () => {
      memory.makeDirectory("/r/new", 0o755);
      memory.createFile("/r/new/a", "1", 0o644);
    };
    const run = () => (make(), { code: 0, stderr: "" });
    const system = rootedSystem({ ...memory, run, sleep: make, mount: make, unmount: make }, "/r");
    assert.equal(system.stat("/new/a"), undefined);
    act(system);
    assert.equal(system.stat("/new/a")?.kind, "file");
  });
}

Deno.test("root: a directory that was found is not looked for again", () => {
  let looked = 0;
  const memory = memorySystem({ "/r/etc/net/a": "1", "/r/etc/net/b": "2" });
  const system = rootedSystem({ ...memory, lstat: (path: string) => (looked++, memory.lstat(path)) }, "/r");
  const costs = ["/etc/net/a", "/etc/net/b"].map((path) => {
    const before = looked;
    system.readText(path);
    return looked - before;
  });
  assert.ok(costs[1]! < costs[0]!, costs.join());
});
