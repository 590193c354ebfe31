/**
 * Boots that are cut short: the first one of a machine, and one whose drive says something else than the last time.
 *
 * @module
 */
import { join } from "@std/path";
import { STACKS } from "../../lib/stacks/mod.ts";
import type { StackName } from "../../lib/stacks/stack.ts";
import { execute } from "../support/binary.ts";
import { CASES } from "../support/cases.ts";
import { copyTree, readTree, writeFile } from "../support/trees.ts";
import type { Disk } from "./power_cut_model.ts";

export interface Scenario {
  readonly name: string;
  readonly renderer: StackName;
  /** Puts the machine as it is before the boot at a path. */
  readonly lay: (root: string) => void;
}

const MACHINE = join(CASES, "lacp-bond-vlans-dual-stack/root");
const DRIVE = "mnt/config/openstack/latest";

const keyOf = (letter: string) => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5${letter.repeat(48)} ${letter}`;

/** Of every renderer; `binary` makes the earlier boots. */
export function scenariosWith(binary: string): Scenario[] {
  return STACKS.flatMap(({ name }): Scenario[] => [
    { name: `${name}, first boot`, renderer: name, lay: layMachine },
    { name: `${name}, changed drive`, renderer: name, lay: (root) => layChanged(root, binary, name) },
  ]);
}

/** A machine with files of an operator's, one of which has no line end. */
function layMachine(root: string): void {
  copyTree(MACHINE, root);
  writeFile(join(root, "etc/hosts"), "127.0.0.1\tlocalhost\n192.0.2.77\toperator");
  writeFile(join(root, "etc/hostname"), "image\n");
  writeFile(join(root, "root/.ssh/authorized_keys"), `${keyOf("O")}\n`, 0o600);
}

/** The drive of the boot to come has fewer links, another name and one more key. */
function layChanged(root: string, binary: string, renderer: StackName): void {
  layMachine(root);
  const { err } = execute(binary, bootWords(root, renderer));
  if (/simple-init:/.test(err)) throw new Error(err);
  const network = JSON.parse(Deno.readTextFileSync(join(root, DRIVE, "network_data.json")));
  network.links = network.links.filter(({ type }: { type: string }) => type !== "vlan");
  network.networks = network.networks.slice(0, 1);
  writeFile(join(root, DRIVE, "network_data.json"), JSON.stringify(network));
  writeFile(
    join(root, DRIVE, "meta_data.json"),
    JSON.stringify({ name: "renamed", public_keys: { k: keyOf("N") } }),
  );
}

export function bootWords(root: string, renderer: StackName): string[] {
  return ["boot", "--root", root, "--renderer", renderer];
}

/** What is on a disk below a root, by absolute path; directories are not told. */
export function diskOf(root: string): Map<string, string> {
  return new Map(
    [...readTree(root)].filter(([, { kind }]) => kind !== "directory")
      .map(([path, { kind, text }]) => [join(root, path), kind === "symlink" ? `-> ${text}` : text]),
  );
}

/** A name of a file that is being made; no network stack reads it. */
const TEMPORARY = /\/\.[^/]*\.simple-init$/;

/** What is neither old nor new, a sentence each. Paths are told from `root` on. */
export function torn(disk: Disk, before: Disk, after: Disk, root: string): string[] {
  const paths = [...new Set([...disk.keys(), ...before.keys(), ...after.keys()])].filter((path) =>
    !TEMPORARY.test(path)
  );
  return paths.flatMap((path) => {
    const text = disk.get(path);
    if (text === before.get(path) || text === after.get(path)) return [];
    const what = text === undefined
      ? "is gone"
      : text === ""
      ? "is empty"
      : "is neither the old one nor the new one";
    return [`${path.slice(root.length)} ${what}`];
  });
}

/** What is there besides, or is missing, or is different: a sentence each. */
export function differences(disk: Disk, wanted: Disk, root: string): string[] {
  return [...new Set([...disk.keys(), ...wanted.keys()])].filter((path) =>
    disk.get(path) !== wanted.get(path)
  )
    .map((path) => `${path.slice(root.length)} is not what the boot makes of it`);
}

/**
 * The same, once another boot has made up for what it could. A key that was added but could not be recorded any more may be an
 * operator's for all that anybody knows, and stays unrecorded.
 */
export function lastingDifferences(disk: Disk, wanted: Disk, root: string): string[] {
  const others = (from: Disk) =>
    new Map([...from].filter(([path]) => !ADDED_KEYS.test(path.slice(root.length))));
  return differences(others(disk), others(wanted), root);
}

const ADDED_KEYS = /^\/?var\/lib\/simple-init\/\.?keys\.json(?:\.simple-init)?$/;
