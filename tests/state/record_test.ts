import assert from "node:assert/strict";
import { applyChanges } from "../../lib/apply/apply.ts";
import { formatProblem } from "../../lib/problem.ts";
import { isRecord, isTexts, planRecord, readRecord } from "../../lib/state/record.ts";
import { type MemoryEntry, memorySystem } from "../../lib/system/memory.ts";
import type { System } from "../../lib/system/system.ts";
import { failing } from "../support/faults.ts";

const PATH = "/var/lib/simple-init/x.json";
const MACHINE = { uuid: "u1", productUuid: undefined, macs: ["52:54:00:00:00:0a"] };
const JSON_MACHINE = { uuid: "u1", product_uuid: null, macs: MACHINE.macs };
const KEPT = { machine: MACHINE, value: ["a", "b"] };

function read(system: System) {
  const { kept, problems } = readRecord(system, "x.json", (json) => isTexts(json) ? json : undefined);
  return { kept, says: problems.map(formatProblem) };
}

const RIGHT = { machine: JSON_MACHINE, value: ["a", "b"] };
const NO_RECORD = `${PATH}: it is no record of an earlier boot; it is ignored.`;

/** What stands in the record's place; what is kept of it is `KEPT` or nothing. */
const ROWS: readonly [what: string, entry: unknown, isKept: boolean, says?: string][] = [
  ["a record", RIGHT, true],
  [
    "a record with what a later version may add",
    { ...RIGHT, more: 1, machine: { ...JSON_MACHINE, more: 1 } },
    true,
  ],
  ["nothing", undefined, false],
  ["an empty file", { text: "" }, false, NO_RECORD],
  ["half a record", { text: JSON.stringify(RIGHT).slice(0, 40) }, false, NO_RECORD],
  ["a text", "x", false, NO_RECORD],
  ["null", null, false, NO_RECORD],
  ["a list", [RIGHT], false, NO_RECORD],
  ["no machine", { value: RIGHT.value }, false, NO_RECORD],
  ["a machine that is a list", { ...RIGHT, machine: [] }, false, NO_RECORD],
  ["a machine without addresses", { ...RIGHT, machine: { uuid: "u1" } }, false, NO_RECORD],
  ["addresses that are no texts", { ...RIGHT, machine: { ...JSON_MACHINE, macs: [1] } }, false, NO_RECORD],
  ["no value", { machine: JSON_MACHINE }, false, NO_RECORD],
  ["a value of another shape", { ...RIGHT, value: { a: "b" } }, false, NO_RECORD],
  ["a link", { link: "/etc/shadow" }, false],
  ["a device", { text: "", kind: "other" }, false],
];

for (const [what, entry, isKept, says] of ROWS) {
  Deno.test(`record: where there is ${what}, it is ${isKept ? "read" : "ignored"}, and then written`, () => {
    const shape = typeof entry === "object" && entry !== null && ("text" in entry || "link" in entry);
    const files: Record<string, MemoryEntry> = entry === undefined
      ? {}
      : { [PATH]: shape ? entry as MemoryEntry : { text: JSON.stringify(entry), mode: 0o600 } };
    const system = memorySystem({ "/etc/shadow": JSON.stringify(RIGHT), ...files });
    assert.deepEqual(read(system), {
      kept: isKept ? KEPT : undefined,
      says: says === undefined ? [] : [says],
    });
    applyChanges(system, planRecord(system, "x.json", KEPT));
    assert.deepEqual(read(system), { kept: KEPT, says: [] });
    assert.deepEqual(planRecord(system, "x.json", KEPT), [], "a second time changes nothing");
    assert.equal(system.readText("/etc/shadow"), JSON.stringify(RIGHT), "no link is followed");
  });
}

Deno.test("record: what is written first replaces nothing", () => {
  assert.deepEqual(planRecord(memorySystem({}), "x.json", KEPT), [{
    ...{ kind: "create", purpose: "state", path: PATH, mode: 0o600, before: "" },
    after: `${JSON.stringify(RIGHT, undefined, 1)}\n`,
  }]);
});

Deno.test("record: a uuid and a product UUID that are no texts are none", () => {
  const machine = { uuid: 7, product_uuid: ["x"], macs: [] };
  const system = memorySystem({ [PATH]: JSON.stringify({ machine, value: [] }) });
  assert.deepEqual(read(system).kept?.machine, { uuid: undefined, productUuid: undefined, macs: [] });
});

Deno.test("record: 16 MiB are read, a byte more is not", () => {
  const text = JSON.stringify(RIGHT);
  const isKept = (bytes: number) => read(memorySystem({ [PATH]: text.padEnd(bytes) })).kept !== undefined;
  assert.deepEqual([isKept(1 << 24), isKept((1 << 24) + 1)], [true, false]);
});

