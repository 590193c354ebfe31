/**
 * `links` of a config drive's network document.
 *
 * @module
 */
import { type Place, quote } from "../problem.ts";
import { isObject } from "../json.ts";
import { isNothing, isWritten, type Item, optional, readObject, required } from "./entry.ts";
import * as field from "./fields.ts";
import type { LinkData, PhysicalData, VlanData } from "./link_data.ts";
import { LINK_FIELDS } from "./link_fields.ts";
import * as parts from "./parts.ts";

const FIELDS = {
  physical: { ...LINK_FIELDS, ethernet_mac_address: required(field.mac) },
  named: { ...LINK_FIELDS, ethernet_mac_address: optional(field.mac) },
  vlan: {
    ...LINK_FIELDS,
    vlan_id: required(field.vlanId),
    vlan_link: required(field.text),
    vlan_mac_address: optional(field.settableMac),
  },
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

/** The valid links, no two with one id. */
export function readLinks(items: readonly Item[]): LinkData[] {
  const read = items.flatMap((item) => {
    const link = readLink(item);
    return link === undefined ? [] : { place: item.place, link };
  });
  return [...Map.groupBy(read, ({ link }) => link.id).values()].flatMap(withOneId);
}

interface ReadLink {
  readonly place: Place;
  readonly link: LinkData;
}

/**
 * The links that have an id. Where they are different ones, nobody knows which of them a network means: hardware is then known
 * by its place alone, and what would be made is not.
 */
function withOneId([first, ...others]: readonly ReadLink[]): LinkData[] {
  if (first === undefined || others.length === 0) return first === undefined ? [] : [first.link];
  const { link } = first;
  const isSame = (other: LinkData) =>
    link.kind === "physical" && other.kind === "physical" && other.mac === link.mac &&
    other.name === link.name;
  const different = others.filter((other) => !isSame(other.link));
  for (const { place } of different) {
    const message = `the id ${quote(link.id)} is that of ${link.path} already`;
    place.at("id").problem(message, "neither is what other entries mean by it", "link-id-twice");
  }
  if (different.length === 0) return [link];
  return [link, ...different.map(({ link }) => link)]
    .flatMap((link) => link.kind === "physical" ? { ...link, id: link.path } : []);
}

function readLink({ place, value }: Item): LinkData | undefined {
  const type = (value as { type?: unknown } | null)?.type;
  const link = type === "bond"
    ? parts.ports().readBond(place, value)
    : type === "vlan"
    ? readVlan(place, value)
    : isBridge(type, value)
    ? parts.ports().readBridge(place, value)
    : readPhysical(place, value);
  if (link !== undefined) noteOddities(place, link);
  return link;
}

/** nova's `bridge` is what the host has a card on: only one that has ports is for this machine to make. */
function isBridge(type: unknown, value: unknown): boolean {
  if (type !== "bridge") return type === "linux_bridge";
  const { bridge_links, bridge_interfaces } = value as Record<string, { length?: number } | null>;
  return [bridge_links, bridge_interfaces].some((list) => (list?.length ?? 0) > 0);
}

function readPhysical(place: Place, value: unknown): PhysicalData | undefined {
  const hasMac = !isObject(value) || isWritten(value.ethernet_mac_address, field.mac);
  const link = readObject(place, hasMac ? FIELDS.physical : FIELDS.named, "link", value);
  if (link === undefined) return undefined;
  const { type } = value as { type?: unknown };
  return {
    kind: "physical",
    path: place.path,
    type: typeof type === "string" ? type : undefined,
    id: link.id,
    name: link.name,
    mac: link.ethernet_mac_address,
    mtu: link.mtu,
  };
}

function readVlan(place: Place, value: unknown): VlanData | undefined {
  const link = readObject(place, FIELDS.vlan, "VLAN", value);
  return link && {
    kind: "vlan",
    path: place.path,
    id: link.id,
    name: link.name,
    mac: link.vlan_mac_address,
    mtu: link.mtu,
    vlanId: link.vlan_id,
    parent: link.vlan_link,
  };
}

function noteOddities(place: Place, link: LinkData): void {
  if (link.kind === "physical" && !isNothing(link.type) && !HARDWARE_TYPES.has(link.type!)) {
    const message = `${quote(link.type)} is not a known type of link`;
    place.at("type").note(message, "the link is taken for hardware with this MAC", "link-type-unknown");
  }
  // deno-lint-ignore no-control-regex -- control characters are what is looked for
  if (/[/\u0000-\u001f\u007f]|^\.{0,2}$/.test(link.id)) {
    const action = "it only connects entries of the drive and names nothing on this machine";
    place.at("id").note(`${quote(link.id)} is an odd id for a link`, action, "link-id-odd");
  }
}
