/**
 * What every system refuses as a root, and what it says then.
 *
 * @module
 */
import type { System } from "../../lib/system/system.ts";

/** A call to a root with the links of `_contract_rooted.ts`. */
export type Call = (root: System) => unknown;

/** The sentence of each. */
export const REFUSED: readonly [name: string, call: Call, sentence: string][] = [
  ...["/loop", "/ping", "/loop/x", "/self/ping", "/deep"].flatMap((
    path,
  ): [string, Call, string][] => [
    [`readText: ${path}`, (root) => root.readText(path), follows(path)],
    [`readDirectory: ${path}`, (root) => root.readDirectory(path), follows(path)],
    [`stat: ${path}`, (root) => root.stat(path), follows(path)],
    [`writeInto: ${path}`, (root) => root.writeInto(path, "x"), follows(path)],
    [`makeDirectory: ${path}`, (root) => root.makeDirectory(path, 0o755), follows(path)],
    [`open: ${path}`, (root) => root.open(path), follows(path)],
  ]),
  ["lstat: /loop/x", (root) => root.lstat("/loop/x"), follows("/loop/x")],
  ["createFile: /loop/x", (root) => root.createFile("/loop/x", "", 0o644), follows("/loop/x")],
  ["makeLink: /loop/x", (root) => root.makeLink("x", "/loop/x"), follows("/loop/x")],
  ["rename: from /loop/x", (root) => root.rename("/loop/x", "/etc/x"), follows("/loop/x")],
  ["rename: to /loop/x", (root) => root.rename("/etc/name", "/loop/x"), follows("/loop/x")],
  ["remove: /loop/x", (root) => root.remove("/loop/x"), follows("/loop/x")],
  [
    "readText: a directory at the end of links",
    (root) => root.readText("/longWay"),
    'cannot read "AT/root/etc": it is a directory',
  ],
  [
    "readText: too large, behind links",
    (root) => root.readText("/way/absolute", 1),
    'cannot read "AT/root/etc/name": it is too large',
  ],
  [
    "readFile: a link behind a link",
    (root) => root.readFile("/way/absolute", 9),
    'cannot read "AT/root/etc/absolute": too many symbolic links, or one that leaves the root',
  ],
  [
    "readBytes: a link out",
    (root) => root.readBytes("/danglingHost", 0, 1),
    'cannot read "AT/rootAT/outside/new": there is no such file or directory',
  ],
  [
    "readLink: a file behind a link",
    (root) => root.readLink("/way/name"),
    'cannot read the link "AT/root/etc/name": the kernel refuses that here',
  ],
  [
    "createFile: over a link to nothing",
    (root) => root.createFile("/dangling", "new", 0o644),
    'cannot write "AT/root/dangling": it is there already',
  ],
  [
    "createFile: over a link out",
    (root) => root.createFile("/self/danglingHost", "new", 0o644),
    'cannot write "AT/root/danglingHost": it is there already',
  ],
  [
    "createFile: behind a link out",
    (root) => root.createFile("/hostDirectory/new", "new", 0o644),
    'cannot write "AT/rootAT/outside/new": there is no such file or directory',
  ],
  [
    "createFile: behind a relative link out",
    (root) => root.createFile("/upDirectory/new", "new", 0o644),
    'cannot write "AT/root/outside/new": there is no such file or directory',
  ],
  [
    "createFile: above the root",
    (root) => root.createFile("/../outside/new", "new", 0o644),
    'cannot write "AT/root/outside/new": there is no such file or directory',
  ],
  [
    "createFile: below a file",
    (root) => root.createFile("/relative/x", "new", 0o644),
    'cannot write "AT/root/etc/name/x": a part of the path is not a directory',
  ],
  [
    "writeInto: through a link out",
    (root) => root.writeInto("/host", "new"),
    'cannot write "AT/rootAT/outside/secret": there is no such file or directory',
  ],
  [
    "makeDirectory: behind a link out",
    (root) => root.makeDirectory("/hostDirectory/new", 0o755),
    'cannot make the directory "AT/rootAT/outside/new": there is no such file or directory',
  ],
  [
    "makeDirectory: through a link to a file",
    (root) => root.makeDirectory("/chain", 0o755),
    'cannot make the directory "AT/root/etc/name": it is there already',
  ],
  [
    "makeLink: behind a link out",
    (root) => root.makeLink("x", "/hostDirectory/new"),
    'cannot make the link "AT/rootAT/outside/new": there is no such file or directory',
  ],
  [
    "rename: behind a link out",
    (root) => root.rename("/etc/name", "/hostDirectory/secret"),
    'cannot replace "AT/rootAT/outside/secret": there is no such file or directory',
  ],
  [
    "rename: from behind a link out",
    (root) => root.rename("/hostDirectory/secret", "/way/name"),
    'cannot replace "AT/root/etc/name": there is no such file or directory',
  ],
  [
    "remove: behind a link out",
    (root) => root.remove("/hostDirectory/secret"),
    'cannot remove "AT/rootAT/outside/secret": there is no such file or directory',
  ],
  [
    "open: what is a link in it",
    (root) => root.open("/way")?.readText("absolute"),
    'cannot read "AT/root/etc/absolute": too many symbolic links, or one that leaves the root',
  ],
];

function follows(path: string): string {
  return `cannot follow "${path}": too many symbolic links, or one that leaves the root`;
}
