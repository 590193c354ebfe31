import assert from "node:assert/strict";
import { applyChanges } from "../../lib/apply/apply.ts";
import { planHostName, planNoHostName } from "../../lib/apply/host_name.ts";
import type { Machine } from "../../lib/state/machine.ts";
import { formatProblem } from "../../lib/problem.ts";
import { type MemoryEntry, memorySystem } from "../../lib/system/memory.ts";
import { failing } from "../support/faults.ts";

const [NAME, LAST, HOSTS_FILE] = ["/etc/hostname", "/var/lib/simple-init/hostname.json", "/etc/hosts"];
const MACHINE: Machine = { uuid: "u1", productUuid: undefined, macs: ["52:54:00:00:00:01"] };
const OTHER: Machine = { uuid: "u2", productUuid: undefined, macs: ["52:54:00:00:00:02"] };

/** The record of a name that was set, by default on this machine. */
function record(name: string, { uuid, macs }: Machine = MACHINE): MemoryEntry {
  const text = JSON.stringify({ machine: { uuid, product_uuid: null, macs }, value: name }, undefined, 1);
  return { text: `${text}\n`, mode: 0o600 };
}
const KERNEL = "/proc/sys/kernel/hostname";
const RIGHT_HOSTS = "127.0.1.1\tnew\t# simple-init\n";
const KEPT = `it is kept; delete ${LAST} and our line in /etc/hosts to have "new" set.`;

interface Row {
  readonly what: string;
  readonly files: Readonly<Record<string, MemoryEntry>>;
  readonly changes: readonly string[];
  readonly says?: string;
}

/** The wanted name is `new`; each row's `/etc/hosts` is right unless it says otherwise. */
const ROWS: readonly Row[] = [
  { what: "nothing there", files: {}, changes: [`create ${NAME}`, `create ${LAST}`] },
  {
    what: "the image's name, never set before",
    files: { [NAME]: "image\n", [HOSTS_FILE]: "" },
    changes: [`update ${NAME}`, `update ${HOSTS_FILE}`, `create ${LAST}`],
  },
  {
    what: "the record is lost, and our line in hosts tells that an operator changed the name",
    files: { [NAME]: "mine\n", [HOSTS_FILE]: "127.0.1.1\told.example.org old\t# simple-init\n" },
    changes: [],
    says: `${NAME}: somebody changed the host name to "mine" after simple-init had set it; ${KEPT}`,
  },
  {
    what: "the record is lost, and our line in hosts tells that nobody changed the name",
    files: { [NAME]: "old\n", [HOSTS_FILE]: "127.0.1.1\told\t# simple-init\n" },
    changes: [`update ${NAME}`, `update ${HOSTS_FILE}`, `create ${LAST}`],
  },
  { what: "right already", files: { [NAME]: "new\n", [LAST]: record("new") }, changes: [] },
  {
    what: "the drive's name changed",
    files: { [NAME]: "old\n", [LAST]: record("old") },
    changes: [`update ${NAME}`, `update ${LAST}`],
  },
  {
    what: "an operator changed it",
    files: { [NAME]: "mine\n", [LAST]: record("old"), [HOSTS_FILE]: "" },
    changes: [],
    says: `${NAME}: somebody changed the host name to "mine" after simple-init had set it; ${KEPT}`,
  },
  {
    what: "an operator's text is quoted",
    files: { [NAME]: "# mine\n\u001b[31mx\n", [LAST]: record("old") },
    changes: [],
    says: `${NAME}: somebody changed the host name to "\\u001b[31mx" after simple-init had set it; ${KEPT}`,
  },
  {
    what: "an operator changed it to what is wanted now",
    files: { [NAME]: "new\n", [LAST]: record("old") },
    changes: [`update ${LAST}`],
  },
  {
    what: "the name of another machine, which a snapshot was taken of",
    files: { [NAME]: "old\n", [LAST]: record("old", OTHER) },
    changes: [`update ${NAME}`, `update ${LAST}`],
  },
  {
    what: "a name that somebody gave another machine is nobody's choice for this one",
    files: { [NAME]: "localhost\n", [LAST]: record("old", OTHER) },
    changes: [`update ${NAME}`, `update ${LAST}`],
  },
  {
    what: "the right name, but on record for another machine",
    files: { [NAME]: "new\n", [LAST]: record("new", OTHER) },
    changes: [`update ${LAST}`],
  },
  { what: "killed between the name and its record", files: { [NAME]: "new\n" }, changes: [`create ${LAST}`] },
  {
    what: "somebody emptied the file",
    files: { [NAME]: "\n", [LAST]: record("old") },
    changes: [`update ${NAME}`, `update ${LAST}`],
  },
  { what: "somebody deleted the file", files: { [LAST]: record("new") }, changes: [`create ${NAME}`] },
  {
    what: "somebody deleted the file, and the drive's name changed",
    files: { [LAST]: record("old") },
    changes: [`create ${NAME}`, `update ${LAST}`],
  },
  {
    what: "the file is a link",
    files: { [NAME]: { link: "/x" } },
    changes: [],
    says: `${NAME}: it is a symlink; it is left alone.`,
  },
  {
    what: "hosts is not UTF-8",
    files: { [NAME]: "new\n", [LAST]: record("new"), [HOSTS_FILE]: "10.0.0.1 caf\ufffd\n" },
    changes: [],
    says: `${HOSTS_FILE}: it has bytes that are not UTF-8; it is left alone.`,
  },
  {
    what: "hosts keeps its mode",
    files: { [NAME]: "new\n", [LAST]: record("new"), [HOSTS_FILE]: { text: "", mode: 0o664 } },
    changes: [`update ${HOSTS_FILE}`],
  },
];

