import assert from "node:assert/strict";
import { editKeys, planSshKeys } from "../../lib/apply/ssh_keys.ts";
import { makePlan } from "../../lib/plan/plan.ts";
import { formatProblem } from "../../lib/problem.ts";
import { type MemoryEntry, memorySystem } from "../../lib/system/memory.ts";
import type { Owner } from "../../lib/system/system.ts";
import { withStatus } from "../support/faults.ts";

const DATA = (letter: string) => `AAAAC3NzaC1lZDI1NTE5AAAAI${letter.repeat(43)}`;
const A = `ssh-ed25519 ${DATA("a")} alice`;
const B = `ssh-ed25519 ${DATA("b")} bob`;

const MACHINE = { uuid: "u1", productUuid: undefined, macs: [] };

/** The text with the keys, of which none was there before. */
function added(text: string, keys: readonly string[]): string {
  return editKeys(text, { keys, withdrawn: [], taken: [], known: [] }).text;
}

const TEXTS: readonly [what: string, before: string, keys: readonly string[], after: string][] = [
  ["no keys there", "", [A, B], `${A}\n${B}\n`],
  ["another key there", `${A}\n`, [B], `${A}\n${B}\n`],
  ["no line end at the end", A, [B], `${A}\n${B}\n`],
  ["the same key there", `${A}\n`, [A], `${A}\n`],
  [
    "the same key with another comment",
    `ssh-ed25519 ${DATA("a")} work\n`,
    [A],
    `ssh-ed25519 ${DATA("a")} work\n`,
  ],
  ["the same key without a comment", `ssh-ed25519 ${DATA("a")}\n`, [A], `ssh-ed25519 ${DATA("a")}\n`],
  ["the same key with options", `command="true",no-pty ${A}\n`, [A], `command="true",no-pty ${A}\n`],
  ["the same key with CRLF", `${A}\r\n`, [A], `${A}\r\n`],
  ["the same key commented out", `# ${A}\n`, [A], `# ${A}\n${A}\n`],
  ["one key twice on the drive", "", [A, `ssh-ed25519 ${DATA("a")} again`], `${A}\n`],
  ["comments and empty lines stay", `# mine\n\n${A}\n`, [B], `# mine\n\n${A}\n${B}\n`],
  ["nothing to add to a file without a line end", A, [A], A],
];

Deno.test("planSshKeys: of two entries of a user the first counts, as for getpwnam(3)", () => {
  const passwd = "alice:x:1000:100::/home/alice:/bin/sh\nalice:x:1001:100::/home/other:/bin/sh\n";
  const files = { "/etc/passwd": passwd, "/home/alice/x": "", "/home/other/x": "" };
  const { changes } = planSshKeys(memorySystem(files), "alice", [A], MACHINE);
  assert.ok(changes.some(({ path }) => path === "/home/alice/.ssh/authorized_keys"));
  assert.ok(!changes.some(({ path }) => path.startsWith("/home/other")));
});

for (const [what, before, keys, after] of TEXTS) {
  Deno.test(`editKeys: ${what}`, () => {
    assert.equal(added(before, keys), after);
    assert.equal(added(after, keys), after, "a second time adds nothing");
  });
}

const PASSWD = "root:x:0:0:root:/root:/bin/sh\nalice:x:1000:100:Alice,,,:/home/alice:/bin/sh\n" +
  "homeless:x:1001:1001::nowhere:/bin/sh\nbroken:x\n";
const BASE = { "/etc/passwd": PASSWD, "/root/.profile": "", "/home/alice/.profile": "" };
const KEYS = "/root/.ssh/authorized_keys";
const RECORD = "/var/lib/simple-init/keys.json";
const ALICE = { uid: 1000, gid: 100 };

interface Row {
  readonly what: string;
  readonly user?: string;
  readonly files?: Readonly<Record<string, MemoryEntry>>;
  readonly changes: readonly (readonly [change: string, mode: number, owner?: typeof ALICE])[];
  readonly says?: string;
}

const ROWS: readonly Row[] = [
  {
    what: "root has no .ssh",
    changes: [["make directory /root/.ssh", 0o700], [`create ${KEYS}`, 0o600]],
  },
  { what: "root has a .ssh", files: { "/root/.ssh/config": "" }, changes: [[`create ${KEYS}`, 0o600]] },
  {
    what: "root has other keys",
    files: { [KEYS]: { text: `${B}\n`, mode: 0o600 } },
    changes: [[`update ${KEYS}`, 0o600]],
  },
  { what: "root has the key", files: { [KEYS]: { text: `${A}\n`, mode: 0o600 } }, changes: [] },
  {
    what: "others may read root's keys",
    files: { [KEYS]: { text: `${A}\n`, mode: 0o644 } },
    changes: [[`update ${KEYS}`, 0o600]],
  },
  {
    what: "another user",
    user: "alice",
    changes: [["make directory /home/alice/.ssh", 0o700, ALICE], [
      "create /home/alice/.ssh/authorized_keys",
      0o600,
      ALICE,
    ]],
  },
  {
    what: "no such user",
    user: "nobody",
    changes: [],
    says: '/etc/passwd: there is no user "nobody" with a home; the SSH keys are left out.',
  },
  ...["homeless", "broken"].map((user) => ({
    what: `the ${user} user`,
    user,
    changes: [],
    says: `/etc/passwd: there is no user "${user}" with a home; the SSH keys are left out.`,
  })),
  {
    what: "no passwd at all, root's home is known",
    files: { "/etc/passwd": "" },
    changes: [["make directory /root/.ssh", 0o700], [`create ${KEYS}`, 0o600]],
  },
  {
    what: "a file that is not UTF-8",
    files: { [KEYS]: { text: "# caf\ufffd\n", mode: 0o600 } },
    changes: [],
    says: `${KEYS}: it has bytes that are not UTF-8; it is left alone.`,
  },
  {
    what: "a link",
    files: { [KEYS]: { link: "/etc/shadow" }, "/etc/shadow": "secret" },
    changes: [],
    says: `${KEYS}: it is a symlink; it is left alone.`,
  },
];

