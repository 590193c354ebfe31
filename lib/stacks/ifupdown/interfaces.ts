/**
 * `/etc/network/interfaces`: what one that somebody wrote says, and what becomes of it. The syntax is interfaces(5)'s.
 *
 * @module
 */
import { fnmatch, isPattern } from "../../fnmatch.ts";
import { type Problem, problemIn, quote } from "../../problem.ts";
import type { RenderedFile, Rendering } from "../stack.ts";
import { INTERFACES, INTERFACES_D } from "./facts.ts";
import { type Flavour, FLAVOURS } from "./flavours.ts";
import { logicalLines } from "./lines.ts";

/** A file that makes ifup read the others. */
export interface InterfacesFile extends Rendering {
  /** The links that it has brought up; all others have to say so themselves. */
  readonly selects: ReadonlySet<string>;
}

/** What is written, and what ifup reads of it. */
interface Written {
  /** The files of links, all in `interfaces.d`. */
  readonly paths: readonly string[];
  /** The links in the order in which they have to come up, where the names of their files do not say it. */
  readonly names: readonly string[];
  readonly hasDirectory: boolean;
}

/**
 * The file that makes ifup read the files of links. One of somebody else's stays when it reads them, and is
 * replaced when it is about nothing but the loopback; otherwise it stays too, which is a problem.
 */
export function interfacesFile(
  foreign: string | undefined,
  written: Written,
  flavour: Flavour,
): InterfacesFile {
  const { names, paths } = written;
  const own = new Set(names);
  const file: RenderedFile = {
    path: INTERFACES,
    contents: contentsFor(written, flavour),
    mode: 0o644,
    foreign: "keep",
  };
  if (foreign === undefined) return { files: [file], problems: [], selects: own };
  const sources = sourcedPaths(foreign, flavour);
  if (paths.every((path) => isSourced(sources, path))) {
    return { files: [file], problems: [], selects: flavour.isOrdered ? own : autoNames(foreign) };
  }
  if (isBareLoopback(foreign)) {
    return { files: [{ ...file, foreign: "replace" }], problems: [], selects: own };
  }
  const others = [...configuredNames(foreign), ...sourcesElsewhere(foreign)];
  return { files: [], problems: [unread(others, flavour)], selects: new Set() };
}

/** An ifup that reads the directory in no order is told the order of the links first; without a directory busybox's does nothing. */
function contentsFor({ paths, names, hasDirectory }: Written, { isOrdered, line }: Flavour): string {
  const lines = [
    "auto lo",
    "iface lo inet loopback",
    "",
    ...names.map((name) => `auto ${name}`),
    ...(isOrdered || hasDirectory || paths.length > 0 ? [line] : []),
  ];
  return lines.map((text) => `${text}\n`).join("");
}

/** Devices that a text has brought up; one that is named twice is too much for busybox. */
function autoNames(text: string): ReadonlySet<string> {
  return new Set(
    logicalLines(text).flatMap((line) => {
      const [keyword = "", ...words] = line.split(/\s+/);
      return keyword === "auto" ? words : [];
    }),
  );
}

/** Lines of interfaces(5) that say nothing but what the file of ours says as well. */
const BARE = /^(?:(?:auto|allow-auto|allow-hotplug) lo|iface lo inet6? loopback)$/;

/** Whether a text brings up the loopback and does nothing else: no command and no option is lost with it. */
function isBareLoopback(text: string): boolean {
  return logicalLines(text).map((line) => line.replace(/\s+/g, " ")).every((line) =>
    BARE.test(line) || isSourceOfOurs(line)
  );
}

/** Reading a part of the directory is less than reading all of it. */
function isSourceOfOurs(line: string): boolean {
  return sourcedPaths(line, ANY).some((path) => path.startsWith(`${INTERFACES_D}/`));
}

function unread(others: readonly string[], { line }: Flavour): Problem {
  const configures = others.length === 0 ? "" : `configures ${others.map(quote).join(", ")} and `;
  return problemIn(
    INTERFACES,
    `this file is not ours, ${configures}does not read all of ` +
      `${INTERFACES_D}, where the network of the config drive is written`,
    `the file was left alone; add the line "${line}" to it, or remove it`,
    "interfaces-not-read",
  );
}

/**
 * The device names that a text configures but `lo`: those of `iface` stanzas, and those that `mapping`, `auto` or
 * `allow-…` give a stanza of another name (`auto eth0=home`). Each once, in order; patterns are left out.
 */
function configuredNames(text: string): readonly string[] {
  const names = logicalLines(text).flatMap((line) => {
    const [keyword = "", ...words] = line.split(/\s+/);
    if (keyword === "iface") return words.slice(0, 1);
    if (keyword === "mapping") return words;
    if (keyword !== "auto" && !keyword.startsWith("allow-")) return [];
    return words.filter((word) => word.includes("=")).map((word) => word.split("=")[0]!);
  });
  return [...new Set(names)].filter((name) => name !== "lo" && !/[*?[/]/.test(name));
}

/** Whether ifup reads a path besides: no wildcard fits a slash. */
function isSourced(sources: readonly string[], path: string): boolean {
  const parts = path.split("/");
  return sources.map((source) => source.split("/")).some((pattern) =>
    pattern.length === parts.length && pattern.every((part, index) => fnmatch(part, parts[index]!))
  );
}

/** Sourced paths that are not read by the file of ours. */
function sourcesElsewhere(text: string): string[] {
  return sourcedPaths(text, ANY).filter((path) => !path.startsWith(`${INTERFACES_D}/`));
}

/** Whatever some ifup reads. */
const ANY = FLAVOURS.debian;

/** Paths and globs of `source`, and a glob for each directory of `source-directory` (ifup knows it by its beginning). */
function sourcedPaths(text: string, { source, knowsDirectories }: Flavour): string[] {
  return logicalLines(text).flatMap((line) => {
    const [keyword = "", ...words] = line.split(/\s+/);
    if (keyword === "source") {
      return words.filter((word) => source === "pattern" || !isPattern(word)).map(absolute);
    }
    return knowsDirectories && keyword.startsWith("source-dir")
      ? words.map((word) => absolute(`${word}/*`))
      : [];
  });
}

/** Relative paths are relative to the file's own directory. */
function absolute(path: string): string {
  return (path.startsWith("/") ? path : `/etc/network/${path}`).replace(/\/(?:\.?\/)+/g, "/");
}