function plan(files: Readonly<Record<string, MemoryEntry>>, name = "new", kernel = false) {
  const system = memorySystem({ [HOSTS_FILE]: RIGHT_HOSTS, ...files });
  return { system, ...planHostName(system, { name, address: undefined, machine: MACHINE, kernel }) };
}

for (const { what, files, changes, says } of ROWS) {
  Deno.test(`planHostName: ${what}`, () => {
    const planned = plan(files);
    assert.deepEqual(planned.changes.map(({ kind, path }) => `${kind} ${path}`), changes);
    assert.deepEqual(planned.problems.map(formatProblem), says === undefined ? [] : [says]);
    applyChanges(planned.system, planned.changes);
    if (says === undefined) assert.equal(planned.system.readText(NAME), "new\n");
    const again = planHostName(planned.system, {
      name: "new",
      address: undefined,
      machine: MACHINE,
      kernel: false,
    });
    assert.deepEqual(again.changes, [], "a second run changes nothing");
  });
}

const OUR_HOSTS = "127.0.0.1\tlocalhost\n127.0.1.1\told mine\t# simple-init\n";

/** What becomes of `/etc/hostname`, `/etc/hosts`, the record and the kernel's name where the drive says no name. */
const NAMELESS: readonly [
  what: string,
  owner: Machine,
  current: string,
  left: { name: string | undefined; hosts: string; record: boolean; kernel: string },
][] = [
  ["this machine's name stays", MACHINE, "old\n", {
    name: "old\n",
    hosts: OUR_HOSTS,
    record: true,
    kernel: "old\n",
  }],
  ["another machine's goes", OTHER, "# x\nold\n", {
    name: undefined,
    hosts: "127.0.0.1\tlocalhost\n",
    record: false,
    kernel: "localhost",
  }],
  ["a name that somebody gave stays", OTHER, "chosen\n", {
    name: "chosen\n",
    hosts: "127.0.0.1\tlocalhost\n",
    record: false,
    kernel: "old\n",
  }],
];

for (const [what, owner, current, left] of NAMELESS) {
  Deno.test(`planHostName: the drive says no name: ${what}`, () => {
    const system = memorySystem({
      [NAME]: current,
      [HOSTS_FILE]: OUR_HOSTS,
      [LAST]: record("old", owner),
      [KERNEL]: "old\n",
    });
    const options = { name: undefined, address: undefined, machine: MACHINE, kernel: true };
    const { changes, problems } = planHostName(system, options);
    applyChanges(system, changes);
    assert.deepEqual(problems, []);
    assert.deepEqual({
      name: system.readText(NAME),
      hosts: system.readText(HOSTS_FILE),
      record: system.lstat(LAST) !== undefined,
      kernel: system.readText(KERNEL),
    }, left);
    assert.deepEqual(planHostName(system, options).changes, [], "a second run changes nothing");
  });
}

