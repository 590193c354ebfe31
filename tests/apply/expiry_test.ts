/** Lines of `authorized_keys` that have expired, by a clock of which the time zone is not known. */
import assert from "node:assert/strict";
import { expiredLines } from "../../lib/apply/expiry.ts";
import { planSshKeys } from "../../lib/apply/ssh_keys.ts";
import { type MemoryEntry, memorySystem } from "../../lib/system/memory.ts";
import { failing } from "../support/faults.ts";

const KEY = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"a".repeat(43)}`;
const STARTED = Date.UTC(2026, 1, 28, 12, 30, 15) / 1000;

function statOf(seconds: number): Record<string, MemoryEntry> {
  return { "/proc/stat": `cpu  1 2 3\nbtime ${seconds}\nprocesses 7\n` };
}

/** The machine was started on 28 February 2026 at 12:30:15 UTC. */
const LINES: readonly [line: string, hasExpired: boolean][] = [
  [KEY, false],
  [`expiry-time="20200101" ${KEY}`, true],
  [`no-pty,EXPIRY-TIME="20200101" ${KEY}`, true],
  [`no-pty, expiry-time="20200101Z",command="x" ${KEY}`, true],
  [`expiry-time="20300101" ${KEY}`, false],
  [`expiry-time="20260228123015Z" ${KEY}`, true],
  [`expiry-time="20260228123016Z" ${KEY}`, false],
  [`expiry-time="202602281230Z" ${KEY}`, true],
  [`expiry-time="202602281231Z" ${KEY}`, false],
  [`expiry-time="20260228Z" ${KEY}`, true],
  [`expiry-time="20260301Z" ${KEY}`, false],
  // Half past midnight, twelve hours behind UTC.
  [`expiry-time="202602280030" ${KEY}`, true],
  [`expiry-time="202602280031" ${KEY}`, false],
  [`expiry-time="20260228" ${KEY}`, true],
  [`expiry-time=20200101 ${KEY}`, false],
  [`no-expiry-time="20200101" ${KEY}`, false],
  [`expiry-time="never" ${KEY}`, false],
  [`environment="X=expiry-time=\\"20200101\\"" ${KEY}`, false],
];

for (const [line, expected] of LINES) {
  Deno.test(`expiry: ${line.replace(KEY, "KEY")} has ${expected ? "" : "not "}expired`, () =>
    assert.equal(expiredLines(memorySystem(statOf(STARTED)))(line), expected));
}

for (const line of [`btime ${STARTED} 1`, `x btime ${STARTED}`]) {
  Deno.test(`expiry: ${JSON.stringify(line)} says nothing of the time`, () => {
    const hasExpired = expiredLines(memorySystem({ "/proc/stat": `cpu 1\n${line}\n` }));
    assert.equal(hasExpired(`expiry-time="20200101" ${KEY}`), false);
  });
}

Deno.test("expiry: every day of 120 years, to the second", () => {
  for (let day = 0; day < 120 * 365; day++) {
    const date = new Date(day * 86_400_000 + 45_296_000);
    const digits = date.toISOString().replaceAll(/[-:T]|\.000Z/g, "");
    const hasExpired = (now: number) => expiredLines(memorySystem(statOf(now)))(`expiry-time="${digits}Z" k`);
    const seconds = date.getTime() / 1000;
    assert.deepEqual([hasExpired(seconds - 1), hasExpired(seconds)], [false, true], digits);
  }
});

Deno.test("expiry: the time is read once, and only where a line needs it", () => {
  let reads = 0;
  const counting = failing(memorySystem(statOf(STARTED)), "readText", "EIO", () => {
    reads += 1;
    return false;
  });
  const hasExpired = expiredLines(counting);
  assert.deepEqual([hasExpired(KEY), reads], [false, 0]);
  for (let count = 0; count < 3; count++) assert.equal(hasExpired(`expiry-time="20200101" ${KEY}`), true);
  assert.equal(reads, 1);
});

const MACHINE = { uuid: "u1", productUuid: undefined, macs: [] };
const OLD = `expiry-time="20200101" ${KEY} old\n`;

/** What is known of the time, and whether the drive's key is added beside an expired line of it. */
const CLOCKS: Readonly<
  Record<string, { files: Record<string, MemoryEntry>; broken?: true; isAdded: boolean }>
> = {
  "a machine with a clock": { files: statOf(STARTED), isAdded: true },
  "a machine whose clock begins in 1970": { files: statOf(3), isAdded: false },
  "a kernel that does not say when it was started": { files: { "/proc/stat": "cpu 1\n" }, isAdded: false },
  "a root without /proc": { files: {}, isAdded: false },
  "a time that cannot be read": { files: statOf(STARTED), broken: true, isAdded: false },
};

for (const [what, { files, broken, isAdded }] of Object.entries(CLOCKS)) {
  Deno.test(`expiry: ${what}: an expired line ${isAdded ? "is not" : "is"} the key being there`, () => {
    const system = memorySystem({
      "/root/.ssh/authorized_keys": { text: OLD, mode: 0o600 },
      "/etc/passwd": "",
      ...files,
    });
    const read = broken ? failing(system, "readText", "EACCES", (path) => path === "/proc/stat") : system;
    const { changes, problems } = planSshKeys(read, "root", [KEY], MACHINE);
    const after = changes.flatMap((change) =>
      change.purpose === "SSH keys" && "after" in change ? change.after : []
    );
    assert.deepEqual([after, problems], [isAdded ? [`${OLD}${KEY}\n`] : [], []]);
  });
}
