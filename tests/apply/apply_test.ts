import assert from "node:assert/strict";
import { type Applied, applyChanges } from "../../lib/apply/apply.ts";
import type { Change, FileChange } from "../../lib/apply/change.ts";
import { type MemoryEntry, type MemorySystem, memorySystem } from "../../lib/system/memory.ts";
import type { System } from "../../lib/system/system.ts";
import { failing, intercepted } from "../support/faults.ts";

function file(path: string, options: Partial<FileChange> = {}): FileChange {
  return {
    kind: "create",
    purpose: "network",
    path,
    before: "",
    after: `${path}\n`,
    mode: 0o644,
    ...options,
  };
}

const THREE: readonly Change[] = [
  file("/etc/net/a"),
  file("/etc/net/b", { kind: "update", mode: 0o600 }),
  file("/etc/net/c", { kind: "remove", after: "" }),
];

const BEFORE: Readonly<Record<string, MemoryEntry>> = {
  "/etc/net/b": { text: "old", mode: 0o644 },
  "/etc/net/c": "old",
};

function apply(files: Readonly<Record<string, MemoryEntry>>, changes: readonly Change[], over = same) {
  const system = memorySystem({ ...files });
  const applied = applyChanges(over(system), changes);
  return { system, applied, files: Object.fromEntries(system.entries) };
}

function same(system: MemorySystem): System {
  return system;
}

function sentences({ problems }: Applied): string[] {
  return problems.map(({ file, message, action }) => `${file}: ${message}; ${action}`);
}

Deno.test("apply: creates, updates and removes, with modes, and leaves nothing else", () => {
  const { applied, files } = apply(BEFORE, THREE);
  assert.deepEqual(files, {
    "/etc/net/a": { text: "/etc/net/a\n", mode: 0o644 },
    "/etc/net/b": { text: "/etc/net/b\n", mode: 0o600 },
  });
  assert.deepEqual(applied, { done: THREE, problems: [] });
});

const GENERAL: readonly [code: string, reason: string, action: string][] = [
  ["ENOSPC", "no space left on the file system", "no more is changed until there is room again"],
  ["EDQUOT", "the disk quota is used up", "no more is changed until there is room again"],
  [
    "EROFS",
    "the file system is read-only",
    "no more is changed until the file system is mounted for writing",
  ],
  [
    "ENOTCAPABLE",
    "this run of Deno was not given the permission",
    "no more is changed until it can be written",
  ],
  ["EIO", "the device failed to read or write it", "no more is changed until it can be written"],
];

const NEW_FILES = ["/etc/a", "/etc/b", "/etc/c"].map((path) => file(path));

for (const [code, reason, action] of GENERAL) {
  for (const [index, { path }] of NEW_FILES.entries()) {
    Deno.test(`apply: ${code} at file ${index + 1} of 3 changes nothing and is said once`, () => {
      const { applied, files } = apply(
        { "/etc/a": "old" },
        [...NEW_FILES, file("/etc/hostname", { purpose: "host name" })],
        (system) => failing(system, "createFile", code, (_, count) => count >= index),
      );
      assert.deepEqual(files, { "/etc/a": "old" });
      assert.deepEqual(applied.done, []);
      assert.deepEqual(sentences(applied), [
        `${path}: cannot write "${path.replace("/etc/", "/etc/.")}.simple-init": ${reason}; ${action}`,
      ]);
    });
  }
}

Deno.test("apply: a disk that fills up after the network keeps the network", () => {
  const changes = [file("/etc/net"), file("/etc/hostname", { purpose: "host name" })];
  const { applied, files } = apply(
    {},
    changes,
    (system) => failing(system, "createFile", "ENOSPC", (path) => path.includes("hostname")),
  );
  assert.deepEqual(Object.keys(files), ["/etc/net"]);
  assert.deepEqual(applied.done, [changes[0]]);
  assert.equal(applied.problems.length, 1);
});

Deno.test("apply: a file that was created but could not be filled is taken away again", () => {
  const { files } = apply({}, NEW_FILES, (system) => ({
    ...system,
    createFile: (path, text, mode) => {
      system.createFile(path, text, mode);
      failing(system, "createFile", "ENOSPC").createFile(path, text, mode);
    },
  }));
  assert.deepEqual(files, {});
});

