/**
 * The promises of lib/network.ts, each held to every document that can be thought of.
 *
 * @module
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { BOND_OPTIONS, parseBondOption } from "../../lib/bond_options.ts";
import { isPlainDeviceName } from "../../lib/device_name.ts";
import {
  broadcastOf,
  containing,
  isHostAddress,
  isHostOfPrefix,
  isLinkLocal,
  networkOf,
  prefixText,
} from "../../lib/ip.ts";
import { belowOf, isPort, type Link, linksByName, masterOf, type NetworkConfig } from "../../lib/network.ts";
import { INFINIBAND, MACS, networkDocument, spoiltDocument } from "../support/arbitraries.ts";
import { nic, resolveDocument } from "../support/documents.ts";

const INTERFACES = [
  ...MACS.map((mac, index) => nic(`eth${index + 1}`, mac)),
  nic("ib0", INFINIBAND.mac, { infiniband: true }),
];

type Bond = Link & { readonly kind: "bond" };

/** What must hold of each link of a kind. */
function promise(what: string, check: (config: NetworkConfig) => void): void {
  Deno.test(`promise: ${what}`, () => {
    const documents = fc.oneof({ arbitrary: networkDocument, weight: 9 }, {
      arbitrary: spoiltDocument,
      weight: 1,
    });
    fc.assert(
      fc.property(documents, (document) => {
        check({ links: [...resolveDocument(document, INTERFACES).links.values()] });
      }),
      { numRuns: 400 },
    );
  });
}

function promiseOfLinks(what: string, check: (link: Link, config: NetworkConfig) => void): void {
  promise(what, (config) => config.links.forEach((link) => check(link, config)));
}

function promiseOfBonds(what: string, check: (bond: Bond, config: NetworkConfig) => void): void {
  promiseOfLinks(what, (link, config) => {
    if (link.kind === "bond") check(link, config);
  });
}

promise("names are unique and plain, and no interface is without a configuration", ({ links }) => {
  const names = links.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  assert.ok(names.every(isPlainDeviceName));
  assert.ok(INTERFACES.every(({ name }) => names.includes(name)));
});

promise("a link stands behind those that it stands on", ({ links }) => {
  const seen = new Set<string>();
  for (const link of links) {
    const below = "ports" in link ? link.ports : link.kind === "vlan" ? [link.parent] : [];
    assert.ok(below.every((name) => seen.has(name)), link.name);
    seen.add(link.name);
  }
});

promiseOfBonds("a bond has ports, each once, which are hardware and say so", ({ name, ports }, config) => {
  const all = linksByName(config);
  assert.ok(ports.length > 0 && new Set(ports).size === ports.length);
  for (const port of ports) {
    const link = all.get(port);
    assert.equal(link?.kind === "physical" && link.bond, name);
  }
});

promiseOfLinks(
  "a bridge has ports, each once, which say so, are Ethernet and on no bridge",
  (link, config) => {
    if (link.kind !== "bridge") return;
    const all = linksByName(config);
    assert.ok(link.ports.length > 0 && new Set(link.ports).size === link.ports.length);
    assert.match(link.mac, /^[0-9a-f][02468ace](:[0-9a-f]{2}){5}$/);
    for (const port of link.ports) assert.equal(all.get(port)?.bridge, link.name);
    const todo = [...link.ports];
    for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
      const below = all.get(name)!;
      assert.ok(below.kind !== "bridge" && !(below.kind === "physical" && below.infiniband), `${name}`);
      todo.push(...("ports" in below ? below.ports : below.kind === "vlan" ? [below.parent] : []));
    }
  },
);

promiseOfLinks(
  "a port is one of one bond or bridge, and none but a bridge's carries a VLAN",
  (link, { links }) => {
    const masters = links.filter((other) => "ports" in other && other.ports.includes(link.name));
    assert.deepEqual(masters.map(({ name }) => name), [masterOf(link) ?? []].flat());
    if (masters.some(({ kind }) => kind === "bond")) {
      assert.ok(!links.some((other) => other.kind === "vlan" && other.parent === link.name));
    }
  },
);

promiseOfLinks("a port has nothing of its own", (link) => {
  if (!isPort(link)) return;
  assert.deepEqual([link.addresses, link.routes], [[], []]);
  assert.deepEqual([link.nameServers, link.searchDomains], [[], []]);
  assert.deepEqual([link.dhcp4, link.dhcp6, link.routerAdvertisements], [false, "off", "ignore"]);
});

promiseOfBonds("the kernel knows each option, its value, and takes it in the mode", ({ mode, options }) => {
  assert.deepEqual([...options.keys()], [...options.keys()].sort());
  for (const [name, value] of options) {
    assert.equal(parseBondOption(name, value), value);
    assert.ok(BOND_OPTIONS[name].modes?.includes(mode) !== false, `${name} with ${mode}`);
    assert.equal(BOND_OPTIONS[name].aliasOf, undefined);
  }
});

promiseOfBonds("either miimon or ARP watches the ports of a bond", ({ options }) => {
  const isOn = (name: "miimon" | "arp_interval") => Number(options.get(name) ?? 0) > 0;
  assert.notEqual(isOn("miimon"), isOn("arp_interval"));
  if (isOn("arp_interval")) assert.ok(options.has("arp_ip_target"));
  const watching = isOn("miimon") ? "mii" : "arp";
  for (const name of options.keys()) {
    assert.ok([undefined, watching].includes(BOND_OPTIONS[name].monitoring), name);
  }
});

