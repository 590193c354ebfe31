import assert from "node:assert/strict";
import { readDocument } from "../support/documents.ts";

const MAC = "52:54:00:00:00:0a";

/** Nova's schema of `network_data.json` (`link_types`), and VIF types of neutron's drivers: all mean hardware. */
const TYPES = [
  ...["bridge", "dvs", "hw_veb", "hyperv", "ovs", "phy", "tap", "vhostuser", "vif"],
  ...[
    "802.1qbg",
    "802.1qbh",
    "bgpovs",
    "cascading",
    "ethernet",
    "hostdev_physical",
    "macvtap",
    "midonet",
    "vrouter",
  ],
];

for (const type of TYPES) {
  Deno.test(`links: the type ${type} is hardware, and nothing is said of it`, () => {
    const { data, said } = readDocument({
      links: [{ id: "a", type, ethernet_mac_address: MAC }],
      networks: [],
    });
    assert.deepEqual([data?.links.map(({ kind }) => kind), said], [["physical"], []]);
  });
}

for (const type of ["PHY", "ovs ", "xbridge", "wlan", "constructor"]) {
  Deno.test(`links: the type ${JSON.stringify(type)} is not known, and taken for hardware`, () => {
    const { data, said } = readDocument({
      links: [{ id: "a", type, ethernet_mac_address: MAC }],
      networks: [],
    });
    assert.deepEqual(data?.links.map(({ kind }) => kind), ["physical"]);
    assert.match(said.join("\n"), /^note \$\.links\[0\]\.type: ".*" is not a known type of link; /);
  });
}

const LISTS: readonly [document: object, missing: readonly string[]][] = [
  [{ links: [], networks: [] }, []],
  [{ links: [], networks: [], services: [] }, []],
  [{ networks: [] }, ["links"]],
  [{ links: [] }, ["networks"]],
  [{ services: [] }, ["links", "networks"]],
  [{}, []],
];

for (const [document, missing] of LISTS) {
  Deno.test(`network document ${JSON.stringify(document)}: ${missing.length === 0 ? "nothing" : missing} is missed`, () => {
    const notes = missing.map((key) => `note $: there is no "${key}" in it; it counts as an empty list.`);
    assert.deepEqual(readDocument(document).said, notes);
  });
}
