/** What users can do to root by what they put into their homes: nothing. */
import assert from "node:assert/strict";
import { applyChanges } from "../../lib/apply/apply.ts";
import { planSshKeys } from "../../lib/apply/ssh_keys.ts";
import { formatProblem } from "../../lib/problem.ts";
import { type MemoryEntry, type MemorySystem, memorySystem } from "../../lib/system/memory.ts";
import type { Files, FileStatus, OpenDirectory } from "../../lib/system/system.ts";
import { withStatus } from "../support/faults.ts";

const DATA = (letter: string) => `AAAAC3NzaC1lZDI1NTE5AAAAI${letter.repeat(43)}`;
const A = `ssh-ed25519 ${DATA("a")} alice`;
const B = `ssh-ed25519 ${DATA("b")} bob`;

const MACHINE = { uuid: "u1", productUuid: undefined, macs: [] };
const PASSWD = "root:x:0:0:root:/root:/bin/sh\nalice:x:1000:100:Alice,,,:/home/alice:/bin/sh\n";
const BASE = { "/etc/passwd": PASSWD, "/root/.profile": "", "/home/alice/.profile": "" };

interface Hostile {
  readonly what: string;
  readonly files?: Readonly<Record<string, MemoryEntry>>;
  readonly status?: Readonly<Record<string, Partial<FileStatus>>>;
  readonly says: string;
}

const [HOME, DIRECTORY] = ["/home/alice", "/home/alice/.ssh"];
const PLAIN = { [`${DIRECTORY}/x`]: "" };

const HOSTILE: readonly Hostile[] = [
  {
    what: "a .ssh that is a link, which root would follow",
    files: { [DIRECTORY]: { link: "/root/.ssh" } },
    says: `${DIRECTORY}: it is a symlink`,
  },
  { what: "a .ssh that is a file", files: { [DIRECTORY]: "" }, says: `${DIRECTORY}: it is a file` },
  {
    what: "a .ssh that is somebody else's",
    files: PLAIN,
    status: { [DIRECTORY]: { uid: 1001 } },
    says: `${DIRECTORY}: it belongs to the user with the number 1001`,
  },
  {
    what: "a .ssh that everybody may write to",
    files: PLAIN,
    status: { [DIRECTORY]: { uid: 1000, mode: 0o777 } },
    says: `${DIRECTORY}: its mode 777 lets others write, for which sshd ignores what is in it`,
  },
  {
    what: "a .ssh that a group may write to",
    files: PLAIN,
    status: { [DIRECTORY]: { uid: 1000, mode: 0o775 } },
    says: `${DIRECTORY}: its mode 775 lets others write, for which sshd ignores what is in it`,
  },
  {
    what: "a home that a group may write to",
    status: { [HOME]: { uid: 1000, mode: 0o770 } },
    says: `${HOME}: its mode 770 lets others write, for which sshd ignores what is in it`,
  },
  {
    what: "a home that is somebody else's",
    status: { [HOME]: { uid: 1001 } },
    says: `${HOME}: it belongs to the user with the number 1001`,
  },
  {
    what: "a home that is a link of somebody else's",
    files: {
      "/home/alice/.profile": "",
      "/etc/passwd": PASSWD.replace("/home/alice", "/srv/bob/alice"),
      "/srv/bob/alice": { link: "/root" },
    },
    status: { "/srv/bob": { uid: 1001 } },
    says: '/srv/bob/alice: "alice" on the way is a link that others may have made',
  },
  {
    what: "a home below a directory that everybody may write to, and a link",
    files: {
      "/etc/passwd": PASSWD.replace("/home/alice", "/srv/all/alice"),
      "/srv/all/alice": { link: "/root" },
    },
    status: { "/srv/all": { mode: 0o777 } },
    says: '/srv/all/alice: "alice" on the way is a link that others may have made',
  },
  {
    what: "no home",
    files: { "/etc/passwd": PASSWD.replace("/home/alice", "/home/gone") },
    says: "/home/gone: there is no such directory",
  },
];

for (const { what, files = {}, status = {}, says } of HOSTILE) {
  Deno.test(`planSshKeys: a user who has ${what} gets no keys`, () => {
    const system = memorySystem({ ...BASE, "/root/.ssh/authorized_keys": `${B}\n`, ...files });
    const { changes, problems } = planSshKeys(withStatus(system, status), "alice", [A], MACHINE);
    assert.deepEqual(changes, []);
    assert.deepEqual(problems.map(formatProblem), [`${says}; the SSH keys are left out.`]);
  });
}

const LINKED_HOMES: Readonly<Record<string, string>> = {
  "/home": "/srv/home",
  "/srv/home": "../data/./home",
  "/data/home/alice": "/data/users/../home/real",
};

