/**
 * Enabling units as `systemctl enable` does, without a systemd that runs: by the links that systemd.unit(5) describes.
 *
 * @module
 */
import type { LinkChange } from "../apply/change.ts";
import type { System } from "../system/system.ts";
import { BuildError } from "./build_error.ts";

const ETC = "/etc/systemd/system";
const VENDOR = ["/usr/lib/systemd/system", "/lib/systemd/system"];

/** Where a unit is; undefined where there is none, or somebody masked it. */
export function findUnit(system: System, unit: string): string | undefined {
  const path = [ETC, ...VENDOR].map((directory) => `${directory}/${unit}`)
    .find((candidate) => system.lstat(candidate) !== undefined);
  return path === undefined || isMask(system, path) ? undefined : path;
}

function isMask(system: System, path: string): boolean {
  return system.lstat(path)?.kind === "symlink" && system.readLink(path) === "/dev/null";
}

/** Throws {@link BuildError} where the unit cannot be started since somebody masked it. */
export function refuseMask(system: System, unit: string): void {
  const path = `${ETC}/${unit}`;
  if (isMask(system, path)) {
    throw new BuildError(`The unit ${unit} has to start at boot, but is masked; remove ${path}.`);
  }
}

/** The links that enable a unit that is there, and all that it wants to be enabled with it. */
export function planEnable(system: System, unit: string, seen: Set<string> = new Set([unit])): LinkChange[] {
  const path = findUnit(system, unit);
  if (path === undefined) return [];
  const install = readInstall(system.readText(path) ?? "");
  const wanted = [
    ...install("WantedBy").map((target) => `${target}.wants`),
    ...install("RequiredBy").map((target) => `${target}.requires`),
  ].flatMap((directory) => planWish(system, `${directory}/${unit}`, path));
  const aliases = install("Alias").filter((alias) => alias !== unit)
    .flatMap((alias) => planAlias(system, alias, path));
  const others = install("Also").filter((other) => !seen.has(other) && seen.add(other));
  return [...wanted, ...aliases, ...others.flatMap((other) => planEnable(system, other, seen))];
}

/** The values of a key in a unit's `[Install]` section. Those with a specifier are for instances of templates. */
function readInstall(text: string): (key: string) => string[] {
  const [, section = ""] = /^\[Install\][ \t]*$([^]*?)(?=^\[|(?![^]))/m.exec(text) ?? [];
  return (key) =>
    [...section.matchAll(new RegExp(`^${key}\\s*=(.*)$`, "gm"))]
      .flatMap(([, value]) => value!.split(/\s+/))
      .filter((word) => word !== "" && !word.includes("%"));
}

function planWish(system: System, link: string, target: string): LinkChange[] {
  const there = [ETC, ...VENDOR].some((directory) => system.lstat(`${directory}/${link}`) !== undefined);
  return there ? [] : [{ kind: "make link", purpose: "image", path: `${ETC}/${link}`, target }];
}

/** Only one unit can hold an alias, so the previous holder is disabled. */
function planAlias(system: System, alias: string, target: string): LinkChange[] {
  const path = `${ETC}/${alias}`;
  const before = system.lstat(path)?.kind === "symlink" ? system.readLink(path) : undefined;
  if (before === undefined && system.lstat(path) !== undefined) return [];
  const unit = baseName(target);
  if (before !== undefined && baseName(before) === unit) return [];
  const displaced = before === undefined
    ? []
    : planUnlink(system, baseName(before)).filter((change) => change.path !== path);
  return [...displaced, { kind: "make link", purpose: "image", path, target }];
}

/** Removes the links that enable a unit, its other names, and the same of all that it wants to be enabled with it. */
export function planDisable(system: System, unit: string): LinkChange[] {
  return enabledTogether(system, unit).flatMap((each) => planUnlink(system, each));
}

/** A unit, and all that it wants to be enabled with it. */
export function enabledTogether(system: System, unit: string, seen: Set<string> = new Set([unit])): string[] {
  const path = findUnit(system, unit);
  const others = readInstall(path === undefined ? "" : system.readText(path) ?? "")("Also")
    .filter((other) => !seen.has(other) && seen.add(other));
  return [unit, ...others.flatMap((other) => enabledTogether(system, other, seen))];
}

function planUnlink(system: System, unit: string): LinkChange[] {
  const wishes = wishDirectories(system).map((directory) => `${directory}/${unit}`);
  const names = (system.readDirectory(ETC) ?? []).filter((name) => /\.(?:service|socket|target)$/.test(name))
    .map((name) => `${ETC}/${name}`);
  const isLink = (path: string) => system.lstat(path)?.kind === "symlink";
  const isItsName = (path: string) => isLink(path) && baseName(system.readLink(path)) === unit;
  return [...wishes.filter(isLink), ...names.filter(isItsName)]
    .map((path) => ({ kind: "remove link", purpose: "image", path, target: system.readLink(path) }));
}

/** The directories of links that say what is enabled. */
export function wishDirectories(system: System): string[] {
  const names = system.readDirectory(ETC) ?? [];
  return names.filter((name) => /\.(?:wants|requires)$/.test(name)).map((name) => `${ETC}/${name}`);
}

/** Whether links of an operator's or the distribution's start a unit at boot, and nobody masked it. */
export function isEnabled(system: System, unit: string): boolean {
  const directories = [ETC, ...VENDOR].flatMap((parent) =>
    (system.readDirectory(parent) ?? []).filter((name) => /\.(?:wants|requires)$/.test(name))
      .map((name) => `${parent}/${name}`)
  );
  return findUnit(system, unit) !== undefined &&
    directories.some((directory) => system.lstat(`${directory}/${unit}`) !== undefined);
}

/** By the name of its library, as nothing of the image can be run everywhere; 0 where there is none, before 231. */
export function systemdVersion(system: System): number {
  const libraries = ["/usr/lib", "/lib", "/usr/lib64"];
  const triplets = (system.readDirectory("/usr/lib") ?? []).filter((name) => name.includes("-linux-"));
  const directories = [...libraries, ...triplets.map((name) => `/usr/lib/${name}`)];
  const names = directories.flatMap((directory) => system.readDirectory(`${directory}/systemd`) ?? []);
  return Math.max(
    0,
    ...names.map((name) => Number(/^libsystemd-shared-(\d+)\b.*\.so$/.exec(name)?.[1] ?? 0)),
  );
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
