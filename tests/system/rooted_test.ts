import assert from "node:assert/strict";
import { denoSystem } from "../../lib/system/deno.ts";
import { memorySystem } from "../../lib/system/memory.ts";
import { rootedSystem } from "../../lib/system/rooted.ts";
import type { System } from "../../lib/system/system.ts";
import { inTemporaryDirectory, systemErrorOf } from "../support/faults.ts";
import { readTree } from "../support/trees.ts";

/** A root full of links that would leave it if they were followed as the host does. */
const LINKS: Readonly<Record<string, string>> = {
  "relative": "etc/name",
  "absolute": "/etc/name",
  "chain": "absolute",
  "up": "../../../../outside/secret",
  "host": "AT/outside/secret",
  "hostDirectory": "AT/outside",
  "upDirectory": "../outside",
  "self": "/",
  "etc/absolute": "/etc/name",
  "etc/sibling": "name",
  "etc/above": "../etc/name",
  "loop": "loop",
  "ping": "pong",
  "pong": "ping",
  "dangling": "/etc/new",
  "danglingHost": "AT/outside/new",
};

function withRoot(body: (root: System, at: string) => void): void {
  inTemporaryDirectory((at) => {
    for (const path of ["root", "root/etc", "outside"]) Deno.mkdirSync(`${at}/${path}`);
    Deno.writeTextFileSync(`${at}/outside/secret`, "secret");
    Deno.writeTextFileSync(`${at}/root/etc/name`, "name");
    for (const [path, target] of Object.entries(LINKS)) {
      Deno.symlinkSync(target.replace("AT", at), `${at}/root/${path}`);
    }
    body(rootedSystem(denoSystem, `${at}/root`), at);
  });
}

const READS: readonly [path: string, expected: string | undefined][] = [
  ["/etc/name", "name"],
  ["/etc/./name", "name"],
  ["//etc//name", "name"],
  ["/../../etc/name", "name"],
  ["/etc/../../../etc/name", "name"],
  ["/relative", "name"],
  ["/absolute", "name"],
  ["/chain", "name"],
  ["/etc/absolute", "name"],
  ["/self/self/etc/name", "name"],
  ["/etc/sibling", "name"],
  ["/etc/above", "name"],
  ["/up", undefined],
  ["/host", undefined],
  ["/hostDirectory/secret", undefined],
  ["/upDirectory/secret", undefined],
  ["/../outside/secret", undefined],
  ["/dangling", undefined],
];

for (const [path, expected] of READS) {
  Deno.test(`root: reading ${path} gives ${expected ?? "nothing"}`, () =>
    withRoot((root) => {
      assert.equal(root.readText(path), expected);
      assert.equal(root.stat(path)?.kind, expected === undefined ? undefined : "file");
    }));
}

for (const path of ["/loop", "/ping", "/loop/x"]) {
  Deno.test(`root: the loop of links at ${path} is refused`, () =>
    withRoot((root) => {
      const error = systemErrorOf(() => root.readText(path));
      assert.equal(error.code, "ELOOP");
      assert.equal(
        error.message,
        `cannot follow "${path}": too many symbolic links, or one that leaves the root`,
      );
    }));
}

Deno.test("root: links and directories are seen as they are", () =>
  withRoot((root, at) => {
    assert.equal(root.lstat("/absolute")?.kind, "symlink");
    assert.equal(root.readLink("/host"), `${at}/outside/secret`);
    assert.deepEqual(root.readDirectory("/self/etc"), ["above", "absolute", "name", "sibling"]);
    assert.equal(root.readDirectory("/hostDirectory"), undefined);
  }));

/** `made`: what is new or different below the root; undefined where the call is refused. */
const WRITES: readonly [name: string, write: (root: System) => void, made: string | undefined][] = [
  ["createFile: over a dangling link", (root) => root.createFile("/dangling", "new", 0o644), undefined],
  ["createFile: over a link out", (root) => root.createFile("/danglingHost", "new", 0o644), undefined],
  ["createFile: behind a link out", (root) => root.createFile("/hostDirectory/new", "new", 0o644), undefined],
  [
    "createFile: behind a relative link out",
    (root) => root.createFile("/upDirectory/new", "new", 0o644),
    undefined,
  ],
  ["createFile: above the root", (root) => root.createFile("/../outside/new", "new", 0o644), undefined],
  ["createFile: behind a link within", (root) => root.createFile("/self/etc/new", "new", 0o644), "etc/new"],
  ["writeInto: through a link out", (root) => root.writeInto("/host", "new"), undefined],
  ["writeInto: through a link within", (root) => root.writeInto("/absolute", "new"), "etc/name"],
  ["makeDirectory: behind a link out", (root) => root.makeDirectory("/hostDirectory/new", 0o755), undefined],
  ["makeDirectory: for a dangling link", (root) => root.makeDirectory("/dangling", 0o755), "etc/new"],
  ["makeLink: behind a link out", (root) => root.makeLink("x", "/hostDirectory/new"), undefined],
  ["rename: over a link out", (root) => root.rename("/etc/name", "/host"), "host"],
  ["rename: behind a link out", (root) => root.rename("/etc/name", "/hostDirectory/secret"), undefined],
  ["rename: from behind a link out", (root) => root.rename("/hostDirectory/secret", "/etc/name"), undefined],
  ["remove: a link out", (root) => root.remove("/host"), "host"],
  ["remove: behind a link out", (root) => root.remove("/hostDirectory/secret"), undefined],
];

for (const [name, write, made] of WRITES) {
  Deno.test(`root: ${name} ${made === undefined ? "is refused" : `changes ${made}`}, and nothing outside`, () =>
    withRoot((root, at) => {
      const [before, outside] = [readTree(`${at}/root`), readTree(`${at}/outside`)];
      if (made === undefined) systemErrorOf(() => write(root));
      else write(root);
      assert.deepEqual(readTree(`${at}/outside`), outside);
      const after = readTree(`${at}/root`);
      if (made === undefined) assert.deepEqual(after, before);
      else assert.notDeepEqual(after.get(made), before.get(made));
    }));
}

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

Deno.test("root: what is open below it stays below it", () =>
  withRoot((root) => {
    const self = root.open("/self");
    assert.equal(self?.readText("etc/name"), "name");
    assert.equal(systemErrorOf(() => self?.readText("absolute")).code, "ELOOP");
    assert.equal(self?.readText("self/etc/name"), undefined);
    assert.equal(root.open("/hostDirectory"), undefined);
  }));
