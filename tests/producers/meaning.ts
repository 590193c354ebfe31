/**
 * What a network means: that of it which somebody wanted, without what the program adds of its own.
 *
 * @module
 */
import type { Link, NetworkConfig } from "../../lib/network.ts";

/**
 * A line a fact. Left out is what nobody's drive says: which links are only a fallback or have no cable, what metric is
 * given to routes that are learned, and by which numbers one route goes before another (the order stays).
 */
export function meaningOf({ links }: NetworkConfig): string[] {
  const ranks = ranksOf(links);
  const mtus = new Map(links.map(({ name, mtu }) => [name, mtu]));
  return links.flatMap((link) => {
    const say = (what: string, value: unknown) =>
      value === undefined ? [] : [`${link.name}: ${what} ${value}`];
    // The kernel gives a port its bond's.
    const hasBondsMtu = link.kind === "physical" && link.bond !== undefined &&
      mtus.get(link.bond) === link.mtu;
    return [
      ...say("is", link.kind),
      ...say("has the address", link.mac),
      ...(hasBondsMtu ? [] : say("MTU", link.mtu)),
      ...(link.kind === "physical" ? say("port of", link.bond) : []),
      ...(link.kind === "vlan" ? say("VLAN", `${link.id} on ${link.parent}`) : []),
      ...(link.kind === "bond" ? bondMeaning(link).flatMap((fact) => say("bond", fact)) : []),
      ...link.addresses.flatMap(({ ip, length }) => say("static", `${ip.text}/${length}`)),
      ...say("DHCPv4", link.dhcp4),
      ...say("DHCPv6", link.dhcp6),
      ...say("router advertisements", link.routerAdvertisements),
      ...link.routes.map((route) => {
        const { destination: { ip, length }, gateway, onLink } = route;
        const near = onLink ? " on the link" : "";
        return `${link.name}: route ${ip.text}/${length} via ${gateway.text}${near}, choice ${
          ranks.get(route)
        }`;
      }).sort(),
      ...say("asks", link.nameServers.map(({ text }) => text).join(" ") || undefined),
      ...say("searches", link.searchDomains.join(" ") || undefined),
    ];
  }).sort();
}

function bondMeaning({ mode, ports, options }: Link & { kind: "bond" }): string[] {
  return [
    `mode ${mode}`,
    `ports ${[...ports].sort().join(" ")}`,
    ...[...options].map(([name, value]) => `${name} ${value}`),
  ];
}

/** Which choice each route is of those to its destination, from 1; equal ones share a place. */
function ranksOf(links: readonly Link[]): Map<Link["routes"][number], number> {
  const routes = links.flatMap(({ routes }) => routes);
  const byDestination = Map.groupBy(routes, ({ destination: { ip, length } }) => `${ip.text}/${length}`);
  return new Map([...byDestination.values()].flatMap((same) => {
    const metrics = [...new Set(same.map(({ metric = 0 }) => metric))].sort((a, b) => a - b);
    return same.map((route) => [route, metrics.indexOf(route.metric ?? 0) + 1] as const);
  }));
}

/** What one has and the other has not, a line each, in both directions. */
export function differencesOf(wanted: NetworkConfig, found: NetworkConfig): string[] {
  const [a, b] = [meaningOf(wanted), meaningOf(found)];
  return [
    ...a.filter((line) => !b.includes(line)).map((line) => `missing: ${line}`),
    ...b.filter((line) => !a.includes(line)).map((line) => `not wanted: ${line}`),
  ];
}
