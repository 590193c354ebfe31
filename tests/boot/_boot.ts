/** This machine, in memory, with a drive's documents, and boots of it. */
import type { StackName } from "../../lib/stacks/stack.ts";
import { type MemoryEntry, type MemorySystem, memorySystem } from "../../lib/system/memory.ts";
import type { System } from "../../lib/system/system.ts";
import { runHere } from "../support/runner.ts";

export type Files = Readonly<Record<string, MemoryEntry>>;

/** All stacks that can be configured, by hand: a row that goes from the program's own table is missed here. */
export const STACKS: readonly StackName[] = [
  "ifupdown",
  "netifrc",
  "netplan",
  "network-scripts",
  "networkd",
  "networkmanager",
  "wicked",
];

/** The hardware addresses of eth0, eth1, … */
export const MACS: readonly string[] = [10, 11, 12, 13].map((last) =>
  `52:54:00:00:00:${last.toString(16).padStart(2, "0")}`
);

/** The files of `/sys` for one interface. */
export function card(index: number): Files {
  const directory = `/sys/class/net/eth${index}`;
  return {
    [`${directory}/address`]: `${MACS[index]}\n`,
    [`${directory}/addr_assign_type`]: "0\n",
    [`${directory}/type`]: "1\n",
    [`${directory}/flags`]: "0x1002\n",
  };
}

/** A link of the drive that is interface number `index`. */
export function phy(index: number, more: object = {}): Readonly<Record<string, unknown>> {
  return { id: `nic${index}`, type: "phy", ethernet_mac_address: MACS[index], ...more };
}

/** A machine's files with this network document on its drive, or with no drive. */
export function machineFiles(cards: number, document?: object): Files {
  const interfaces = Array.from({ length: cards }, (_, index) => card(index));
  return {
    "/etc/os-release": "ID=none-that-is-known\n",
    "/sys/class/net/lo/address": "00:00:00:00:00:00\n",
    ...Object.assign({}, ...interfaces),
    ...(document === undefined
      ? {}
      : { "/mnt/config/openstack/latest/network_data.json": JSON.stringify(document) }),
  };
}

export function machine(cards: number, document?: object, more: Files = {}): MemorySystem {
  return memorySystem({ ...machineFiles(cards, document), ...more });
}

export interface Result {
  readonly status: number;
  readonly out: readonly string[];
  readonly err: readonly string[];
}

/** `simple-init COMMAND --this-machine` with these words. */
export function boot(system: System, words: string, command: "boot" | "plan" = "boot"): Result {
  const { status, out, err } = runHere(
    [command, "--this-machine", ...words.split(" ").filter(Boolean)],
    system,
  );
  return { status, out: lines(out), err: lines(err) };
}

function lines(text: string): string[] {
  return text === "" ? [] : text.split("\n");
}
