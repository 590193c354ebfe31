/**
 * The devices that links of the drive become.
 *
 * @module
 */
import type { BondOptionName } from "../bond_options.ts";
import type { BondData, BridgeData, VlanData } from "../config_drive/link_data.ts";
import type { MatchedInterface } from "./hardware.ts";

interface DeviceCommon {
  readonly name: string;
  readonly mtu: number | undefined;
}

export interface PhysicalDevice extends DeviceCommon {
  readonly kind: "physical";
  readonly match: MatchedInterface;
  readonly bond: string | undefined;
}

export interface MadeDevice extends DeviceCommon {
  /** The operator's file that says what it gets. */
  readonly leftTo: string | undefined;
}

export interface BondDevice extends MadeDevice {
  readonly kind: "bond";
  readonly link: BondData;
  readonly ports: readonly string[];
  readonly options: ReadonlyMap<BondOptionName, string>;
}

export interface VlanDevice extends MadeDevice {
  readonly kind: "vlan";
  readonly link: VlanData;
  readonly parent: string;
}

export interface BridgeDevice extends MadeDevice {
  readonly kind: "bridge";
  readonly link: BridgeData;
  readonly ports: readonly string[];
}

export type Device = PhysicalDevice | BondDevice | VlanDevice | BridgeDevice;

export interface Devices {
  /** By device name; each after those that it stands on. */
  readonly all: ReadonlyMap<string, Device>;
  /** Device names by the ids of the drive's links; none of a link that is absent or left to an operator's file. */
  readonly nameOf: ReadonlyMap<string, string>;
  /** The interfaces, with those that are left to an operator's file because of what stands on them. */
  readonly matches: readonly MatchedInterface[];
  /** Files of an operator that stand a device of their own on one of these, by its name. */
  readonly carriedFor: ReadonlyMap<string, string>;
  /** The bridges of ports, by device names. */
  readonly bridgeOf: ReadonlyMap<string, string>;
}
