import assert from "node:assert/strict";
import { describeLink } from "../../lib/cli/describe.ts";
import type { NetworkRoot } from "../../lib/network_root/discover.ts";
import type { FileClaim } from "../../lib/resolve/claims.ts";
import { bond, dhcp, nic, phy, resolveDocument, v4, vlan } from "../support/documents.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";
const C = "52:54:00:00:00:0c";
const CARDS = [nic("eth0", A), nic("eth1", B), nic("eth2", C)];
const LINKS = [phy("a", A), phy("b", B), phy("c", C)];

interface Row {
  readonly links?: readonly object[];
  readonly networks: readonly object[];
  readonly root?: Partial<NetworkRoot>;
  readonly claims?: readonly FileClaim[];
  /** Each link in the words of `plan`; the third card has nothing from the drive, and is left out. */
  readonly made: readonly string[];
  /** What is said beside what is said of every root. */
  readonly said?: readonly string[];
}

const KEPT =
  "would be taken down to become a port of the bond; the bond is not made, and its ports stay as the initramfs has left them.";
const bridge = (id: string, ports: readonly string[]) => ({ id, type: "bridge", bridge_links: ports });

const ROWS: Record<string, Row> = {
  "what the drive states is added": {
    networks: [v4("a", "192.0.2.10/24", "192.0.2.1"), dhcp("b")],
    made: ["eth0: 192.0.2.10/24, default via 192.0.2.1, never taken down", "eth1: DHCP"],
  },
  "the drive says nothing of it": {
    links: [phy("b", B)],
    networks: [dhcp("b")],
    made: ["eth0: DHCP by default, never taken down", "eth1: DHCP"],
  },
  "VLANs on it": {
    links: [...LINKS, vlan("v", "a", 5)],
    networks: [v4("v", "192.0.2.10/24")],
    made: [
      "eth0: up, no addresses, never taken down",
      "eth1: DHCP by default",
      "eth0.5: VLAN 5 on eth0, 192.0.2.10/24",
    ],
  },
  "a VLAN that the initramfs has made, and another": {
    links: [...LINKS, vlan("v", "a", 5), vlan("w", "a", 6)],
    networks: [v4("v", "192.0.2.10/24"), v4("w", "198.51.100.10/24")],
    root: { made: ["eth0.5"] },
    made: [
      "eth0: up, no addresses, never taken down",
      "eth1: DHCP by default",
      "eth0.6: VLAN 6 on eth0, 198.51.100.10/24",
    ],
    said: ["note $.links[3]: eth0.5 is left to the initramfs."],
  },
  "a bond of others": {
    links: [...LINKS, bond("bond0", ["b", "c"])],
    networks: [v4("bond0", "192.0.2.10/24")],
    made: ["eth0: DHCP by default, never taken down", "eth1: port of bond0", "eth2: port of bond0"],
  },
  "a bond with it, and what stands on that": {
    links: [...LINKS, bond("bond0", ["a", "b"]), vlan("v", "bond0", 5), bridge("br0", ["v"])],
    networks: [v4("br0", "192.0.2.10/24")],
    made: [],
    said: [`problem $.links[3]: eth0, on the way to the root file system, ${KEPT}`],
  },
  "a bridge with it": {
    links: [...LINKS, bridge("br0", ["a"])],
    networks: [v4("br0", "192.0.2.10/24")],
    made: ["eth1: DHCP by default"],
    said: [
      `problem $.links[3]: eth0, on the way to the root file system, ${KEPT.replaceAll("bond", "bridge")}`,
    ],
  },
  "a bridge on a VLAN on it": {
    links: [...LINKS, vlan("v", "a", 5), bridge("br0", ["v"])],
    networks: [v4("br0", "192.0.2.10/24")],
    made: [
      "eth0: up, no addresses, never taken down",
      "eth1: DHCP by default",
      "eth0.5: VLAN 5 on eth0, port of br0",
    ],
  },
  "the bond is there already": {
    links: [...LINKS, bond("bond0", ["a", "b"])],
    networks: [v4("bond0", "192.0.2.10/24")],
    root: { cards: [], ports: ["eth0", "eth1"], made: ["bond0"] },
    made: [],
    said: ["note $.links[3]: bond0 is left to the initramfs."],
  },
  "the bond is there already, by the name that the drive gives it": {
    links: [...LINKS, bond("x", ["a", "b"], { name: "bond0" })],
    networks: [],
    root: { cards: [], ports: ["eth0", "eth1"], made: ["bond0"] },
    made: [],
    said: ["note $.links[3]: bond0 is left to the initramfs."],
  },
  "the bond is there already, by its id": {
    links: [...LINKS, bond("bond0", ["a", "b"], { name: "lan0" })],
    networks: [],
    root: { cards: [], ports: ["eth0", "eth1"], made: ["bond0"] },
    made: [],
  },
  "a bond is there with its ports, which has another name": {
    links: [...LINKS, bond("lan0", ["a", "b"])],
    networks: [],
    root: { cards: [], ports: ["eth0", "eth1"], made: ["bond0"] },
    made: [],
    said: [`problem $.links[3]: eth0 and eth1, on the way to the root file system, ${KEPT}`],
  },
  "an operator has a port of the bond that is there": {
    networks: [],
    root: { cards: [], ports: ["eth0", "eth1"], made: ["bond0"] },
    claims: [{ file: "/etc/mine", role: "own", names: [{ patterns: ["eth0"] }] }],
    made: [],
    said: ["note $.links[0]: eth0 is left to /etc/mine."],
  },
  "a bond is there, of which the drive knows nothing": {
    networks: [v4("a", "192.0.2.10/24"), dhcp("b")],
    root: { cards: [], ports: ["eth0", "eth1"], made: ["bond0"] },
    made: [],
  },
  "an operator has the card": {
    networks: [v4("a", "192.0.2.10/24"), dhcp("b")],
    claims: [{ file: "/etc/mine", role: "own", names: [{ patterns: ["eth0"] }] }],
    made: ["eth1: DHCP"],
    said: ["note $.links[0]: eth0 is left to /etc/mine."],
  },
};