for (const code of ["EACCES", "EPERM"]) {
  Deno.test(`apply: ${code} at the very first file is one sentence, and nothing else is tried`, () => {
    const { applied, files } = apply({}, NEW_FILES, (system) => failing(system, "createFile", code));
    assert.deepEqual(files, {});
    assert.equal(applied.problems.length, 1);
    assert.match(sentences(applied)[0]!, /; no more is changed until it is run as root$/);
  });

  Deno.test(`apply: ${code} at a later file costs that file only`, () => {
    const { applied, files } = apply(
      {},
      NEW_FILES,
      (system) => failing(system, "createFile", code, (path) => path.includes("/.b.")),
    );
    assert.deepEqual(Object.keys(files), ["/etc/a", "/etc/c"]);
    assert.deepEqual(applied.done.map(({ path }) => path), ["/etc/a", "/etc/c"]);
    assert.match(sentences(applied).join("\n"), /^\/etc\/b: cannot write .*; the network is incomplete$/);
  });
}

Deno.test("apply: nothing done, for rights and for another fault: each is said", () => {
  const { applied } = apply(
    {},
    [file("/etc/a"), file("/etc/hostname", { purpose: "host name" })],
    (system) => {
      const denied = failing(system, "createFile", "EACCES", (path) => path === "/etc/.a.simple-init");
      return failing(denied, "createFile", "EBUSY", (path) => path === "/etc/.hostname.simple-init");
    },
  );
  assert.deepEqual(applied.done, []);
  assert.deepEqual(sentences(applied).map((sentence) => sentence.replace(/:.*;/, ":")), [
    "/etc/a: the network is incomplete",
    "/etc/hostname: the host name is incomplete",
  ]);
});

Deno.test("apply: a file that cannot be replaced costs that file only, and leaves no temporary one", () => {
  const { applied, files } = apply(
    { "/etc/b": "mounted" },
    NEW_FILES,
    (system) => failing(system, "rename", "EBUSY", (path) => path.includes("/.b.")),
  );
  assert.deepEqual(Object.keys(files).sort(), ["/etc/a", "/etc/b", "/etc/c"]);
  assert.equal(files["/etc/b"], "mounted");
  assert.deepEqual(applied.done.map(({ path }) => path), ["/etc/a", "/etc/c"]);
  assert.match(
    sentences(applied).join("\n"),
    /: it is in use, as a mount point for example; the network is incomplete$/,
  );
});

Deno.test("apply: a directory where a file should be costs that file only", () => {
  const { applied, files } = apply({ "/etc/b/x": "" }, NEW_FILES);
  assert.deepEqual(Object.keys(files).sort(), ["/etc/a", "/etc/b/x", "/etc/c"]);
  assert.deepEqual(sentences(applied), [
    '/etc/b: cannot replace "/etc/b": it is a directory; the network is incomplete',
  ]);
});

const LEFTOVERS: Readonly<Record<string, MemoryEntry>> = {
  "a file": { text: "half", mode: 0o666 },
  "a link to a file": { link: "/etc/shadow" },
  "a link to nothing": { link: "/etc/nothing" },
};

for (const [name, entry] of Object.entries(LEFTOVERS)) {
  Deno.test(`apply: what a killed run left is replaced: ${name}`, () => {
    const { applied, files } = apply(
      { "/etc/.a.simple-init": entry, "/etc/shadow": "secret" },
      [file("/etc/a", { mode: 0o600 })],
    );
    assert.deepEqual(files, { "/etc/shadow": "secret", "/etc/a": { text: "/etc/a\n", mode: 0o600 } });
    assert.deepEqual(applied.problems, []);
  });
}

