import assert from "node:assert/strict";
import { withMarker } from "../lib/apply/marker.ts";
import { stackOf, STACKS } from "../lib/stacks/mod.ts";
import type { StackName } from "../lib/stacks/stack.ts";
import { memorySystem } from "../lib/system/memory.ts";
import { findClaims, inspectTarget } from "../lib/target.ts";
import { claimText } from "./support/claims.ts";

const NETWORKD = "/etc/systemd/network";
const OURS = withMarker(`${NETWORKD}/10-simple-init-eth0.network`, "[Match]\nName=eth0\n");
const edited = (text: string) => `${withMarker("/etc/elsewhere", "")}${text}`;

const CLAIMS: readonly [what: string, stack: StackName, files: Record<string, string>, claims: string[]][] = [
  ["an operator's", "networkd", { [`${NETWORKD}/20-lan.network`]: "[Match]\nName=eth0\n" }, [
    `${NETWORKD}/20-lan.network: default eth0`,
  ]],
  ["what a bond's netdev makes", "networkd", { [`${NETWORKD}/20-bond.netdev`]: "[NetDev]\nName=bond0\n" }, [
    `${NETWORKD}/20-bond.netdev: own bond0 made`,
  ]],
  ["nothing of a .link", "networkd", { [`${NETWORKD}/10-lan.link`]: "[Match]\nName=eth0\n" }, []],
  ["nothing of ours", "networkd", { [`${NETWORKD}/10-simple-init-eth0.network`]: OURS }, []],
  ["nothing of ours that was edited: what stands on it is ours", "networkd", {
    [`${NETWORKD}/10-simple-init-eth0.network`]: `${OURS}# mine\n`,
  }, []],
  ["nothing of ours that was edited, where an operator's may be called the same", "network-scripts", {
    "/etc/sysconfig/network-scripts/ifcfg-eth0": edited("DEVICE=eth0\n"),
    "/etc/sysconfig/network-scripts/ifcfg-eth1": "DEVICE=eth1\n",
  }, ["/etc/sysconfig/network-scripts/ifcfg-eth1: own eth1"]],
  [
    "a stanza that was added to our interfaces",
    "ifupdown",
    { "/etc/network/interfaces": edited("iface eth0 inet dhcp\n") },
    ["/etc/network/interfaces: own eth0"],
  ],
  ["nothing of an edited netplan file", "netplan", {
    "/etc/netplan/90-simple-init.yaml": edited("network: {ethernets: {eth0: {}}}\n"),
  }, []],
  ["nothing of another stack's", "netplan", { [`${NETWORKD}/20-lan.network`]: "[Match]\nName=eth0\n" }, []],
];

for (const [what, stack, files, claims] of CLAIMS) {
  Deno.test(`target: claims: ${what}`, () => {
    const found = findClaims(memorySystem(files), stackOf(stack));
    assert.deepEqual(found.claims.map((claim) => `${claim.file}: ${claimText(claim)}`), claims);
    assert.deepEqual(found.problems, []);
  });
}

Deno.test("target: an edited /etc/network/interfaces is somebody's, an unedited one is nobody's", () => {
  const interfaces = (text: string) =>
    inspectTarget(memorySystem({ "/etc/network/interfaces": text }), stackOf("ifupdown"), false)
      .foreignInterfaces;
  const text = edited("auto lo\n");
  assert.deepEqual([interfaces(text), interfaces(withMarker("/etc/network/interfaces", "auto lo\n"))], [
    text,
    undefined,
  ]);
});

Deno.test("target: only ifupdown's rendering depends on the DHCP client, and no other stack looks for one", () => {
  const root = memorySystem({ "/usr/sbin/dhcpcd": "" });
  const asked: string[] = [];
  const system = { ...root, lstat: (path: string) => (asked.push(path), root.lstat(path)) };
  const found = STACKS.map((stack) => {
    asked.length = 0;
    const { dhcpClient } = inspectTarget(system, stack, false);
    return [stack.name, dhcpClient, asked.some((path) => /dhc/.test(path))];
  });
  assert.deepEqual(found.filter(([, client, looked]) => client !== undefined || looked), [
    ["ifupdown", "dhcpcd", true],
  ]);
});
