import assert from "node:assert/strict";
import { type MemoryEntry, memorySystem } from "../lib/system/memory.ts";
import { SystemError } from "../lib/system/system.ts";
import { formatProblem } from "../lib/problem.ts";
import { awaitCards, unfinishedCards } from "../lib/udev.ts";

type Files = Readonly<Record<string, MemoryEntry>>;

const RUNS: Files = { "/run/udev/control": "" };

/** What the kernel shows of an interface. */
function card(name: string, index: number, more: Files = {}): Files {
  const directory = `/sys/class/net/${name}`;
  return {
    [`${directory}/address`]: `52:54:00:00:00:0${index}\n`,
    [`${directory}/ifindex`]: `${index}\n`,
    ...Object.fromEntries(Object.entries(more).map(([file, entry]) => [`${directory}/${file}`, entry])),
  };
}

/** What udev keeps of it. */
const done = (index: number, text = "I:1234\nE:ID_NET_NAME_PATH=enp0s3\n"): Files => ({
  [`/run/udev/data/n${index}`]: text,
});

const LOOKS: readonly [what: string, files: Files, expected: readonly string[]][] = [
  ["a card that udev is done with", { ...RUNS, ...card("eth0", 2), ...done(2) }, []],
  ["one of which it keeps nothing", { ...RUNS, ...card("eth0", 2), ...done(2, "") }, []],
  ["one that it has not come to", { ...RUNS, ...card("eth0", 2) }, ["eth0"]],
  ["another card's number", { ...RUNS, ...card("eth0", 2), ...done(22) }, ["eth0"]],
  ["one that it is about to rename", {
    ...RUNS,
    ...card("eth0", 2),
    ...done(2, "I:1234\nE:ID_RENAMING=1\nE:ID_BUS=pci\n"),
  }, ["eth0"]],
  ["one of which another line says so", {
    ...RUNS,
    ...card("eth0", 2),
    ...done(2, "E:ID_RENAMING=10\nS:E:ID_RENAMING=1\n"),
  }, []],
  ["one of two", { ...RUNS, ...card("eth0", 2), ...done(2), ...card("eth1", 3) }, ["eth1"]],
  ["one whose number is gone already", { ...RUNS, "/sys/class/net/eth0/address": "52:54:00:00:00:02\n" }, []],
  ["no udev", card("eth0", 2), []],
  ["an earlier udev's data, and no udev", { ...card("eth0", 2), ...done(3) }, []],
  ["the loopback interface", { ...RUNS, ...card("lo", 1) }, []],
  ["the list of bonds", { ...RUNS, "/sys/class/net/bonding_masters": "\n" }, []],
  ["a bond", { ...RUNS, ...card("bond0", 4, { uevent: "DEVTYPE=bond\n", "bonding/mode": "" }) }, []],
  ["a tunnel", { ...RUNS, ...card("tun0", 5, { type: "65534\n" }) }, []],
  ["no interfaces", RUNS, []],
];

for (const [what, files, expected] of LOOKS) {
  Deno.test(`udev: ${what}: ${expected.length === 0 ? "nothing to wait for" : `${expected} is waited for`}`, () => {
    assert.deepEqual(unfinishedCards(memorySystem(files)), expected);
  });
}

for (const code of ["ENODEV", "EACCES", "ENOTDIR", "ENOTCAPABLE"]) {
  for (
    const refused of [
      "/sys/class/net",
      "/sys/class/net/eth0/ifindex",
      "/run/udev/data/n2",
      "/run/udev/control",
    ]
  ) {
    Deno.test(`udev: where the system answers ${code} for ${refused}, nothing is waited for`, () => {
      const system = memorySystem({ ...RUNS, ...card("eth0", 2) });
      const refusing = <T>(call: (path: string) => T) => (path: string) => {
        if (path === refused) throw new SystemError(code, "read", path);
        return call(path);
      };
      const { readText, readDirectory, stat } = system;
      const refuses = {
        ...system,
        readText: refusing(readText),
        readDirectory: refusing(readDirectory),
        stat: refusing(stat),
      };
      assert.deepEqual(unfinishedCards(refuses), []);
    });
  }
}

