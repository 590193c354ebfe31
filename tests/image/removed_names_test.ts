import assert from "node:assert/strict";
import { type Files, image, REMOVE, runOn } from "./_image.ts";

interface Names {
  /** Below the directory. */
  readonly go: readonly string[];
  readonly stay: readonly string[];
}

/** What an image may have of each stack, by directory. */
const NAMES: Readonly<Record<string, Names>> = {
  "/etc/sysconfig/network-scripts": {
    go: [
      ...[
        "ifcfg-eth0",
        "ifcfg-eth0:1",
        "ifcfg-lobby",
        "keys-wlan0",
        "route-eth0",
        "route6-eth0",
        "rule-eth0",
      ],
      ...["rule6-eth0", "route", "route6"],
    ],
    stay: [
      ...[
        "ifcfg-lo",
        "ifcfg-lo:1",
        "route-lo",
        "xifcfg-eth0",
        "ifup-eth",
        "routes",
        "xroute",
        "network-functions",
      ],
      "route7",
    ],
  },
  "/etc/sysconfig/network": {
    go: ["ifcfg-eth0", "ifcfg-lo0", "ifroute-eth0", "ifrule-eth0", "ifsysctl-eth0", "routes"],
    stay: ["ifcfg-lo", "ifcfg.template", "xifcfg-eth0", "xroutes", "routes.old", "config", "dhcp"],
  },
  "/etc/network/interfaces.d": { go: ["eth0", "50-cloud-init", "x.cfg"], stay: [".keep"] },
  "/etc/conf.d": {
    go: ["net", "net.eth0", "net.lo0", "net.eth0.lo"],
    stay: ["net.lo", "netmount", "network", "xnet", "xnet.eth0", "hostname"],
  },
  "/etc/init.d": {
    go: ["net.eth0", "net.lo0"],
    stay: ["net.lo", "netmount", "xnet.eth0", "networking", "net"],
  },
  "/etc/sysctl.d": {
    go: ["90-simple-init.conf", "90-simple-init-network-scripts.conf"],
    stay: [
      ...["x90-simple-init.conf", "90-simple-init.conf.old", "90-simple-initxconf", "99-sysctl.conf"],
      ...["x90-simple-init-network-scripts.conf", "90-simple-init-network-scripts.conf.old"],
    ],
  },
  "/etc/NetworkManager/system-connections": {
    go: ["eth0.nmconnection", "Wired connection 1", ".x"],
    stay: [],
  },
  "/etc/NetworkManager/conf.d": {
    go: ["30-cloud-init-ip6-addr-gen-mode.conf", "99-cloud-init.conf"],
    stay: [
      "x99-cloud-init.conf",
      "9-cloud-init.conf",
      "99-cloud-init.conf.old",
      "99-mine.conf",
      "cloud-init.conf",
    ],
  },
  "/etc/netplan": { go: ["50-cloud-init.yaml", "x.yaml"], stay: ["x.yaml.old", "xyaml", "README"] },
  "/etc/systemd/network": {
    go: ["eth0.network", "bond0.netdev"],
    stay: ["eth0.network.old", "xnetwork", "xnetdev", "bond0.netdev~", "eth0.network.d"],
  },
  "/etc/udev/rules.d": {
    go: [
      ...["70-persistent-net.rules", "85-persistent-net.rules", "70-persistent-net-cloud-init.rules"],
      "85-persistent-net-cloud-init.rules",
    ],
    stay: [
      ...["75-persistent-net.rules", "x70-persistent-net.rules", "70-persistent-net.rules.old"],
      ...["70-persistent-net-generator.rules", "70-persistent-cd.rules", "70-persistent-netxrules"],
    ],
  },
  "/var/lib/simple-init": {
    go: ["drive.json", "hostname.json", "keys.json"],
    stay: ["drive.json.old", "drivexjson", "README"],
  },
  "/etc/runlevels/default": { go: ["net.eth0", "net.lo0"], stay: ["net.lo", "netmount", "xnet.eth0", "net"] },
  "/etc/runlevels/boot": { go: ["net.eth1"], stay: ["net.lo"] },
};

