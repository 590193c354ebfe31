/** The judge of the attacks: each kind of harm is seen, and what is right is not called harm. */
import assert from "node:assert/strict";
import { withMarker } from "../../lib/apply/marker.ts";
import type { Entry, Snapshot } from "./snapshot.ts";
import { isRecord, judge, lastingDifferences, type Trial } from "./verdict.ts";

const entry = (text: string, more: Partial<Entry> = {}): Entry => ({
  ...{ kind: "file", mode: 0o644, uid: 0, gid: 0 },
  bytes: new TextEncoder().encode(text),
  ...more,
});
const tree = (files: Readonly<Record<string, Entry>>): Snapshot => new Map(Object.entries(files));

const HOSTS = "etc/hosts";
const OURS = "etc/systemd/network/10-simple-init-eth0.network";
const BEFORE = {
  [HOSTS]: entry("mine\n1 old # simple-init\n"),
  [OURS]: entry(withMarker(`/${OURS}`, "old")),
};
const AFTER = { [HOSTS]: entry("mine\n2 new # simple-init\n"), [OURS]: entry(withMarker(`/${OURS}`, "new")) };
const STAGED = "etc/.hosts.simple-init";

type Row = [what: string, found: Readonly<Record<string, Entry>>, status: Trial["status"], faults: RegExp[]];

const ROWS: readonly (readonly [...Row, allowed?: readonly ("other" | "gone" | "left")[]])[] = [
  ["nothing done, and said so", BEFORE, 1, []],
  ["all done", AFTER, 0, []],
  ["half of the files done, and said so", { ...AFTER, [HOSTS]: BEFORE[HOSTS]! }, 1, []],
  ["half of the files done, and silence", { ...AFTER, [HOSTS]: BEFORE[HOSTS]! }, 0, [
    /^exit status 0 although etc\/hosts/,
  ]],
  ["a file is half of one", { ...AFTER, [HOSTS]: entry("mi") }, 1, [/^etc\/hosts is neither/]],
  [
    "a file has another mode",
    { ...AFTER, [OURS]: entry(withMarker(`/${OURS}`, "new"), { mode: 0o600 }) },
    1,
    [
      /is neither/,
    ],
  ],
  ["a file has another owner", { ...AFTER, [OURS]: entry(withMarker(`/${OURS}`, "new"), { uid: 5 }) }, 1, [
    /is neither/,
  ]],
  ["a file is lost", { [HOSTS]: BEFORE[HOSTS]! }, 1, [/eth0\.network is lost$/]],
  ["killed, with a staged file", { ...BEFORE, [STAGED]: entry("m") }, undefined, []],
  ["not killed, with a staged file", { ...BEFORE, [STAGED]: entry("m") }, 1, [/was left behind unfinished$/]],
  ["a staged file that a stack reads", { ...BEFORE, "etc/unknown/.x.simple-init": entry("") }, undefined, [
    /read by others/,
  ]],
  ["another whole file, not allowed", { ...AFTER, [OURS]: entry(withMarker(`/${OURS}`, "3")) }, 1, [
    /is neither/,
  ]],
  ["another whole file, allowed", { ...AFTER, [OURS]: entry(withMarker(`/${OURS}`, "3")) }, 1, [], ["other"]],
  ["another whole file in silence", { ...AFTER, [OURS]: entry(withMarker(`/${OURS}`, "3")) }, 0, [
    /is neither/,
    /^exit status/,
  ], ["other"]],
  ["another file that is not whole", { ...AFTER, [OURS]: entry(`${withMarker(`/${OURS}`, "3")}x`) }, 1, [
    /is neither/,
  ], [
    "other",
  ]],
  ["an edited file keeps its lines", { ...AFTER, [HOSTS]: entry("mine\n3 x # simple-init\n") }, 1, [], [
    "other",
  ]],
  ["an edited file loses a line", { ...AFTER, [HOSTS]: entry("3 x # simple-init\n") }, 1, [/is neither/], [
    "other",
  ]],
  ["a file of ours may go with its interface", { [HOSTS]: AFTER[HOSTS]! }, 0, [], ["gone"]],
  ["a file of others may not", { [OURS]: AFTER[OURS]! }, 1, [/^etc\/hosts is lost$/], ["gone"]],
];

for (const [what, found, status, expected, allowed = []] of ROWS) {
  Deno.test(`verdict: ${what}: ${expected.length === 0 ? "right" : "a fault"}`, () => {
    const { faults } = judge({
      ...{ before: tree(BEFORE), after: tree(AFTER), found: tree(found) },
      status,
      allowed: new Set(allowed),
    });
    assert.equal(faults.length, expected.length, faults.join("; "));
    expected.forEach((pattern, index) => assert.match(faults[index]!, pattern));
  });
}

Deno.test("what lasts: all that differs, but for keys that were added and could not be recorded", () => {
  const state = (name: string) => `var/lib/simple-init/${name}`;
  const found = tree({ [HOSTS]: entry("x"), [state(".keys.json.simple-init")]: entry("") });
  const wanted = tree({ [state("keys.json")]: entry("k"), [state("drive.json")]: entry("d") });
  assert.deepEqual(lastingDifferences(found, wanted).sort(), [HOSTS, state("drive.json")]);
});

Deno.test("what lasts: no directory that was made and has nothing in it", () => {
  const directory = (mode = 0o755): Entry => ({ ...entry(""), kind: "directory", mode });
  const found = { "etc/dhcp": directory(), "etc/dhcp/hooks.d": directory(), "etc/open": directory(0o777) };
  assert.deepEqual(lastingDifferences(tree(found), tree({})), ["etc/open"]);
  assert.deepEqual(lastingDifferences(tree({ ...found, "etc/dhcp/hooks.d/x": entry("x") }), tree({})), [
    "etc/dhcp",
    "etc/dhcp/hooks.d",
    "etc/dhcp/hooks.d/x",
    "etc/open",
  ]);
  assert.deepEqual(lastingDifferences(tree({}), tree({ "etc/dhcp": directory() })), ["etc/dhcp"]);
});

Deno.test("records are the program's own, and nothing else beside them is", () => {
  const paths = ["drive.json", "keys.json", ".keys.json.simple-init", "drive.json.old", "x/drive.json"];
  const are = paths.filter((path) => isRecord(`var/lib/simple-init/${path}`));
  assert.deepEqual(are, ["drive.json", "keys.json"]);
});
