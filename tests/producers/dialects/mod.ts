/**
 * Producers whose code cannot be run here, written from their documentation and their sources.
 *
 * @module
 */
import type { Dialect } from "../producer.ts";
import { airship } from "./airship.ts";
import { bifrost } from "./bifrost.ts";
import { cloudStack } from "./cloudstack.ts";
import { kubeVirt } from "./kubevirt.ts";
import { metal3 } from "./metal3.ts";
import { ovh } from "./ovh.ts";
import { rackspace } from "./rackspace.ts";

export const DIALECTS: readonly Dialect[] = [metal3, cloudStack, kubeVirt, airship, rackspace, ovh, bifrost];
