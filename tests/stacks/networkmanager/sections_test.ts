/** What NetworkManager's sections for IPv4 and IPv6 say by their method, and what they leave out. */
import assert from "node:assert/strict";
import type { PhysicalLink } from "../../../lib/network.ts";
import { ipSection } from "../../../lib/stacks/networkmanager/ip.ts";
import { ip, physical, prefix, route } from "../../networks.ts";

const V4 = { addresses: [prefix("192.0.2.10/24")] };
const V6 = { addresses: [prefix("2001:db8::10/64")] };
const LEARNED = { learnedMetric: 1024, learnedDns: false } as const;
const ACCEPT = { routerAdvertisements: "accept" } as const;
const IGNORE = { routerAdvertisements: "ignore" } as const;
const DNS = { nameServers: ["192.0.2.53", "2001:db8::53"].map(ip) };
const ROUTES = { routes: [route("10.0.0.0/8", "192.0.2.1"), route("2001:db8:1::/48", "2001:db8::1")] };
const ALL = { ...LEARNED, ...DNS, ...ROUTES };

const DOMAINS = { searchDomains: ["a.example", "b.example"] };
const SEARCH = "dns-search=a.example;b.example;";
const TIMEOUT = "required-timeout=20000";
const STATED = "required-timeout=2000";
const FOR_EVER = "2147483647";

// deno-fmt-ignore
const ROWS: readonly (readonly [link: Partial<PhysicalLink>, ipv4: readonly string[], ipv6: readonly string[]])[] = [
  [{ ...ALL, dhcp4: true, ...IGNORE },
    ["method=auto", TIMEOUT, "route-metric=1024", "ignore-auto-dns=true", "route1=10.0.0.0/8,192.0.2.1", "dns=192.0.2.53;"],
    ["method=link-local", "addr-gen-mode=eui64", "route1=2001:db8:1::/48,2001:db8::1"]],
  [{ ...ALL, ...V4, ...IGNORE },
    ["method=manual", "address1=192.0.2.10/24", "route1=10.0.0.0/8,192.0.2.1", "dns=192.0.2.53;"],
    ["method=link-local", "addr-gen-mode=eui64", "route1=2001:db8:1::/48,2001:db8::1"]],
  [{ ...ALL, ...V6, ...IGNORE },
    ["method=disabled"],
    ["method=manual", "addr-gen-mode=eui64", "address1=2001:db8::10/64", "route1=2001:db8:1::/48,2001:db8::1", "dns=2001:db8::53;"]],
  [{ ...ALL, ...ACCEPT },
    ["method=disabled"],
    ["method=auto", "addr-gen-mode=eui64", "ip6-privacy=0", TIMEOUT, "route-metric=1024", "ignore-auto-dns=true",
     "route1=2001:db8:1::/48,2001:db8::1", "dns=2001:db8::53;"]],
  [{ ...ALL, dhcp6: "addresses" },
    ["method=disabled"],
    ["method=dhcp", "addr-gen-mode=eui64", TIMEOUT, "route1=2001:db8:1::/48,2001:db8::1", "dns=2001:db8::53;"]],
  [{ ...V6, dhcp6: "addresses" },
    ["method=disabled"],
    ["method=dhcp", "addr-gen-mode=eui64", STATED, `dhcp-timeout=${FOR_EVER}`, "address1=2001:db8::10/64"]],
  [{ ...V6, ...ACCEPT },
    ["method=disabled"],
    ["method=auto", "addr-gen-mode=eui64", "ip6-privacy=0", STATED, `ra-timeout=${FOR_EVER}`, "address1=2001:db8::10/64"]],
  [{ ...V4, dhcp4: true, ...IGNORE },
    ["method=auto", STATED, `dhcp-timeout=${FOR_EVER}`, "address1=192.0.2.10/24"],
    ["method=link-local", "addr-gen-mode=eui64"]],
  [{ ...V4, ...IGNORE, ...DOMAINS }, ["method=manual", "address1=192.0.2.10/24", SEARCH], ["method=link-local", "addr-gen-mode=eui64"]],
  [{ ...V6, ...IGNORE, ...DOMAINS }, ["method=disabled"], ["method=manual", "addr-gen-mode=eui64", "address1=2001:db8::10/64", SEARCH]],
  [{ ...V4, ...ACCEPT, ...DOMAINS },
    ["method=manual", "address1=192.0.2.10/24", SEARCH],
    ["method=auto", "addr-gen-mode=eui64", "ip6-privacy=0", STATED]],
  [{}, ["method=disabled"], ["method=ignore"]],
];

for (const [link, ipv4, ipv6] of ROWS) {
  for (const [family, expected] of [[4, ipv4], [6, ipv6]] as const) {
    Deno.test(`networkmanager: ipv${family} with ${Object.keys(link).join()}: ${expected[0]}`, () => {
      const { name, entries } = ipSection(physical("eth0", "52:54:00:00:00:0a", link), family);
      const lines = entries.flatMap(([key, value]) => value === undefined ? [] : [`${key}=${value}`]);
      assert.deepEqual([name, ...lines], [`ipv${family}`, ...expected]);
    });
  }
}
