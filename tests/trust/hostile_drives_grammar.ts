/**
 * Every line that a renderer may write, as a table: what is not here has no business in a file.
 *
 * Words in braces stand for values of the typed network, see `hostile_drives_lines.ts`; with `*` several of them with a
 * space between. `{n}` is a count.
 *
 * @module
 */
import type { RendererName } from "../../lib/renderers/renderer.ts";

/** Lines, by the paths of the files that may have them. */
export type Grammar = readonly (readonly [path: RegExp, lines: readonly string[]])[];

const RESOLV_CONF = [/^\/etc\/resolv\.conf$/, ["nameserver {ip}"]] as const;

const STANZA = [
  ...[
    "iface {name} inet static",
    "iface {name} inet dhcp",
    "iface {name} inet manual",
    "iface {name} inet6 static",
  ],
  ...["iface {name} inet6 dhcp", "iface {name} inet6 auto", "auto {name}", "allow-hotplug {name}"],
  ...["allow-{name} {name}", "address {prefix}", "gateway {ip}", "metric {number}", "dad-attempts 0"],
  ...["accept_ra 0", "accept_ra 2", "autoconf 1", "dhcp 1", "dns-nameservers {ip*}"],
];
const DEVICE = [
  ...[
    "bond-master {name}",
    "bond-mode {mode}",
    "bond-slaves none",
    "bond-slaves {name*}",
    "bond-{option} {value}",
  ],
  "pre-up [ -d /sys/class/net/{name} ] || ip link add dev {name} type bond || true",
  "pre-up [ -d /sys/class/net/{name} ] || ip link add link {name} name {name} type vlan id {number}",
  "pre-up [ -d /sys/class/net/{name} ] || ip link add link {name} name {name} type vlan id {number} || true",
  "pre-up ip link set dev {name} address {mac} || true",
  "pre-up ip link set dev {name} mtu {number} || true",
  "up ip link set dev {name} mtu {number} || true",
  "pre-up echo {mode} > /sys/class/net/{name}/bonding/mode || true",
  "pre-up echo {value} > /sys/class/net/{name}/bonding/{option} || true",
  "up echo {value} > /sys/class/net/{name}/bonding/{option} || true",
  "pre-up echo 0 > /proc/sys/net/ipv6/conf/{name}/accept_ra || true",
  "post-down ip link del dev {name} || true",
];
const METRICS = ["", " metric {number}", " onlink", " onlink metric {number}"];
const ROUTES = ["ip route add", "ip -6 route add"].flatMap((command) =>
  ["default", "{prefix}"].flatMap((to) =>
    METRICS.map((metric) => `up ${command} ${to} via {ip} dev {name}${metric} || true`)
  )
);

/** Whole variables; netifrc's of several lines are judged line by line. */
const NETIFRC_ROUTES = ["default", "{prefix}"].flatMap((to) =>
  METRICS.map((metric) => `${to} via {ip}${metric}`)
);
const NETIFRC_VALUES = [...NETIFRC_ROUTES, "{prefix}", "dhcp", "null"];
const NETIFRC = [
  ...NETIFRC_VALUES.flatMap((value) => [value, `${value}"`]),
  ...NETIFRC_ROUTES.flatMap((value) => [`routes_{variable}="${value}"`, `routes_{variable}="${value}`]),
  ...["{prefix}", "dhcp", "null"].flatMap((
    value,
  ) => [`config_{variable}="${value}"`, `config_{variable}="${value}`]),
  ...[
    'rc_net_{variable}_need="{service*}"',
    'rc_net_{variable}_provide="!net"',
    'slaves_{variable}="{name*}"',
  ],
  ...['mode_{variable}="{mode}"', '{option}_{variable}="{value}"', 'mac_{variable}="{mac}"'],
  ...['mtu_{variable}="{number}"', 'dhcpcd_{variable}="{flag*}"', 'metric_{variable}="{number}"'],
  ...['dns_servers_{variable}="{ip*}"', 'vlans_{variable}="{number*}"', 'vlan_start_{variable}="no"'],
  '{variable}_vlan{n}_name="{name}"',
];

const NETPLAN = [
  ...[
    "network:",
    "version: 2",
    "ethernets:",
    "bonds:",
    "vlans:",
    "{name}:",
    '"{name}":',
    "match:",
    "routes:",
  ],
  ...["addresses:", "interfaces:", "nameservers:", "parameters:", "dhcp4-overrides:", "dhcp6-overrides:"],
  ...["name: {name}", 'name: "{name}"', "link: {name}", 'link: "{name}"', "- {name}", '- "{name}"'],
  ...["macaddress: {mac}", "mtu: {number}", "id: {number}", "metric: {number}", "route-metric: {number}"],
  ...[
    "optional: true",
    "dhcp4: true",
    "dhcp6: true",
    "dhcp-identifier: mac",
    "use-mtu: false",
    "link-local: []",
  ],
  ...[
    "accept-ra: true",
    "accept-ra: false",
    "- {prefix}",
    "- {ip}",
    "- to: {prefix}",
    "via: {ip}",
    "on-link: true",
  ],
  ...["mode: {mode}", "{key}: {value}", '{key}: "{value}"', "{key}: true", "{key}: false", "arp-ip-targets:"],
];

