/**
 * Cards that are passed through as a whole (nova's vnic type `direct-physical`): the network document knows nothing of the
 * VLAN that their port is in, which only the guest can tag, and `devices` of the meta data says it. A virtual function has
 * a VLAN there too, but the host tags that, and its link has another type (`LEGACY_EXPOSED_VIF_TYPES` of nova).
 *
 * @module
 */
import type { LinkData, PhysicalData, VlanData } from "../config_drive/link_data.ts";
import type { DeviceData } from "../config_drive/meta_data.ts";
import type { NetworkData } from "../config_drive/network_data.ts";
import type { Place } from "../problem.ts";

/** The network with a VLAN in the place of each such card: what the card's networks said is the VLAN's. */
export function withTaggedCards(
  document: Place,
  data: NetworkData,
  cards: readonly DeviceData[],
): NetworkData {
  const vlans = new Map(
    cards.flatMap(({ mac, vlan }) => mac === undefined || vlan === undefined ? [] : [[mac, vlan]]),
  );
  if (vlans.size === 0) return data;
  const ports = new Set(
    data.links.flatMap((link) => link.kind === "bond" ? link.ports.map(({ id }) => id) : []),
  );
  const tagOf = (link: LinkData) =>
    link.kind === "physical" && link.type === "phy" && !ports.has(link.id)
      ? vlans.get(link.mac ?? "")
      : undefined;
  const tagged = new Map(
    data.links.flatMap((link) => tagOf(link) === undefined ? [] : [[link.id, link.path]]),
  );
  const links = data.links.flatMap((link) => {
    const tag = tagOf(link);
    if (link.kind === "physical" && tag !== undefined) return tagCard(document, link, tag);
    // A trunk's VLANs stay on the card itself.
    return link.kind === "vlan" ? { ...link, parent: tagged.get(link.parent) ?? link.parent } : link;
  });
  return { ...data, links };
}

/** The card, known by its place alone, and the VLAN under its id. */
function tagCard(document: Place, card: PhysicalData, vlanId: number): LinkData[] {
  const { path, id, mtu } = card;
  document.in(path).note(
    `the cloud says that its port is in VLAN ${vlanId}`,
    "its networks are on that VLAN",
    "card-vlan-tagged",
  );
  const vlan: VlanData = {
    kind: "vlan",
    path,
    id,
    name: undefined,
    mac: undefined,
    mtu,
    vlanId,
    parent: path,
  };
  return [{ ...card, id: path }, vlan];
}