for (const { what, user = "root", files = {}, changes, says } of ROWS) {
  Deno.test(`planSshKeys: ${what}`, () => {
    const planned = planSshKeys(memorySystem({ ...BASE, ...files }), user, [A], MACHINE);
    const keys = planned.changes.filter(({ path }) => path !== RECORD);
    const seen = keys.map((change) => {
      assert.ok("mode" in change && change.purpose === "SSH keys");
      return [
        `${change.kind} ${change.path}`,
        change.mode,
        ...(change.owner === undefined ? [] : [change.owner]),
      ];
    });
    assert.deepEqual(seen, changes);
    const isAdded = says === undefined && !what.endsWith("has the key") &&
      !what.startsWith("others may read");
    assert.equal(keys.length < planned.changes.length, isAdded, "keys that are added are recorded");
    assert.deepEqual(planned.problems.map(formatProblem), says === undefined ? [] : [says]);
  });
}

Deno.test("planSshKeys: no keys, nothing to say, also without the user", () => {
  assert.deepEqual(planSshKeys(memorySystem({}), "nobody", [], MACHINE), { changes: [], problems: [] });
});

/** Whose the file of alice's keys is, and what it has afterwards: nothing says whose where that is root. */
const OWNERS: readonly [was: Owner & { mode: number }, is: { mode: number; owner?: Owner }][] = [
  [{ uid: 1000, gid: 8, mode: 0o644 }, { mode: 0o600, owner: { uid: 1000, gid: 8 } }],
  [{ uid: 0, gid: 0, mode: 0o644 }, { mode: 0o644 }],
  [{ uid: 0, gid: 100, mode: 0o664 }, { mode: 0o644, owner: { uid: 0, gid: 100 } }],
];

const ALICES = "/home/alice/.ssh/authorized_keys";

for (const [was, is] of OWNERS) {
  const { uid, gid } = was;
  Deno.test(`planSshKeys: a file of ${uid}:${gid} with mode ${was.mode.toString(8)} can be read by its user`, () => {
    const system = withStatus(memorySystem({ ...BASE, [ALICES]: `${B}\n` }), { [ALICES]: was });
    const [change] = planSshKeys(system, "alice", [A], MACHINE).changes;
    assert.ok(change !== undefined && "mode" in change);
    assert.deepEqual([change.mode, change.owner], [is.mode, is.owner]);
  });
}

Deno.test("planSshKeys: a file that is neither its user's nor root's is left alone, as sshd does", () => {
  const system = withStatus(memorySystem({ ...BASE, [ALICES]: `${B}\n` }), { [ALICES]: { uid: 7 } });
  const { changes, problems } = planSshKeys(system, "alice", [A], MACHINE);
  assert.deepEqual([changes, problems.map(formatProblem)], [[], [
    `${ALICES}: it belongs to the user with the number 7, for which sshd ignores it; it is left alone.`,
  ]]);
});

const CLOUD_INIT: readonly [what: string, files: Record<string, string>, user: "root" | "left"][] = [
  ["not installed", {}, "root"],
  ["installed", { "/r/usr/bin/cloud-init": "" }, "left"],
  ["installed and disabled", { "/r/usr/bin/cloud-init": "", "/r/etc/cloud/cloud-init.disabled": "" }, "root"],
];

for (const [what, files, expected] of CLOUD_INIT) {
  Deno.test(`SSH keys where cloud-init is ${what}: ${expected === "left" ? "left to it" : "added"}`, () => {
    const metaData = JSON.stringify({ public_keys: { mine: A } });
    const { changes, problems } = makePlan(
      memorySystem({
        "/r/mnt/config/openstack/latest/meta_data.json": metaData,
        "/r/root/.profile": "",
        ...files,
      }),
      { root: "/r", network: false },
    );
    assert.equal(changes.some(({ path }) => path === KEYS), expected === "root");
    assert.deepEqual(
      problems.map(formatProblem),
      expected === "root"
        ? []
        : ["meta_data.json: $.public_keys: cloud-init is installed; the SSH keys are left to it."],
    );
  });
}