Deno.test("planHostName: a name that could not be taken away is still known as another machine's", () => {
  const system = memorySystem({ [NAME]: "old\n", [LAST]: record("old", OTHER) });
  const options = { name: undefined, address: undefined, machine: MACHINE, kernel: false };
  const broken = failing(system, "remove", "EPERM", (path) => path === NAME);
  applyChanges(broken, planHostName(broken, options).changes);
  assert.notEqual(system.readText(LAST), undefined);
  applyChanges(system, planHostName(system, options).changes);
  assert.deepEqual([system.readText(NAME), system.readText(LAST)], [undefined, undefined]);
});

Deno.test("planHostName: hosts keeps its mode, a new file gets 0644", () => {
  const { changes } = plan({ [HOSTS_FILE]: { text: "", mode: 0o664 } });
  const modes = changes.flatMap((change) => "mode" in change ? [[change.path, change.mode]] : []);
  assert.deepEqual(modes, [[NAME, 0o644], [HOSTS_FILE, 0o664], [LAST, 0o600]]);
});

Deno.test("planHostName: the machine is called by the first label, and hosts has the whole name", () => {
  const name = "web.example.org";
  const { system, changes } = plan({ [KERNEL]: "old\n", [HOSTS_FILE]: "" }, name, true);
  applyChanges(system, changes);
  assert.equal(system.readText(NAME), "web\n");
  assert.equal(system.readText(KERNEL), "web");
  assert.equal(system.readText(HOSTS_FILE), `127.0.1.1\t${name} web\t# simple-init\n`);
});

const KERNELS: readonly [what: string, before: string, kernel: boolean, expected: number][] = [
  ["another name", "old\n", true, 1],
  ["its name already", "new\n", true, 0],
  ["another name, but below a root", "old\n", false, 0],
];

for (const [what, before, kernel, expected] of KERNELS) {
  Deno.test(`planHostName: the kernel has ${what}: ${expected} changes`, () => {
    const { changes } = plan({ [NAME]: "new\n", [LAST]: record("new"), [KERNEL]: before }, "new", kernel);
    assert.deepEqual(changes.map(({ kind }) => kind), Array(expected).fill("set kernel host name"));
  });
}

for (
  const [what, record, says] of [
    ["is no record", { text: "{}", mode: 0o600 }, "it is no record of an earlier boot; it is ignored."],
    ["is a directory", { "x": "" }, "it is a directory; it is ignored."],
  ] as const
) {
  Deno.test(`planNoHostName: where the record ${what}, that is said, and our line in hosts tells the name`, () => {
    const files: Record<string, MemoryEntry> = "x" in record
      ? { [`${LAST}/x`]: record.x }
      : { [LAST]: record };
    const system = memorySystem({
      [NAME]: "old\n",
      [HOSTS_FILE]: "127.0.1.1\told\t# simple-init\n",
      ...files,
    });
    const { changes, problems } = planNoHostName(system);
    assert.deepEqual(problems.map(formatProblem).filter((text) => text.startsWith(LAST)).length, 1);
    assert.ok(formatProblem(problems[0]!).endsWith(says), formatProblem(problems[0]!));
    assert.ok(changes.some(({ path }) => path === NAME));
  });
}

Deno.test("planNoHostName: where hosts cannot be changed, that is said", () => {
  const system = memorySystem({
    [NAME]: "old\n",
    [LAST]: record("old"),
    [HOSTS_FILE]: "10.0.0.1 caf\ufffd\n",
  });
  const { changes, problems } = planNoHostName(system);
  assert.ok(
    problems.some((problem) => formatProblem(problem).startsWith(HOSTS_FILE)),
    JSON.stringify(problems),
  );
  assert.ok(changes.every(({ path }) => path !== HOSTS_FILE));
});
