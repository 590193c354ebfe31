/**
 * The distribution, from `os-release(5)`.
 *
 * @module
 */
import type { System } from "./system/system.ts";

export interface Distribution {
  /** `debian`, `rhel`, `opensuse-leap`, …; `linux` where nothing says it. */
  readonly id: string;
  /** What it is like, nearest first, itself first of all. */
  readonly family: readonly string[];
  /** `12`, `8.9`, `22.04`; empty for a rolling one. */
  readonly version: string;
}

/** Reads `/etc/os-release`, else `/usr/lib/os-release`. */
export function readDistribution(system: System): Distribution {
  const text = system.readText("/etc/os-release") ?? system.readText("/usr/lib/os-release") ?? "";
  return parseOsRelease(text);
}

/** The distribution of an os-release file's text. */
export function parseOsRelease(text: string): Distribution {
  const lines = text.split("\n");
  const value = (key: string) =>
    unquoted(lines.find((line) => line.startsWith(`${key}=`))?.slice(key.length + 1).trimEnd() ?? "");
  const id = value("ID").toLowerCase() || "linux";
  const like = value("ID_LIKE").toLowerCase().match(/\S+/g) ?? [];
  return { id, family: [id, ...like], version: value("VERSION_ID") };
}

function unquoted(text: string): string {
  const quote = text.slice(0, 1);
  const isQuoted = (quote === '"' || quote === "'") && text.length > 1 && text.endsWith(quote);
  return isQuoted ? text.slice(1, -1) : text;
}
