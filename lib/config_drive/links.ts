/**
 * `links` of a config drive's network document.
 *
 * @module
 */
import * as v from "valibot";
import {
  type BondMode,
  type BondOptionName,
  isBondOptionName,
  parseBondMode,
  parseBondOption,
} from "../bond_options.ts";
import { quote } from "../problem.ts";
import { type Findings, firstItems, readList, readObject, report } from "./entry.ts";
import * as field from "./fields.ts";

interface LinkCommon {
  /** Where it stands: `$.links[0]`. */
  readonly path: string;
  /** An identifier of the document, nothing else. */
  readonly id: string;
  /** A wanted device name, unchecked (CAPM3). */
  readonly name: string | undefined;
  readonly mac: string | undefined;
  readonly mtu: number | undefined;
}

export interface PhysicalData extends LinkCommon {
  readonly kind: "physical";
  readonly mac: string;
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

export type LinkData = PhysicalData | BondData | VlanData;
export type PortOptionName = "active_slave" | "primary";

const common = {
  id: field.text,
  name: v.optional(field.text),
  mtu: v.optional(field.mtu),
};

const schemas = {
  physical: v.object({ ...common, ethernet_mac_address: field.mac }),
  bond: v.object({
    ...common,
    ethernet_mac_address: v.optional(field.settableMac),
    bond_mode: v.optional(field.bondValue),
  }),
  vlan: v.object({
    ...common,
    vlan_id: field.vlanId,
    vlan_link: field.text,
    vlan_mac_address: v.optional(field.settableMac),
  }),
};

/** Types of nova's schema, and those that clouds are known to send, that mean a piece of (virtual) hardware. */
const HARDWARE_TYPES = new Set([
  ...["phy", "bridge", "dvs", "hw_veb", "hyperv", "ovs", "tap", "vhostuser", "vif"],
  ...[
    "bgpovs",
    "cascading",
    "ethernet",
    "hostdev_physical",
    "macvtap",
    "vrouter",
    "midonet",
    "802.1qbg",
    "802.1qbh",
  ],
]);

type Item = ReturnType<typeof readList>[number];

/** The valid links. Of several with one id, the first. */
export function readLinks(findings: Findings, items: readonly Item[]): LinkData[] {
  const byId = new Map<string, LinkData>();
  for (const item of items) {
    const link = readLink(findings, item);
    if (link === undefined) continue;
    const first = byId.get(link.id);
    if (first === undefined) byId.set(link.id, link);
    else {
      const message = `the id ${quote(link.id)} is that of ${first.path} already`;
      report(findings, "problem", `${item.path}.id`, message, "the link is skipped");
    }
  }
  return [...byId.values()];
}

function readLink(findings: Findings, { path, value }: Item): LinkData | undefined {
  const type = (value as { type?: unknown } | null)?.type;
  const link = type === "bond"
    ? readBond(findings, path, value)
    : type === "vlan"
    ? readVlan(findings, path, value)
    : readPhysical(findings, path, value);
  if (link !== undefined) noteOddities(findings, link, type);
  return link;
}

function readPhysical(findings: Findings, path: string, value: unknown): PhysicalData | undefined {
  const link = readObject(findings, schemas.physical, "link", path, value);
  return link &&
    { kind: "physical", path, id: link.id, name: link.name, mac: link.ethernet_mac_address, mtu: link.mtu };
}

function readVlan(findings: Findings, path: string, value: unknown): VlanData | undefined {
  const link = readObject(findings, schemas.vlan, "VLAN", path, value);
  return link && {
    kind: "vlan",
    path,
    id: link.id,
    name: link.name,
    mac: link.vlan_mac_address,
    mtu: link.mtu,
    vlanId: link.vlan_id,
    parent: link.vlan_link,
  };
}

function readBond(findings: Findings, path: string, value: unknown): BondData | undefined {
  const link = readObject(findings, schemas.bond, "bond", path, value);
  if (link === undefined) return undefined;
  const raw = value as Record<string, unknown>;
  const mode = readMode(findings, `${path}.bond_mode`, link.bond_mode);
  return {
    kind: "bond",
    path,
    id: link.id,
    name: link.name,
    mac: link.ethernet_mac_address,
    mtu: link.mtu,
    mode,
    ports: readPorts(findings, `${path}.bond_links`, raw.bond_links),
    ...readOptions(findings, path, raw),
  };
}

function readMode(findings: Findings, path: string, value: string | undefined): BondMode {
  if (value === undefined) {
    report(findings, "note", path, "the bond has no mode", "it gets the kernel's default, balance-rr");
    return "balance-rr";
  }
  const mode = parseBondMode(value);
  if (mode === undefined) {
    const action = "the bond gets active-backup, which needs nothing of the switch";
    report(findings, "problem", path, `${quote(value)} is not a bond mode`, action);
  }
  return mode ?? "active-backup";
}

function readPorts(findings: Findings, path: string, value: unknown): BondData["ports"] {
  return readList(findings, path, value).flatMap((item) => {
    if (typeof item.value === "string") return [{ path: item.path, id: item.value }];
    report(findings, "problem", item.path, `${quote(item.value)} is not a link's id`, "it is left out");
    return [];
  });
}

type Options = Pick<BondData, "options" | "portOptions">;

function readOptions(findings: Findings, path: string, raw: Record<string, unknown>): Options {
  const options = new Map<BondOptionName, string>();
  const portOptions: BondData["portOptions"][number][] = [];
  const keys = Object.keys(raw).filter((key) =>
    key.startsWith("bond_") && key !== "bond_mode" && key !== "bond_links" && raw[key] !== null
  );
  for (const key of firstItems(findings, path, keys)) {
    const name = key.slice("bond_".length);
    // A key is whatever somebody wrote, line breaks included.
    const at = /^\w{1,40}$/.test(key) ? `${path}.${key}` : `${path}[${quote(key)}]`;
    const value = v.safeParse(field.bondValue, raw[key]);
    const text = value.success ? value.output : "";
    if (!isBondOptionName(name)) {
      report(
        findings,
        "note",
        at,
        `${quote(key)} is no option of the kernel's bonding driver`,
        "it is ignored",
      );
    } else if (name === "primary" || name === "active_slave") {
      portOptions.push({ path: at, name, value: text });
    } else {
      readOption(findings, at, name, raw[key], text, options);
    }
  }
  return { options, portOptions };
}

function readOption(
  findings: Findings,
  path: string,
  name: BondOptionName,
  raw: unknown,
  text: string,
  options: Map<BondOptionName, string>,
): void {
  const value = parseBondOption(name, text);
  if (value !== undefined) options.set(name, value);
  else {report(
      findings,
      "problem",
      path,
      `${quote(raw)} is not a value of the bond option ${name}`,
      "it is left out",
    );}
}

function noteOddities(findings: Findings, link: LinkData, type: unknown): void {
  if (link.kind === "physical" && typeof type === "string" && !HARDWARE_TYPES.has(type)) {
    const message = `${quote(type)} is not a known type of link`;
    report(findings, "note", `${link.path}.type`, message, "the link is taken for hardware with this MAC");
  }
  // deno-lint-ignore no-control-regex -- control characters are what is looked for
  if (/[/\u0000-\u001f\u007f]|^\.{0,2}$/.test(link.id)) {
    const action = "it only connects entries of the drive and names nothing on this machine";
    report(findings, "problem", `${link.path}.id`, `${quote(link.id)} is an odd id for a link`, action);
  }
}
