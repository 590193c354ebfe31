/**
 * `/etc/network/interfaces`: what one that somebody wrote says, and what becomes of it. The syntax is interfaces(5)'s.
 *
 * @module
 */
import { fnmatch } from "../../fnmatch.ts";
import { type Problem, problemIn, quote } from "../../problem.ts";
import type { RenderedFile, Rendering } from "../stack.ts";
import { INTERFACES, INTERFACES_D } from "./facts.ts";
import { logicalLines } from "./lines.ts";

const CONTENTS = `auto lo
iface lo inet loopback

source ${INTERFACES_D}/*
`;

/**
 * The file that makes ifup read `paths`, all in `interfaces.d`. One of somebody else's stays when it reads them, and is
 * replaced when it is about nothing but the loopback; otherwise it stays too, which is a problem.
 */
export function interfacesFile(foreign: string | undefined, paths: readonly string[]): Rendering {
  const file: RenderedFile = { path: INTERFACES, contents: CONTENTS, mode: 0o644, foreign: "keep" };
  if (foreign === undefined) return { files: [file], problems: [] };
  const sources = sourcedPaths(foreign);
  if (paths.every((path) => isSourced(sources, path))) {
    return { files: [file], problems: [] };
  }
  if (isBareLoopback(foreign)) return { files: [{ ...file, foreign: "replace" }], problems: [] };
  return { files: [], problems: [unread([...configuredNames(foreign), ...sourcesElsewhere(foreign)])] };
}

/** Lines of interfaces(5) that say nothing but what {@link CONTENTS} says as well. */
const BARE = /^(?:(?:auto|allow-auto|allow-hotplug) lo|iface lo inet6? loopback)$/;

/** Whether a text brings up the loopback and does nothing else: no command and no option is lost with it. */
function isBareLoopback(text: string): boolean {
  return logicalLines(text).map((line) => line.replace(/\s+/g, " ")).every((line) =>
    BARE.test(line) || isSourceOfOurs(line)
  );
}

/** Reading a part of the directory is less than reading all of it. */
function isSourceOfOurs(line: string): boolean {
  return sourcedPaths(line).some((path) => path.startsWith(`${INTERFACES_D}/`));
}

function unread(others: readonly string[]): Problem {
  const configures = others.length === 0 ? "" : `configures ${others.map(quote).join(", ")} and `;
  return problemIn(
    INTERFACES,
    `this file is not ours, ${configures}does not read all of ` +
      `${INTERFACES_D}, where the network of the config drive is written`,
    `the file was left alone; add the line "source ${INTERFACES_D}/*" to it, or remove it`,
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

/** Sourced paths that {@link CONTENTS} would not read. */
function sourcesElsewhere(text: string): string[] {
  return sourcedPaths(text).filter((path) => !path.startsWith(`${INTERFACES_D}/`));
}

/** Paths and globs of `source`, and a glob for each directory of `source-directory` (ifup knows it by its beginning). */
function sourcedPaths(text: string): string[] {
  return logicalLines(text).flatMap((line) => {
    const [keyword = "", ...words] = line.split(/\s+/);
    if (keyword === "source") return words.map(absolute);
    return keyword.startsWith("source-dir") ? words.map((word) => absolute(`${word}/*`)) : [];
  });
}

/** Relative paths are relative to the file's own directory. */
function absolute(path: string): string {
  return (path.startsWith("/") ? path : `/etc/network/${path}`).replace(/\/(?:\.?\/)+/g, "/");
}
