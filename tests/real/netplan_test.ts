import assert from "node:assert/strict";
import { join } from "@std/path";
import fc from "fast-check";
import type { NetworkConfig } from "../../lib/network.ts";
import * as netplan from "../../lib/stacks/netplan/mod.ts";
import { NETWORKS, physical } from "../networks.ts";
import { deviceName, linksNamed, MISREAD_NAMES } from "../support/device_names.ts";
import { generatedComparable, readGenerated } from "./_netplan_networkd.ts";
import { netplanAccepts, netplanGenerates } from "./netplan.ts";

const MARKER = "# a line of the program's own\n";

/** Gives away a tree with a configuration's file, after `edit` has had its way with the text, and with other files. */
function withTree<T>(
  config: NetworkConfig,
  use: (tree: string) => T,
  edit = (text: string) => text,
  others: Readonly<Record<string, string>> = {},
): T {
  const tree = Deno.makeTempDirSync();
  try {
    const directory = join(tree, "etc/netplan");
    Deno.mkdirSync(directory, { recursive: true });
    for (const { path, contents } of netplan.render(config).files) {
      Deno.writeTextFileSync(tree + path, MARKER + edit(contents));
    }
    for (const [name, text] of Object.entries(others)) {
      Deno.writeTextFileSync(join(directory, name), text);
    }
    return use(tree);
  } finally {
    Deno.removeSync(tree, { recursive: true });
  }
}

const ODD_NAMES: NetworkConfig = {
  links: [...new Set([...MISREAD_NAMES, ...fc.sample(deviceName, { numRuns: 100, seed: 1 })])].flatMap(
    linksNamed,
  ),
};

for (const [name, config] of Object.entries({ ...NETWORKS, "names like other values": ODD_NAMES })) {
  Deno.test(`netplan takes: ${name}`, () => assert.deepEqual(withTree(config, netplanAccepts), []));

  Deno.test(`netplan makes the same network of: ${name}`, () => {
    const read = readGenerated(withTree(config, netplanGenerates));
    assert.deepEqual(generatedComparable(read), generatedComparable(config));
  });

  Deno.test(`netplan takes, for NetworkManager: ${name}`, () => {
    const others = { "01-network-manager-all.yaml": "network:\n  version: 2\n  renderer: NetworkManager\n" };
    assert.deepEqual(withTree(config, netplanAccepts, undefined, others), []);
  });
}

const DHCP: readonly [what: string, mtu: { mtu?: number }, usesMtu: boolean][] = [
  ["takes the server's MTU", {}, true],
  ["keeps an MTU that is set", { mtu: 1450 }, false],
];

for (const [what, mtu, usesMtu] of DHCP) {
  Deno.test(`netplan's DHCP names hardware by its address, and ${what}`, () => {
    const config = { links: [physical("eth0", "52:54:00:00:00:0a", { dhcp4: true, ...mtu })] };
    const text = withTree(config, netplanGenerates).get("/run/systemd/network/10-netplan-eth0.network");
    const section = `[DHCP]\nClientIdentifier=mac\nRouteMetric=100\nUseMTU=${usesMtu}\n`;
    assert.ok(text?.endsWith(section), text);
  });
}

const FAULTS: readonly [what: string, from: string, to: string][] = [
  ["an unknown key", "mtu: 9000", "mut: 9000"],
  ["a bad address", "192.0.2.10/24", "192.0.2.1000/24"],
  ["an address without a length", "192.0.2.10/24", "192.0.2.10"],
  ["a port that is not there", "- eth1", "- eth7"],
  ["a parent that is not there", "link: bond0", "link: bond7"],
  ["a bad bond mode", "mode: 802.3ad", "mode: 802.3"],
  ["a bad VLAN id", "id: 100", "id: 5000"],
  ["broken YAML", "ethernets:", "ethernets: ]"],
  ["old settings", "      routes:", "      gateway4: 192.0.2.1\n      routes:"],
];

for (const [what, from, to] of FAULTS) {
  Deno.test(`netplan complains about ${what}`, () => {
    const config = NETWORKS["lacp bond with vlans, dual stack"]!;
    const complaints = withTree(config, netplanAccepts, (text) => text.replace(from, to));
    assert.notDeepEqual(complaints, []);
  });
}

const DIFFERENCES: readonly [what: string, from: string, to: string][] = [
  ["address", "192.0.2.10/24", "192.0.2.11/24"],
  ["gateway", "via: 192.0.2.1", "via: 192.0.2.3"],
  ["MTU", "mtu: 9000", "mtu: 8999"],
  ["bond option", "lacp-rate: fast", "lacp-rate: slow"],
  ["interval", "up-delay: 300", "up-delay: 3"],
  ["VLAN id", "id: 100", "id: 101"],
  ["setting for router advertisements", "accept-ra: false", "accept-ra: true"],
  ["kind of DHCP", "dhcp4: true", "dhcp6: true"],
  ["name server", "- 192.0.2.53", "- 192.0.2.54"],
  ["hardware address", "macaddress: '52:54:00:00:01:00'", "macaddress: '52:54:00:00:01:01'"],
  ["link not waited for", "id: 100", "optional: true\n      id: 100"],
];

for (const [what, from, to] of DIFFERENCES) {
  Deno.test(`a network with another ${what} is seen to be another`, () => {
    const config = NETWORKS["lacp bond with vlans, dual stack"]!;
    const read = readGenerated(withTree(config, netplanGenerates, (text) => text.replace(from, to)));
    assert.notDeepEqual(generatedComparable(read), generatedComparable(config));
  });
}
