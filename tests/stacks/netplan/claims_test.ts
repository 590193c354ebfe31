import assert from "node:assert/strict";
import * as netplan from "../../../lib/stacks/netplan/mod.ts";
import { claimText } from "../../support/claims.ts";

const MAC = "52:54:00:00:00:0a";
const ethernets = (definitions: string) => `network: {ethernets: {${definitions}}}`;

const CLAIMS: readonly [what: string, text: string, claims: readonly string[]][] = [
  ["an identifier", "network:\n  ethernets:\n    eth0: {dhcp4: true}\n", ["default eth0"]],
  ["an empty definition", "network:\n  ethernets:\n    eth0:\n", ["default eth0"]],
  [
    "every kind of device",
    `network:
  version: 2
  renderer: networkd
  bridges: {br0: {}}
  tunnels: {wg0: {}}
  wifis: {wlan0: {}}
`,
    ["own br0", "own wg0", "own wlan0"],
  ],
  ["a matched name", ethernets("first: {match: {name: ens3}}"), ["default ens3 =first"]],
  ["a card that gets a name", ethernets("lan: {match: {name: ens3}, set-name: lan0}"), [
    "default ens3|lan0 =lan",
  ]],
  [
    "an address",
    ethernets(`eth0: {match: {macaddress: "${MAC.toUpperCase()}"}, set-name: eth0, dhcp4: true}`),
    [`default @${MAC} =eth0`],
  ],
  ["a name and an address", ethernets(`a: {match: {name: "en*", macaddress: "${MAC}"}}`), [
    `default en* @${MAC} =a`,
  ]],
  ["an image's DHCP", ethernets('all-en: {match: {name: "en*"}, dhcp4: true, dhcp6: true}'), [
    "default en* =all-en",
  ]],
  ["addresses by a pattern", ethernets('a: {match: {name: "en*"}, addresses: [192.0.2.1/24]}'), [
    "own en* =a",
  ]],
  ["a driver", ethernets("a: {match: {driver: virtio}, addresses: [192.0.2.1/24]}"), [
    "own any ?match.driver =a",
  ]],
  ["any card", ethernets("a: {match: {}, dhcp4: true}"), ["default any =a"]],
  ...['"eth[!0]"', "'eth[!0]'", "eth[!0]", '["eth[!0]"]', "!!str eth[!0]", '!glob "eth[!0]"'].map((
    name,
  ): [string, string, string[]] => [
    `a name that is none of some, as ${name}`,
    `network:\n  ethernets:\n    a:\n      match:\n        name: ${name}\n`,
    ["default eth[!0] =a"],
  ]),
  ["a mark that is no tag's, in quotes", ethernets(`a: {match: {name: "en !x", !t driver: [!u 'a !b']}}`), [
    "default en !x ?match.driver =a",
  ]],
  [
    "a bond with ports by a pattern",
    'network: {ethernets: {p: {match: {name: "eth*"}}}, bonds: {bond0: {interfaces: [p]}}}',
    ["own eth* =p", "own bond0"],
  ],
  ["ports that another file defines", "network: {bonds: {bond0: {interfaces: [eth0, eth1]}}}", [
    "own bond0",
    "port eth0",
    "port eth1",
  ]],
  ["a parent that another file defines", "network: {vlans: {eth0.5: {id: 5, link: eth0}}}", [
    "own eth0.5",
    "parent eth0",
  ]],
  [
    "a parent that it makes itself",
    "network: {bonds: {bond0: {interfaces: [eth0]}}, vlans: {v: {id: 5, link: bond0}}}",
    ["own bond0", "own v", "port eth0"],
  ],
  [
    "a parent that is nothing else",
    "network: {ethernets: {eth0: {}}, vlans: {eth0.5: {id: 5, link: eth0}}}",
    [
      "parent eth0",
      "own eth0.5",
    ],
  ],
  [
    "a parent that is more",
    'network: {ethernets: {a: {match: {name: "e*"}, dhcp4: true}}, vlans: {v: {id: 5, link: a}}}',
    ["own e* =a", "own v"],
  ],
  [
    "a bond and a VLAN that add to others",
    "network: {bonds: {bond0: {mtu: 9000}}, vlans: {v: {mtu: 9000}}}",
    [],
  ],
  ["numbers as names", "network: {ethernets: {123: {}}}", ["default 123"]],
  ["nothing of other settings", "network: {version: 2, openvswitch: {ports: [[a, b]]}}", []],
  ["nothing of odd types", "network: {ethernets: [eth0], bonds: 1, vlans: null}", []],
  ["nothing of another document", "a: 1", []],
  ["nothing of a list", "- network", []],
  ["nothing of an empty file", "", []],
  ["nothing of comments", "# network: {ethernets: {eth0: {}}}\n", []],
  ["nothing of broken YAML", "network: {ethernets: {eth0: [\n", []],
  ["nothing of an endless alias", "network: {ethernets: *a}\n", []],
  ["nothing of very deep YAML", "[".repeat(20000), []],
  ["nothing of binary data", "\0\u0001\ufffd", []],
];

for (const [what, text, claims] of CLAIMS) {
  Deno.test(`netplan: a file claims ${what}`, () => {
    assert.deepEqual(netplan.claims(text).map(claimText), claims);
  });
}
