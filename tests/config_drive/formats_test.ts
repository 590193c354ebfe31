import assert from "node:assert/strict";
import { readConfigDrive } from "../../lib/config_drive/drive.ts";
import { formatProblem } from "../../lib/problem.ts";
import { memorySystem } from "../../lib/system/memory.ts";
import { readDocument } from "../support/documents.ts";

const OTHERS: readonly [document: object, format: string][] = [
  [{ version: 2, ethernets: { eth0: { dhcp4: true } } }, "netplan's format"],
  [{ network: { version: 2, renderer: "networkd" } }, "netplan's format"],
  [{ ethernets: {} }, "netplan's format"],
  [{ version: 1, config: [] }, "cloud-init's network configuration, version 1"],
  [{ network: { config: [] } }, "cloud-init's network configuration, version 1"],
];

for (const [document, format] of OTHERS) {
  Deno.test(`network document: ${JSON.stringify(document)} is ${format}`, () => {
    const { data, said } = readDocument(document);
    assert.equal(data, undefined);
    assert.deepEqual(said, [`problem $: this is ${format}, not OpenStack's network data; it is ignored.`]);
  });
}

Deno.test("network document: with links or networks it is one, whatever else is in it", () => {
  for (const document of [{ links: [], version: 2 }, { networks: [], ethernets: {} }]) {
    assert.notEqual(readDocument(document).data, undefined);
  }
});

const KEYS: readonly [what: string, document: object, said: readonly string[]][] = [
  ["of the document", { link: [], networks: [] }, [
    'note $: there is no "links" in it; it counts as an empty list.',
    'note $.link: "link" is not a known key of a network document; it is ignored; "links" is a key like it.',
  ]],
  [
    "of a link, once for all links",
    {
      links: [
        { id: "a", ethernet_mac_address: "52:54:00:00:00:0a", weight: 1 },
        { id: "b", ethernet_mac_address: "52:54:00:00:00:0b", weight: 1, "bond-miimon": 100 },
      ],
      networks: [],
    },
    [
      'note $.links[0].weight: "weight" is not a known key of a link; it is ignored.',
      'note $.links[1]["bond-miimon"]: "bond-miimon" is not a known key of a link; it is ignored; ' +
      '"bond_miimon" is a key like it.',
    ],
  ],
  ["of a bond", {
    links: [{ id: "b", type: "bond", bond_mode: 1, bond_links: [], bond_mimon: 1 }],
    networks: [],
  }, [
    'note $.links[0].bond_mimon: "bond_mimon" is no option of the kernel\'s bonding driver; it is ignored; ' +
    '"bond_miimon" is a key like it.',
  ]],
  [
    "of a network and a route",
    {
      links: [],
      networks: [{
        ...{ link: "a", type: "ipv4", ip_address: "192.0.2.1/24", ip_adress: "192.0.2.1" },
        routes: [{ network: "10.0.0.0/8", gateway: "192.0.2.2", metrics: 5 }],
      }],
    },
    [
      'note $.networks[0].ip_adress: "ip_adress" is not a known key of a network; it is ignored; ' +
      '"ip_address" is a key like it.',
      'note $.networks[0].routes[0].metrics: "metrics" is not a known key of a route; it is ignored; ' +
      '"metric" is a key like it.',
    ],
  ],
  [
    "like those of a link, and like a bond's",
    {
      links: [{
        id: "a",
        ethernet_mac_address: "52:54:00:00:00:0a",
        mtus: 1,
        vlan_ids: 1,
        bnd_mode: 1,
        bnd_miimon: 1,
      }],
      networks: [],
    },
    [["mtus", "mtu"], ["vlan_ids", "vlan_id"], ["bnd_mode", "bond_mode"], ["bnd_miimon", "bond_miimon"]].map((
      [key, like],
    ) =>
      `note $.links[0].${key}: "${key}" is not a known key of a link; it is ignored; "${like}" is a key like it.`
    ),
  ],
  ["that clouds send, with what neutron, the hypervisor and cloud-init's readers know of a port", {
    links: [{
      ...{ id: "tap0", name: "tap0", type: "ovs", ethernet_mac_address: "52:54:00:00:00:0a", mtu: 1500 },
      ...{ vif_id: "v", network_id: "n", port_id: "p", vif_type: "ovs", vnic_type: "normal" },
      ...{ model: "virtio", speed: 10000 },
    }],
    networks: [{
      ...{ id: "network0", name: "private", link: "tap0", type: "ipv4", network_id: "n", subnet_id: "s" },
      ...{ ip_address: "192.0.2.1", netmask: "255.255.255.0", gateway: "192.0.2.254", metric: 5 },
      ...{ broadcast: "192.0.2.255", scope: "global", mac_address: "52:54:00:00:00:0a", pointopoint: "" },
      routes: [{ id: "r", type: "unicast", network: "10.0.0.0", netmask: "255.0.0.0", gateway: "192.0.2.2" }],
    }],
  }, []],
  ["that clouds are known to send", {
    links: [{ id: "a", ethernet_mac_address: "52:54:00:00:00:0a", vif_id: "x", mtu: null }],
    networks: [{ link: "a", id: "n", type: "ipv4_dhcp", network_id: "x" }, {
      ...{ link: "a", type: "ipv4", ip_address: "192.0.2.1/24" },
      routes: [{
        network: "10.0.0.0/8",
        gateway: "192.0.2.2",
        services: [],
        dns_nameservers: [],
        search: "",
      }],
    }],
  }, []],
];

