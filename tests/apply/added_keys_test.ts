import assert from "node:assert/strict";
import { applyChanges } from "../../lib/apply/apply.ts";
import { planSshKeys } from "../../lib/apply/ssh_keys.ts";
import { formatProblem } from "../../lib/problem.ts";
import type { Machine } from "../../lib/state/machine.ts";
import { type MemoryEntry, memorySystem } from "../../lib/system/memory.ts";

const KEY = (letter: string) => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${letter.repeat(43)} ${letter}`;
const [A, B, C, O] = ["a", "b", "c", "o"].map(KEY) as [string, string, string, string];

const MACHINE: Machine = { uuid: "u1", productUuid: undefined, macs: ["52:54:00:00:00:01"] };
const MOVED: Machine = { ...MACHINE, macs: ["52:54:00:00:00:09"] };
const OTHER: Machine = { uuid: "u2", productUuid: undefined, macs: ["52:54:00:00:00:02"] };

const ROOT = "/root/.ssh/authorized_keys";
const ALICE = "/home/alice/.ssh/authorized_keys";
const RECORD = "/var/lib/simple-init/keys.json";

type Added = Readonly<Record<string, readonly string[]>>;

function record({ uuid, macs }: Machine, value: unknown): MemoryEntry {
  const text = JSON.stringify({ machine: { uuid, product_uuid: null, macs }, value }, undefined, 1);
  return { text: `${text}\n`, mode: 0o600 };
}

interface Row {
  readonly what: string;
  readonly by: Machine;
  /** On record. */
  readonly added: unknown;
  /** Lines that root and alice have. */
  readonly root: readonly string[];
  readonly alice?: readonly string[];
  /** On the drive of this boot, for root. */
  readonly keys: readonly string[];
  readonly after: {
    readonly root: readonly string[];
    readonly alice?: readonly string[];
    readonly added?: Added;
  };
}

const ROWS: readonly Row[] = [
  {
    what: "a key that was added and taken away stays away",
    ...{ by: MACHINE, added: { root: [A] }, root: [O], keys: [A, B] },
    after: { root: [O, B], added: { root: [A, B] } },
  },
  {
    what: "keys of an earlier boot stay, and stay on record",
    ...{ by: MACHINE, added: { root: [A] }, root: [O, A], keys: [B] },
    after: { root: [O, A, B], added: { root: [A, B] } },
  },
  {
    what: "a drive without keys changes nothing",
    ...{ by: MACHINE, added: { root: [A] }, root: [O, A], keys: [] },
    after: { root: [O, A], added: { root: [A] } },
  },
  {
    what: "another user's stay on record",
    ...{ by: MACHINE, added: { alice: [C] }, root: [O], alice: [C], keys: [A] },
    after: { root: [O, A], alice: [C], added: { alice: [C], root: [A] } },
  },
  {
    what: "what another machine added goes, an operator's stays",
    ...{ by: OTHER, added: { root: [B] }, root: [O, B], keys: [A] },
    after: { root: [O, A], added: { root: [A] } },
  },
  {
    what: "what another machine added goes, also without new keys",
    ...{ by: OTHER, added: { root: [B] }, root: [O, B], keys: [] },
    after: { root: [O] },
  },
  {
    what: "a key that both machines have stays",
    ...{ by: OTHER, added: { root: [A, B] }, root: [O, A, B], keys: [A] },
    after: { root: [O, A], added: { root: [A] } },
  },
  {
    what: "what another machine added for another user goes, even where it is wanted for this one",
    ...{ by: OTHER, added: { alice: [A, C] }, root: [O], alice: [A, O, C], keys: [A] },
    after: { root: [O, A], alice: [O], added: { root: [A] } },
  },
  {
    what: "a record of odd users is one of those that are in order",
    ...{ by: MACHINE, added: { root: [A], alice: "b", bob: [1] }, root: [O], keys: [A, B] },
    after: { root: [O, B], added: { root: [A, B] } },
  },
];

function text(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

for (const { what, by, added, root, alice, keys, after } of ROWS) {
  Deno.test(`planSshKeys: ${what}`, () => {
    const system = memorySystem({
      "/etc/passwd": "alice:x:0:0::/home/alice:/bin/sh\n",
      [ROOT]: { text: text(root), mode: 0o600 },
      ...(alice === undefined ? {} : { [ALICE]: { text: text(alice), mode: 0o600 } }),
      [RECORD]: record(by, added),
    });
    const { changes, problems } = planSshKeys(system, "root", keys, MACHINE);
    assert.deepEqual([problems, applyChanges(system, changes).problems], [[], []]);
    assert.equal(system.readText(ROOT), text(after.root));
    assert.equal(system.readText(ALICE), after.alice && text(after.alice));
    const kept = system.readText(RECORD);
    assert.deepEqual(kept === undefined ? undefined : JSON.parse(kept).value, after.added);
    assert.deepEqual(planSshKeys(system, "root", keys, MACHINE).changes, [], "a second run changes nothing");
  });
}

Deno.test("planSshKeys: without keys the record stays as it is, also where a card of the machine is another", () => {
  const system = memorySystem({ [ROOT]: text([A]), [RECORD]: record(MACHINE, { root: [A] }) });
  assert.deepEqual(planSshKeys(system, "root", [], MOVED), { changes: [], problems: [] });
});

Deno.test("planSshKeys: what could not be withdrawn is still on record", () => {
  const system = memorySystem({ [ROOT]: { link: "/etc/shadow" }, [RECORD]: record(OTHER, { root: [B] }) });
  const { changes, problems } = planSshKeys(system, "root", [], MACHINE);
  assert.deepEqual(changes, []);
  assert.deepEqual(problems.map(formatProblem), [`${ROOT}: it is a symlink; it is left alone.`]);
});

Deno.test("planSshKeys: nothing is withdrawn from a user who is gone", () => {
  const system = memorySystem({ "/etc/passwd": "", [RECORD]: record(OTHER, { alice: [B] }) });
  const { changes, problems } = planSshKeys(system, "root", [], MACHINE);
  assert.deepEqual([changes.map(({ kind, path }) => [kind, path]), problems], [[["remove", RECORD]], []]);
});

Deno.test("planSshKeys: the record is left out where a key could not be added", () => {
  const system = memorySystem({ "/root/.profile": "" });
  const { changes } = planSshKeys(system, "root", [A], MACHINE);
  const last = changes.at(-1)!;
  assert.deepEqual("needs" in last && last.needs, ["/root/.ssh", ROOT]);
});