Deno.test("udev: where it is done, a card costs two files that are read", () => {
  const system = memorySystem({ ...RUNS, ...card("eth0", 2), ...done(2), ...card("eth1", 3), ...done(3) });
  const read: string[] = [];
  const counting = { ...system, readText: (path: string) => (read.push(path), system.readText(path)) };
  assert.deepEqual(awaitCards(counting), []);
  assert.deepEqual(read, [
    "/sys/class/net/eth0/ifindex",
    "/run/udev/data/n2",
    "/sys/class/net/eth1/ifindex",
    "/run/udev/data/n3",
  ]);
  assert.equal(system.now(), 0);
});

/** Waits for eth0, to which something happens after so many milliseconds. */
function wait(after: number, happens: (entries: Map<string, MemoryEntry>) => void) {
  const system = memorySystem({ ...RUNS, ...card("eth0", 2) });
  const said: [string, number][] = [];
  let hasHappened = false;
  const sleep = (ms: number) => {
    system.sleep(ms);
    if (system.now() < after || hasHappened) return;
    hasHappened = true;
    happens(system.entries);
  };
  const problems = awaitCards({ ...system, sleep }, (sentence) => said.push([sentence, system.now()]));
  return { waited: system.now(), problems: problems.map(formatProblem), said };
}

function add(entries: Map<string, MemoryEntry>, files: Files): void {
  for (const [path, entry] of Object.entries(files)) entries.set(path, entry);
}

function vanish(entries: Map<string, MemoryEntry>): void {
  for (const path of [...entries.keys()]) if (path.startsWith("/sys/class/net/eth0/")) entries.delete(path);
}

const SAID = 'Waiting up to 30 s until udev is done with the network card "eth0".';

Deno.test("udev: a card is waited for until udev is done with it", () =>
  assert.deepEqual(wait(500, (entries) => add(entries, done(2))), { waited: 500, problems: [], said: [] }));

Deno.test("udev: a wait that a person notices is told of, once", () =>
  assert.deepEqual(wait(4000, (entries) => add(entries, done(2))), {
    waited: 4000,
    problems: [],
    said: [[SAID, 1000]],
  }));

Deno.test("udev: a card that gets another name is waited for by that", () => {
  const { waited, problems } = wait(500, (entries) => {
    vanish(entries);
    add(entries, card("enp0s3", 2));
  });
  assert.equal(waited, 30_000);
  assert.match(problems[0]!, /the network card "enp0s3"/);
});

Deno.test("udev: a card is done with its other name", () => {
  const { waited, problems } = wait(500, (entries) => {
    vanish(entries);
    add(entries, { ...card("enp0s3", 2), ...done(2) });
  });
  assert.deepEqual([waited, problems], [500, []]);
});

Deno.test("udev: a card that is gone is not waited for", () =>
  assert.deepEqual(wait(500, vanish), { waited: 500, problems: [], said: [] }));

Deno.test("udev: a card that comes during the wait is waited for as well", () => {
  const { waited, problems } = wait(500, (entries) => add(entries, { ...done(2), ...card("eth1", 3) }));
  assert.equal(waited, 30_000);
  assert.match(problems[0]!, /the network card "eth1"/);
});

Deno.test("udev: after 30 s the boot goes on, with a problem", () => {
  const { waited, problems, said } = wait(500, (entries) => add(entries, card("eth1", 3)));
  assert.equal(waited, 30_000);
  assert.deepEqual(problems, [
    '/run/udev/data: udev is not done with the network cards "eth0" and "eth1"; what is there by now is configured; ' +
    "udev's log says what it is busy with.",
  ]);
  assert.deepEqual(said, [[SAID.replace('card "eth0"', 'cards "eth0" and "eth1"'), 1000]]);
});

Deno.test("udev: the clock has not begun with the boot", () => {
  const system = memorySystem({ ...RUNS, ...card("eth0", 2) });
  system.sleep(7_000_000);
  const heard: number[] = [];
  assert.equal(awaitCards(system, () => heard.push(system.now())).length, 1);
  assert.deepEqual([heard, system.now()], [[7_001_000], 7_030_000]);
});
