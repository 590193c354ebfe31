import assert from "node:assert/strict";
import { withMarker } from "../../lib/apply/marker.ts";
import { ownFiles, planFiles, planRemovals } from "../../lib/apply/network_files.ts";
import { formatProblem } from "../../lib/problem.ts";
import type { RenderedFile } from "../../lib/stacks/stack.ts";
import { type MemoryEntry, memorySystem } from "../../lib/system/memory.ts";
import { failing } from "../support/faults.ts";

const PATH = "/etc/net/10-simple-init-eth0";
const NEW = withMarker(PATH, "new\n");
const OLD = withMarker(PATH, "old\n");
const EDITED = `${OLD}edited\n`;

const KEPT = "it is left alone; delete it to have it written.";
const NOTES = {
  edited: `${PATH}: the file was edited after simple-init wrote it; ${KEPT}`,
  copied: `${PATH}: simple-init wrote the file that this one was edited or copied from; it is left alone.`,
  foreign: `${PATH}: somebody else wrote the file; ${KEPT}`,
  symlink: `${PATH}: it is a symlink; ${KEPT}`,
  directory: `${PATH}: it is a directory; ${KEPT}`,
};

interface Row {
  readonly what: string;
  readonly there: MemoryEntry | undefined;
  readonly keepExisting?: boolean;
  readonly foreign?: "replace" | "keep";
  readonly plans?: "create" | "update";
  readonly says?: keyof typeof NOTES;
}

const ROWS: readonly Row[] = [
  { what: "missing", there: undefined, plans: "create" },
  { what: "missing, last good counts", there: undefined, keepExisting: true, plans: "create" },
  { what: "missing, enough that it is there", there: undefined, foreign: "keep", plans: "create" },
  { what: "ours and right", there: NEW },
  { what: "ours and right but for the mode", there: { text: NEW, mode: 0o600 }, plans: "update" },
  { what: "ours and outdated", there: OLD, plans: "update" },
  { what: "ours and outdated, last good counts", there: OLD, keepExisting: true },
  { what: "ours with another mode, last good counts", there: { text: OLD, mode: 0o600 }, keepExisting: true },
  { what: "edited", there: EDITED, says: "edited" },
  { what: "edited, last good counts", there: EDITED, keepExisting: true, says: "edited" },
  { what: "edited, foreign ones are replaced", there: EDITED, foreign: "replace", says: "edited" },
  { what: "edited, enough that it is there", there: EDITED, foreign: "keep" },
  { what: "foreign", there: "mine\n", says: "foreign" },
  { what: "foreign and empty", there: "", says: "foreign" },
  { what: "foreign, which is replaced", there: "", foreign: "replace", plans: "update" },
  { what: "foreign, enough that it is there", there: "mine\n", foreign: "keep" },
  { what: "a link", there: { link: "/dev/null" }, says: "symlink" },
  { what: "a link, which is replaced itself", there: { link: "x" }, foreign: "replace", plans: "update" },
  { what: "a link to a file of ours", there: { link: "/ours" }, says: "symlink" },
  { what: "a link to a file, enough that it is there", there: { link: "/ours" }, foreign: "keep" },
];

for (const { what, there, keepExisting = false, foreign, plans, says } of ROWS) {
  Deno.test(`planFiles: ${what}: ${plans ?? (says === undefined ? "nothing" : "kept, and said so")}`, () => {
    const system = memorySystem({ "/ours": OLD, ...(there === undefined ? {} : { [PATH]: there }) });
    const file: RenderedFile = { path: PATH, contents: "new\n", mode: 0o644, ...(foreign && { foreign }) };
    const { changes, problems } = planFiles(system, [file], () => keepExisting);
    const before = plans === "update" ? system.readText(PATH) ?? "" : "";
    const change = { kind: plans, purpose: "network", path: PATH, before, after: NEW, mode: 0o644 };
    assert.deepEqual(changes, plans === undefined ? [] : [change]);
    assert.deepEqual(problems.map(formatProblem), says === undefined ? [] : [NOTES[says]]);
    assert.ok(problems.every(({ severity }) => severity === "note"));
  });
}

Deno.test("planFiles: a directory in place of the file is kept, and said so", () => {
  const { changes, problems } = planFiles(
    memorySystem({ [`${PATH}/x`]: "" }),
    [{ path: PATH, contents: "new\n", mode: 0o644 }],
  );
  assert.deepEqual([changes, problems.map(formatProblem)], [[], [NOTES.directory]]);
});

for (
  const [kind, there] of [["symlink", { link: "/none" }], ["other", { text: "", kind: "other" }]] as const
) {
  Deno.test(`planFiles: what only has to be there, and is of the kind ${kind}, leads nowhere, which is a problem`, () => {
    const file: RenderedFile = { path: PATH, contents: "new\n", mode: 0o644, foreign: "keep" };
    const { changes, problems } = planFiles(memorySystem({ [PATH]: there }), [file]);
    assert.deepEqual([changes, problems.map(({ severity }) => severity)], [[], ["problem"]]);
  });
}

const LINK = { path: "/etc/net/link", target: "real", of: PATH };
const FILE: RenderedFile = { path: PATH, contents: "new\n", mode: 0o644 };

