/**
 * Waiting for cables, for network stacks whose DHCP client would hold up the boot on an interface without one.
 *
 * @module
 */
import { type System, SystemError } from "./system/system.ts";

const POLL_MS = 50;
const IFF_UP = 1;

/**
 * Brings the interfaces up, without which the kernel looks for no carrier, and waits until all have one, `waitMs` at
 * the most. All are waited for at once. See `flags` and `carrier` in the kernel's sysfs-class-net.
 */
export function awaitCarriers(system: System, names: readonly string[], waitMs: number): void {
  for (const name of names) bringUp(system, name);
  const end = system.now() + waitMs;
  while (!names.every((name) => hasCarrier(system, name)) && system.now() < end) system.sleep(POLL_MS);
}

function bringUp(system: System, name: string): void {
  const path = `/sys/class/net/${name}/flags`;
  ignoringRefusals(() => {
    const flags = Number(system.readText(path)?.trim());
    if (Number.isInteger(flags) && (flags & IFF_UP) === 0) {
      system.writeInto(path, `0x${(flags | IFF_UP).toString(16)}`);
    }
  });
}

function hasCarrier(system: System, name: string): boolean {
  return ignoringRefusals(() => system.readText(`/sys/class/net/${name}/carrier`)?.trim() === "1") ?? false;
}

/** An interface that went away, or that the kernel will not bring up, has no carrier. */
function ignoringRefusals<T>(body: () => T): T | undefined {
  try {
    return body();
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
}
