/** Keys from boot to boot: those that this program added, and everybody else's. */
import assert from "node:assert/strict";
import { applyChanges } from "../../lib/apply/apply.ts";
import { planSshKeys } from "../../lib/apply/ssh_keys.ts";
import { makePlan } from "../../lib/plan/plan.ts";
import type { Machine } from "../../lib/state/machine.ts";
import { type MemoryEntry, type MemorySystem, memorySystem } from "../../lib/system/memory.ts";
import { failing, withStatus } from "../support/faults.ts";

const key = (letter: string, comment: string) =>
  `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${letter.repeat(43)} ${comment}`;
const [A, B, MINE] = [key("a", "alice"), key("b", "bob"), key("m", "mine")];
const PASSWD = "root:x:0:0::/root:/bin/sh\nalice:x:1000:100::/home/alice:/bin/sh\n";
const KEYS = "/root/.ssh/authorized_keys";
const OF_ALICE = "/home/alice/.ssh/authorized_keys";
const RECORD = "/var/lib/simple-init/keys.json";
const MACHINE: Machine = { uuid: "u1", productUuid: undefined, macs: [] };
const OTHER: Machine = { uuid: "u2", productUuid: undefined, macs: [] };

type Added = Readonly<Record<string, readonly string[]>>;

function record(value: Added, { uuid }: Machine = MACHINE): MemoryEntry {
  const machine = { uuid, product_uuid: null, macs: [] };
  return { text: `${JSON.stringify({ machine, value }, undefined, 1)}\n`, mode: 0o600 };
}

function recorded(system: MemorySystem): { uuid: string; value: Added } | undefined {
  const text = system.readText(RECORD);
  if (text === undefined) return undefined;
  const { machine, value } = JSON.parse(text);
  return { uuid: machine.uuid, value };
}

interface Row {
  /** Who had the keys added, and which. */
  readonly before?: readonly [added: Added, machine?: Machine];
  readonly text?: string;
  /** Those of the drive. */
  readonly keys: readonly string[];
  readonly after: string;
  readonly added: Added | undefined;
}

/** In root's file; the machine is `MACHINE`. */
const ROWS: Readonly<Record<string, Row>> = {
  "the first boot": { text: `${MINE}\n`, keys: [A], after: `${MINE}\n${A}\n`, added: { root: [A] } },
  "a further key": {
    before: [{ root: [A] }],
    text: `${A}\n`,
    keys: [A, B],
    after: `${A}\n${B}\n`,
    added: { root: [A, B] },
  },
  "a key that somebody took out stays out": {
    before: [{ root: [A, B] }],
    text: `${B}\n`,
    keys: [A, B],
    after: `${B}\n`,
    added: { root: [A, B] },
  },
  "… also where the drive has it with another comment": {
    before: [{ root: [A] }],
    text: `${MINE}\n`,
    keys: [key("a", "alice at work")],
    after: `${MINE}\n`,
    added: { root: [A] },
  },
  "a key that somebody commented out stays so": {
    before: [{ root: [A] }],
    text: `# ${A}\n`,
    keys: [A],
    after: `# ${A}\n`,
    added: { root: [A] },
  },
  "a key that the drive no longer has stays": {
    before: [{ root: [A] }],
    text: `${A}\n`,
    keys: [],
    after: `${A}\n`,
    added: { root: [A] },
  },
  "the drive's line, of which no record tells, may be an operator's": {
    text: `${A}\n`,
    keys: [A],
    after: `${A}\n`,
    added: undefined,
  },
  "the drive's key in another line is somebody's own": {
    text: `${key("a", "mine")}\n`,
    keys: [A],
    after: `${key("a", "mine")}\n`,
    added: undefined,
  },
  "another machine's keys go, and nobody else's": {
    before: [{ root: [A] }, OTHER],
    text: `# a comment\n${A}\n${MINE}\n`,
    keys: [B],
    after: `# a comment\n${MINE}\n${B}\n`,
    added: { root: [B] },
  },
  "another machine's keys go where the drive has none": {
    before: [{ root: [A] }, OTHER],
    text: `${A}\n${MINE}\n`,
    keys: [],
    after: `${MINE}\n`,
    added: undefined,
  },
  "another machine's line to which somebody added options stays": {
    before: [{ root: [A] }, OTHER],
    text: `no-pty ${A}\n`,
    keys: [B],
    after: `no-pty ${A}\n${B}\n`,
    added: { root: [B] },
  },
  "a key of both machines stays where it is": {
    before: [{ root: [A] }, OTHER],
    text: `${A}\n${MINE}\n`,
    keys: [A],
    after: `${A}\n${MINE}\n`,
    added: { root: [A] },
  },
  "a key that somebody took out on another machine": {
    before: [{ root: [A] }, OTHER],
    text: `${MINE}\n`,
    keys: [A],
    after: `${MINE}\n${A}\n`,
    added: { root: [A] },
  },
};

