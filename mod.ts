/**
 * simple-init as a library: discover, parse, resolve, render and apply, each on its own.
 *
 * @example What a drive makes of a machine, without touching either
 * ```ts
 * import assert from "node:assert/strict";
 * import { makePlan, memorySystem } from "./mod.ts";
 *
 * const system = memorySystem({
 *   "/image/etc/os-release": "ID=debian\n",
 *   "/image/sys/class/net/eth0/address": "52:54:00:12:34:56\n",
 *   "/image/sys/class/net/eth0/addr_assign_type": "0\n",
 * });
 * const plan = makePlan(system, { root: "/image" });
 * assert.equal(plan.changes[0]?.path, "/etc/network/interfaces");
 * assert.equal(plan.problems.length, 0);
 * ```
 *
 * @module
 */
export { type Applied, applyChanges } from "./lib/apply/apply.ts";
export type { Change, FileChange } from "./lib/apply/change.ts";
export { type ConfigDrive, readConfigDrive } from "./lib/config_drive/drive.ts";
export { openDrive } from "./lib/config_drive/open.ts";
export { BusyError, configure, sealMachine } from "./lib/configure.ts";
export { discoverInterfaces, type NetworkInterface } from "./lib/interfaces.ts";
export { type Ip, parseIp, type Prefix } from "./lib/ip.ts";
export type {
  BondLink,
  BridgeLink,
  Link,
  NetworkConfig,
  PhysicalLink,
  Route,
  VlanLink,
} from "./lib/network.ts";
export { type Distribution, parseOsRelease, readDistribution } from "./lib/os_release.ts";
export type { ConfigureOptions } from "./lib/plan/options.ts";
export { makePlan, type Plan } from "./lib/plan/plan.ts";
export { formatProblem, type Problem } from "./lib/problem.ts";
export { chooseStack } from "./lib/stacks/choose.ts";
export { findStack, STACKS } from "./lib/stacks/mod.ts";
export type { RenderedFile, Rendering, RenderTarget, Stack, StackName } from "./lib/stacks/stack.ts";
export { type Resolution, resolve, type ResolveOptions } from "./lib/resolve/resolve.ts";
export { memorySystem } from "./lib/system/memory.ts";
export { rootedSystem } from "./lib/system/rooted.ts";
export { type System, SystemError } from "./lib/system/system.ts";
