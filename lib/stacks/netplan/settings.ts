/**
 * What every definition of a netplan file may have, whatever its kind: addresses, DHCP, routes, name servers.
 *
 * @module
 */
import { hasStatic, isUnconfigured, type Link, type Route } from "../../network.ts";
import { prefixText } from "../../ip.ts";
import { type Loss, type Mapping, optional, type Yaml } from "./yaml.ts";

/** Below it systemd-networkd sets no MTU on a link with IPv6, and the kernel has no IPv6 on one. */
const LEAST_IPV6_MTU = 1280;

export function linkSettings(link: Link, isWaitedFor: boolean): Mapping {
  return {
    ...optional("mtu", link.mtu),
    ...optional("optional", isWaitedFor ? undefined : true),
    ...dhcpSettings(link),
    ...optional(
      "accept-ra",
      { accept: true, ignore: false, default: undefined }[link.routerAdvertisements],
    ),
    ...optional("link-local", isWithoutIpv6(link) ? [] : undefined),
    ...list("addresses", link.addresses.map(prefixText)),
    ...list("routes", routesOf(link)),
    ...optional("nameservers", nameServersOf(link)),
  };
}

/** What of a link's settings netplan has no words for; `others` tells whether the drive says a default route of IPv6. */
export function settingsProblems(link: Link, others: { readonly rivalAdvertisements: boolean }): Loss[] {
  const { name, mtu } = link;
  return [
    ...(mtu !== undefined && mtu < LEAST_IPV6_MTU && wantsIpv6(link)
      ? [{
        message: `the MTU ${mtu} of ${name} is too small for its IPv6`,
        action: `systemd-networkd makes it ${LEAST_IPV6_MTU}`,
      }]
      : []),
    ...(link.dhcp6 === "information" && link.routerAdvertisements === "ignore"
      ? [{
        message: `netplan has no DHCPv6 for information without router advertisements, as ${name} has it`,
        action: "it is left out",
      }]
      : []),
    ...(isMetricLost(link) && others.rivalAdvertisements
      ? [{
        message: `netplan has no metric for the default routes that router advertisements bring to ${name}`,
        action: "they do not give way to one that the drive says",
      }]
      : []),
  ];
}

/** netplan gives a metric to what DHCP brings, and with it to router advertisements on the same link only. */
function isMetricLost({ learnedMetric, dhcp4, dhcp6, routerAdvertisements }: Link): boolean {
  return learnedMetric !== undefined && !dhcp4 && dhcp6 !== "addresses" && routerAdvertisements === "accept";
}

/**
 * Neutron and Ironic know a machine by its MAC, also from its PXE boot. Stateless DHCPv6 is not said: the router's
 * advertisements start it, and systemd-networkd's older versions hold that a link with `dhcp6` is not online without it.
 */
function dhcpSettings(link: Link): Mapping {
  const dhcp6 = link.dhcp6 === "addresses";
  return {
    ...(link.dhcp4 ? { dhcp4: true, "dhcp-identifier": "mac" } : {}),
    ...optional("dhcp6", dhcp6 ? true : undefined),
    ...optional("dhcp4-overrides", link.dhcp4 ? dhcpOverrides(link) : undefined),
    ...optional("dhcp6-overrides", dhcp6 ? dhcpOverrides(link) : undefined),
  };
}

/** The same for both families, or netplan refuses them. The server's MTU is taken unless it is declined. */
function dhcpOverrides({ learnedMetric, mtu }: Link): Mapping | undefined {
  if (learnedMetric === undefined && mtu === undefined) return undefined;
  return {
    ...optional("route-metric", learnedMetric),
    ...optional("use-mtu", mtu === undefined ? undefined : false),
  };
}

/**
 * A link that asks for nothing gets no IPv6, nor does one too narrow for it, whose MTU it would widen. netplan takes it
 * from a bond's ports unasked.
 */
function isWithoutIpv6(link: Link): boolean {
  if (link.kind === "physical" && link.bond !== undefined) return false;
  return isUnconfigured(link) || (!wantsIpv6(link) && link.mtu !== undefined && link.mtu < LEAST_IPV6_MTU);
}

function wantsIpv6(link: Link): boolean {
  return hasStatic(link, 6) || link.dhcp6 !== "off" || link.routerAdvertisements === "accept";
}

/**
 * A default route is spelt as a prefix, since `default` is unknown before 0.103. A gateway that only a lease will put
 * within reach is declared on the link, or systemd-networkd might not wait for the lease.
 */
function routesOf(link: Link): Mapping[] {
  const isStatic = { 4: hasStatic(link, 4), 6: hasStatic(link, 6) };
  return link.routes.map((route) => routeOf(route, route.onLink || !isStatic[route.gateway.family]));
}

function routeOf({ destination, gateway, metric }: Route, onLink: boolean): Mapping {
  return {
    to: prefixText(destination),
    via: gateway.text,
    ...optional("on-link", onLink ? true : undefined),
    ...optional("metric", metric),
  };
}

function nameServersOf({ nameServers }: Link): Mapping | undefined {
  return nameServers.length === 0 ? undefined : { addresses: nameServers.map(({ text }) => text) };
}

function list(key: string, items: readonly Yaml[]): Mapping {
  return items.length === 0 ? {} : { [key]: items };
}
