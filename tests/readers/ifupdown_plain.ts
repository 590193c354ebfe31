/**
 * Reads the stanzas back that every ifup knows: nothing but `iface NAME inet manual` and commands. What each command does is
 * known from ip(8), udhcpc's help, dhcpcd(8), dhclient(8) and the kernel's documentation of bonding; one that is not known is an error.
 *
 * @module
 */
import { type BondOptionName, parseBondMode } from "../../lib/bond_options.ts";
import type { Ip, Prefix } from "../../lib/ip.ts";
import type { Link, LinkSettings, NetworkConfig, Route } from "../../lib/network.ts";
import { ip, prefix } from "../networks.ts";
import { type Client, readClient } from "./_ifupdown_clients.ts";
import { readRoute } from "./_ifupdown_routes.ts";
import { UNKNOWN_MAC } from "./_ifupdown_comparable.ts";
import { readHook } from "./ifupdown.ts";

/** What commands have said of a link so far. */
interface Heard {
  made?: "bond" | "bridge" | { parent: string; id: number };
  mac?: string;
  mtu?: number;
  mode?: string;
  options: Map<BondOptionName, string>;
  ports: string[];
  /** What has to be up before, in ifupdown-ng's words. */
  requires: string[];
  master?: string;
  stp: boolean;
  acceptRa?: string;
  isUp: boolean;
  isTakenDown: boolean;
  /** Nobody is asked whether an IPv6 address is his, for which ifup does not wait. */
  isUnasked: boolean;
  addresses: Prefix[];
  routes: Route[];
  clients: Client[];
  nameServers: Ip[];
  searchDomains: string[];
}

type Hear = (heard: Heard, found: readonly string[]) => void;

/** A command of a device, which stands for `NAME` in it, and what it says. */
const COMMANDS: readonly (readonly [form: string, hear: Hear])[] = [
  [
    String.raw`\[ -d /sys/class/net/NAME \] \|\| ip link add dev NAME type (bond|bridge)`,
    (heard, [type]) => void (heard.made = type as "bond" | "bridge"),
  ],
  [
    String.raw`\[ -d /sys/class/net/NAME \] \|\| ip link add link (\S+) name NAME type vlan id (\d+)`,
    (heard, [parent, id]) => void (heard.made = { parent: parent!, id: Number(id) }),
  ],
  [String.raw`echo (\S+) > /sys/class/net/NAME/bonding/mode`, (heard, [mode]) => void (heard.mode = mode!)],
  [
    String.raw`(?:echo \+(\S+) > /sys/class/net/NAME/bonding/arp_ip_target)`,
    ({ options }, [target]) =>
      void options.set("arp_ip_target", [options.get("arp_ip_target") ?? [], target].flat().join(",")),
  ],
  [
    String.raw`echo ([^+\s]\S*) > /sys/class/net/NAME/bonding/(\w+)`,
    (heard, [value, option]) => setBondOption(heard, option as BondOptionName, value!),
  ],
  [
    String.raw`ip link set dev NAME type bond (\S+) (\S+)`,
    ({ options }, [option, value]) => void options.set(option as BondOptionName, value!),
  ],
  [
    String
      .raw`\[ -e /sys/class/net/NAME/lower_(\S+) \] \|\| \{ ip link set dev \1 down; echo \+\1 > /sys/class/net/NAME/bonding/slaves; \}`,
    ({ ports }, [port]) => void ports.push(port!),
  ],
  [String.raw`ip link set dev (?!NAME)(\S+) master NAME`, ({ ports }, [port]) => void ports.push(port!)],
  [
    String.raw`\[ ! -d /sys/class/net/(\S+) \] \|\| ip link set dev NAME master \1`,
    (heard, [master]) => void (heard.master = master!),
  ],
  ["echo 1 > /proc/sys/net/ipv6/conf/NAME/disable_ipv6", (heard) => void (heard.acceptRa = "0")],
  ["echo 1 > /sys/class/net/NAME/bridge/stp_state", (heard) => void (heard.stp = true)],
  [
    "echo ([02]) > /proc/sys/net/ipv6/conf/NAME/accept_ra",
    (heard, [value]) => void (heard.acceptRa = value!),
  ],
  ["echo 0 > /proc/sys/net/ipv6/conf/NAME/accept_dad", (heard) => void (heard.isUnasked = true)],
  [String.raw`ip link set dev NAME address (\S+)`, (heard, [mac]) => void (heard.mac = mac!)],
  [String.raw`ip link set dev NAME mtu (\d+)`, (heard, [mtu]) => void (heard.mtu = Number(mtu))],
  ["ip link set dev NAME up", (heard) => void (heard.isUp = true)],
  [
    String.raw`ip (?:-6 )?addr add (\S+) dev NAME`,
    (heard, [address]) => {
      if (!heard.isUp) throw new Error(`${address} comes before its link is up`);
      if (address!.includes(":") && !heard.isUnasked) throw new Error(`${address} is not there at once`);
      heard.addresses.push(prefix(address!));
    },
  ],
  [
    String.raw`printf '((?:(?:nameserver|search) [^\\']+\\n)+)' \| resolvconf -a NAME\.simple-init`,
    (heard, [lines]) => {
      for (const [keyword, ...words] of lines!.split("\\n").map((line) => line.split(" "))) {
        if (keyword === "nameserver") heard.nameServers.push(...words.map(ip));
        if (keyword === "search") heard.searchDomains.push(...words);
      }
    },
  ],
  ["ip addr flush dev NAME", (heard) => void (heard.isTakenDown = true)],
  [
    String
      .raw`(?:ip link set dev NAME down|ip link del dev NAME|resolvconf -d NAME\.simple-init)`,
    () => {},
  ],
];

