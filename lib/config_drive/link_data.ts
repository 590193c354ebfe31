/**
 * What is known of a link of a config drive's network document.
 *
 * @module
 */
import type { BondMode, BondOptionName } from "../bond_options.ts";

interface LinkCommon {
  /** Where it stands: `$.links[0]`. */
  readonly path: string;
  /** An identifier of the document, nothing else. */
  readonly id: string;
  /** A wanted device name, unchecked (CAPM3). */
  readonly name: string | undefined;
  /** A physical link without one is known by its name. */
  readonly mac: string | undefined;
  readonly mtu: number | undefined;
}

export interface PhysicalData extends LinkCommon {
  readonly kind: "physical";
  /** As the document has it, where it is a text; `phy` is nova's word for a card that is passed through. */
  readonly type: string | undefined;
}

export interface BondData extends LinkCommon {
  readonly kind: "bond";
  readonly mode: BondMode;
  /** Ids of its ports, each with its path. */
  readonly ports: readonly { readonly path: string; readonly id: string }[];
  readonly options: ReadonlyMap<BondOptionName, string>;
  /** Options that name a port, by link id or by device name. */
  readonly portOptions: readonly {
    readonly path: string;
    readonly name: PortOptionName;
    readonly value: string;
  }[];
}

export interface VlanData extends LinkCommon {
  readonly kind: "vlan";
  readonly vlanId: number;
  /** The id of the link that carries it. */
  readonly parent: string;
}

/** A bridge that the machine is to make, as Metal3's users want one. */
export interface BridgeData extends LinkCommon {
  readonly kind: "bridge";
  readonly stp: boolean;
  /** Ids of its ports, each with its path. */
  readonly ports: readonly { readonly path: string; readonly id: string }[];
}

export type LinkData = PhysicalData | BondData | VlanData | BridgeData;
export type PortOptionName = "active_slave" | "primary";
