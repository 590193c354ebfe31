/**
 * What every definition of a netplan file may have, whatever its kind: addresses, DHCP, routes, name servers.
 *
 * @module
 */
import { hasDns, isKeptUp, isPort, type Link, type Route } from "../../network.ts";
import { prefixText } from "../../ip.ts";
import { type Problem, problemIn } from "../../problem.ts";
import { isWithoutIpv6, mtuProblems } from "../networkd/ipv6.ts";
import { FILE } from "./facts.ts";
import { list, type Mapping, mapping } from "./yaml.ts";

export function linkSettings(link: Link, isWaitedFor: boolean): Mapping {
  return mapping({
    mtu: link.mtu,
    optional: isWaitedFor ? undefined : true,
    ...dhcpSettings(link),
    // For networkd. NetworkManager lets be what is up already.
    critical: isKeptUp(link) ? true : undefined,
    "accept-ra": { accept: true, ignore: false, default: undefined }[link.routerAdvertisements],
    // netplan takes it from a bond's ports unasked.
    "link-local": !isPort(link) && isWithoutIpv6(link) ? [] : undefined,
    addresses: list(link.addresses.map(prefixText)),
    routes: list(link.routes.map(routeOf)),
    nameservers: nameServersOf(link),
  });
}

/** What of a link's settings netplan has no words for. `rivals`: the drive states a default route of IPv6. */
export function settingsProblems(link: Link, rivals: boolean): Problem[] {
  return [
    ...mtuProblems(link, FILE),
    ...(link.dhcp6 === "information" && link.routerAdvertisements === "ignore"
      ? [problemIn(
        FILE,
        `netplan has no DHCPv6 for information without router advertisements, as ${link.name} has it`,
        "it is left out",
        "stack-dhcp6-lost",
      )]
      : []),
    ...(link.dhcp6 === "addresses" && link.routerAdvertisements !== "accept"
      ? [problemIn(
        FILE,
        `netplan has DHCPv6 begin when a router announces itself, of which the drive says nothing for ${link.name}`,
        "without one the link gets no address by it",
        "stack-dhcp6-router",
      )]
      : []),
    ...(isMetricLost(link) && rivals
      ? [problemIn(
        FILE,
        `netplan has no metric for the default routes that router advertisements bring to ${link.name}`,
        "they do not give way to one that the drive says",
        "stack-metric-lost",
      )]
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
  return mapping({
    ...(link.dhcp4 ? { dhcp4: true, "dhcp-identifier": "mac" } : {}),
    dhcp6: dhcp6 ? true : undefined,
    "dhcp4-overrides": link.dhcp4 ? dhcpOverrides(link) : undefined,
    "dhcp6-overrides": dhcp6 ? dhcpOverrides(link) : undefined,
  });
}

/** The same for both families, or netplan refuses them. The server's MTU is taken unless it is declined. */
function dhcpOverrides({ learnedMetric, learnedDns, mtu }: Link): Mapping | undefined {
  if (learnedMetric === undefined && learnedDns === undefined && mtu === undefined) return undefined;
  return mapping({
    "route-metric": learnedMetric,
    "use-mtu": mtu === undefined ? undefined : false,
    // What routers advertise has no word before netplan 1.1, which others would refuse.
    "use-dns": learnedDns,
  });
}

/** A default route is spelt as a prefix, since `default` is unknown before 0.103. */
function routeOf({ destination, gateway, onLink, metric }: Route): Mapping {
  return mapping({
    to: prefixText(destination),
    via: gateway.text,
    "on-link": onLink ? true : undefined,
    metric,
  });
}

function nameServersOf(link: Link): Mapping | undefined {
  if (!hasDns(link)) return undefined;
  return mapping({
    addresses: list(link.nameServers.map(({ text }) => text)),
    search: list(link.searchDomains),
  });
}