Deno.test("planSshKeys: links that root alone can have made lead to a home", () => {
  const links = Object.entries(LINKED_HOMES).map(([path, link]) => [path, { link }] as const);
  const system = memorySystem({
    "/etc/passwd": PASSWD,
    "/data/users/x": "",
    "/data/home/real/.profile": "",
    ...Object.fromEntries(links),
  });
  const { changes, problems } = planSshKeys(system, "alice", [A], MACHINE);
  assert.deepEqual(problems, []);
  assert.deepEqual(applyChanges(system, changes).problems, []);
  assert.equal(system.readText("/data/home/real/.ssh/authorized_keys"), `${A}\n`);
});

/** How many directories are open at the moment. */
function countingOpen(system: MemorySystem): { readonly system: MemorySystem; readonly open: () => number } {
  let open = 0;
  const counted = <F extends Files>(files: F): F => ({
    ...files,
    open(path: string): OpenDirectory | undefined {
      const directory = files.open(path);
      if (directory === undefined) return undefined;
      open += 1;
      return { ...counted(directory), close: () => (open -= 1, directory.close()) };
    },
  });
  return { system: counted(system), open: () => open };
}

for (
  const [what, files, mode] of [
    ["a home", { "/home/alice/x": "" }],
    ["a home that others may write to", { "/home/alice/x": "" }, 0o777],
    ["a home behind links", { "/srv/alice/x": "", "/home": { link: "srv" } }],
    ["no home", { "/home/alice": "" }],
    ["a home that may not be followed", { "/home/alice": { link: "../../root" } }],
  ] as const
) {
  Deno.test(`planSshKeys: no directory stays open, where there is ${what}`, () => {
    const status = mode === undefined ? {} : { "/home/alice": { uid: 1000, mode } };
    const all = withStatus(memorySystem({ "/etc/passwd": PASSWD, ...files }), status);
    const { system, open } = countingOpen(all);
    applyChanges(system, planSshKeys(system, "alice", [A], MACHINE).changes);
    assert.equal(open(), 0);
  });
}

Deno.test("planSshKeys: links in a circle lead to no home", () => {
  const system = memorySystem({
    "/etc/passwd": PASSWD,
    "/home": { link: "/other" },
    "/other": { link: "/home" },
  });
  const { changes, problems } = planSshKeys(system, "alice", [A], MACHINE);
  assert.deepEqual([changes.length, problems.length], [0, 1]);
});

for (const [count, leads] of [[40, true], [41, false]] as const) {
  Deno.test(`planSshKeys: ${count} links after each other lead to ${leads ? "the" : "no"} home`, () => {
    const links = Array.from({ length: count }, (_, index): [string, { link: string }] => [
      index === 0 ? "/home" : `/link${index}`,
      { link: index === count - 1 ? "/data" : `/link${index + 1}` },
    ]);
    const system = memorySystem({ "/etc/passwd": PASSWD, "/data/alice/x": "", ...Object.fromEntries(links) });
    const { problems } = planSshKeys(system, "alice", [A], MACHINE);
    assert.equal(problems.length, leads ? 0 : 1, problems.join());
  });
}

/** What a user does to the home between the plan and its application. */
const EXCHANGES: readonly [
  what: string,
  exchange: (system: MemorySystem) => void,
  status?: Hostile["status"],
][] = [
  ["its .ssh for a link", (system) => {
    system.entries.delete(`${DIRECTORY}/authorized_keys`);
    system.entries.set(DIRECTORY, { link: "/root/.ssh" });
  }],
  ["the text of the file", (system) => void system.entries.set(`${DIRECTORY}/authorized_keys`, "more\n")],
  ["the file for a link", (system) => {
    system.entries.set(`${DIRECTORY}/authorized_keys`, { link: "/root/.ssh/authorized_keys" });
  }],
  ["its .ssh for another directory", () => {}, { [DIRECTORY]: { inode: 7 } }],
  ["its .ssh for one of another user", () => {}, { [DIRECTORY]: { uid: 1001 } }],
  ["the home for one of another user", () => {}, { [HOME]: { uid: 1001 } }],
];

for (const [what, exchange, status = {}] of EXCHANGES) {
  Deno.test(`keys: who exchanges ${what} after the plan gets nothing`, () => {
    const system = memorySystem({
      ...BASE,
      [`${DIRECTORY}/authorized_keys`]: `${B}\n`,
      "/root/.ssh/authorized_keys": "root's\n",
    });
    const { changes } = planSshKeys(system, "alice", [A], MACHINE);
    exchange(system);
    const before = JSON.stringify([...system.entries]);
    const keyChanges = changes.filter(({ purpose }) => purpose === "SSH keys");
    const { done, problems } = applyChanges(withStatus(system, status), keyChanges);
    assert.deepEqual([done.length, problems.length], [0, 1]);
    assert.equal(JSON.stringify([...system.entries]), before);
  });
}
