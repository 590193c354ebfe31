/**
 * What a boot may do about an obstacle, and what it must not.
 *
 * @module
 */
import { basename, dirname } from "@std/path";
import { ownership } from "../../lib/apply/marker.ts";
import type { Obstacle } from "./obstacles.ts";
import { conductFaults, type Ended } from "./program.ts";
import type { Scene } from "./scene.ts";
import { differences, type Entry, isSame, type Snapshot } from "./snapshot.ts";
import { isTemporary } from "./stack_readers.ts";
import { isRecord, keepsLines } from "./verdict.ts";

export interface ObstacleTrial {
  readonly scene: Scene;
  /** Where the obstacle is. */
  readonly path: string;
  readonly obstacle: Obstacle;
  /** The root with the obstacle, before the boot and after it. */
  readonly before: Snapshot;
  readonly found: Snapshot;
  readonly ended: Ended;
}

/** Nothing of others is lost, everything else is written, and what is not is reported. */
export function judgeObstacle(trial: ObstacleTrial): string[] {
  const { before, found, ended } = trial;
  return [
    ...conductFaults(ended),
    ...[...found.keys()].filter(isTemporary).map((path) => `${path} was left behind`),
    ...[...before].filter(([path, entry]) => isOfOthers(path, entry) && isLost(trial, path)).map(([path]) =>
      `${path} of others is lost`
    ),
    ...unwritten(trial),
  ];
}

function isOfOthers(path: string, { kind, bytes }: Entry): boolean {
  return kind !== "file" ||
    !isRecord(path) && ownership(`/${path}`, new TextDecoder().decode(bytes)) !== "ours";
}

/** Files of which the program edits a line, and those that it may replace whole as they say nothing. */
const REPLACED = new Set([
  ...["etc/hostname", "etc/resolv.conf"],
  // Where it configures nothing but the loopback.
  "etc/network/interfaces",
]);

function isLost({ scene, before, found }: ObstacleTrial, path: string): boolean {
  const [old, now] = [before.get(path)!, found.get(path)];
  if (isSame(old, now) || isSame(now, scene.after.get(path))) return false;
  if (old.kind === "directory") return now?.kind !== "directory";
  if (now === undefined) return old.kind !== "symlink" || scene.after.has(path);
  if (REPLACED.has(path)) return old.kind !== "file" && path !== "etc/resolv.conf";
  return old.kind !== "file" || !keepsLines(old, now);
}

/** What an undisturbed boot writes, that has nothing to do with the obstacle, and is not there. */
function unwritten({ scene, path, obstacle, found, ended, before }: ObstacleTrial): string[] {
  const missing = differences(scene.after, found).filter((name) =>
    scene.after.has(name) && !isSame(scene.before.get(name), scene.after.get(name)) &&
    !isRight(found.get(name)) && !isBehindLink(before, name) && !isWayOn(scene, before, name)
  );
  const depends = (name: string) => dependsOn(name, path, obstacle);
  const apart = missing.filter((name) => !depends(name) && !isDirectoryOf(scene, name, depends));
  const isSilent = missing.some((name) => !isClaimed(name, path, obstacle)) &&
    !ended.err.includes(basename(path));
  return [
    ...apart.map((name) => `${name} was not written for it`),
    ...(isSilent ? [`nothing was said about ${missing[0]}`] : []),
  ];
}

/** A directory is made for what is to be in it. */
function isDirectoryOf({ after }: Scene, name: string, depends: (name: string) => boolean): boolean {
  const within = [...after].filter(([path, { kind }]) => path.startsWith(`${name}/`) && kind !== "directory");
  return after.get(name)?.kind === "directory" && within.length > 0 &&
    within.every(([path]) => depends(path));
}

/** Another file may be right as well, as what stands in the way was read. */
function isRight(entry: Entry | undefined): boolean {
  return entry?.kind === "directory" || entry?.kind === "file";
}

/** A link in the place of a directory is followed, within the root. */
function isWayOn({ after }: Scene, before: Snapshot, name: string): boolean {
  return after.get(name)?.kind === "directory" && before.get(name)?.kind === "symlink";
}

function dependsOn(name: string, place: string, obstacle: Obstacle): boolean {
  if ([name, ...needsOf(name)].some((path) => isOnOneWay(path, place))) return true;
  // What is on one file system with it, for the same purpose, is changed as a whole or not at all.
  if (obstacle.costsAll) return purposeOf(name) === purposeOf(place);
  return isClaimed(name, place, obstacle);
}

/** Somebody's file for a device keeps all of the program's files for it, and what is on top of it, away. */
function isClaimed(name: string, place: string, { isFile }: Obstacle): boolean {
  const [own, others] = [serviceFile(name) ?? name, serviceFile(place) ?? place];
  const [device, claimed] = [own, others].map((path) => basename(path).replace(/^[a-z0-9]+-/, "")) as [
    string,
    string,
  ];
  if (isFile !== true || name === place) return false;
  // With it go its ports and its VLANs, and in the cases there is no other network beside a bond's.
  if (claimed === "bond0") return purposeOf(name) === "network" && purposeOf(place) === "network";
  return dirname(own) === dirname(others) && (device === claimed || device.startsWith(`${claimed}.`));
}

/** OpenRC's links of a device, and the file of the device that they are made for. */
const SERVICE = /^etc\/(?:conf\.d|init\.d|runlevels\/default)\/(net\..+)$/;

function serviceFile(path: string): string | undefined {
  const [, name] = SERVICE.exec(path) ?? [];
  return name === undefined ? undefined : `etc/conf.d/${name}`;
}

/** None of them is there without the others. */
function servicePaths(path: string): readonly string[] {
  const [, name] = SERVICE.exec(path) ?? [];
  if (name === undefined) return [];
  return ["conf.d", "init.d", "runlevels/default"].map((directory) => `etc/${directory}/${name}`);
}

/** One of them is, or is in, the other. */
function isOnOneWay(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}

type Purpose = "host name" | "SSH keys" | "state" | "network";

/** The host name is not set where it cannot be known whether an operator has changed it. */
const NEEDS: Readonly<Record<Purpose, readonly string[]>> = {
  "host name": ["etc/hostname"],
  "SSH keys": ["etc/passwd"],
  "state": [],
  "network": [],
};

/** Nothing is recorded that was not done. */
const RECORDED: Readonly<Record<string, readonly string[]>> = {
  "var/lib/simple-init/hostname.json": ["etc/hostname"],
  "var/lib/simple-init/keys.json": ["etc/passwd", "root/.ssh/authorized_keys"],
};

function needsOf(name: string): readonly string[] {
  return [...RECORDED[name] ?? NEEDS[purposeOf(name)], ...servicePaths(name)];
}

function purposeOf(path: string): Purpose {
  if (/^var\b/.test(path)) return "state";
  if (/^etc\/host(?:s|name)$/.test(path)) return "host name";
  return /^root\b/.test(path) ? "SSH keys" : "network";
}

function isBehindLink(before: Snapshot, name: string): boolean {
  const parent = dirname(name);
  if (parent === ".") return false;
  return before.get(parent)?.kind === "symlink" || isBehindLink(before, parent);
}
