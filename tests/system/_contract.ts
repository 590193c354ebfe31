/**
 * What every {@link System} answers, changes and refuses, as rows; no runtime's API, for they run in the static binary too.
 *
 * @module
 */
import { rowsBelow } from "./_contract_below.ts";
import { ROWS_ROOTED } from "./_contract_rooted.ts";
import { type System, SystemError } from "../../lib/system/system.ts";

/** A file, links to it and to nothing, a directory with something in it, and an empty one. */
function layOut(system: System, at: string): void {
  system.createFile(`${at}/file`, "text", 0o640);
  system.makeDirectory(`${at}/full`, 0o755);
  system.createFile(`${at}/full/b`, "", 0o600);
  system.createFile(`${at}/full/a`, "", 0o600);
  system.makeDirectory(`${at}/empty`, 0o700);
  system.makeLink("file", `${at}/link`);
  system.makeLink("full", `${at}/way`);
  system.makeLink("nowhere", `${at}/dangling`);
  system.makeLink("loop", `${at}/loop`);
}

type Answer = (system: System, at: string) => unknown;
const kind = (status: ReturnType<System["stat"]>) => status?.kind;

const ANSWERS: readonly [name: string, answer: Answer, expected: unknown][] = [
  ["readText: a file", (s, at) => s.readText(`${at}/file`), "text"],
  ["readText: through a link", (s, at) => s.readText(`${at}/link`), "text"],
  ["readText: nothing there", (s, at) => s.readText(`${at}/none`), undefined],
  ["readText: no directory there", (s, at) => s.readText(`${at}/none/file`), undefined],
  ["readText: below a file", (s, at) => s.readText(`${at}/file/x`), undefined],
  ["readText: a link to nothing", (s, at) => s.readText(`${at}/dangling`), undefined],
  ["readText: exactly the limit", (s, at) => s.readText(`${at}/file`, 4), "text"],
  ["readBytes: from the middle", (s, at) => s.readBytes(`${at}/file`, 1, 2), "ex"],
  ["readBytes: shorter at the end", (s, at) => s.readBytes(`${at}/file`, 3, 9), "t"],
  ["readBytes: behind the end", (s, at) => s.readBytes(`${at}/file`, 99, 9), ""],
  ["readDirectory: sorted", (s, at) => s.readDirectory(`${at}/full`), ["a", "b"]],
  ["readDirectory: through a link", (s, at) => s.readDirectory(`${at}/way`), ["a", "b"]],
  ["readDirectory: an empty one", (s, at) => s.readDirectory(`${at}/empty`), []],
  ["readDirectory: nothing there", (s, at) => s.readDirectory(`${at}/none`), undefined],
  ["readDirectory: a file", (s, at) => s.readDirectory(`${at}/file`), undefined],
  ["readLink: as it is written", (s, at) => s.readLink(`${at}/dangling`), "nowhere"],
  ["stat: a file", (s, at) => kind(s.stat(`${at}/file`)), "file"],
  ["stat: its mode", (s, at) => s.stat(`${at}/file`)?.mode, 0o640],
  ["stat: its size", (s, at) => s.stat(`${at}/file`)?.size, 4],
  ["stat: a directory", (s, at) => kind(s.stat(`${at}/full`)), "directory"],
  ["stat: its mode (directory)", (s, at) => s.stat(`${at}/empty`)?.mode, 0o700],
  ["stat: follows a link", (s, at) => kind(s.stat(`${at}/way`)), "directory"],
  ["stat: a link to nothing", (s, at) => s.stat(`${at}/dangling`), undefined],
  ["stat: below a file", (s, at) => s.stat(`${at}/file/x`), undefined],
  ["lstat: a link", (s, at) => kind(s.lstat(`${at}/link`)), "symlink"],
  ["lstat: a link to nothing", (s, at) => kind(s.lstat(`${at}/dangling`)), "symlink"],
  ["lstat: below a link", (s, at) => kind(s.lstat(`${at}/way/a`)), "file"],
  ["lstat: nothing there", (s, at) => s.lstat(`${at}/none`), undefined],
  ["now: moves as long as sleep sleeps", (s) => {
    const start = s.now();
    s.sleep(15);
    return s.now() - start >= 14;
  }, true],
];