const LINKS: readonly [
  what: string,
  file: MemoryEntry | undefined,
  there: MemoryEntry | undefined,
  plans: readonly string[],
  says?: string,
][] = [
  ["missing, with its file", undefined, undefined, ["make link /etc/net/link", `create ${PATH}`]],
  ["missing, with an outdated file", OLD, undefined, ["make link /etc/net/link", `update ${PATH}`]],
  ["missing, taken away since its file was written", NEW, undefined, []],
  ["right", NEW, { link: "real" }, []],
  ["another link", NEW, { link: "other" }, [], `${LINK.path}: it is another symlink; ${KEPT}`],
  ["a file", NEW, "mine\n", [], `${LINK.path}: it is a file; ${KEPT}`],
];

for (const [what, file, there, plans, says] of LINKS) {
  Deno.test(`planFiles: a link, ${what}: ${plans.length === 0 ? "kept" : "made before its file"}`, () => {
    const system = memorySystem({
      ...(file === undefined ? {} : { [PATH]: file }),
      ...(there === undefined ? {} : { [LINK.path]: there }),
    });
    const { changes, problems } = planFiles(system, [FILE, LINK]);
    assert.deepEqual(changes.map(({ kind, path }) => `${kind} ${path}`), plans);
    assert.deepEqual(problems.map(formatProblem), says === undefined ? [] : [says]);
  });
}

const OWNED = [{ directory: "/etc/net", pattern: /^10-simple-init-/ }, {
  directory: "/etc/none",
  pattern: /./,
}];

const REMOVALS: readonly [
  what: string,
  files: Record<string, MemoryEntry>,
  removes: boolean,
  says?: string,
][] = [
  ["ours, not wanted any more", { [PATH]: OLD }, true],
  ["ours, still wanted", {
    "/etc/net/10-simple-init-wanted": withMarker("/etc/net/10-simple-init-wanted", ""),
  }, false],
  ["edited", { [PATH]: EDITED }, false, NOTES.copied],
  ["a copy of ours", { [`${PATH}.bak`]: OLD }, false, NOTES.copied.replace(PATH, `${PATH}.bak`)],
  ["somebody else's under a name like ours", { [PATH]: "mine\n" }, false],
  ["ours under a name that is not", { "/etc/net/eth0": OLD }, false],
  ["a link to a file of ours", { [PATH]: { link: "/ours" }, "/ours": OLD }, false],
  ["a directory", { [`${PATH}/x`]: OLD }, false],
];

for (const [what, files, removes, says] of REMOVALS) {
  Deno.test(`planRemovals: ${what}: ${removes ? "removed" : "kept"}`, () => {
    const wanted = new Set(["/etc/net/10-simple-init-wanted"]);
    const { changes, problems } = planRemovals(memorySystem(files), OWNED, wanted);
    const change = { kind: "remove", purpose: "network", path: PATH, before: OLD, after: "", mode: 0 };
    assert.deepEqual(changes, removes ? [change] : []);
    assert.deepEqual(problems.map(formatProblem), says === undefined ? [] : [says]);
  });
}

const COMPANIONS = [{ ...OWNED[0]!, companions: ["/etc/init.d/{name}"] }];

const COMPANION_ROWS: readonly [
  what: string,
  there: MemoryEntry | undefined,
  text: string,
  removed: string[],
][] = [
  ["goes before its file", { link: "net.lo" }, OLD, ["/etc/init.d/10-simple-init-eth0", PATH]],
  ["that is not there", undefined, OLD, [PATH]],
  ["that is a file stays", "mine", OLD, [PATH]],
  ["stays with an edited file", { link: "net.lo" }, EDITED, []],
];

for (const [what, there, text, removed] of COMPANION_ROWS) {
  Deno.test(`planRemovals: a link ${what}`, () => {
    const link = there === undefined ? {} : { "/etc/init.d/10-simple-init-eth0": there };
    const { changes } = planRemovals(memorySystem({ [PATH]: text, ...link }), COMPANIONS, new Set());
    assert.deepEqual(changes.map(({ path }) => path), removed);
  });
}

for (const call of ["readDirectory", "lstat", "readText"] as const) {
  Deno.test(`ownFiles: what ${call} may not see is not there, and said so`, () => {
    const system = memorySystem({ [PATH]: OLD });
    const seen = ownFiles(system, OWNED);
    assert.deepEqual([seen.files.length, seen.problems], [1, []]);
    const unseen = ownFiles(failing(system, call, "EACCES", (path) => !path.includes("none")), OWNED);
    assert.deepEqual([unseen.files, unseen.problems.length, unseen.problems[0]?.severity], [
      [],
      1,
      "problem",
    ]);
  });
}

Deno.test("planFiles: where one of two files cannot be read, it is not sure what is edited", () => {
  const file = (path: string): RenderedFile => ({ path, contents: "new\n", mode: 0o644 });
  const files = [file(PATH), file(`${PATH}0`)];
  const system = memorySystem({ [PATH]: NEW, [`${PATH}0`]: OLD });
  assert.equal(planFiles(system, files).isUnsure, false);
  for (const unreadable of [PATH, `${PATH}0`]) {
    const broken = failing(system, "readFile", "EIO", (path) => path === unreadable);
    const { isUnsure, missing } = planFiles(broken, files);
    assert.deepEqual([isUnsure, missing.map(({ path }) => path)], [true, [unreadable]]);
  }
});