const NETWORK_SCRIPTS = [
  ...[
    'NETWORKING="yes"',
    'DEVICE="{name}"',
    'DEVICE="{name}:{n}"',
    'TYPE="Ethernet"',
    'TYPE="InfiniBand"',
    'TYPE="Bond"',
  ],
  ...[
    'TYPE="Vlan"',
    'DEVICETYPE="eth"',
    'HWADDR="{mac}"',
    'MACADDR="{mac}"',
    'CONNECTED_MODE="no"',
    'MTU="{number}"',
  ],
  ...[
    'ONBOOT="yes"',
    'NM_CONTROLLED="no"',
    'BONDING_MASTER="yes"',
    'BONDING_OPTS="{setting*}"',
    'VLAN="yes"',
  ],
  ...['PHYSDEV="{name}"', 'VID="{number}"', 'VLAN_ID="{number}"', 'BOOTPROTO="dhcp"', 'BOOTPROTO="none"'],
  ...[
    'MASTER="{name}"',
    'SLAVE="yes"',
    'PERSISTENT_DHCLIENT="yes"',
    'DHCLIENTARGS="-nw"',
    'METRIC="{number}"',
  ],
  ...['NOZEROCONF="yes"', 'IPADDR="{ip}"', 'IPADDR{n}="{ip}"', 'PREFIX="{number}"', 'PREFIX{n}="{number}"'],
  ...['ARPCHECK="no"', 'ARPCHECK{n}="no"', 'IPV6INIT="yes"', 'IPV6INIT="no"', 'IPV6_AUTOCONF="yes"'],
  ...['IPV6_AUTOCONF="no"', 'IPV6ADDR="{prefix}"', 'IPV6ADDR_SECONDARIES="{prefix*}"', 'DHCPV6C="yes"'],
  ...[
    'DHCPV6C_OPTIONS="-S"',
    'SYSCTLDEVICE="{slashed}"',
    'DNS{n}="{ip}"',
    'PEERDNS="no"',
    'RESOLV_MODS="yes"',
  ],
  'ONPARENT="yes"',
];
const ROUTE_FILE = [
  "{ip} dev {name}",
  ...["default", "{prefix}"].flatMap((to) => METRICS.map((metric) => `${to} via {ip} dev {name}${metric}`)),
];

const NETWORKD = [
  ...[
    "[Match]",
    "[Link]",
    "[Network]",
    "[Route]",
    "[DHCPv4]",
    "[DHCPv6]",
    "[IPv6AcceptRA]",
    "[NetDev]",
    "[Bond]",
    "[VLAN]",
  ],
  ...[
    "Name={name}",
    "MACAddress={mac}",
    "PermanentMACAddress={mac}",
    "Kind=bond",
    "Kind=vlan",
    "Id={number}",
  ],
  ...[
    "MTUBytes={number}",
    "RequiredForOnline=no",
    "Bond={name}",
    "ActiveSlave=yes",
    "PrimarySlave=yes",
    "DHCP=no",
  ],
  ...["DHCP=yes", "DHCP=ipv4", "DHCP=ipv6", "LinkLocalAddressing=no", "IPv6AcceptRA=yes", "IPv6AcceptRA=no"],
  ...[
    "Address={prefix}",
    "DNS={ip}",
    "VLAN={name}",
    "Destination={prefix}",
    "Gateway={ip}",
    "GatewayOnLink=yes",
  ],
  ...["GatewayOnlink=yes", "Metric={number}", "ClientIdentifier=mac", "UseMTU=yes", "RouteMetric={number}"],
  ...[
    "WithoutRA=information-request",
    "WithoutRA=solicit",
    "DHCPv6Client=no",
    "Mode={mode}",
    "{key}={value}",
  ],
  ...["{key}={value}ms", "{key}={value}s", "{key}=yes", "{key}=no"],
];

const KEYFILE = [
  ...[
    "[connection]",
    "[ethernet]",
    "[infiniband]",
    "[bond]",
    "[vlan]",
    "[ipv4]",
    "[ipv6]",
    "id=simple-init-{name}",
  ],
  ...["uuid={uuid}", "type=ethernet", "type=infiniband", "type=bond", "type=vlan", "interface-name={name}"],
  ...[
    "autoconnect-priority=100",
    "autoconnect-slaves=1",
    "master={name}",
    "slave-type=bond",
    "mac-address={mac}",
  ],
  ...[
    "cloned-mac-address={mac}",
    "mtu={number}",
    "transport-mode=datagram",
    "mode={mode}",
    "{option}={value}",
  ],
  ...[
    "parent={name}",
    "id={number}",
    "flags=1",
    "method=auto",
    "method=manual",
    "method=disabled",
    "method=dhcp",
  ],
  ...["method=link-local", "method=ignore", "addr-gen-mode=eui64", "ip6-privacy=0", "required-timeout=20000"],
  ...["address{n}={prefix}", "route-metric={number}", "gateway={ip}", "route{n}={prefix},{ip}"],
  ...["route{n}={prefix},{ip},{number}", "route{n}_options=onlink=true", "dns={server;}"],
];