const CHANGES: readonly [name: string, change: Answer, answer: Answer, expected: unknown][] = [
  ["createFile: text", create("new"), (s, at) => s.readText(`${at}/new`), "line\n"],
  ["createFile: the mode, whatever the umask", create("new", 0o666), modeOf("new"), 0o666],
  ["createFile: below a link", create("way/c"), (s, at) => s.readDirectory(`${at}/full`), ["a", "b", "c"]],
  ["makeDirectory: the mode, whatever the umask", makeDirectory("new", 0o777), modeOf("new"), 0o777],
  ["makeDirectory: leaves an old one", makeDirectory("empty", 0o755), modeOf("empty"), 0o700],
  [
    "makeDirectory: leaves one behind a link",
    makeDirectory("way", 0o755),
    (s, at) => kind(s.lstat(`${at}/way`)),
    "symlink",
  ],
  [
    "rename: moves",
    (s, at) => s.rename(`${at}/file`, `${at}/new`),
    (s, at) => [s.readText(`${at}/file`), s.readText(`${at}/new`)],
    [undefined, "text"],
  ],
  ["rename: replaces", (s, at) => s.rename(`${at}/file`, `${at}/full/a`), readText("full/a"), "text"],
  ["rename: keeps the mode", (s, at) => s.rename(`${at}/file`, `${at}/full/a`), modeOf("full/a"), 0o640],
  [
    "rename: replaces a link, not its target",
    (s, at) => s.rename(`${at}/full/a`, `${at}/link`),
    (s, at) => [kind(s.lstat(`${at}/link`)), s.readText(`${at}/file`)],
    ["file", "text"],
  ],
  [
    "rename: moves an empty directory with its mode",
    (s, at) => s.rename(`${at}/empty`, `${at}/new`),
    (s, at) => [s.stat(`${at}/empty`), s.stat(`${at}/new`)?.mode],
    [undefined, 0o700],
  ],
  ["remove: a file", (s, at) => s.remove(`${at}/file`), (s, at) => s.lstat(`${at}/file`), undefined],
  [
    "remove: an empty directory",
    (s, at) => s.remove(`${at}/empty`),
    (s, at) => s.stat(`${at}/empty`),
    undefined,
  ],
  ["remove: a link, not its target", (s, at) => s.remove(`${at}/link`), readText("file"), "text"],
  ["writeInto: replaces the text", (s, at) => s.writeInto(`${at}/file`, "x"), readText("file"), "x"],
  ["writeInto: keeps the mode", (s, at) => s.writeInto(`${at}/file`, "x"), modeOf("file"), 0o640],
  ["writeInto: through a link", (s, at) => s.writeInto(`${at}/link`, "x"), readText("file"), "x"],
];

function create(name: string, mode = 0o644): Answer {
  return (system, at) => system.createFile(`${at}/${name}`, "line\n", mode);
}

function makeDirectory(name: string, mode: number): Answer {
  return (system, at) => system.makeDirectory(`${at}/${name}`, mode);
}

function modeOf(name: string): Answer {
  return (system, at) => system.lstat(`${at}/${name}`)?.mode;
}

function readText(name: string): Answer {
  return (system, at) => system.readText(`${at}/${name}`);
}

