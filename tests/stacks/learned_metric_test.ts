/** What stacks cannot do about the metrics of routes that are learned, beside a default route of the drive that is no better. */
import assert from "node:assert/strict";
import type { PhysicalLink } from "../../lib/network.ts";
import { STACKS } from "../../lib/stacks/mod.ts";
import type { StackName } from "../../lib/stacks/stack.ts";
import { physical, prefix, route } from "../networks.ts";

const METRIC = { learnedMetric: 2048 };
const ROUTER = { routerAdvertisements: "accept" } as const;

type Said = Partial<Record<StackName, readonly string[]>>;

/** A link, and what is said of it. */
const ROWS: readonly (readonly [link: Partial<PhysicalLink>, said: Said])[] = [
  [{ ...METRIC, ...ROUTER }, {
    netplan: ["stack-metric-lost"],
    "network-scripts": ["stack-metric-of-kernel"],
    wicked: ["stack-metric-lost"],
  }],
  [{ ...METRIC, ...ROUTER, dhcp4: true }, {
    "network-scripts": ["stack-metric-of-kernel"],
    wicked: ["stack-metric-lost"],
  }],
  [{ ...METRIC, ...ROUTER, dhcp6: "addresses" }, {
    "network-scripts": ["stack-metric-of-kernel"],
    wicked: ["stack-metric-lost"],
  }],
  [{ ...METRIC, dhcp4: true }, {}],
  [{ ...METRIC, dhcp6: "information" }, {}],
  [{ ...METRIC, dhcp4: true, routerAdvertisements: "ignore" }, {}],
  [ROUTER, {}],
];

const rival = (metric: number) =>
  physical("eth1", "52:54:00:00:00:0b", {
    addresses: [prefix("2001:db8::10/64")],
    routes: [route("::/0", "2001:db8::1", { metric })],
  });

for (const stack of STACKS) {
  for (const [link, said] of ROWS) {
    Deno.test(`learned metrics: ${stack.name}: ${JSON.stringify(link)}`, () => {
      const codes = (metric: number) => {
        const links = [physical("eth0", "52:54:00:00:00:0a", link), rival(metric)];
        const { problems } = stack.code().render({ links }, {
          foreignInterfaces: undefined,
          hasResolvconf: false,
        });
        return problems.map(({ code }) => code).filter((code) => code.startsWith("stack-metric"));
      };
      assert.deepEqual([codes(1024), codes(1023)], [said[stack.name] ?? [], []]);
    });
  }
}
