import assert from "node:assert/strict";
import fc from "fast-check";
import { readNetworkData } from "../lib/config_drive/network_data.ts";
import { configure } from "../lib/configure.ts";
import { isPlainDeviceName } from "../lib/device_name.ts";
import { isKeptUp, isPort, isUnconfigured, type NetworkConfig } from "../lib/network.ts";
import type { NetworkRoot } from "../lib/network_root/discover.ts";
import type { FileClaim } from "../lib/resolve/claims.ts";
import { STACKS } from "../lib/stacks/mod.ts";
import { Place } from "../lib/problem.ts";
import { type Resolution, resolve } from "../lib/resolve/resolve.ts";
import { type MemoryEntry, memorySystem } from "../lib/system/memory.ts";
import { READERS } from "./readers/mod.ts";
import { MACS, networkDocument, spoiltDocument } from "./support/arbitraries.ts";

const RUNS = { numRuns: 300 };

const INTERFACES = MACS.map((mac, index) => ({
  name: `eth${index + 1}`,
  mac,
  infiniband: false,
  hasPermanentMac: true,
  carrier: undefined,
}));

function resolveDocument(
  document: unknown,
  claims: readonly FileClaim[] = [],
  root: NetworkRoot | undefined = undefined,
): Resolution {
  const data = readNetworkData(Place.ofFile("network_data.json", []).in("$"), document) ??
    { links: [], networks: [], nameServers: [], searchDomains: [] };
  const options = {
    file: "network_data.json",
    dhcpFallback: true,
    dns: true,
    only: undefined,
    claims,
    root,
  };
  return resolve(data, INTERFACES, options);
}

/** The promises of the model's own documentation; and no real interface is left without anything but those that are `left`. */
function assertSound({ links }: NetworkConfig, left: ReadonlySet<string> = new Set()): void {
  const names = links.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length, "names are unique");
  for (const [index, link] of links.entries()) {
    assert.ok(isPlainDeviceName(link.name));
    if ("ports" in link) assert.equal(new Set(link.ports).size, link.ports.length, "each port once");
    const below = "ports" in link ? link.ports : link.kind === "vlan" ? [link.parent] : [];
    assert.ok(
      below.every((name) => names.slice(0, index).includes(name)),
      "a link stands behind what it stands on",
    );
    if (isPort(link)) {
      assert.equal(link.addresses.length + link.routes.length + link.nameServers.length, 0);
      assert.ok(!link.dhcp4 && link.dhcp6 === "off");
    }
  }
  for (const { name } of INTERFACES) {
    assert.ok(left.has(name) || names.includes(name), `${name} is configured`);
  }
}

const claim: fc.Arbitrary<FileClaim> = fc.record({
  file: fc.constantFrom("/etc/mine", "/etc/his"),
  role: fc.constantFrom("own", "default", "port", "parent"),
  names: fc.option(
    fc.array(
      fc.record({
        patterns: fc.array(
          fc.constantFrom("eth1", "eth2", "eth*", "eth[34]", "b1", "bond0", "r1", "eth1.5", "*"),
          {
            minLength: 1,
            maxLength: 2,
          },
        ),
      }),
      { maxLength: 2 },
    ),
    { nil: undefined },
  ),
  macs: fc.option(fc.subarray(MACS), { nil: undefined }),
  made: fc.constantFrom(undefined, true),
  settingsOnly: fc.constantFrom(undefined, true),
  alias: fc.constantFrom(undefined, "eth3"),
}).map(({ file, role, names, macs, made, settingsOnly, alias }) => ({
  file,
  role,
  ...(names === undefined ? {} : { names }),
  ...(macs === undefined ? {} : { macs }),
  ...(made === undefined ? {} : { made }),
  ...(settingsOnly === undefined ? {} : { settingsOnly }),
  ...(alias === undefined ? {} : { alias }),
}));

Deno.test("property: whatever an operator's files claim, the rest holds together, and nothing is given to what is claimed", () => {
  fc.assert(
    fc.property(
      fc.oneof(networkDocument, spoiltDocument),
      fc.array(claim, { maxLength: 3 }),
      (document, claims) => {
        const { config, matches, problems } = resolveDocument(document, claims);
        const left = new Map(
          matches.flatMap(({ device, claimedBy }) =>
            claimedBy === undefined ? [] : [[device.name, claimedBy]]
          ),
        );
        assertSound(config, new Set(left.keys()));
        for (
          const link of config.links.filter(({ name, leftTo }) => left.has(name) || leftTo !== undefined)
        ) {
          assert.ok(isUnconfigured(link) && !isPort(link), `${link.name} is bare`);
        }
        for (const [name, file] of left) {
          const notes = problems.filter(({ message, action }) =>
            action === "" && message === `${name} is left to ${file}`
          );
          assert.deepEqual(notes.map(({ severity }) => severity), ["note"], `${name} is remarked on once`);
        }
      },
    ),
    RUNS,
  );
});

