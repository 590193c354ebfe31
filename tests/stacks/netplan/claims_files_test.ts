import assert from "node:assert/strict";
import * as netplan from "../../../lib/stacks/netplan/mod.ts";

/** The names that a file is about, patterns and identifiers included, in no order. */
function namesIn(text: string): string[] {
  const all = netplan.claims(text).flatMap(({ names = [], alias }) => [
    ...names.flatMap(({ patterns }) => patterns),
    ...(alias === undefined ? [] : [alias]),
  ]);
  return [...new Set(all)].sort();
}

/** Files as installers, clouds and operators write them. */
const FILES: readonly [what: string, text: string, names: readonly string[]][] = [
  [
    "cloud-init's",
    `# This file is generated from information provided by the datasource.  Changes
# to it will not persist across an instance reboot.
# network: {config: disabled}
network:
    ethernets:
        ens3:
            dhcp4: true
            match:
                macaddress: fa:16:3e:aa:bb:cc
            mtu: 1450
            set-name: ens3
    version: 2
`,
    ["ens3"],
  ],
  [
    "the server installer's",
    `# This is the network config written by 'subiquity'
network:
  ethernets:
    enp1s0:
      addresses:
      - 192.0.2.5/24
      nameservers:
        addresses: [192.0.2.53, 2001:db8::53]
        search: []
      routes:
      - to: default
        via: 192.0.2.1
  version: 2
  wifis: {}
`,
    ["enp1s0"],
  ],
  [
    "the desktop's",
    "# Let NetworkManager manage all devices on this system\nnetwork: {version: 2, renderer: NetworkManager}\n",
    [],
  ],
  [
    "a bond of cards with an anchor",
    `network:
  version: 2
  ethernets:
    eno1: &nic
      dhcp4: no
      accept-ra: no
    eno2: *nic
  bonds:
    bond0: {interfaces: [eno1, eno2], parameters: {mode: 802.3ad, mii-monitor-interval: 100}}
`,
    ["bond0", "eno1", "eno2"],
  ],
  [
    "one full of comments",
    `# by operations, 2024-01-01
network: # all of it
  version: 2 # the only one
  # renderer: NetworkManager
  ethernets:
\t# the first
    eth0: # public
      dhcp4: yes
#   eth1: {}
`,
    ["eth0"],
  ],
  [
    "one with all keys in quotes",
    `"network":
  "version": 2
  'ethernets':
    "wan":
      "match": {"macaddress": "00:11:22:33:44:55"}
      'set-name': "wan0"
      addresses: ["192.0.2.1/24", '2001:db8::1/64']
`,
    ["wan"],
  ],
  [
    "one that matches drivers and globs",
    `network:
  version: 2
  renderer: networkd
  ethernets:
    all-virtio: {match: {driver: virtio_net}, dhcp4: true}
    all-en: {match: {name: "en*"}, dhcp4: true}
    fast:
      match:
        driver: ["mlx5_core", "ixgbe"]
        name: ens1f0
`,
    ["all-virtio", "all-en", "en*", "fast", "ens1f0"],
  ],
  [
    "a bridge with a VLAN",
    `network:
  version: 2
  ethernets:
    enp3s0: {dhcp4: false}
  bridges:
    br0:
      interfaces: [ enp3s0 ]
      parameters: {stp: false, forward-delay: 0}
      macaddress: 52:54:00:11:22:33
  vlans:
    vlan.100: {id: 100, link: br0, addresses: [ 192.0.2.2/24 ]}
`,
    ["br0", "enp3s0", "vlan.100"],
  ],
  [
    "wireless networks with odd names and passwords",
    `network:
  wifis:
    wlp2s0:
      access-points:
        "Café – !x \\"y\\"": {password: "p@ss: #word !z"}
        'it''s': {password: '!secret !"'}
  modems:
    cdc-wdm0: {apn: internet}
`,
    ["cdc-wdm0", "wlp2s0"],
  ],
  [
    "NetworkManager's",
    `network:
  version: 2
  nm-devices:
    NM-db5f0f67-1f4c-4d59-8ab8-3d278389cf87:
      renderer: NetworkManager
      networkmanager:
        uuid: "db5f0f67-1f4c-4d59-8ab8-3d278389cf87"
        passthrough: {connection.type: "vpn", ipv6.ip6-privacy: "-1"}
`,
    ["NM-db5f0f67-1f4c-4d59-8ab8-3d278389cf87"],
  ],
  ["one from Windows", "\ufeffnetwork:\r\n  ethernets:\r\n    ens5:\r\n      dhcp4: true\r\n", ["ens5"]],
  [
    "one with directives and tags",
    `%YAML 1.1
%TAG !e! tag:example.org,2000:
---
network:
  !!str version: !!int 2
  ethernets:
    !mine eth0: !e!nic {dhcp4: !!bool true, set-name: !!str lan0}
    !<tag:yaml.org,2002:str> eth1: {}
...
`,
    ["eth0", "eth1"],
  ],
  [
    "one of JSON, with tabs",
    '{\n\t"network": {\n\t\t"ethernets": {"eth0": {"dhcp4": true}}\n\t}\n}\n',
    ["eth0"],
  ],
];

for (const [what, text, names] of FILES) {
  Deno.test(`netplan: of files, the claims of ${what}`, () => {
    assert.deepEqual(namesIn(text), [...names].sort());
  });
}

/** What netplan's generator takes as well. */
const ODD: readonly [what: string, text: string, names: readonly string[]][] = [
  [
    "names are texts, whatever they look like",
    "network: {ethernets: {2001-12-14: {}, 0x1f: {}, 1_0: {}, 010: {}, 1e3: {}, null: {match: {name: 5}}}}",
    ["2001-12-14", "0x1f", "1_0", "010", "1e3", "null", "5"],
  ],
  [
    "the last of two definitions counts",
    "network: {ethernets: {eth0: {match: {name: lan0}}, eth0: {match: {name: lan1}}}}",
    ["eth0", "lan1"],
  ],
  [
    "the first of two documents counts",
    "network: {ethernets: {eth0: {}}}\n---\nnetwork: {ethernets: {eth1: {}}}\n",
    ["eth0"],
  ],
];

for (const [what, text, names] of ODD) {
  Deno.test(`netplan: of files, ${what}`, () => assert.deepEqual(namesIn(text), [...names].sort()));
}

Deno.test("netplan: of files, an alias may stand two hundred times", () => {
  const names = Array.from({ length: 200 }, (_, index) => `eth${index}`);
  const definitions = names.map((name, index) =>
    `    ${name}: ${index === 0 ? "&nic {dhcp4: true}" : "*nic"}\n`
  );
  assert.deepEqual(namesIn(`network:\n  ethernets:\n${definitions.join("")}`), names.sort());
});

Deno.test("netplan: of files, aliases of aliases of aliases cost no more than their text", () => {
  const bomb = Array.from({ length: 40 }, (_, index) => {
    const aliases = Array.from({ length: 9 }, (_, key) => `k${key}: ${index === 0 ? "x" : `*a${index - 1}`}`);
    return `a${index}: &a${index} {${aliases.join(", ")}}\n`;
  });
  const text = `${bomb.join("")}network: {ethernets: {eth0: *a39}, bridges: *a1}\n`;
  assert.deepEqual(namesIn(text), ["eth0", ...Array.from({ length: 9 }, (_, key) => `k${key}`)]);
});