for (const [directory, { go, stay }] of Object.entries(NAMES)) {
  Deno.test(`image: of ${directory} go the files that name interfaces, and no others`, () => {
    const files: Files = Object.fromEntries([...go, ...stay].map((name) => [
      `${directory}/${name}`,
      "interface-name=x\n",
    ]));
    const system = image({}, files);
    const { status, err } = runOn(system, REMOVE);
    assert.deepEqual([status, err], [0, []]);
    assert.deepEqual(go.filter((name) => system.entries.has(`${directory}/${name}`)), [], "these have to go");
    assert.deepEqual(
      stay.filter((name) => !system.entries.has(`${directory}/${name}`)),
      [],
      "these have to stay",
    );
  });
}

/** Of NetworkManager's profiles those that name a device. */
const PROFILES: readonly [text: string, goes: boolean][] = [
  ["[connection]\ntype=ethernet\ninterface-name=eth0\n", true],
  ["[connection]\ntype=ethernet\n[ethernet]\nmac-address=52:54:00:00:00:01\n", true],
  ["[connection]\ntype=ethernet\n[match]\n interface-name = en*;\n", true],
  ["[connection]\ntype=vlan\n[vlan]\nparent=eth0\nid=5\n", true],
  ["[connection]\ntype=ethernet\nmaster=bond0\n", true],
  ["[connection]\ntype=ethernet\ncontroller=bond0\n", true],
  ["[connection]\nid=dhcp-infiniband\ntype=infiniband\n[ipv4]\nmethod=auto\n", false],
  ["[connection]\ntype=ethernet\ninterface-name=\n[ethernet]\ncloned-mac-address=random\n", false],
  ["[connection]\ntype=wifi\n#interface-name=wlan0\n", false],
];

for (const [text, goes] of PROFILES) {
  Deno.test(`image: a profile ${JSON.stringify(text)} ${goes ? "goes" : "stays"}`, () => {
    const path = "/etc/NetworkManager/system-connections/x.nmconnection";
    const system = image({}, { [path]: text });
    assert.equal(runOn(system, REMOVE).status, 0);
    assert.equal(system.entries.has(path), !goes);
  });
}

/** Of `.link` files those that give a name. */
const LINK_FILES: readonly [text: string, goes: boolean][] = [
  ["[Link]\nName=eth0\n", true],
  ["[Link]\n  Name = eth0\n", true],
  ["[Link]\n#Name=eth0\n", false],
  ["[Link]\nNamePolicy=path\n", false],
  ["[Match]\nOriginalName=eth*\n[Link]\nMACAddressPolicy=none\n", false],
];

for (const [text, goes] of LINK_FILES) {
  Deno.test(`image: a .link file ${JSON.stringify(text)} ${goes ? "goes" : "stays"}`, () => {
    const path = "/etc/systemd/network/10-x.link";
    const system = image({}, { [path]: text, [`${path}.old`]: text });
    assert.equal(runOn(system, REMOVE).status, 0);
    assert.deepEqual([system.entries.has(path), system.entries.has(`${path}.old`)], [!goes, true]);
  });
}

Deno.test("image: links go, but those to /dev/null, which keep a file of the distribution's from being read", () => {
  const system = image({}, {
    "/etc/systemd/network/80-x.network": { link: "/dev/null" },
    "/etc/systemd/network/81-x.network": { link: "/usr/share/x.network" },
    "/etc/systemd/network/82-x.link": { link: "/usr/share/x.link" },
    "/etc/netplan/x.yaml/file": "a directory of that name",
  });
  assert.deepEqual(runOn(system, REMOVE), {
    ...{ status: 0, err: [] },
    out: ["remove link /etc/systemd/network/81-x.network -> /usr/share/x.network"],
  });
});