Deno.test("record: one that is far too large is ignored, and written anew", () => {
  const system = memorySystem({ [PATH]: JSON.stringify({ ...RIGHT, value: ["x".repeat(17 << 20)] }) });
  const { kept, says } = read(system);
  assert.equal(kept, undefined);
  assert.match(says.join(), /^\/var\/lib\/simple-init\/x\.json: .*; it is ignored\.$/);
  assert.equal(applyChanges(system, planRecord(system, "x.json", KEPT)).problems.length, 0);
  assert.deepEqual(read(system), { kept: KEPT, says: [] });
});

for (const calls of [["readFile"], ["readFile", "lstat"]] as const) {
  Deno.test(`record: where ${calls.join(" and ")} fails, it is ignored and reported, and planning goes on`, () => {
    const system = calls.reduce<System>(
      (whole, call) => failing(whole, call, "EIO", (path) => path === PATH),
      memorySystem({ [PATH]: JSON.stringify(RIGHT) }),
    );
    assert.equal(read(system).kept, undefined);
    assert.equal(read(system).says.length, 1);
    assert.equal(planRecord(system, "x.json", KEPT).length, 1);
  });
}

Deno.test("record: it says what of the machine is not known", () => {
  const machine = { uuid: undefined, productUuid: undefined, macs: [] };
  const [change] = planRecord(memorySystem({}), "x.json", { machine, value: [] });
  assert.deepEqual(JSON.parse(change!.after), {
    machine: { uuid: null, product_uuid: null, macs: [] },
    value: [],
  });
});

Deno.test("record: to write it and to take it away need what they are said to need", () => {
  const needs = ["/etc/x"];
  const there = memorySystem({ [PATH]: JSON.stringify(RIGHT) });
  assert.deepEqual(planRecord(memorySystem({}), "x.json", KEPT, needs).map((change) => change.needs), [
    needs,
  ]);
  assert.deepEqual(planRecord(there, "x.json", undefined, needs).map((change) => change.needs), [needs]);
  assert.deepEqual(planRecord(there, "x.json", undefined).map((change) => "needs" in change), [false]);
});

/** What may stand in its place, and whether that is a file that nobody but root may read. */
const FILES: readonly [what: string, entry: MemoryEntry | undefined, isPrivate: boolean][] = [
  ["a record", { text: "{}", mode: 0o600 }, true],
  ["one that others can read", { text: "{}", mode: 0o644 }, false],
  ["one that nobody can write", { text: "{}", mode: 0o400 }, false],
  ["a link", { link: "/etc/shadow" }, false],
  ["nothing", undefined, false],
];

for (const [what, entry, isPrivate] of FILES) {
  Deno.test(`record: ${what} is ${isPrivate ? "" : "not "}as it has to be`, () =>
    assert.equal(isRecord(memorySystem(entry === undefined ? {} : { [PATH]: entry }), "x.json"), isPrivate));
}

Deno.test("record: one that cannot be looked at is not as it has to be", () => {
  const system = memorySystem({ [PATH]: { text: "{}", mode: 0o600 } });
  assert.equal(isRecord(failing(system, "lstat", "EIO"), "x.json"), false);
});

Deno.test("record: a directory in its place stays, and is reported", () => {
  const system = memorySystem({ [`${PATH}/mine`]: "" });
  const { kept, says } = read(system);
  assert.deepEqual([kept, says], [
    undefined,
    [`${PATH}: cannot read "${PATH}": it is a directory; it is ignored.`],
  ]);
  assert.deepEqual(planRecord(system, "x.json", KEPT), [], "nothing is tried that would be reported again");
  assert.deepEqual(planRecord(system, "x.json", undefined), []);
  assert.ok(system.entries.has(`${PATH}/mine`));
});

Deno.test("record: only root may read it, also where it was readable for others", () => {
  const system = memorySystem({});
  applyChanges(system, planRecord(system, "x.json", KEPT));
  assert.equal(system.lstat(PATH)?.mode, 0o600);
  system.entries.set(PATH, { text: system.readText(PATH)!, mode: 0o644 });
  assert.deepEqual(planRecord(system, "x.json", KEPT).map(({ kind, mode }) => [kind, mode]), [[
    "update",
    0o600,
  ]]);
});

Deno.test("record: it is taken away where there is nothing to keep", () => {
  const system = memorySystem({});
  assert.deepEqual(planRecord(system, "x.json", undefined), []);
  applyChanges(system, planRecord(system, "x.json", KEPT));
  applyChanges(system, planRecord(system, "x.json", undefined));
  assert.equal(system.lstat(PATH), undefined);
});