for (const [what, document, said] of KEYS) {
  Deno.test(`unknown keys ${what}`, () => assert.deepEqual(readDocument(document).said, said));
}

Deno.test("unknown keys: there is an end to them", () => {
  const document = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`key${index}`, 1]));
  const { said } = readDocument({ links: [], networks: [], ...document });
  assert.equal(said.length, 16);
});

const DRIVES: readonly [
  what: string,
  files: Record<string, string>,
  name: string | undefined,
  said: string[],
][] = [
  ["latest", { "/openstack/latest/meta_data.json": '{"name": "a"}' }, "a", []],
  [
    "latest beside dates",
    {
      "/openstack/latest/meta_data.json": '{"name": "a"}',
      "/openstack/2018-08-27/meta_data.json": '{"name": "b"}',
    },
    "a",
    [],
  ],
  [
    "dates alone: the newest",
    {
      "/openstack/2012-08-10/meta_data.json": '{"name": "a"}',
      "/openstack/2018-08-27/meta_data.json": '{"name": "b"}',
      "/openstack/content/x": "",
    },
    "b",
    [],
  ],
  [
    "dates alone, beside copies of them",
    {
      "/openstack/2018-08-27/meta_data.json": '{"name": "b"}',
      "/openstack/2018-08-27.old/meta_data.json": '{"name": "c"}',
      "/openstack/copy-2018-08-27/meta_data.json": '{"name": "d"}',
    },
    "b",
    [],
  ],
  ["EC2's alone", { "/ec2/latest/meta-data.json": "{}" }, undefined, [
    "ec2/latest/meta-data.json: this is EC2's format, and there is no openstack/latest with a config drive's " +
    "documents; the drive is ignored.",
  ]],
  [
    "EC2's beside OpenStack's",
    {
      "/ec2/latest/meta-data.json": "{}",
      "/openstack/latest/meta_data.json": '{"name": "a"}',
    },
    "a",
    [],
  ],
  [
    "two seeds for NoCloud, and one for Azure",
    {
      "/meta-data": "",
      "/network-config": "",
      "/ovf-env.xml": "",
    },
    undefined,
    [
      "meta-data: this is the format of cloud-init's NoCloud, and there is no openstack/latest with a config drive's " +
      "documents; the drive is ignored.",
    ],
  ],
  ["a seed for NoCloud", { "/meta-data": "", "/user-data": "" }, undefined, [
    "meta-data: this is the format of cloud-init's NoCloud, and there is no openstack/latest with a config drive's " +
    "documents; the drive is ignored.",
  ]],
];

for (const [what, files, name, said] of DRIVES) {
  Deno.test(`drive: ${what}`, () => {
    const { metaData, network, problems } = readConfigDrive(memorySystem(files));
    assert.deepEqual([metaData?.hostName, problems.map(formatProblem)], [name, said]);
    assert.equal(network, said.length > 0 ? "unreadable" : "absent");
  });
}
