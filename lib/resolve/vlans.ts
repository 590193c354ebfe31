/**
 * The VLANs of the drive, on devices that are there, and in their midst the bridges, which are on VLANs and carry some.
 *
 * @module
 */
import type { LinkData, VlanData } from "../config_drive/link_data.ts";
import { quote } from "../problem.ts";
import { type Building, claimOnMade, leave, takeName } from "./building.ts";
import type { BridgeDevice, VlanDevice } from "./device.ts";
import { vlanName } from "./names.ts";
import { byText } from "./order.ts";

/** The kernel's `MAX_NEST_DEV`. */
export const DEEPEST_VLAN = 8;

/**
 * Level by level from the devices that are there, so that any depth is reached and a cycle never is.
 *
 * @param buildBridges makes the bridges once what they can be on is there; VLANs on them follow
 */
export function buildUpper(
  building: Building,
  vlans: readonly VlanData[],
  buildBridges: ((below: readonly VlanDevice[]) => readonly BridgeDevice[]) | undefined,
): (VlanDevice | BridgeDevice)[] {
  const children = Map.groupBy(vlans, (vlan) => vlan.parent);
  const built: VlanDevice[] = [];
  const reached = new Set<string>();
  const ids = new Set<string>();
  const climb = (from: readonly string[]) => {
    let level = from;
    for (let depth = 0; depth < DEEPEST_VLAN && level.length > 0; depth += 1) {
      const next = level.flatMap((parent) => children.get(parent) ?? []);
      for (const link of next) {
        reached.add(link.id);
        const device = buildVlan(building, link, ids);
        if (device !== undefined) built.push(device);
      }
      level = next.filter((link) => building.nameOf.has(link.id)).map((link) => link.id);
    }
    leaveOnLeft(building, children, reached);
  };
  climb([...building.nameOf.keys()].sort(byText));
  const below = built.length;
  const bridges = buildBridges?.(built) ?? [];
  if (buildBridges !== undefined) {
    climb(bridges.map(({ link }) => link.id).filter((id) => building.nameOf.has(id)));
  }
  const cyclic = cyclicLinks(building.links, vlans);
  for (const link of vlans) if (!reached.has(link.id)) reportUnreached(building, link, cyclic.has(link.id));
  return [...built.slice(0, below), ...bridges, ...built.slice(below)];
}

function buildVlan(building: Building, link: VlanData, ids: Set<string>): VlanDevice | undefined {
  const parent = building.nameOf.get(link.parent)!;
  const owner = building.left.get(link.id);
  if (owner !== undefined) {
    building.carriedFor.set(parent, owner.file);
    return undefined;
  }
  const bond = building.bondOf.get(parent);
  const key = `${parent} ${link.vlanId}`;
  if (bond !== undefined || ids.has(key)) {
    const message = bond === undefined
      ? `${parent} has a VLAN ${link.vlanId} already`
      : `its link ${quote(link.parent)} is a port of ${bond}`;
    building.document.in(link.path).problem(
      message,
      "the VLAN is skipped",
      bond === undefined ? "vlan-id-twice" : "vlan-on-port",
    );
    return undefined;
  }
  ids.add(key);
  const name = vlanName(parent, link.vlanId, building.taken);
  const claim = claimOnMade(building, name);
  if (claim?.role === "own") {
    leave(building, link, name, claim.file);
    building.carriedFor.set(parent, claim.file);
    return undefined;
  }
  takeName(building, link, name, claim);
  return { kind: "vlan", name, mtu: link.mtu, leftTo: claim?.file, link, parent };
}

/** What stands on a link that is left to an operator's file is left to it as well. */
function leaveOnLeft(
  { document, left }: Building,
  children: ReadonlyMap<string, readonly VlanData[]>,
  reached: Set<string>,
): void {
  // The map grows while it is walked over.
  for (const [parent, { name, file }] of left) {
    for (const link of children.get(parent) ?? []) {
      if (reached.has(link.id)) continue;
      reached.add(link.id);
      if (left.has(link.id)) continue;
      left.set(link.id, { name, file });
      document.in(link.path).note(
        `${name}, which carries it, is left to ${file}`,
        "the VLAN is not made",
        "vlan-left",
      );
    }
  }
}

/** Why the link below is not configured has been reported, be it that its card is not there. */
function reportUnreached({ document, links, nameOf }: Building, link: VlanData, cyclic: boolean): void {
  const place = document.in(link.path).at("vlan_link");
  const parent = quote(link.parent);
  const action = "the VLAN is skipped";
  if (!links.has(link.parent)) {
    place.problem(`there is no link with the id ${parent}`, action, "vlan-link-unknown");
  } else if (cyclic) place.problem(`the VLAN stands on itself through ${parent}`, action, "vlan-cycle");
  else if (nameOf.has(link.parent)) {
    place.problem(
      `it would be deeper than the ${DEEPEST_VLAN} levels that the kernel takes`,
      action,
      "vlan-too-deep",
    );
  } else place.note(`its link ${parent} is not configured on this machine`, action, "vlan-link-absent");
}

/** The ids of VLANs whose parents lead to a cycle. Each link is walked over once. */
function cyclicLinks(links: ReadonlyMap<string, LinkData>, vlans: readonly VlanData[]): Set<string> {
  const verdicts = new Map<string, boolean>();
  for (const start of vlans) {
    const walked = new Set<string>();
    let link: LinkData | undefined = start;
    while (link?.kind === "vlan" && !verdicts.has(link.id) && !walked.has(link.id)) {
      walked.add(link.id);
      link = links.get(link.parent);
    }
    const verdict = link !== undefined && (walked.has(link.id) || verdicts.get(link.id) === true);
    for (const id of walked) verdicts.set(id, verdict);
  }
  return new Set([...verdicts].flatMap(([id, verdict]) => verdict ? [id] : []));
}
