/** A machine in memory, and the program run on it, for the tests of the command line. */
import { type MemoryEntry, type MemorySystem, memorySystem } from "../../lib/system/memory.ts";
import type { System } from "../../lib/system/system.ts";
import { runHere } from "../support/runner.ts";

export const KEY = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5${"A".repeat(48)} test`;

export const META_DATA = JSON.stringify({ name: "web", public_keys: { mine: KEY } });

/** One NIC of which the drive says nothing, and a name and a key. */
const FILES: Readonly<Record<string, MemoryEntry>> = {
  "/etc/os-release": "ID=debian\nVERSION_ID=12\n",
  "/etc/hosts": "127.0.0.1\tlocalhost\n",
  "/root/.profile": "",
  "/proc/sys/kernel/hostname": "localhost\n",
  "/sys/class/net/eth0/address": "52:54:00:12:34:56\n",
  "/sys/class/net/eth0/addr_assign_type": "0\n",
  "/mnt/config/openstack/latest/meta_data.json": META_DATA,
};

/** The machine, or with `root` the tree below that directory; `more` paths are as they stand. */
export function machine(root = "", more: Readonly<Record<string, MemoryEntry>> = {}): MemorySystem {
  const files = Object.entries(FILES).map(([path, entry]) => [root + path, entry] as const);
  return memorySystem({ ...Object.fromEntries(files), ...more });
}

export interface Result {
  readonly status: number;
  readonly out: readonly string[];
  readonly err: readonly string[];
}

export function run(words: string, system: System): Result {
  const { status, out, err } = runHere(words === "" ? [] : words.split(" "), system);
  return { status, out: lines(out), err: lines(err) };
}

function lines(text: string): string[] {
  return text === "" ? [] : text.split("\n");
}

/** The files of a system, to see whether any has changed. */
export function snapshot(system: MemorySystem): [string, MemoryEntry][] {
  return [...system.entries].sort(([a], [b]) => a < b ? -1 : 1);
}
