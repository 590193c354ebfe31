/** Which files of a stack's directories may be ours, and which count as an operator's. Where both may be, the marker in the file says it. */
import assert from "node:assert/strict";
import { STACKS } from "../../lib/stacks/mod.ts";
import type { StackName } from "../../lib/stacks/stack.ts";

interface Names {
  readonly own?: readonly string[];
  readonly foreign?: readonly string[];
  readonly both?: readonly string[];
  readonly nobodys?: readonly string[];
}

const LONG = "a-name-of-15-ch";

// deno-fmt-ignore
const NAMES: Readonly<Record<StackName, Readonly<Record<string, Names>>>> = {
  ifupdown: {
    "/etc/network/interfaces.d": {
      own: ["10-simple-init-eth0", "60-simple-init-eth0_5-x"],
      foreign: ["eth0", "50-cloud-init.cfg", "110-simple-init-eth0", "1-simple-init-eth0", "10-simple-init-", "10-simple-init-eth0.bak"],
      nobodys: [".10-simple-init-eth0", ".eth0"],
    },
    "/etc/network": { foreign: ["interfaces"], nobodys: ["interfaces.bak", "interfaces.d", "my-interfaces"] },
    "/etc/dhcp/dhclient-enter-hooks.d": { own: ["simple-init"], nobodys: ["simple-init.dpkg-old", "my-simple-init"] },
    "/etc": { own: ["resolv.conf"], nobodys: ["resolv.conf.bak", "my-resolv.conf", "resolv-conf"] },
    "/etc/systemd/resolved.conf.d": {
      own: ["simple-init.conf"],
      nobodys: ["simple-init.conf.bak", "10-simple-init.conf", "simple-init-conf"],
    },
  },
  netifrc: {
    "/etc/conf.d": {
      both: ["net.eth0", "net.e", "net.eth0_1.2", `net.${LONG}`],
      foreign: ["net", "net.eth0:1", "net.-eth0", `net.${LONG}0`],
      nobodys: ["net.eth0~", "net.", "network", "netmount", "my-net", "my-net.eth0"],
    },
    "/etc/sysctl.d": {
      own: ["90-simple-init.conf"],
      nobodys: ["90-simple-init.conf.bak", "190-simple-init.conf", "90-simple-init-conf", "99-sysctl.conf"],
    },
  },
  netplan: {
    "/etc/netplan": {
      own: ["90-simple-init.yaml"],
      foreign: ["50-cloud-init.yaml", "190-simple-init.yaml", "90-simple-init.yaml.yaml", "90-simple-init-yaml.yaml", "x.yaml"],
      nobodys: [".90-simple-init.yaml", ".yaml", "90-simple-init.yaml.bak", "90-simple-init-yaml"],
    },
  },
  "network-scripts": {
    "/etc/sysconfig/network-scripts": {
      both: ["ifcfg-eth0", "ifcfg-eth0:0", "ifcfg-eth0:255", "ifcfg-lo0", "ifcfg-e", `ifcfg-${LONG}`, "ifcfg-eth0.old.1", "ifcfg-x.bak:0"],
      own: ["route-eth0", "route6-eth0", `route6-${LONG}`, "ifcfg-eth0.bak", "ifcfg-eth0.rpmnew", "route-lo"],
      foreign: ["ifcfg-Wired one", "ifcfg-eth0:1000", "ifcfg-eth0:", `ifcfg-${LONG}0`],
      nobodys: ["ifcfg-lo", "ifcfg-eth 0~", "ifcfg-eth 0.bak", "ifcfg-eth 0.rpmsave", "route-eth0:1", "my-ifcfg-eth0", "my-route-eth0", "ifup-eth", "rule-eth0"],
    },
    "/etc/sysctl.d": {
      own: ["90-simple-init-network-scripts.conf"],
      nobodys: ["190-simple-init-network-scripts.conf", "90-simple-init-network-scripts.conf.bak", "90-simple-init-network-scripts-conf"],
    },
  },
  networkd: {
    "/etc/systemd/network": {
      own: ["10-simple-init-eth0.network", "10-simple-init-e.netdev", `10-simple-init-${LONG}.network`],
      foreign: ["20-lan.network", "bond0.netdev", "110-simple-init-eth0.network", ".network"],
      nobodys: ["10-simple-init-eth0.network.bak", "10-simple-init-eth0.link", "10-simple-init-.network", "20-lan.link", "20-lan.network~", "network"],
    },
  },
  networkmanager: {
    "/etc/NetworkManager/system-connections": {
      own: ["simple-init-eth0.nmconnection", "simple-init-e.nmconnection", `simple-init-${LONG}.nmconnection`],
      foreign: ["Office", "x", "my-simple-init-eth0.nmconnection", "simple-init-eth0.nmconnection.bak", `simple-init-${LONG}0.nmconnection`],
      nobodys: [".hidden", "eth0.nmconnection~", "~", "simple-init-eth0.nmconnection~"],
    },
    "/etc/NetworkManager/conf.d": {
      own: ["90-simple-init-dns.conf"],
      nobodys: ["190-simple-init-dns.conf", "90-simple-init-dns.conf.bak", "90-simple-init-dns-conf", "10-mine.conf"],
    },
  },
  wicked: {
    "/etc/sysconfig/network": {
      both: ["ifcfg-eth0", "ifcfg-e", "ifcfg-lo0", `ifcfg-${LONG}`],
      own: ["ifroute-eth0", "ifsysctl-eth0", "ifcfg-eth0.old", "ifcfg-eth0.rpmorig"],
      foreign: ["ifcfg-eth 0", `ifcfg-${LONG}0`, "ifcfg-eth 0.old.1"],
      nobodys: ["ifcfg-", "ifcfg-lo", "ifroute-lo", "ifsysctl-lo", "ifcfg-eth 0~", "ifcfg-eth 0.bak", "ifroute-eth 0", "my-ifcfg-eth0", "my-ifroute-eth0", "config", "routes", "ifcfg.template"],
    },
  },
};

for (const { name: stack, owned, foreign } of STACKS) {
  Deno.test(`own names: ${stack}: every directory has a row`, () => {
    const directories = new Set([...owned, ...foreign].map(({ directory }) => directory));
    assert.deepEqual(Object.keys(NAMES[stack]).sort(), [...directories].sort());
  });

  for (
    const [directory, { own = [], foreign: theirs = [], both = [], nobodys = [] }] of Object.entries(
      NAMES[stack],
    )
  ) {
    Deno.test(`own names: ${stack}: ${directory}`, () => {
      const isIn = (files: typeof foreign, name: string) =>
        files.some((file) => file.directory === directory && file.pattern.test(name));
      const found = [...own, ...theirs, ...both, ...nobodys].map((name) =>
        `${name}: ${isIn(owned, name)}, ${isIn(foreign, name)}`
      );
      assert.deepEqual(found, [
        ...own.map((name) => `${name}: true, false`),
        ...theirs.map((name) => `${name}: false, true`),
        ...both.map((name) => `${name}: true, true`),
        ...nobodys.map((name) => `${name}: false, false`),
      ]);
    });
  }
}
