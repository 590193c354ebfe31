/**
 * The clouds whose own code is run.
 *
 * @module
 */
import { ironic, ironicNode, ironicRamdisk, novaIronic, openstackSdk } from "./ironic.ts";
import { nova, nova26 } from "./nova.ts";
import type { Cloud } from "./producer.ts";

export const CLOUDS: readonly Cloud[] = [
  nova,
  nova26,
  novaIronic,
  ironic,
  ironicRamdisk,
  ironicNode,
  openstackSdk,
];
