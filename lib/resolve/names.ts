/**
 * Names for the devices that are made: bonds, bridges and VLANs.
 *
 * @module
 */
import { isPlainDeviceName } from "../device_name.ts";
import { isForeignName } from "./foreign_names.ts";

/** Names that devices have. They never become free again, so that a search for a free one goes on where the last one ended. */
export class TakenNames extends Set<string> {
  /** The number to begin with, by what stands before it. */
  readonly next: Map<string, number> = new Map();
}

/** Ids that programs make up (neutron's ports, UUIDs, nova's counter), which change where the machine does not. */
const MADE_UP =
  /^(?:tap[0-9a-f]{8}-[0-9a-f]{2}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|i(?:nter)?face[0-9]+)$/i;

/** A bond or bridge of the drive. */
interface Made {
  readonly kind: "bond" | "bridge";
  readonly name: string | undefined;
  readonly id: string;
}

/**
 * The first usable wish, a link's name or its id, that is neither taken nor a name of other software's; else `bond0`, `bond1`,
 * … or `br0`, `br1`, …
 */
export function madeName({ kind, name, id }: Made, taken: TakenNames): string {
  const wish = [name, id].find((name) =>
    name !== undefined && isPlainDeviceName(name) && !MADE_UP.test(name) && !taken.has(name) &&
    !isForeign(kind, name)
  );
  return wish ?? firstFree(kind === "bond" ? kind : "br", 0, taken);
}

/** `br-ex` is a usual name for a bridge; Docker's have twelve digits behind that, and are looked up by them. */
function isForeign(kind: Made["kind"], name: string): boolean {
  return isForeignName(name) && !(kind === "bridge" && name.startsWith("br-"));
}

/** The wish that is not met as it is a name of other software's, where the link has the name `given`. */
export function foreignWish({ kind, name, id }: Made, given: string): string | undefined {
  const decisive = [name, id].find((wish) => wish === given || (wish !== undefined && isForeign(kind, wish)));
  return decisive === given ? undefined : decisive;
}

/** `bond0.100` as everybody expects it; `vlan100` where that is too long or taken; then `v100-1`, `v100-2`, … */
export function vlanName(parent: string, id: number, taken: TakenNames): string {
  const usual = [`${parent}.${id}`, `vlan${id}`].find((name) => isPlainDeviceName(name) && !taken.has(name));
  return usual ?? firstFree(`v${id}-`, 1, taken);
}

function firstFree(start: string, first: number, taken: TakenNames): string {
  let count = taken.next.get(start) ?? first;
  while (taken.has(`${start}${count}`)) count += 1;
  taken.next.set(start, count);
  return `${start}${count}`;
}