promiseOfBonds("a delay is a multiple of miimon", ({ options }) => {
  for (const name of ["updelay", "downdelay", "peer_notif_delay"] as const) {
    const delay = options.get(name);
    if (delay !== undefined) assert.equal(Number(delay) % Number(options.get("miimon")), 0);
  }
});

promiseOfBonds("the primary and the active port are ports of the bond, and differ", ({ options, ports }) => {
  const [primary, active] = [options.get("primary"), options.get("active_slave")];
  assert.ok([primary, active].every((port) => port === undefined || ports.includes(port)));
  if (active !== undefined) assert.notEqual(active, primary);
});

promiseOfBonds("a bond has an address, unless all of its ports are InfiniBand", ({ mac, ports }, config) => {
  const all = linksByName(config);
  const isInfiniband = (port: string) => {
    const link = all.get(port);
    return link?.kind === "physical" && link.infiniband;
  };
  if (ports.every(isInfiniband)) assert.equal(mac, undefined);
  else assert.match(mac ?? "", /^[0-9a-f][02468ace](:[0-9a-f]{2}){5}$/);
});

promiseOfLinks(
  "a port has its bond's MTU, a VLAN none above its parent's, a bridge none above a port's",
  (link, config) => {
    const all = linksByName(config);
    const mtuOf = (name: string): number => {
      const { mtu, ...other } = all.get(name)!;
      if (mtu !== undefined) return mtu;
      return other.kind === "bridge" || other.kind === "vlan" ? leastOf(belowOf(all.get(name)!)) : 1500;
    };
    const leastOf = (names: readonly string[]) => Math.min(...names.map(mtuOf));
    if (link.mtu === undefined) return;
    if (link.kind === "vlan") assert.ok(link.mtu <= mtuOf(link.parent));
    if (link.kind === "bridge") assert.ok(link.mtu <= leastOf(link.ports));
    if (link.kind === "physical" && link.bond !== undefined) assert.equal(link.mtu, mtuOf(link.bond));
  },
);

promiseOfLinks(
  "an address is a host's, and neither its network's own nor the one for all hosts",
  ({ addresses }) => {
    for (const { ip, length } of addresses) {
      assert.ok(
        isHostAddress(ip) && length > 0 && isHostOfPrefix({ ip, length }),
        prefixText({ ip, length }),
      );
    }
  },
);

promise(
  "where a link has name servers, fallback links learn none, and no others ever do not",
  ({ links }) => {
    const hasServers = links.some(({ nameServers }) => nameServers.length > 0);
    for (const { fallback, learnedDns } of links) {
      assert.equal(learnedDns, fallback && hasServers ? false : undefined);
    }
  },
);

promiseOfLinks("a gateway is a host of its route's family, and none of this machine", (link, { links }) => {
  const own = new Set(links.flatMap(({ addresses }) => addresses.map(({ ip }) => ip.text)));
  const broadcasts = link.addresses.map((address) => broadcastOf(address)?.text);
  for (const { destination, gateway } of link.routes) {
    assert.equal(gateway.family, destination.ip.family);
    assert.ok(isHostAddress(gateway) && !own.has(gateway.text) && !broadcasts.includes(gateway.text));
    assert.equal(networkOf(destination).text, destination.ip.text);
  }
});

promiseOfLinks(
  "a gateway is on the link where no static prefix alone has it",
  ({ addresses, routes, dhcp4 }) => {
    const isWithin = containing(addresses);
    for (const { gateway, onLink } of routes) {
      const isAside = dhcp4 && gateway.family === 4;
      assert.equal(onLink, isAside || (!isWithin(gateway) && !isLinkLocal(gateway)));
    }
  },
);

promise("no two routes to one destination have one metric", ({ links }) => {
  const keys = links.flatMap(({ routes }) =>
    routes.map(({ destination, metric }) => `${prefixText(destination)} ${metric}`)
  );
  assert.equal(new Set(keys).size, keys.length);
});

promiseOfLinks(
  "learned default routes yield only where the link has none, and routers are heard only there",
  (link) => {
    const hasDefault = (family: 4 | 6) =>
      link.routes.some(({ destination }) => destination.length === 0 && destination.ip.family === family);
    if (link.learnedMetric !== undefined) assert.ok(!hasDefault(4) && !hasDefault(6));
    if (link.routerAdvertisements === "default") assert.ok(!hasDefault(6));
  },
);

promise("links that learn a default route and say none have different metrics for it", ({ links }) => {
  const learning = links.filter(({ dhcp4, routerAdvertisements, routes }) =>
    (dhcp4 || routerAdvertisements === "accept") &&
    !routes.some(({ destination }) => destination.length === 0)
  );
  const metrics = learning.map(({ learnedMetric }) => learnedMetric);
  assert.equal(new Set(metrics).size, metrics.length);
});

promiseOfLinks("a search domain is a name in lower case, and there once", ({ searchDomains }) => {
  assert.equal(new Set(searchDomains).size, searchDomains.length);
  assert.ok(searchDomains.every((domain) => /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/.test(domain)));
});
