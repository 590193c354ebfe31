/**
 * The table of readers: what a renderer has written, read back into the model by the stack's own rules.
 *
 * @module
 */
import type { NetworkConfig } from "../../lib/network.ts";
import type { RendererName } from "../../lib/renderers/renderer.ts";
import * as ifupdown from "./ifupdown.ts";
import * as networkManager from "./network_manager.ts";
import * as networkd from "./networkd.ts";

export interface Reader {
  /** The network that files (path → contents) describe. */
  readonly read: (files: ReadonlyMap<string, string>) => NetworkConfig;
  /** What the target can express of a network. */
  readonly comparable: (config: NetworkConfig) => NetworkConfig;
}

const READERS: Readonly<Partial<Record<RendererName, Reader>>> = {
  ifupdown: { read: ifupdown.readIfupdown, comparable: ifupdown.comparable },
  networkd: { read: networkd.readNetworkd, comparable: networkd.comparable },
  networkmanager: { read: networkManager.readNetworkManager, comparable: networkManager.comparable },
};

export function readerOf(name: RendererName): Reader {
  const reader = READERS[name];
  if (reader === undefined) throw new Error(`there is no reader for ${name}`);
  return reader;
}
