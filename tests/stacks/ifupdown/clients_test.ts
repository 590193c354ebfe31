import assert from "node:assert/strict";
import type { PhysicalLink } from "../../../lib/network.ts";
import * as ifupdown from "../../../lib/stacks/ifupdown/mod.ts";
import { memorySystem } from "../../../lib/system/memory.ts";
import { comparable, readIfupdown } from "../../readers/ifupdown.ts";
import { physical, prefix, route } from "../../networks.ts";

const TARGET = { foreignInterfaces: undefined, hasResolvconf: false };

/** Programs of a root, and the client that ifup runs there. */
const ROOTS: readonly (readonly [programs: readonly string[], client: string])[] = [
  [[], "dhclient"],
  [["/sbin/dhclient"], "dhclient"],
  [["/usr/sbin/dhcpcd"], "dhcpcd"],
  [["/sbin/dhcpcd"], "dhcpcd"],
  [["/usr/sbin/dhclient", "/usr/sbin/dhcpcd"], "dhclient"],
];

for (const [programs, client] of ROOTS) {
  Deno.test(`ifupdown: a root with ${programs.join(" and ") || "no client"}: ${client}`, () => {
    const system = memorySystem(Object.fromEntries(programs.map((path) => [path, ""])));
    assert.equal(ifupdown.inspect(system).dhcpClient, client);
  });
}

const LINKS: Readonly<Record<string, Partial<PhysicalLink>>> = {
  "DHCPv4": { dhcp4: true, learnedMetric: 1024 },
  "DHCPv4 that nothing waits for": { dhcp4: true, fallback: true, carrier: false },
  "stateful DHCPv6 with a router": { dhcp6: "addresses", routerAdvertisements: "accept" },
  "stateful DHCPv6 alone": { dhcp6: "addresses" },
  "stateless DHCPv6": { dhcp6: "information", routerAdvertisements: "accept" },
  "stateful DHCPv6 and no router": { dhcp6: "addresses", routerAdvertisements: "ignore" },
};

for (const [what, more] of Object.entries(LINKS)) {
  Deno.test(`ifupdown: dhcpcd is told of ${what}`, () => {
    const config = { links: [physical("eth0", "52:54:00:00:00:0a", more)] };
    const { files } = ifupdown.render(config, { ...TARGET, dhcpClient: "dhcpcd" });
    assert.deepEqual(
      readIfupdown(new Map(files.map(({ path, contents }) => [path, contents]))),
      comparable(config),
    );
  });
}

Deno.test("ifupdown: dhcpcd leaves resolv.conf alone where the drive has the servers", () => {
  const more = {
    dhcp4: true,
    dhcp6: "addresses",
    routerAdvertisements: "accept",
    learnedDns: false,
  } as const;
  const config = { links: [physical("eth0", "52:54:00:00:00:0a", more)] };
  const { files } = ifupdown.render(config, { ...TARGET, dhcpClient: "dhcpcd" });
  const starts = files.flatMap(({ contents }) => contents.match(/dhcpcd -[46] -[Ab].*?eth0/g) ?? []);
  assert.deepEqual(starts, [
    "dhcpcd -6 -b --noipv6rs --ia_na -C resolv.conf eth0",
    "dhcpcd -4 -A -C resolv.conf eth0",
    "dhcpcd -4 -b -A -C resolv.conf eth0",
  ]);
});

Deno.test("ifupdown: dhcpcd leaves the drive's MTU and default route alone, and has no hook of dhclient's", () => {
  const more = { dhcp4: true, mtu: 1450, routes: [route("0.0.0.0/0", "192.0.2.1", { onLink: true })] };
  const config = { links: [physical("eth0", "52:54:00:00:00:0a", more)] };
  const { files } = ifupdown.render(config, { ...TARGET, dhcpClient: "dhcpcd" });
  const starts = files.flatMap(({ contents }) => contents.match(/dhcpcd -4 -b.*?eth0/g) ?? []);
  assert.deepEqual(starts, ["dhcpcd -4 -b -A -O interface_mtu -G eth0"]);
  assert.ok(!files.some(({ path }) => path.includes("dhclient")));
});

/** What a lease has no say in, by the link. */
const HOOKS: readonly (readonly [link: Partial<PhysicalLink>, says: RegExp | undefined])[] = [
  [{ dhcp4: true }, undefined],
  [{ dhcp4: true, routes: [route("::/0", "2001:db8::1", { onLink: true })] }, undefined],
  [{ dhcp4: true, routes: [route("10.0.0.0/8", "192.0.2.1", { onLink: true })] }, undefined],
  [{ dhcp6: "addresses", addresses: [prefix("192.0.2.10/24")] }, undefined],
  [{ dhcp6: "addresses" }, undefined],
  [{ addresses: [prefix("2001:db8::1/64")] }, undefined],
  [{ addresses: [prefix("192.0.2.10/24")], mtu: 1450 }, undefined],
  [{ dhcp4: true, mtu: 1450 }, /^eth0\) new_interface_mtu= ;;$/m],
  [
    { dhcp4: true, mtu: 1450, dhcp6: "addresses", addresses: [prefix("2001:db8::1/64")] },
    /^eth0\) new_interface_mtu= ;;\n[^]*^eth0,PREINIT6\) exit 0 ;;$/m,
  ],
  [{ dhcp4: true, learnedMetric: 2048 }, /^eth0\) IF_METRIC=2048; ip\(\) /m],
  [
    { dhcp4: true, routes: [route("0.0.0.0/0", "192.0.2.1", { onLink: true })] },
    /^eth0\) IF_METRIC=1024; ip\(\) /m,
  ],
];

for (const [link, says] of HOOKS) {
  Deno.test(`ifupdown: dhclient's hook for ${JSON.stringify(Object.keys(link))} is ${says}`, () => {
    const config = { links: [physical("eth0", "52:54:00:00:00:0a", link)] };
    const { files } = ifupdown.render(config, { ...TARGET, dhcpClient: "dhclient" });
    const hook = files.find(({ path }) => path.includes("dhclient"))?.contents;
    if (says === undefined) assert.equal(hook, undefined);
    else assert.match(hook ?? "", says);
  });
}