/** The kernel takes a delay only beside what watches the ports, and a port's name for one that is in. */
function setBondOption({ options, isUp }: Heard, option: BondOptionName, value: string): void {
  if (/delay$/.test(option) && !options.has("miimon")) throw new Error(`${option} comes before miimon`);
  if (["primary", "active_slave"].includes(option) && !isUp) {
    throw new Error(`${option} comes before the ports`);
  }
  options.set(option, value);
}

/** The configuration that files (path → contents) describe, links by name; `order`: as they are brought up. */
export function readPlain(
  files: ReadonlyMap<string, string>,
): { readonly config: NetworkConfig; readonly order: readonly string[] } {
  const main = files.get("/etc/network/interfaces") ?? "";
  const order = [...main.matchAll(/^auto (\S+)$/gm)].map(([, name]) => name!).filter((name) => name !== "lo");
  const deaf = readHook(files.get("/etc/dhcp/dhclient-enter-hooks.d/simple-init"));
  const links = [...files].filter(([path]) => path.startsWith("/etc/network/interfaces.d/")).map(
    ([, text]) => {
      const { name, ...link } = readStanza(text);
      return { ...link, name, ...(deaf.has(name) ? { learnedDns: false } : {}) } as Link;
    },
  );
  return { config: { links: links.sort((one, other) => one.name < other.name ? -1 : 1) }, order };
}

function readStanza(text: string): Link {
  const [head = "", ...lines] = text.trimEnd().split("\n").filter((line) => !line.startsWith("#"));
  const name = /^iface (\S+) inet manual$/.exec(head)?.[1];
  if (name === undefined) throw new Error(`not what every ifup knows: ${head}`);
  const heard: Heard = {
    ...{
      options: new Map(),
      ports: [],
      requires: [],
      stp: false,
      isUp: false,
      isTakenDown: false,
      isUnasked: false,
      addresses: [],
      routes: [],
      clients: [],
    },
    ...{ nameServers: [], searchDomains: [] },
  };
  for (const line of lines) hear(name, line, heard);
  if (!heard.isUp) throw new Error(`${name} is not brought up`);
  return linkOf(name, heard);
}

function hear(name: string, line: string, heard: Heard): void {
  const requires = /^ {4}requires (.*)$/.exec(line)?.[1];
  if (requires !== undefined) return void heard.requires.push(...requires.split(" "));
  const command = /^ {4}(?:pre-up|up|down|post-down) (.*?)(?: \|\| true)?$/.exec(line)?.[1];
  if (command === undefined) throw new Error(`not what every ifup knows: ${line}`);
  const client = readClient(name, command);
  if (client !== undefined) return void heard.clients.push(client);
  const routes = readRoute(name, command);
  if (routes.length > 0) return void heard.routes.push(...routes);
  for (const [form, listen] of COMMANDS) {
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const found = new RegExp(`^${form.replaceAll("NAME", escaped)}$`).exec(command);
    if (found !== null) return listen(heard, found.slice(1));
  }
  throw new Error(`a command that is not known: ${command}`);
}

function linkOf(name: string, heard: Heard): Link {
  const asks = (what: Client["asks"]) => heard.clients.some((client) => client.asks === what);
  const metric = heard.clients.find(({ metric }) => metric !== undefined)?.metric;
  const settings: LinkSettings = {
    name,
    addresses: heard.addresses,
    dhcp4: asks("dhcp4"),
    dhcp6: asks("addresses") ? "addresses" : asks("information") ? "information" : "off",
    routerAdvertisements: { "0": "ignore", "2": "accept" }[heard.acceptRa ?? ""] as "ignore" ?? "default",
    routes: heard.routes,
    nameServers: heard.nameServers,
    searchDomains: heard.searchDomains,
    fallback: false,
    ...(heard.mtu === undefined ? {} : { mtu: heard.mtu }),
    ...(heard.master === undefined ? {} : { bridge: heard.master }),
    ...(metric === undefined ? {} : { learnedMetric: Number(metric) }),
  };
  const mac = heard.mac === undefined ? {} : { mac: heard.mac };
  const below = typeof heard.made === "object" ? [heard.made.parent] : heard.ports;
  if (heard.requires.some((one) => !below.includes(one))) {
    throw new Error(`${name} waits for ${heard.requires}`);
  }
  const { made, ports } = heard;
  if (made === undefined) {
    const kept = heard.isTakenDown ? {} : { carriesRoot: true as const };
    return { ...settings, ...kept, kind: "physical", mac: UNKNOWN_MAC, infiniband: false };
  }
  if (made === "bond") {
    return {
      ...settings,
      ...mac,
      kind: "bond",
      mode: parseBondMode(heard.mode!)!,
      ports,
      options: heard.options,
    };
  }
  if (made === "bridge") return { ...settings, kind: "bridge", mac: heard.mac!, stp: heard.stp, ports };
  return { ...settings, ...mac, kind: "vlan", ...made };
}
