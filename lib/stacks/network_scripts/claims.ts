/**
 * Which devices an operator's `ifcfg-` file is about, as initscripts' `ifup` takes it.
 *
 * @module
 */
import { type Claim, claimTo, parseMacs } from "../../claim.ts";
import { isPlainDeviceName } from "../../device_name.ts";
import { readAssignments } from "../_shell.ts";

/**
 * The device in `DEVICE`, whose address has to be `HWADDR`; without `DEVICE` the card of that address, and without
 * both the device that the file is called for. An alias (`eth0:1`) goes with its device, and claims nothing.
 */
export function claims(text: string, fileName: string): readonly Claim[] {
  const values = readAssignments(text);
  const macs = values.has("HWADDR") ? parseMacs([values.get("HWADDR")!]) : undefined;
  const name = values.get("DEVICE") || (macs === undefined ? fileName.slice("ifcfg-".length) : undefined);
  if (name !== undefined && !isPlainDeviceName(name)) return [];
  const names = name === undefined ? {} : { names: [{ patterns: [name] }] };
  const parent = values.get("PHYSDEV") || /^(.+)\.\d{1,4}$/.exec(name ?? "")?.[1];
  return [
    { role: "own", ...names, ...(macs === undefined ? {} : { macs }) },
    ...(parent === undefined ? [] : [claimTo(parent, "parent")]),
  ];
}
