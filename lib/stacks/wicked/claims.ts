/**
 * Which devices an operator's `ifcfg-` file is about. See ifcfg(5) and the pages that it names.
 *
 * @module
 */
import { type Claim, claimTo } from "../../claim.ts";
import { readAssignments } from "../_shell.ts";

/** Ports of bonds and teams, one a variable, and of bridges, all in one. */
const PORTS = /^(?:BONDING_SLAVE_?\d+|TEAM_PORT_DEVICE_?\d*|OVS_BRIDGE_PORT_DEVICE_?\d*|BRIDGE_PORTS)$/;

/** What a VLAN, a MACVLAN … stands on. */
const PARENTS = /^(?:ETHERDEVICE|MACVLAN_DEVICE|MACVTAP_DEVICE)$/;

/** The file is called for its device. One that has ports makes them its own, and a VLAN may say its parent in its name. */
export function claims(text: string, fileName: string): readonly Claim[] {
  const name = fileName.slice("ifcfg-".length);
  const values = [...readAssignments(text)];
  const words = (keys: RegExp) =>
    values.filter(([key]) => keys.test(key)).flatMap(([, value]) => value.split(/\s+/)).filter((word) =>
      word !== ""
    );
  const parents = words(PARENTS);
  const parent = parents.length > 0 ? parents : /^(.+)\.\d{1,4}$/.exec(name)?.slice(1) ?? [];
  return [
    claimTo(name),
    ...words(PORTS).map((port) => claimTo(port)),
    ...parent.map((device) => claimTo(device, "parent")),
  ];
}
