/**
 * What every system answers as a root, and what it leaves alone: links within it and out of it, at the end of a path and in
 * the middle, absolute, relative, with dots, and in loops.
 *
 * @module
 */
import { type System, SystemError } from "../../lib/system/system.ts";
import { type Call, REFUSED } from "./_contract_rooted_refusals.ts";

/** Below `AT/root`, which has a directory `etc` with a file `name`, and a directory beside it with a file `secret`. */
const LINKS: Readonly<Record<string, string>> = {
  "relative": "etc/name",
  "absolute": "/etc/name",
  "chain": "absolute",
  "up": "../../../../outside/secret",
  "host": "AT/outside/secret",
  "hostDirectory": "AT/outside",
  "upDirectory": "../outside",
  "self": "/",
  "here": ".",
  "way": "etc//./",
  "longWay": "self/here/../way",
  "etc/absolute": "/etc/name",
  "etc/sibling": "name",
  "etc/above": "../etc/name",
  "etc/top": "../../../..",
  "loop": "loop",
  "ping": "pong",
  "pong": "ping",
  "deep": "loop/x",
  "dangling": "/etc/new",
  "danglingHost": "AT/outside/new",
  "danglingWay": "none",
  "backFromNothing": "none/../etc/name",
  "backFromFile": "etc/name/../name",
  "throughFile": "etc/name/x",
};

/** By path: the text and the kind where links are followed, and the kind of the last part itself. */
type There = readonly [path: string, text?: Found, stat?: Found, lstat?: Found];
type Found = string | undefined;

const THERE: readonly There[] = [
  ["/etc/name", "name", "file", "file"],
  ["etc/name", "name", "file", "file"],
  ["/etc/./name", "name", "file", "file"],
  ["//etc//name", "name", "file", "file"],
  ["/../../etc/name", "name", "file", "file"],
  ["/etc/../../../etc/name", "name", "file", "file"],
  ["/relative", "name", "file", "symlink"],
  ["/absolute", "name", "file", "symlink"],
  ["/chain", "name", "file", "symlink"],
  ["/etc/absolute", "name", "file", "symlink"],
  ["/etc/sibling", "name", "file", "symlink"],
  ["/etc/above", "name", "file", "symlink"],
  ["/self/self/etc/name", "name", "file", "file"],
  ["/self/../here/etc/./name", "name", "file", "file"],
  ["/way/name", "name", "file", "file"],
  ["/way/absolute", "name", "file", "symlink"],
  ["/way/../etc/name", "name", "file", "file"],
  ["/longWay/name", "name", "file", "file"],
  ["/longWay/top/etc/top/etc/name", "name", "file", "file"],
  ["/up", undefined, undefined, "symlink"],
  ["/host", undefined, undefined, "symlink"],
  ["/hostDirectory/secret", undefined],
  ["/upDirectory/secret", undefined],
  ["/etc/top/outside/secret", undefined],
  ["/../outside/secret", undefined],
  ["/dangling", undefined, undefined, "symlink"],
  ["/danglingWay/name", undefined],
  ["/none/name", undefined],
  ["/none/../etc/name", undefined],
  ["/etc/name/../name", undefined],
  ["/backFromNothing", undefined, undefined, "symlink"],
  ["/backFromFile", undefined, undefined, "symlink"],
  ["/throughFile", undefined, undefined, "symlink"],
  ["/etc/name/x", undefined],
];

/** Directories, by what leads there. */
const LISTED: readonly [path: string, names: readonly string[] | undefined][] = [
  ["/etc", ["above", "absolute", "name", "sibling", "top"]],
  ["/etc/", ["above", "absolute", "name", "sibling", "top"]],
  ["/way", ["above", "absolute", "name", "sibling", "top"]],
  ["/self/longWay/.", ["above", "absolute", "name", "sibling", "top"]],
  ["/hostDirectory", undefined],
  ["/upDirectory", undefined],
  ["/danglingWay", undefined],
  ["/relative", undefined],
];

/** How `/new/name` comes to be there. */
const MAKERS: readonly [what: string, make: (root: System) => void, changed: readonly string[]][] = [
  ["it is made", (root) => {
    root.makeDirectory("/new", 0o755);
    root.createFile("/new/name", "name", 0o644);
  }, ["root/new"]],
  ["a link leads there", (root) => root.makeLink("etc", "/new"), ["root/etc/name", "root/new"]],
  ["such a link gets its name", (root) => {
    root.makeLink("etc", "/old");
    root.rename("/old", "/new");
  }, ["root/etc/name", "root/new"]],
];

