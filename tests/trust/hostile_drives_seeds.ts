/**
 * The drives to begin with: those of the cases, each with what decides on its machine.
 *
 * @module
 */
import { join } from "@std/path";
import { discoverInterfaces, type NetworkInterface } from "../../lib/interfaces.ts";
import type { NetworkRoot } from "../../lib/network_root/discover.ts";
import { networkRootOf } from "../../lib/plan/root.ts";
import { denoSystem } from "../../lib/system/deno.ts";
import { rootedSystem } from "../../lib/system/rooted.ts";
import { readCases } from "../support/cases.ts";
import type { Drive } from "./hostile_drives_mutate.ts";

/** What a drive meets. */
export interface Machine {
  readonly interfaces: readonly NetworkInterface[];
  /** Undefined: its root file system is on a disk. */
  readonly networkRoot?: NetworkRoot | undefined;
}

export interface Seed {
  readonly drive: Drive;
  readonly machine: Machine;
  /** The root of its machine. */
  readonly root: string;
}

export function readSeeds(): Seed[] {
  return readCases().flatMap(({ directory }) => {
    const root = join(directory, "root");
    const documents = join(root, "mnt/config/openstack/latest");
    const drive = new Map(namesIn(documents).map((name) => [name, Deno.readFileSync(join(documents, name))]));
    return drive.size === 0 ? [] : [{ drive, machine: machineOf(root), root }];
  });
}

function machineOf(root: string): Machine {
  const system = rootedSystem(denoSystem, root);
  const interfaces = discoverInterfaces(system);
  return { interfaces, networkRoot: networkRootOf(system, interfaces) };
}

function namesIn(directory: string): string[] {
  try {
    return [...Deno.readDirSync(directory)].map(({ name }) => name).sort();
  } catch {
    // A machine without a drive.
    return [];
  }
}