for (
  const [what, { links = LINKS, networks, root = {}, claims = [], made, said = [] }] of Object.entries(ROWS)
) {
  Deno.test(`root on the network: ${what}`, () => {
    const whole = { what: "on NFS", cards: ["eth0"], ports: [], made: [], ...root };
    const resolved = resolveDocument({ links, networks }, CARDS, { claims, root: whole });
    const described = [...resolved.links.values()].map((link) => `${link.name}: ${describeLink(link)}`);
    const isOther = (line: string) => /^(?:eth2: DHCP|bond0: |br0: )/.test(line);
    assert.deepEqual(described.filter((line) => !isOther(line)), made);
    const own = resolved.said.filter((line) =>
      !line.includes("the root file system is on NFS") &&
      (!/initramfs/.test(line) || line.startsWith("problem") || said.includes(line))
    );
    assert.deepEqual(own, said);
  });
}

Deno.test("root on the network: it is said which cards are the way there, and by what", () => {
  const said = (root: Partial<NetworkRoot>) =>
    resolveDocument({ links: [], networks: [] }, CARDS, {
      root: { what: "on an NBD device", cards: [], ports: [], made: [], ...root },
    }).said.filter((line) => line.includes("NBD"));
  const start = "note /proc/self/mountinfo: the root file system is on an NBD device, and";
  assert.deepEqual(said({ cards: ["eth0"] }), [`${start} eth0 is the way there; eth0 is never taken down.`]);
  assert.deepEqual(said({ cards: ["eth0"], made: ["eth0.5"] }), [
    `${start} eth0 (by eth0.5) is the way there; eth0 is never taken down.`,
  ]);
  assert.deepEqual(said({ ports: ["eth0"], made: ["bond0"] }), [
    `${start} eth0 (by bond0) is the way there; eth0 is never taken down.`,
  ]);
  assert.deepEqual(said({ ports: ["eth0", "eth1"], made: ["bond0"] }), [
    `${start} eth0 and eth1 (by bond0) are the way there; eth0 and eth1 are never taken down.`,
  ]);
  assert.deepEqual(said({}), [
    "problem /proc/self/mountinfo: the root file system is on an NBD device, and it is not known which card leads there; " +
    "no card is kept from being taken down.",
  ]);
});