for (const [what, { before, text, keys, after, added }] of Object.entries(ROWS)) {
  Deno.test(`keys from boot to boot: ${what}`, () => {
    const system = memorySystem({
      "/etc/passwd": PASSWD,
      "/root/.profile": "",
      ...(before === undefined ? {} : { [RECORD]: record(...before) }),
      ...(text === undefined ? {} : { [KEYS]: { text, mode: 0o600 } }),
    });
    const { changes, problems } = planSshKeys(system, "root", keys, MACHINE);
    assert.deepEqual([...problems, ...applyChanges(system, changes).problems], []);
    assert.equal(system.readText(KEYS), after);
    assert.deepEqual(recorded(system), added === undefined ? undefined : { uuid: "u1", value: added });
    assert.deepEqual(planSshKeys(system, "root", keys, MACHINE).changes, [], "a second boot changes nothing");
  });
}

/** A snapshot of a machine on which two users got keys. */
function snapshot(more: Readonly<Record<string, MemoryEntry>> = {}): MemorySystem {
  return memorySystem({
    "/etc/passwd": PASSWD,
    [RECORD]: record({ root: [A], alice: [B] }, OTHER),
    [KEYS]: { text: `${A}\n${MINE}\n`, mode: 0o600 },
    [OF_ALICE]: { text: `${B}\n${MINE}\n`, mode: 0o600 },
    ...more,
  });
}

/** As `memorySystem` knows no owners. */
function ownedByAlice(system: MemorySystem): MemorySystem {
  const hers = { uid: 1000, gid: 100 };
  return withStatus(system, { "/home/alice": hers, "/home/alice/.ssh": hers, [OF_ALICE]: hers });
}

Deno.test("keys from boot to boot: another machine's go from every user", () => {
  const system = ownedByAlice(snapshot());
  applyChanges(system, planSshKeys(system, "root", [], MACHINE).changes);
  assert.deepEqual([system.readText(KEYS), system.readText(OF_ALICE)], [`${MINE}\n`, `${MINE}\n`]);
  assert.equal(recorded(system), undefined);
});

Deno.test("keys from boot to boot: of a user who is gone nothing is to be taken away", () => {
  const system = snapshot({ "/etc/passwd": "root:x:0:0::/root:/bin/sh\n" });
  const { changes, problems } = planSshKeys(system, "root", [], MACHINE);
  applyChanges(system, changes);
  assert.deepEqual([problems, recorded(system)], [[], undefined]);
});

Deno.test("keys from boot to boot: what could not be taken away is taken away by a later run", () => {
  const system = ownedByAlice(snapshot({ [OF_ALICE]: { link: "/root/x" }, "/root/x": `${B}\n` }));
  const first = planSshKeys(system, "root", [A], MACHINE);
  assert.equal(first.problems.length, 1);
  applyChanges(system, first.changes);
  assert.equal(recorded(system)?.uuid, "u2");
  system.entries.set(OF_ALICE, { text: `${B}\n${MINE}\n`, mode: 0o600 });
  applyChanges(system, planSshKeys(system, "root", [A], MACHINE).changes);
  assert.equal(system.readText(OF_ALICE), `${MINE}\n`);
  assert.deepEqual(recorded(system), { uuid: "u1", value: { root: [A] } });
});

Deno.test("keys from boot to boot: what could not be written is no key that was added", () => {
  for (const call of ["createFile", "rename"] as const) {
    const system = snapshot();
    const broken = failing(ownedByAlice(system), call, "EPERM", (path) => path.startsWith("/root/.ssh/"));
    applyChanges(broken, planSshKeys(broken, "root", [B], MACHINE).changes);
    assert.equal(recorded(system)?.uuid, "u2", call);
    assert.ok(system.readText(KEYS)?.includes(A));
  }
});

Deno.test("keys from boot to boot: another machine's go also where cloud-init adds the drive's own", () => {
  const system = ownedByAlice(snapshot({
    "/usr/bin/cloud-init": "",
    "/mnt/config/openstack/latest/meta_data.json": JSON.stringify({ uuid: "u1", public_keys: { b: B } }),
  }));
  const { changes } = makePlan(system, { network: false });
  applyChanges(system, changes);
  assert.equal(system.readText(KEYS), `${MINE}\n`);
});

Deno.test("keys from boot to boot: a record that cannot be read now keeps what it has", () => {
  const system = snapshot({ [RECORD]: record({ root: [A] }, MACHINE) });
  const broken = failing(system, "readFile", "EMFILE", (path) => path === RECORD);
  const { changes, problems } = planSshKeys(broken, "root", [A], MACHINE);
  assert.deepEqual([changes, problems.map(({ severity }) => severity)], [[], ["problem"]]);
});

Deno.test("keys from boot to boot: a directory in the record's place is reported by every boot", () => {
  const system = memorySystem({ "/etc/passwd": PASSWD, [`${RECORD}/x`]: "" });
  for (const boot of ["first", "second"]) {
    const { changes, problems } = planSshKeys(system, "root", [A], MACHINE);
    assert.deepEqual(problems.map(({ severity, file }) => [severity, file]), [["problem", RECORD]], boot);
    applyChanges(system, changes);
    assert.equal(system.readText(KEYS), `${A}\n`);
  }
});