const IFCFG = [
  ...[
    'STARTMODE="auto"',
    'STARTMODE="hotplug"',
    'BOOTPROTO="{protocol}"',
    'IPOIB_MODE="datagram"',
    'MTU="{number}"',
  ],
  ...[
    'LLADDR="{mac}"',
    'ETHERDEVICE="{name}"',
    'VLAN_ID="{number}"',
    'BONDING_MASTER="yes"',
    'IPADDR="{prefix}"',
  ],
  ...['BONDING_SLAVE_{n}="{name}"', 'BONDING_MODULE_OPTS="{setting*}"', 'IPADDR_{n}="{prefix}"'],
  ...['DHCLIENT_ROUTE_PRIORITY="{number}"', 'DHCLIENT6_MODE="info"', 'DHCLIENT6_MODE="managed"'],
];
const IFROUTE = [
  "{prefix} - - {name}",
  ...["default", "{prefix}"].flatMap((to) =>
    ["", " metric {number}"].map((metric) => `${to} {ip} - {name}${metric}`)
  ),
];
const ACCEPT_RA = ["net/ipv6/conf/{name}/accept_ra = 0", "net/ipv6/conf/{name}/accept_ra = 2"];

const NAME = "[A-Za-z0-9][A-Za-z0-9_.-]{0,14}";

/** The closed set of each renderer's files and lines. */
export const GRAMMARS: Readonly<Record<RendererName, Grammar>> = {
  ifupdown: [
    [/^\/etc\/network\/interfaces$/, [
      "auto lo",
      "iface lo inet loopback",
      "source /etc/network/interfaces.d/*",
    ]],
    [/^\/etc\/network\/interfaces\.d\/\d\d-simple-init-[A-Za-z0-9_-]+$/, [...STANZA, ...DEVICE, ...ROUTES]],
    RESOLV_CONF,
  ],
  netifrc: [
    [new RegExp(`^/etc/conf\\.d/net\\.${NAME}$`), NETIFRC],
    [/^\/etc\/sysctl\.d\/90-simple-init\.conf$/, ACCEPT_RA],
  ],
  netplan: [[/^\/etc\/netplan\/90-simple-init\.yaml$/, NETPLAN]],
  "network-scripts": [
    [/^\/etc\/sysconfig\/network$/, NETWORK_SCRIPTS],
    [new RegExp(`^/etc/sysconfig/network-scripts/ifcfg-${NAME}(?::\\d{1,3})?$`), NETWORK_SCRIPTS],
    [new RegExp(`^/etc/sysconfig/network-scripts/route6?-${NAME}$`), ROUTE_FILE],
  ],
  networkd: [[new RegExp(`^/etc/systemd/network/10-simple-init-${NAME}\\.(?:netdev|network)$`), NETWORKD]],
  networkmanager: [
    [new RegExp(`^/etc/NetworkManager/system-connections/simple-init-${NAME}\\.nmconnection$`), KEYFILE],
  ],
  wicked: [
    [new RegExp(`^/etc/sysconfig/network/ifcfg-${NAME}$`), IFCFG],
    [new RegExp(`^/etc/sysconfig/network/ifroute-${NAME}$`), IFROUTE],
    [new RegExp(`^/etc/sysconfig/network/ifsysctl-${NAME}$`), ACCEPT_RA],
    RESOLV_CONF,
  ],
};

/** Netplan's and systemd-networkd's keys of bond options, all that there are. */
export const BOND_KEYS: ReadonlySet<string> = new Set([
  ...["ad-select", "all-slaves-active", "arp-all-targets", "arp-interval", "arp-validate", "down-delay"],
  ...["fail-over-mac-policy", "gratuitous-arp", "lacp-rate", "learn-packet-interval", "mii-monitor-interval"],
  ...[
    "min-links",
    "packets-per-slave",
    "primary",
    "primary-reselect-policy",
    "resend-igmp",
    "transmit-hash-policy",
  ],
  ...["up-delay", "AdActorSystemPriority", "AdActorSystem", "AdSelect", "AdUserPortKey", "AllSlavesActive"],
  ...["ARPAllTargets", "ARPIntervalSec", "ARPIPTargets", "ARPValidate", "DownDelaySec", "FailOverMACPolicy"],
  ...[
    "LACPTransmitRate",
    "LearnPacketIntervalSec",
    "MIIMonitorSec",
    "MinLinks",
    "GratuitousARP",
    "PacketsPerSlave",
  ],
  ...[
    "PrimaryReselectPolicy",
    "ResendIGMP",
    "DynamicTransmitLoadBalancing",
    "UpDelaySec",
    "TransmitHashPolicy",
  ],
]);
