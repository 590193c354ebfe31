/**
 * The table of readers: what a renderer has written, read back into the model by the stack's own rules.
 *
 * @module
 */
import type { NetworkConfig } from "../../lib/network.ts";
import type { StackName } from "../../lib/stacks/stack.ts";
import { withStatedDns } from "./ifupdown_dns.ts";
import * as ifupdown from "./ifupdown.ts";
import * as netifrc from "./netifrc.ts";
import * as netplan from "./netplan.ts";
import * as networkManager from "./networkmanager.ts";
import * as networkScripts from "./network_scripts.ts";
import * as networkd from "./networkd.ts";
import * as wicked from "./wicked.ts";

export interface Reader {
  /** The network that files (path → contents) describe. */
  readonly read: (files: ReadonlyMap<string, string>) => NetworkConfig;
  /** What the target can express of a network. */
  readonly comparable: (config: NetworkConfig) => NetworkConfig;
  /** What the stack is told of a network where there is no resolvconf; absent: the same. */
  readonly withoutResolvconf?: (config: NetworkConfig) => NetworkConfig;
}

export const READERS: Readonly<Record<StackName, Reader>> = {
  ifupdown: {
    read: ifupdown.readIfupdown,
    comparable: ifupdown.comparable,
    withoutResolvconf: withStatedDns,
  },
  netifrc: { read: netifrc.readNetifrc, comparable: netifrc.comparable },
  netplan: { read: netplan.readNetplan, comparable: netplan.comparable },
  "network-scripts": { read: networkScripts.readNetworkScripts, comparable: networkScripts.comparable },
  networkd: { read: networkd.readNetworkd, comparable: networkd.comparable },
  networkmanager: { read: networkManager.readNetworkManager, comparable: networkManager.comparable },
  wicked: { read: wicked.readWicked, comparable: wicked.comparable },
};
