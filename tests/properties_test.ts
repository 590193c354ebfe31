import assert from "node:assert/strict";
import fc from "fast-check";
import { readNetworkData } from "../lib/config_drive/network_data.ts";
import { configure } from "../lib/configure.ts";
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

function resolveDocument(document: unknown): Resolution {
  const data = readNetworkData(Place.ofFile("network_data.json", []).in("$"), document) ??
    { links: [], networks: [], nameServers: [] };
  const options = {
    file: "network_data.json",
    dhcpFallback: true,
    dns: true,
    only: undefined,
    claims: new Map(),
  };
  return resolve(data, INTERFACES, options);
}

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

const TARGET = { foreignInterfaces: undefined, foreignResolvConf: undefined, hasResolvconf: true };

for (const { name, code } of STACKS) {
  Deno.test(`property: what ${name} is given reads back to the network that it came from`, () => {
    fc.assert(
      fc.property(networkDocument, (document) => {
        const { config } = resolveDocument(document);
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