Deno.test("apply: directories are made, those of others as usual, its own with mode and owner", () => {
  const system = memorySystem({ "/home/u/x": "" });
  const owned: unknown[] = [];
  const seen = intercepted(
    system,
    ["makeDirectory", "createFile"],
    (_, args) => owned.push([args[0], args.at(-1)]),
  );
  const owner = { uid: 1000, gid: 100 };
  const keys = { purpose: "SSH keys", owner } as const;
  applyChanges(seen, [
    file("/var/lib/deep/er/file"),
    { ...keys, kind: "make directory", path: "/home/u/.ssh", mode: 0o700 },
    file("/home/u/.ssh/authorized_keys", { ...keys, mode: 0o600 }),
  ]);
  assert.equal(system.stat("/var/lib/deep/er")?.mode, 0o755);
  assert.equal(system.stat("/home/u/.ssh")?.mode, 0o700);
  assert.equal(system.stat("/home/u/.ssh/authorized_keys")?.mode, 0o600);
  assert.deepEqual(owned.slice(-2), [
    ["/home/u/..ssh.simple-init", owner],
    ["/home/u/.ssh/.authorized_keys.simple-init", owner],
  ], "the owner is right before the name is there");
});

Deno.test("apply: a file whose owner cannot be set is not put in place, and not left behind", () => {
  const owner = { uid: 1000, gid: 100 };
  const { applied, files } = apply(
    {},
    [file("/etc/a"), file("/etc/b", { owner })],
    (system) => failing(system, "createFile", "EPERM", (path) => path === "/etc/.b.simple-init"),
  );
  assert.deepEqual(Object.keys(files), ["/etc/a"]);
  assert.match(sentences(applied).join(), /cannot write .*: operation not permitted/);
});

Deno.test("apply: links are made and removed, and their targets stay", () => {
  const { applied, files } = apply({ "/etc/real": "real", "/etc/old": { link: "real" } }, [
    { kind: "make link", purpose: "network", path: "/etc/init.d/new", target: "../real" },
    { kind: "remove link", purpose: "network", path: "/etc/old", target: "real" },
  ]);
  assert.deepEqual(files, { "/etc/real": "real", "/etc/init.d/new": { link: "../real" } });
  assert.deepEqual(applied.problems, []);
});

const REMOVALS: readonly Change[] = [
  { kind: "remove link", purpose: "network", path: "/etc/old", target: "real" },
  file("/etc/old", { kind: "remove", before: "old", after: "" }),
];

for (const removal of REMOVALS) {
  Deno.test(`apply: where "${removal.kind}" finds the file system read-only, nothing more is tried there`, () => {
    const state = (path: string, needs: string[]) => file(path, { purpose: "state", needs });
    const { applied, files } = apply(
      { "/etc/old": removal.kind === "remove" ? "old" : { link: "real" } },
      [
        ...[file("/etc/before"), removal, file("/etc/after")],
        ...[state("/var/before", ["/etc/before"]), state("/var/after", ["/etc/after"])],
      ],
      (system) => failing(system, "remove", "EROFS", (path) => path === "/etc/old"),
    );
    assert.deepEqual(Object.keys(files).sort(), ["/etc/before", "/etc/old", "/var/before"]);
    assert.deepEqual(applied.done.map(({ path }) => path), ["/etc/before", "/var/before"]);
    assert.equal(sentences(applied).length, 1);
    assert.match(sentences(applied)[0]!, /: the file system is read-only; /);
  });
}

const KERNEL: Change = {
  kind: "set kernel host name",
  purpose: "host name",
  path: "/proc/sys/kernel/hostname",
  before: "old",
  after: "new",
};

Deno.test("apply: the kernel's host name is written into", () => {
  const { system, applied } = apply({ [KERNEL.path]: "old\n" }, [KERNEL]);
  assert.equal(system.readText(KERNEL.path), "new");
  assert.deepEqual(applied.done, [KERNEL]);
});

Deno.test("apply: a kernel that refuses its host name costs nothing else", () => {
  const changes = [
    KERNEL,
    file("/etc/hostname", { purpose: "host name" }),
    file("/k", { purpose: "SSH keys" }),
  ];
  const { applied } = apply(
    { [KERNEL.path]: "old\n" },
    changes,
    (system) => failing(system, "writeInto", "EROFS"),
  );
  assert.deepEqual(applied.done.map(({ path }) => path), ["/etc/hostname", "/k"]);
  assert.deepEqual(sentences(applied), [
    `${KERNEL.path}: cannot write "${KERNEL.path}": the file system is read-only; the host name is incomplete`,
  ]);
});

Deno.test("apply: a bug is not taken for a fault of the system", () => {
  const broken = { ...memorySystem({}), createFile: () => JSON.parse("{") };
  assert.throws(() => applyChanges(broken, NEW_FILES), SyntaxError);
});