/** What each call refuses. The sentence of a loop is the runtime's own. */
const REFUSALS: readonly [name: string, call: Answer, code: string, sentence?: string][] = [
  [
    "readText: more than the limit",
    (s, at) => s.readText(`${at}/file`, 3),
    "EFBIG",
    'cannot read "AT/file": it is too large',
  ],
  [
    "readText: a directory",
    (s, at) => s.readText(`${at}/full`),
    "EISDIR",
    'cannot read "AT/full": it is a directory',
  ],
  ["readText: a loop", (s, at) => s.readText(`${at}/loop`), "ELOOP"],
  [
    "readBytes: nothing there",
    (s, at) => s.readBytes(`${at}/none`, 0, 1),
    "ENOENT",
    'cannot read "AT/none": there is no such file or directory',
  ],
  ["readLink: a file", (s, at) => s.readLink(`${at}/file`), "EINVAL"],
  [
    "readLink: nothing there",
    (s, at) => s.readLink(`${at}/none`),
    "ENOENT",
    'cannot read the link "AT/none": there is no such file or directory',
  ],
  ["stat: a loop", (s, at) => s.stat(`${at}/loop`), "ELOOP"],
  ["createFile: over a file", create("file"), "EEXIST", 'cannot write "AT/file": it is there already'],
  ["createFile: over a link", create("link"), "EEXIST"],
  ["createFile: over a link to nothing", create("dangling"), "EEXIST"],
  ["createFile: over a directory", create("empty"), "EEXIST"],
  [
    "createFile: no directory",
    create("none/x"),
    "ENOENT",
    'cannot write "AT/none/x": there is no such file or directory',
  ],
  [
    "createFile: below a file",
    create("file/x"),
    "ENOTDIR",
    'cannot write "AT/file/x": a part of the path is not a directory',
  ],
  [
    "makeDirectory: over a file",
    makeDirectory("file", 0o755),
    "EEXIST",
    'cannot make the directory "AT/file": it is there already',
  ],
  ["makeDirectory: no parent", makeDirectory("none/x", 0o755), "ENOENT"],
  [
    "makeLink: over a file",
    (s, at) => s.makeLink("x", `${at}/file`),
    "EEXIST",
    'cannot make the link "AT/file": it is there already',
  ],
  [
    "rename: nothing there",
    (s, at) => s.rename(`${at}/none`, `${at}/file`),
    "ENOENT",
    'cannot replace "AT/file": there is no such file or directory',
  ],
  [
    "rename: a directory over a file",
    (s, at) => s.rename(`${at}/empty`, `${at}/file`),
    "ENOTDIR",
    'cannot replace "AT/file": a part of the path is not a directory',
  ],
  [
    "rename: a directory over one that is not empty",
    (s, at) => s.rename(`${at}/empty`, `${at}/full`),
    "ENOTEMPTY",
    'cannot replace "AT/full": the directory is not empty',
  ],
  [
    "rename: over a directory",
    (s, at) => s.rename(`${at}/file`, `${at}/empty`),
    "EISDIR",
    'cannot replace "AT/empty": it is a directory',
  ],
  [
    "remove: nothing there",
    (s, at) => s.remove(`${at}/none`),
    "ENOENT",
    'cannot remove "AT/none": there is no such file or directory',
  ],
  [
    "remove: a full directory",
    (s, at) => s.remove(`${at}/full`),
    "ENOTEMPTY",
    'cannot remove "AT/full": the directory is not empty',
  ],
  [
    "writeInto: nothing there",
    (s, at) => s.writeInto(`${at}/none`, "x"),
    "ENOENT",
    'cannot write "AT/none": there is no such file or directory',
  ],
];

/** One row: what becomes of `at`, an empty directory, and what is expected of it. */
export interface Row {
  readonly name: string;
  readonly answer: Answer;
  readonly expected: unknown;
}

/** What a call throws, and what must be as it was; the sentence only where the row has one. */
function refusal(call: Answer, sentence: string | undefined): Answer {
  return (system, at) => {
    const error = thrownBy(() => call(system, at));
    const said = sentence === undefined ? undefined : error.message.replace(at, "AT");
    return [error.code, said, system.readText(`${at}/file`), system.lstat(`${at}/nowhere`)];
  };
}

function thrownBy(body: () => unknown): SystemError {
  try {
    body();
  } catch (error) {
    if (error instanceof SystemError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

export const CONTRACT: readonly Row[] = [
  ...rowsBelow(),
  ...ROWS_ROOTED,
  ...ANSWERS.map(([name, answer, expected]): Row => ({ name, answer, expected })),
  ...CHANGES.map(([name, change, answer, expected]): Row => ({
    name,
    answer: (system, at) => (change(system, at), answer(system, at)),
    expected,
  })),
  ...REFUSALS.map(([name, call, code, sentence]): Row => ({
    name: `${name} is refused and changes nothing`,
    answer: refusal(call, sentence),
    expected: [code, sentence, "text", undefined],
  })),
];

/** What a row comes to in an empty directory. */
export function answerRow({ answer }: Row, system: System, at: string): unknown {
  layOut(system, at);
  return answer(system, at);
}
