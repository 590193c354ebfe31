import assert from "node:assert/strict";
import { dhcp, nic, phy, resolveDocument, v4 } from "../support/documents.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";
const C = "52:54:00:00:00:0c";
const THREE = [nic("eth0", A), nic("eth1", B), nic("eth2", C)];
const LINKS = [phy("a", A), phy("b", B), phy("c", C)];

const to = (network: string, gateway: string) => ({ network, gateway });

const SLAAC = { link: "c", type: "ipv6_slaac" };

/** Networks, and the metrics of the default routes that eth0, eth1 and eth2 learn. */
const LEARNED: Record<string, { networks: object[]; metrics: (number | undefined)[] }> = {
  "no network at all: by the order of the devices": { networks: [], metrics: [100, 200, 300] },
  "one network": { networks: [dhcp("b")], metrics: [2048, undefined, 2148] },
  "two networks, of which one has DHCPv6 and no router that is known": {
    networks: [{ link: "a", type: "ipv6_dhcpv6-stateful", routes: [] }, dhcp("b")],
    metrics: [100, 200, 2048],
  },
  "two networks: by their order": {
    networks: [dhcp("b"), dhcp("a")],
    metrics: [200, 100, 2048],
  },
  "several networks: by their order": { networks: [SLAAC, dhcp("b"), dhcp("a")], metrics: [300, 200, 100] },
  "several networks beside a static default route": {
    networks: [dhcp("c"), v4("a", "192.0.2.5/24", "192.0.2.1"), dhcp("b")],
    metrics: [undefined, 1124, 1024],
  },
  "a network whose routes have a default": {
    networks: [dhcp("a", { routes: [to("0.0.0.0/0", "192.0.2.1")] }), dhcp("b")],
    metrics: [undefined, 1024, 2048],
  },
};

for (const [title, { networks, metrics }] of Object.entries(LEARNED)) {
  Deno.test(`resolve: learned default routes of ${title}`, () => {
    const { links } = resolveDocument({ links: LINKS, networks }, THREE);
    assert.deepEqual([...links.values()].map(({ learnedMetric }) => learnedMetric), metrics);
  });
}

Deno.test("resolve: the only default route there may be needs no metric", () => {
  const { links } = resolveDocument({ links: [], networks: [] }, THREE.slice(0, 1));
  assert.equal(links.get("eth0")?.learnedMetric, undefined);
});