/** What is new or different afterwards, of the root and of what is beside it. */
const CHANGES: readonly [name: string, call: Call, changed: readonly string[]][] = [
  ["createFile", (root) => root.createFile("/etc/new", "new", 0o644), ["root/etc/new"]],
  ["createFile: behind links", (root) => root.createFile("/longWay/new", "new", 0o644), ["root/etc/new"]],
  ["writeInto: through links", (root) => root.writeInto("/chain", "new"), ["root/etc/name"]],
  ["makeDirectory: for a link to nothing", (root) => root.makeDirectory("/dangling", 0o755), [
    "root/etc/new",
  ]],
  ["makeDirectory: there is one behind links", (root) => root.makeDirectory("/longWay", 0o755), []],
  ["makeLink: behind links", (root) => root.makeLink("x", "/way/new"), ["root/etc/new"]],
  ["rename: over a link out", (root) => root.rename("/etc/name", "/host"), ["root/etc/name", "root/host"]],
  [
    "rename: both behind links",
    (root) => root.rename("/way/name", "/longWay/sibling"),
    ["root/etc/name", "root/etc/sibling"],
  ],
  ["remove: a link out", (root) => root.remove("/host"), ["root/host"]],
  ["remove: a file behind links", (root) => root.remove("/longWay/name"), ["root/etc/name"]],
  [
    "what another directory has taken the place of is looked for anew",
    (root) => {
      root.readText("/way/name");
      root.remove("/way");
      root.makeDirectory("/way", 0o755);
      root.createFile("/way/new", "new", 0o644);
    },
    ["root/way", "root/way/new"],
  ],
  [
    "what a link has taken the place of is looked for anew",
    (root) => {
      root.makeDirectory("/new", 0o755);
      root.stat("/new/name");
      root.remove("/new");
      root.makeLink("etc", "/new");
      root.writeInto("/new/name", "new");
    },
    ["root/etc/name", "root/new"],
  ],
  ...MAKERS.map((
    [what, make, paths],
  ): [string, Call, readonly string[]] => [`a directory that was not there is found when ${what}`, (root) => {
    for (const path of ["/new/name", "/new/deep/name"]) {
      if (root.lstat(path) !== undefined || root.readText(path) !== undefined) throw new Error(path);
    }
    make(root);
    if (root.readText("/new/name") !== "name") throw new Error(what);
    root.remove("/new/name");
    if (root.readText("/new/name") !== undefined) throw new Error("it is still there");
  }, paths]),
  ["many directories", (root) => {
    const paths = Array.from({ length: 40 }, (_, index) => `/${"d".repeat(4 * index + 1)}`);
    for (const path of paths) root.makeDirectory(path, 0o755);
    for (const path of [...paths, ...paths]) root.readText(`${path}/name`);
    for (const path of paths) root.createFile(`${path}/new`, path, 0o644);
    for (const path of paths) {
      if (root.readText(`${path}/new`) !== path) throw new Error(path);
      root.remove(`${path}/new`);
      root.remove(path);
    }
  }, []],
];

function layOut(system: System, at: string): void {
  for (const path of ["root", "root/etc", "outside"]) system.makeDirectory(`${at}/${path}`, 0o755);
  system.createFile(`${at}/outside/secret`, "secret", 0o644);
  system.createFile(`${at}/root/etc/name`, "name", 0o644);
  for (const [path, target] of Object.entries(LINKS)) {
    system.makeLink(target.replace("AT", at), `${at}/root/${path}`);
  }
}

/** What is below a directory, by path: a file's text, a link's target. */
function treeOf(system: System, at: string, path: string): Map<string, string> {
  const whole = `${at}/${path}`;
  const kind = system.lstat(whole)?.kind;
  if (kind === "symlink") return new Map([[path, `-> ${system.readLink(whole)}`]]);
  if (kind !== "directory") return new Map([[path, `${system.readText(whole)}`]]);
  const below = system.readDirectory(whole)!.flatMap((name) => [...treeOf(system, at, `${path}/${name}`)]);
  return new Map([[path, ""], ...below]);
}

function changed(system: System, at: string, call: () => unknown): unknown {
  const trees = () => new Map(["root", "outside"].flatMap((path) => [...treeOf(system, at, path)]));
  const before = trees();
  const sentence = sentenceOf(call);
  const after = trees();
  const paths = [...new Set([...before.keys(), ...after.keys()])].filter((path) =>
    before.get(path) !== after.get(path)
  );
  return { sentence: sentence?.replaceAll(at, "AT") ?? null, paths: paths.sort() };
}

function sentenceOf(call: () => unknown): string | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    if (error instanceof SystemError) return error.message;
    throw error;
  }
}

/** The root by its path, and as a root within a root. */
const ROOTS: readonly [name: string, root: (system: System, at: string) => System][] = [
  ["a root", (system, at) => system.rooted(`${at}/root`)],
  ["a root in a root", (system, at) => system.rooted(at).rooted("/root")],
];

/** Rows as those of the contract. */
export const ROWS_ROOTED: readonly {
  readonly name: string;
  readonly answer: (system: System, at: string) => unknown;
  readonly expected: unknown;
}[] = ROOTS.flatMap(([what, rootOf]) => {
  const row = (
    name: string,
    answer: (root: System, system: System, at: string) => unknown,
    expected: unknown,
  ) => ({
    name: `${what}, ${name}`,
    answer: (system: System, at: string) => {
      const below = `${at}/of`;
      system.makeDirectory(below, 0o755);
      layOut(system, below);
      return answer(rootOf(system, below), system, below);
    },
    expected,
  });
  return [
    ...THERE.map(([path, text, stat, lstat]) =>
      row(
        `what is at ${path}`,
        (
          root,
        ) => [root.readText(path) ?? null, root.stat(path)?.kind ?? null, root.lstat(path)?.kind ?? null],
        [text ?? null, stat ?? null, lstat ?? null],
      )
    ),
    ...LISTED.map(([path, names]) =>
      row(`readDirectory: ${path}`, (root) => root.readDirectory(path) ?? null, names ?? null)
    ),
    ...REFUSED.map(([name, call, sentence]) =>
      row(
        `${name} is refused and changes nothing`,
        (root, system, at) => changed(system, at, () => call(root)),
        { sentence, paths: [] },
      )
    ),
    ...CHANGES.map(([name, call, paths]) =>
      row(name, (root, system, at) => changed(system, at, () => call(root)), { sentence: null, paths })
    ),
    row("a link's own target", (root, _, at) => root.readLink("/way/above").replace(at, "AT"), "../etc/name"),
  ];
});
