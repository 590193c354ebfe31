/**
 * What every system answers below a directory, in which no link is followed.
 *
 * @module
 */
import { type Files, type System, SystemError } from "../../lib/system/system.ts";

/** Answers of an opened directory. */
const BELOW: readonly [
  name: string,
  answer: (files: Files) => unknown,
  expected: unknown,
][] = [
  ["readText: a file", (f) => f.readText("/file"), "text"],
  ["readText: deeper", (f) => f.readText("full/a"), ""],
  ["readText: through a link on the way", (f) => f.readText("/way/a"), undefined],
  ["readText: a link", (f) => codeOf(() => f.readText("/link")), "ELOOP"],
  ["readText: above", (f) => f.readText("/full/../file"), undefined],
  ["readFile: a file", (f) => f.readFile("/file", 4)?.text, "text"],
  ["readFile: its mode", (f) => f.readFile("/file", 4)?.status.mode, 0o640],
  [
    "readFile: of what lies there",
    (f) => f.readFile("/file", 4)?.status.inode === f.lstat("file")?.inode,
    true,
  ],
  ["readBytes: a link", (f) => codeOf(() => f.readBytes("/link", 0, 1)), "ELOOP"],
  ["readDirectory: itself", (f) => f.readDirectory("/")?.includes("empty"), true],
  ["readDirectory: through a link", (f) => f.readDirectory("/way"), undefined],
  ["stat: itself", (f) => f.stat("/")?.kind, "directory"],
  ["stat: a link", (f) => f.stat("/link")?.kind, "symlink"],
  ["stat: above", (f) => f.stat("/.."), undefined],
  ["open: a directory", (f) => f.open("/full")?.readDirectory("/"), ["a", "b"]],
  ["open: a link", (f) => f.open("/way"), undefined],
  ["open: a file", (f) => f.open("/file"), undefined],
  ["createFile", (f) => (f.createFile("/full/c", "c", 0o600), f.readText("/full/c")), "c"],
  [
    "createFile: through a link on the way",
    (f) => codeOf(() => f.createFile("/way/c", "c", 0o600)),
    "ENOTDIR",
  ],
  ["makeDirectory: through a link", (f) => codeOf(() => f.makeDirectory("/way/c", 0o700)), "ENOTDIR"],
  ["makeDirectory: over a link", (f) => codeOf(() => f.makeDirectory("/way", 0o700)), "EEXIST"],
  ["makeLink: through a link on the way", (f) => codeOf(() => f.makeLink("x", "/way/c")), "ENOTDIR"],
  ["makeLink", (f) => (f.makeLink("x", "/full/l"), f.readLink("/full/l")), "x"],
  ["writeInto: a link", (f) => codeOf(() => f.writeInto("/link", "x")), "ELOOP"],
  ["rename", (f) => (f.rename("/file", "/full/a"), [f.readText("/full/a"), f.lstat("/file")]), [
    "text",
    undefined,
  ]],
  ["rename: through a link on the way", (f) => codeOf(() => f.rename("/file", "/way/a")), "ENOTDIR"],
  ["rename: from behind a link", (f) => codeOf(() => f.rename("/way/a", "/file")), "ENOTDIR"],
  ["remove: behind a link", (f) => codeOf(() => f.remove("/way/a")), "ENOTDIR"],
  ["remove: a link, not its target", (f) => (f.remove("/link"), [f.lstat("/link"), f.readText("/file")]), [
    undefined,
    "text",
  ]],
];

function codeOf(body: () => unknown): unknown {
  try {
    return body();
  } catch (error) {
    if (error instanceof SystemError) return error.code;
    throw error;
  }
}

/** Rows as those of the contract; `layOut` fills a directory. */
export function rowsBelow(): {
  readonly name: string;
  readonly answer: (system: System, at: string) => unknown;
  readonly expected: unknown;
}[] {
  return BELOW.map(([name, answer, expected]) => ({
    name: `below a directory, ${name}`,
    answer: (system, at) => answer(system.open(at)!),
    expected,
  }));
}
