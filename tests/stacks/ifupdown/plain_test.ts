/** What is written for every ifup but Debian's, read back. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { readNetworkData } from "../../../lib/config_drive/network_data.ts";
import type { Link, NetworkConfig } from "../../../lib/network.ts";
import { belowOf } from "../../../lib/network.ts";
import { Place } from "../../../lib/problem.ts";
import { resolve } from "../../../lib/resolve/resolve.ts";
import * as ifupdown from "../../../lib/stacks/ifupdown/mod.ts";
import type { DhcpClient, IfupFlavour } from "../../../lib/stacks/stack.ts";
import { NETWORKS } from "../../networks.ts";
import { comparable } from "../../readers/ifupdown.ts";
import { readPlain } from "../../readers/ifupdown_plain.ts";
import { MACS, networkDocument } from "../../support/arbitraries.ts";
import { MORE } from "./_render.ts";

const TARGET = { foreignInterfaces: undefined, hasResolvconf: true };
const IFUPS: readonly IfupFlavour[] = ["busybox", "ifupdown-ng", "ifupdown2"];
const CLIENTS: readonly DhcpClient[] = ["dhclient", "dhcpcd", "udhcpc"];

/** udhcpc knows no IPv6, and is not asked beside stated addresses; a bond's ports are those that it takes in. */
function expected({ links }: NetworkConfig, client: DhcpClient): NetworkConfig {
  const told = links.map((link): Link => {
    const has4 = link.addresses.some(({ ip }) => ip.family === 4);
    const asked = client === "udhcpc" ? { dhcp4: link.dhcp4 && !has4, dhcp6: "off" as const } : {};
    if (link.kind === "bond") return { ...link, ...asked, options: new Map([...link.options].sort()) };
    if (link.kind !== "physical") return { ...link, ...asked };
    const { bond, ...rest } = link;
    return {
      ...rest,
      ...asked,
      routerAdvertisements: bond === undefined ? link.routerAdvertisements : "default",
    };
  });
  return comparable({ links: told });
}

/** ifupdown-ng makes a VLAN of every name with a dot: only those that mean the same are left, with what stands on them. */
function forNg({ links }: NetworkConfig): NetworkConfig {
  const kept: Link[] = [];
  for (const link of links) {
    const means = link.kind === "vlan" ? `${link.parent}.${link.id}` : undefined;
    const isPlain = !link.name.includes(".") || link.name.startsWith("vlan") || link.name === means;
    if (isPlain && belowOf(link).every((name) => kept.some((one) => one.name === name))) kept.push(link);
  }
  return { links: kept };
}

function assertReadBack(given: NetworkConfig, ifup: IfupFlavour, dhcpClient: DhcpClient): void {
  const config = ifup === "ifupdown-ng" ? forNg(given) : given;
  const { files } = ifupdown.render(given, { ...TARGET, ifup, dhcpClient });
  const { config: read, order } = readPlain(new Map(files.map(({ path, contents }) => [path, contents])));
  const sorted = read.links.map((link) =>
    link.kind === "bond" ? { ...link, options: new Map([...link.options].sort()) } : link
  );
  assert.deepEqual(comparable({ links: sorted }), expected(config, dhcpClient));
  for (const link of config.links) {
    for (const below of belowOf(link)) {
      assert.ok(order.indexOf(below) < order.indexOf(link.name), `${below} comes before ${link.name}`);
    }
  }
  assert.equal(order.length, config.links.length);
}

for (const ifup of IFUPS) {
  for (const dhcpClient of CLIENTS) {
    Deno.test(`ifupdown: ${ifup} with ${dhcpClient}: networks read back`, () => {
      for (const config of Object.values({ ...NETWORKS, ...MORE })) assertReadBack(config, ifup, dhcpClient);
    });
  }
}

const INTERFACES = MACS.map((mac, index) => ({
  ...{ name: `eth${index + 1}`, mac, infiniband: false, hasPermanentMac: true, carrier: undefined },
}));

Deno.test("property: what any ifup is given with any client reads back to the network that it came from", () => {
  const options = { file: "network_data.json", dhcpFallback: true, dns: true, only: undefined, claims: [] };
  fc.assert(
    fc.property(
      networkDocument,
      fc.constantFrom(...IFUPS),
      fc.constantFrom(...CLIENTS),
      (document, ifup, client) => {
        const data = readNetworkData(Place.ofFile("network_data.json", []).in("$"), document)!;
        assertReadBack(resolve(data, INTERFACES, options).config, ifup, client);
      },
    ),
    { numRuns: 300 },
  );
});
