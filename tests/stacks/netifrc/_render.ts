/**
 * Networks and shorthands for the tests of netifrc's renderer.
 *
 * @module
 */
import type { NetworkConfig } from "../../../lib/network.ts";
import * as netifrc from "../../../lib/stacks/netifrc/mod.ts";
import type { Rendering } from "../../../lib/stacks/stack.ts";
import { ip, physical, prefix, route, vlan } from "../../networks.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";

export function render(config: NetworkConfig, hasResolvconf = true): Rendering {
  return netifrc.render(config, {
    foreignInterfaces: undefined,
    hasResolvconf,
  });
}

/** The contents of a file, if there is one. */
export function text(config: NetworkConfig, path: string, hasResolvconf = true): string | undefined {
  return render(config, hasResolvconf).files.find((file) => file.path === path)?.contents;
}

/** Corners that the samples leave out. */
export const MORE: Readonly<Record<string, NetworkConfig>> = {
  "advertisements of every kind": {
    links: [
      physical("eth0", A, { addresses: [prefix("2001:db8::1/64")], routes: [route("::/0", "2001:db8::fe")] }),
      physical("eth1", B, { addresses: [prefix("2001:db8:1::1/64")], routerAdvertisements: "accept" }),
      physical("eth2", A, { dhcp4: true, routerAdvertisements: "ignore" }),
      physical("eth3", A, { dhcp6: "information", routerAdvertisements: "ignore" }),
      physical("eth4", A, { dhcp6: "addresses", routerAdvertisements: "ignore", learnedMetric: 1024 }),
      physical("eth5", A, { dhcp6: "addresses", dhcp4: true }),
      physical("lan.1", A, { routerAdvertisements: "ignore" }),
      vlan("eth0", 1),
    ],
  },
  "names that are one name to a shell": {
    links: [
      physical("eth0", A),
      vlan("eth0", 1, { addresses: [prefix("192.0.2.1/24")], mtu: 1400 }),
      physical("eth0_1", B, { addresses: [prefix("192.0.2.2/24")], mtu: 1300 }),
      physical("eth0-1", B, { dhcp4: true, nameServers: [ip("192.0.2.53")] }),
      vlan("eth0-1", 2, { name: "eth0_1.2", nameServers: [ip("192.0.2.54")] }),
    ],
  },
  "a route with a metric before one without": {
    links: [
      physical("eth0", A, {
        addresses: [prefix("192.0.2.1/24")],
        routes: [route("0.0.0.0/0", "192.0.2.254", { metric: 9 }), route("10.0.0.0/8", "192.0.2.253")],
      }),
    ],
  },
};
