/**
 * A wish as neutron has it: networks, subnets and ports in the words of its API, which nova and ironic ask for them.
 *
 * @module
 */
import type { Method, WishedLink, WishedNetwork } from "./wish.ts";

type Item = Record<string, unknown>;

export interface NeutronWorld {
  readonly networks: readonly Item[];
  readonly subnets: readonly Item[];
  readonly ports: readonly Item[];
}

/** What is said of a port beside its addresses. */
export interface PortDetails {
  readonly vifType: string;
  /** The VLAN of its network on the wire, where the port's card is hardware. */
  readonly vlan?: number;
  /** Whether an agent of neutron's serves DHCP; without one it comes with the port, as OVN does it. */
  readonly hasAgent: boolean;
}

const MODES: Partial<Record<Method, string>> = {
  slaac: "slaac",
  "dhcp6-stateless": "dhcpv6-stateless",
  "dhcp6-stateful": "dhcpv6-stateful",
};

/** The port's id of a link, which is like no other's. */
export function portId({ mac = "" }: WishedLink): string {
  const digits = mac.replaceAll(":", "");
  return `${digits.slice(4)}-0000-4000-8000-${digits}`;
}

export function neutronWorld(
  links: readonly WishedLink[],
  detailsOf: (link: WishedLink) => PortDetails,
): NeutronWorld {
  const all = links.flatMap((link) =>
    link.networks.map((network, index) => ({ link, network, id: `${portId(link)}-${index}` }))
  );
  return {
    networks: links.map((link) => ({
      id: `net-${portId(link)}`,
      name: "private",
      tenant_id: "p",
      mtu: link.mtu,
      "provider:network_type": "vlan",
      "provider:physical_network": "physnet",
    })),
    subnets: all.map(({ link, network, id }) => subnetOf(network, id, `net-${portId(link)}`)),
    ports: [
      ...links.map((link) => portOf(link, detailsOf(link))),
      ...all.filter(({ link, network }) => network.method !== "static" && detailsOf(link).hasAgent)
        .map(({ link, network, id }) => agentPort(link, network, id)),
    ],
  };
}

function subnetOf(network: WishedNetwork, id: string, networkId: string): Item {
  const mode = MODES[network.method];
  return {
    id,
    network_id: networkId,
    cidr: network.prefix,
    ip_version: network.family,
    gateway_ip: network.gateway ?? null,
    enable_dhcp: network.method !== "static",
    ipv6_address_mode: mode ?? null,
    ipv6_ra_mode: mode ?? null,
    dns_nameservers: network.nameServers,
    host_routes: network.routes.map(({ destination, gateway }) => ({ destination, nexthop: gateway })),
  };
}

function portOf(link: WishedLink, { vifType, vlan }: PortDetails): Item {
  return {
    id: portId(link),
    name: "",
    network_id: `net-${portId(link)}`,
    tenant_id: "p",
    mac_address: link.mac,
    status: "ACTIVE",
    admin_state_up: true,
    device_owner: "compute:nova",
    "binding:vif_type": vifType,
    "binding:vif_details": vlan === undefined ? {} : { vlan: String(vlan) },
    "binding:vnic_type": "normal",
    fixed_ips: link.networks.map(({ address }, index) => ({
      subnet_id: `${portId(link)}-${index}`,
      ip_address: address,
    })),
  };
}

function agentPort(link: WishedLink, { prefix }: WishedNetwork, subnet: string): Item {
  return {
    id: `dhcp-${subnet}`,
    network_id: `net-${portId(link)}`,
    device_owner: "network:dhcp",
    fixed_ips: [{ subnet_id: subnet, ip_address: prefix.split("/")[0] }],
  };
}
