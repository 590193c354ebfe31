/**
 * The drives to begin with: those of the cases, each with the interfaces of its machine.
 *
 * @module
 */
import { join } from "@std/path";
import { discoverInterfaces, type NetworkInterface } from "../../lib/interfaces.ts";
import { denoSystem } from "../../lib/system/deno.ts";
import { rootedSystem } from "../../lib/system/rooted.ts";
import { readCases } from "../support/cases.ts";
import type { Drive } from "./hostile_drives_mutate.ts";

export interface Seed {
  readonly drive: Drive;
  readonly interfaces: readonly NetworkInterface[];
  /** The root of its machine. */
  readonly root: string;
}

export function readSeeds(): Seed[] {
  return readCases().flatMap(({ directory }) => {
    const root = join(directory, "root");
    const documents = join(root, "mnt/config/openstack/latest");
    const drive = new Map(namesIn(documents).map((name) => [name, Deno.readFileSync(join(documents, name))]));
    return drive.size === 0
      ? []
      : [{ drive, interfaces: discoverInterfaces(rootedSystem(denoSystem, root)), root }];
  });
}

function namesIn(directory: string): string[] {
  try {
    return [...Deno.readDirSync(directory)].map(({ name }) => name).sort();
  } catch {
    // A machine without a drive.
    return [];
  }
}
