/**
 * Waiting for cables, for network stacks whose DHCP client would hold up the boot on an interface without one.
 *
 * @module
 */
import { basename } from "@std/path";
import { type System, SystemError } from "./system/system.ts";

const POLL_MS = 50;
const IFF_UP = 1;

/** Buses of cards that a hypervisor makes up: it says at once whether there is a cable, as there is nothing to negotiate. */
const HYPERVISOR_BUSES = new Set(["virtio", "vmbus", "xen"]);

/** Time for the kernel to hear of the carrier of such a card after it was brought up. */
const HYPERVISOR_WAIT_MS = 100;

/**
 * Brings the interfaces up, without which the kernel looks for no carrier, and waits until all have one, `waitMs` at
 * the most. All are waited for at once. See `flags` and `carrier` in the kernel's sysfs-class-net.
 *
 * @returns the carrier of each as it is then; undefined where the kernel does not say
 */
export function awaitCarriers(
  system: System,
  names: readonly string[],
  waitMs: number,
): ReadonlyMap<string, boolean | undefined> {
  for (const name of names) bringUp(system, name);
  const start = system.now();
  const waits = names.map((name) => ({ name, end: start + patience(system, name, waitMs) }));
  while (waits.some(({ name, end }) => system.now() < end && carrierOf(system, name) !== true)) {
    system.sleep(POLL_MS);
  }
  return new Map(names.map((name) => [name, carrierOf(system, name)]));
}

function patience(system: System, name: string, waitMs: number): number {
  return isMadeUp(system, name) ? Math.min(waitMs, HYPERVISOR_WAIT_MS) : waitMs;
}

/** Whether a hypervisor makes the card up, and does not emulate hardware that others have as well. */
export function isMadeUp(system: System, name: string): boolean {
  const bus = ignoringRefusals(() => basename(system.readLink(`/sys/class/net/${name}/device/subsystem`)));
  return HYPERVISOR_BUSES.has(bus ?? "");
}

function bringUp(system: System, name: string): void {
  const path = `/sys/class/net/${name}/flags`;
  ignoringRefusals(() => {
    const flags = Number(system.readText(path));
    if (Number.isInteger(flags) && (flags & IFF_UP) === 0) {
      system.writeInto(path, `0x${(flags | IFF_UP).toString(16)}`);
    }
  });
}

function carrierOf(system: System, name: string): boolean | undefined {
  const text = ignoringRefusals(() => system.readText(`/sys/class/net/${name}/carrier`));
  return text === undefined ? undefined : text.trim() === "1";
}

/** The kernel says nothing of an interface that went away, or that it will not bring up. */
function ignoringRefusals<T>(body: () => T): T | undefined {
  try {
    return body();
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
}
