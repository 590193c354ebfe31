import assert from "node:assert/strict";
import type { LastTexts } from "../../lib/config_drive/drive.ts";
import { formatProblem } from "../../lib/problem.ts";
import { planLastDrive, planNoLastDrive, readLastDrive } from "../../lib/state/last_drive.ts";
import type { Machine } from "../../lib/state/machine.ts";
import { memorySystem } from "../../lib/system/memory.ts";

const MACHINE: Machine = { uuid: undefined, productUuid: "p1", macs: ["52:54:00:00:00:0a"] };
const DRIVE = "/var/lib/simple-init/drive.json";
const LARGEST = 4 * 1024 * 1024;

Deno.test("last drive: what was kept of it is read again, without what is no text", () => {
  const system = memorySystem({});
  const texts = new Map([["meta_data.json", "{}"], ["network_data.json", " {} "]] as const);
  const [change] = planLastDrive(system, MACHINE, texts).changes;
  system.entries.set(DRIVE, change!.after.replace('"{}"', "1"));
  const { kept, problems } = readLastDrive(system);
  assert.deepEqual(kept, { machine: MACHINE, value: new Map([["network_data.json", " {} "]]) });
  assert.deepEqual(problems, []);
});

Deno.test("last drive: one with as many characters as can be is kept, one with more is not", () => {
  const planned = (length: number) =>
    planLastDrive(memorySystem({}), MACHINE, new Map([["meta_data.json", "x".repeat(length)]]));
  const [fits, larger] = [planned(LARGEST), planned(LARGEST + 1)];
  assert.deepEqual(fits.problems, []);
  assert.ok(fits.changes[0]!.after.length > LARGEST);
  assert.deepEqual(larger.changes, []);
  assert.deepEqual(larger.problems.map(formatProblem), [
    `${DRIVE}: the drive's documents have ${
      LARGEST + 1
    } characters; they are not kept for a boot without it.`,
  ]);
});

const NOBODY: Machine = { uuid: "u", productUuid: undefined, macs: [] };

/** That there is no drive is kept as well, but for a root of which nothing is known. */
const WITHOUT_DRIVE: readonly [what: string, machine: Machine, isKept: boolean][] = [
  ["a machine with cards", { ...NOBODY, macs: ["52:54:00:00:00:0a"] }, true],
  ["a machine with a product UUID", { ...NOBODY, productUuid: "p1" }, true],
  ["a root of which nothing is known", NOBODY, false],
];

for (const [what, machine, isKept] of WITHOUT_DRIVE) {
  Deno.test(`last drive: of ${what} without one, that is ${isKept ? "" : "not "}kept`, () => {
    const { changes, problems } = planLastDrive(memorySystem({}), machine, new Map());
    assert.deepEqual([changes.map(({ path }) => path), problems], [isKept ? [DRIVE] : [], []]);
  });
}

const KEPT = { machine: { ...MACHINE, uuid: "u1" }, value: new Map([["meta_data.json", "{}"]] as const) };

/** Whether the record is written anew, by what differs from what it says. */
const AGAIN: readonly [what: string, machine: Machine, texts: LastTexts, mode: number, isWritten: boolean][] =
  [
    ["the same", KEPT.machine, KEPT.value, 0o600, false],
    ["another instance", { ...KEPT.machine, uuid: "u2" }, KEPT.value, 0o600, true],
    ["another product", { ...KEPT.machine, productUuid: "p2" }, KEPT.value, 0o600, true],
    ["another card", { ...KEPT.machine, macs: ["52:54:00:00:00:0b"] }, KEPT.value, 0o600, true],
    ["another text", KEPT.machine, new Map([["meta_data.json", "{ }"]]), 0o600, true],
    ["another document", KEPT.machine, new Map([["network_data.json", "{}"]]), 0o600, true],
    ["one more", KEPT.machine, new Map([...KEPT.value, ["network_data.json", "{}"]]), 0o600, true],
    ["one less", KEPT.machine, new Map(), 0o600, true],
    ["a record that others can read", KEPT.machine, KEPT.value, 0o644, true],
  ];

for (const [what, machine, texts, mode, isWritten] of AGAIN) {
  Deno.test(`last drive: with ${what} its record ${isWritten ? "is written anew" : "stays"}`, () => {
    const [change] = planLastDrive(memorySystem({}), KEPT.machine, KEPT.value).changes;
    const system = memorySystem({ [DRIVE]: { text: change!.after, mode } });
    const { changes } = planLastDrive(system, machine, texts, readLastDrive(system).kept);
    assert.deepEqual(changes.map(({ kind, path }) => [kind, path]), isWritten ? [["update", DRIVE]] : []);
  });
}

Deno.test("last drive: with another of two texts its record is written anew", () => {
  const [meta, network] = [["meta_data.json", "{}"], ["network_data.json", "{}"]] as const;
  const [change] = planLastDrive(memorySystem({}), KEPT.machine, new Map([meta, network])).changes;
  const system = memorySystem({ [DRIVE]: { text: change!.after, mode: 0o600 } });
  const { kept } = readLastDrive(system);
  const isWritten = (texts: LastTexts) => planLastDrive(system, KEPT.machine, texts, kept).changes.length > 0;
  assert.equal(isWritten(new Map([meta, network])), false);
  assert.equal(isWritten(new Map([meta, ["network_data.json", "{ }"]])), true);
  assert.equal(isWritten(new Map([["meta_data.json", "{ }"], network])), true);
});

Deno.test("last drive: to forget it is to remove its record", () => {
  assert.deepEqual(planNoLastDrive(memorySystem({ [DRIVE]: "{}" })).map(({ kind, path }) => [kind, path]), [[
    "remove",
    DRIVE,
  ]]);
});

for (const value of [["{}"], "{}", null, 1]) {
  Deno.test(`last drive: ${JSON.stringify(value)} is none`, () => {
    const system = memorySystem({ [DRIVE]: JSON.stringify({ machine: { macs: [] }, value }) });
    const { kept, problems } = readLastDrive(system);
    assert.equal(kept, undefined);
    assert.deepEqual(problems.map(formatProblem), [
      `${DRIVE}: it is no record of an earlier boot; it is ignored.`,
    ]);
  });
}
