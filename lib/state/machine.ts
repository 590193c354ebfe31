/**
 * Which machine something belongs to: what is kept from boot to boot is good for that machine alone, and a snapshot of its
 * disk may start elsewhere.
 *
 * @module
 */
import type { NetworkInterface } from "../interfaces.ts";
import { type System, SystemError } from "../system/system.ts";

export interface Machine {
  /** The instance's, as its drive says it. */
  readonly uuid: string | undefined;
  /** The hardware's or the hypervisor's, from DMI. Lower case. */
  readonly productUuid: string | undefined;
  /** The permanent addresses of its real interfaces. */
  readonly macs: readonly string[];
}

/** This machine. */
export function thisMachine(
  system: System,
  interfaces: readonly NetworkInterface[],
  uuid: string | undefined,
): Machine {
  const real = interfaces.filter(({ hasPermanentMac }) => hasPermanentMac);
  return { uuid, productUuid: productUuidOf(system), macs: real.map(({ mac }) => mac).sort() };
}

/**
 * Whether both are one machine. What a drive says decides; without one, a common address or product UUID. Where there is
 * nothing to compare, nothing speaks against it.
 */
export function isSameMachine(one: Machine, other: Machine): boolean {
  if (one.uuid !== undefined && other.uuid !== undefined) return one.uuid === other.uuid;
  if (one.productUuid !== undefined && one.productUuid === other.productUuid) return true;
  if (one.macs.length === 0 || other.macs.length === 0) {
    return one.productUuid === undefined || other.productUuid === undefined;
  }
  return one.macs.some((mac) => other.macs.includes(mac));
}

/** Only root may read it (`dmi_sysfs`); virtual machines of some kinds and boards of many kinds have none. */
const PRODUCT_UUID = "/sys/class/dmi/id/product_uuid";

/** The beginnings of what boards have that nobody gave a UUID; before SMBIOS 2.6 the kernel shows its first three parts the other way round. */
const PLACEHOLDERS =
  /^(?:(.)\1{7}|12345678|78563412|(?:03000200-0400-0500|00020003-0004-0005)-0006-000700080009)/;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function productUuidOf(system: System): string | undefined {
  try {
    const text = system.readText(PRODUCT_UUID)?.trim().toLowerCase();
    return text === undefined || !UUID.test(text) || PLACEHOLDERS.test(text) ? undefined : text;
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
}
