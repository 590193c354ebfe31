/**
 * The variables of a link's `/etc/conf.d/net.<link>`, as netifrc's `net.example` describes them.
 *
 * @module
 */
import { prefixText } from "../../ip.ts";
import {
  belowOf,
  type BridgeLink,
  hasDns,
  isKeptUp,
  isUnconfigured,
  type Link,
  type Route,
  type VlanLink,
} from "../../network.ts";
import { bondVariables } from "./bond.ts";
import { dhcpcdOptions, usesDhcpcd } from "./ipv6.ts";
import { dadTimeout, type Order, startedBefore } from "./order.ts";

type Entry = readonly [name: string, value: string | undefined];

/** Name servers and search domains as words. */
interface Dns {
  readonly servers: readonly string[];
  readonly domains: readonly string[];
}

/** What a link's file says of others. */
export interface LinkContext {
  readonly byName: ReadonlyMap<string, Link>;
  /** VLANs by the name of their parent. */
  readonly vlans: ReadonlyMap<string, readonly VlanLink[]>;
  /** What to write for each link that says anything of DNS; undefined: its own. */
  readonly sharedDns: Dns | undefined;
  /** Whether nothing waits for its DHCP client. */
  readonly isInBackground: (link: Link) => boolean;
  readonly order: Order;
}

/** Names of variables with their values, in the order of the file; undefined: not said. */
export function linkVariables(link: Link, context: LinkContext): Entry[] {
  const variable = variableName(link.name);
  return [
    ...serviceVariables(link, variable, context.order),
    ...(link.kind === "bond" ? bondVariables(link, variable) : []),
    ...(link.kind === "bridge" ? bridgeVariables(link, variable) : []),
    [`mac_${variable}`, link.kind === "physical" ? undefined : link.mac],
    [`mtu_${variable}`, link.mtu === undefined ? undefined : String(link.mtu)],
    [`dad_timeout_${variable}`, dadTimeout(link, context.order)],
    [`config_${variable}`, configLines(link).join("\n")],
    [
      `dhcpcd_${variable}`,
      nonEmpty(dhcpcdOptions(link, context.isInBackground(link), statesDns(link, context)).join(" ")),
    ],
    [`metric_${variable}`, usesDhcpcd(link) ? link.learnedMetric?.toString() : undefined],
    [`routes_${variable}`, nonEmpty(routeLines(link).join("\n"))],
    ...dnsVariables(link, variable, context),
    ...vlanVariables(link, variable, context.vlans.get(link.name) ?? []),
  ];
}

/** A device name as netifrc and OpenRC use it in names of variables (`shell_var`). */
function variableName(name: string): string {
  return name.replace(/[^A-Za-z0-9_]/g, "_");
}

function nonEmpty(text: string): string | undefined {
  return text === "" ? undefined : text;
}

/** What the service needs, and that one without addresses is no network for services that wait for one. */
function serviceVariables(link: Link, variable: string, order: Order): Entry[] {
  const services = (names: readonly string[]) => nonEmpty(names.map((name) => `net.${name}`).join(" "));
  return [
    [`rc_net_${variable}_need`, services(belowOf(link))],
    [`rc_net_${variable}_after`, services(startedBefore(link, order))],
    [`rc_net_${variable}_provide`, isUnconfigured(link) && !isKeptUp(link) ? "!net" : undefined],
  ];
}

/** The kernel's file of the name is written to after `bridge_`, since netifrc 0.4. */
function bridgeVariables({ ports, stp }: BridgeLink, variable: string): Entry[] {
  return [
    [`bridge_${variable}`, ports.join(" ")],
    [`bridge_stp_state_${variable}`, stp ? "1" : undefined],
  ];
}

/**
 * Static addresses first: they are there while a DHCP client still waits. Nothing said would mean DHCP. Behind `noop` nothing is
 * looked at where there is an address already.
 */
function configLines(link: Link): string[] {
  const lines = [...link.addresses.map(prefixText), ...(usesDhcpcd(link) ? ["dhcp"] : [])];
  const said = lines.length === 0 ? ["null"] : lines;
  return isKeptUp(link) ? ["noop", ...said] : said;
}

/** In netifrc a metric also goes for all routes after it that have none, so those come first. */
function routeLines({ routes }: Link): string[] {
  return [
    ...routes.filter(({ metric }) => metric === undefined),
    ...routes.filter(({ metric }) => metric !== undefined),
  ].map(routeLine);
}

function routeLine({ destination, gateway, onLink, metric }: Route): string {
  const isDefault = destination.length === 0 && destination.ip.family === 4;
  return [
    `${isDefault ? "default" : prefixText(destination)} via ${gateway.text}`,
    ...(onLink ? ["onlink"] : []),
    ...(metric === undefined ? [] : [`metric ${metric}`]),
  ].join(" ");
}

/** Without resolvconf dhcpcd would have the file say what the lease says, and nothing of what the drive does. */
function statesDns({ learnedDns }: Link, { sharedDns }: LinkContext): boolean {
  return learnedDns === false || (sharedDns?.servers.length ?? 0) > 0;
}

/** Without resolvconf each service writes `/etc/resolv.conf` anew, so that each has to know all of it. */
function dnsVariables(link: Link, variable: string, { sharedDns }: LinkContext): Entry[] {
  if (!hasDns(link)) return [];
  const { servers, domains } = sharedDns ??
    { servers: link.nameServers.map(({ text }) => text), domains: link.searchDomains };
  return [
    [`dns_servers_${variable}`, nonEmpty(servers.join(" "))],
    [`dns_search_${variable}`, nonEmpty(domains.join(" "))],
  ];
}

/**
 * The VLANs that the service makes. It would also start them, with its own variables, not those of their files: so they
 * have services of their own. netifrc misreads the names of VLANs on a device whose name begins with a digit.
 */
function vlanVariables({ name }: Link, variable: string, vlans: readonly VlanLink[]): Entry[] {
  if (vlans.length === 0 || /^\d/.test(variable)) return [];
  return [
    [`vlans_${variable}`, vlans.map(({ id }) => id).join(" ")],
    [`vlan_start_${variable}`, "no"],
    ...vlans.filter((vlan) => vlan.name !== `${name}.${vlan.id}`)
      .map((vlan): Entry => [`${variable}_vlan${vlan.id}_name`, vlan.name]),
  ];
}
