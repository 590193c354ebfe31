import assert from "node:assert/strict";
import type { Link } from "../../../lib/network.ts";
import * as ifupdown from "../../../lib/stacks/ifupdown/mod.ts";
import type { DhcpClient } from "../../../lib/stacks/stack.ts";
import { physical, prefix, vlan } from "../../networks.ts";

const TARGET = { foreignInterfaces: undefined, hasResolvconf: false };
const A = "52:54:00:00:00:0a";
const STATED = { addresses: [prefix("192.0.2.10/24")] };
const DHCP = { dhcp4: true };
const FALLBACK = { dhcp4: true, fallback: true };

/** Links, and in the order of their files what ifup does about DHCPv4 on each: it waits, or it starts a client and goes on. */
const ORDERS: Record<string, { links: Link[]; order: string[] }> = {
  "a server of the drive alone": { links: [physical("eth0", A, DHCP)], order: ["10 eth0 waits"] },
  "a server before a stated address": {
    links: [physical("eth0", A, DHCP), physical("eth1", A, STATED)],
    order: ["10 eth1", "60 eth0 waits"],
  },
  "servers on links with stated addresses, of which one is waited for": {
    links: [
      physical("eth0", A, { ...DHCP, ...STATED }),
      physical("eth1", A, { ...DHCP, ...STATED }),
      physical("eth2", A, DHCP),
    ],
    order: ["10 eth1 goes on", "50 eth0 waits", "60 eth2 waits"],
  },
  "a server on a link with a stated address beside stated addresses alone": {
    links: [physical("eth0", A, STATED), physical("eth1", A, { ...DHCP, ...STATED })],
    order: ["10 eth0", "50 eth1 waits"],
  },
  "servers on links with stated addresses, of which one has a VLAN": {
    links: [
      physical("eth0", A, { ...DHCP, ...STATED }),
      vlan("eth0", 5),
      physical("eth1", A, { ...DHCP, ...STATED }),
    ],
    order: ["10 eth0 goes on", "30 eth0.5", "50 eth1 waits"],
  },
  "a server below a VLAN": {
    links: [physical("eth0", A, DHCP), vlan("eth0", 5, STATED)],
    order: ["10 eth0 goes on", "30 eth0.5"],
  },
  "a fallback beside a server of the drive": {
    links: [physical("eth0", A, FALLBACK), physical("eth1", A, DHCP)],
    order: ["10 eth0 goes on", "10 eth1 waits"],
  },
  "fallbacks alone, of which one has no cable": {
    links: [physical("eth0", A, { ...FALLBACK, carrier: false }), physical("eth1", A, FALLBACK)],
    order: ["10 eth0 goes on", "10 eth1 waits"],
  },
};

/** Whether ifup waits, by the commands of each client. */
const WAITS: Readonly<Record<DhcpClient, RegExp>> = {
  udhcpc: /udhcpc -b .* \|\| true$/m,
  dhclient: / inet dhcp$/m,
  dhcpcd: /dhcpcd -4 -A .* \|\| /,
};
const GOES_ON: Readonly<Record<DhcpClient, RegExp>> = {
  udhcpc: /udhcpc -f .* &$/m,
  dhclient: /dhclient -4 -nw /,
  dhcpcd: /dhcpcd -4 -b /,
};

/** udhcpc is not asked beside a stated address. */
const isForUdhcpc = (links: readonly Link[]) =>
  links.every(({ dhcp4, addresses }) => !dhcp4 || addresses.length === 0);

for (const dhcpClient of ["dhclient", "dhcpcd", "udhcpc"] as const) {
  for (const [what, { links, order }] of Object.entries(ORDERS)) {
    if (dhcpClient === "udhcpc" && !isForUdhcpc(links)) continue;
    Deno.test(`ifupdown: ${dhcpClient}, ${what}`, () => {
      const { files } = ifupdown.render({ links }, { ...TARGET, dhcpClient });
      const found = files.flatMap(({ path, contents, link }) => {
        if (link === undefined) return [];
        const does = WAITS[dhcpClient].test(contents)
          ? " waits"
          : GOES_ON[dhcpClient].test(contents)
          ? " goes on"
          : "";
        return [`${/(\d\d)-simple-init/.exec(path)![1]} ${link}${does}`];
      });
      assert.deepEqual(found.sort(), order);
    });
  }
}