/** A root file system that some cards lead to, a few of them in a bond of the initramfs. */
const networkRoot: fc.Arbitrary<NetworkRoot> = fc.record({
  what: fc.constant("on NFS"),
  cards: fc.subarray(INTERFACES.slice(0, 2).map(({ name }) => name), { minLength: 1 }),
  ports: fc.subarray(INTERFACES.slice(2, 4).map(({ name }) => name)),
  made: fc.subarray(["bond0", "eth1.5", "b1"]),
});

Deno.test("property: whatever is on the drive, what leads to the root is a port of nothing and says so, or is left alone", () => {
  fc.assert(
    fc.property(fc.oneof(networkDocument, spoiltDocument), networkRoot, (document, root) => {
      const { config, matches } = resolveDocument(document, [], root);
      const left = new Set(
        matches.filter(({ claimedBy }) => claimedBy !== undefined).map(({ device }) => device.name),
      );
      assertSound(config, left);
      for (const name of root.ports) assert.ok(left.has(name), `${name} is left`);
      for (const name of root.cards) {
        const link = config.links.find((link) => link.name === name);
        if (left.has(name)) assert.equal(link, undefined);
        else assert.ok(link !== undefined && isKeptUp(link) && !isPort(link), `${name} is kept up`);
      }
      for (const link of config.links) {
        assert.equal(isKeptUp(link), root.cards.includes(link.name));
        assert.ok(!root.made.includes(link.name), `${link.name} is there already`);
      }
    }),
    RUNS,
  );
});

Deno.test("property: the order of links does not matter", () => {
  const shuffled = networkDocument.chain((document) =>
    fc.tuple(fc.constant(document), fc.shuffledSubarray(document.links, { minLength: document.links.length }))
  );
  fc.assert(
    fc.property(shuffled, ([document, links]) => {
      assert.deepEqual(resolveDocument({ ...document, links }).config, resolveDocument(document).config);
    }),
    RUNS,
  );
});

/** What the syntaxes of all stacks are made of. */
const PIECES = [
  ...[
    "\n",
    " ",
    "=",
    '"',
    "'",
    "\\",
    "{",
    "[",
    "]",
    ":",
    "!",
    "&",
    "|",
    "/",
    "(",
    ")",
    "eth0",
    "*",
    "52:54:00:00:00:0a",
  ],
  ...[
    "[Match]\n",
    "[connection]\n",
    "[vlan]\n",
    "Name=",
    "MACAddress=",
    "interface-name=",
    "type=",
    "parent=",
  ],
  ...[
    "network: ",
    "ethernets: ",
    "bonds: ",
    "iface ",
    "auto ",
    "mapping ",
    "bond-slaves ",
    "DEVICE=",
    "HWADDR=",
  ],
  ...["config_eth0=", "slaves_b=", "vlans_eth0=", "BRIDGE_PORTS="],
];

const TARGET = { foreignInterfaces: undefined, hasResolvconf: true };

for (const { name, code } of STACKS) {
  Deno.test(`property: whatever is in a file of ${name}, its claims can be read`, () => {
    const text = fc.oneof(fc.string(), fc.array(fc.constantFrom(...PIECES)).map((pieces) => pieces.join("")));
    fc.assert(
      fc.property(text, (text) => {
        for (const fileName of ["ifcfg-eth0", "a.network", "a.netdev"]) {
          for (const { names = [], macs = [] } of code().claims(text, fileName)) {
            assert.ok(names.every(({ patterns }) => patterns.length > 0));
            assert.ok(macs.every((mac) => /^[0-9a-f:]+$/.test(mac)));
          }
        }
      }),
      RUNS,
    );
  });

  Deno.test(`property: what ${name} is given reads back to the network that it came from`, () => {
    fc.assert(
      fc.property(networkDocument, fc.option(networkRoot, { nil: undefined }), (document, root) => {
        const { config } = resolveDocument(document, [], root);
        const files = new Map(
          code().render(config, TARGET).files.map(({ path, contents }) => [path, contents]),
        );
        const { read, comparable } = READERS[name];
        assert.deepEqual(comparable(read(files)), comparable(config));
      }),
      RUNS,
    );
  });

  Deno.test(`property: a second boot changes nothing (${name})`, () => {
    fc.assert(
      fc.property(fc.oneof(networkDocument, spoiltDocument), (document) => {
        const system = memorySystem(machine(document));
        const options = { root: "/machine", renderer: name };
        configure(system, options);
        assert.deepEqual(configure(system, options).plan.changes, []);
      }),
      { numRuns: 60 },
    );
  });
}

function machine(document: unknown): Record<string, MemoryEntry> {
  const interfaces = INTERFACES.flatMap(({ name, mac }) => [
    [`/machine/sys/class/net/${name}/address`, `${mac}\n`],
    [`/machine/sys/class/net/${name}/addr_assign_type`, "0\n"],
  ]);
  return {
    ...Object.fromEntries(interfaces),
    "/machine/mnt/config/openstack/latest/network_data.json": JSON.stringify(document),
    "/machine/mnt/config/openstack/latest/meta_data.json": JSON.stringify({ name: "m-1" }),
  };
}
