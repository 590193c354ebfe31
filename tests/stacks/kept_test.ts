/** What each stack is told of a card that leads to a root file system on the network. */
import assert from "node:assert/strict";
import type { NetworkConfig, PhysicalLink } from "../../lib/network.ts";
import { stackOf, STACKS } from "../../lib/stacks/mod.ts";
import type { RenderTarget, StackName } from "../../lib/stacks/stack.ts";
import { ip, physical, prefix, route } from "../networks.ts";

const A = "52:54:00:00:00:0a";
const TARGET: RenderTarget = {
  foreignInterfaces: undefined,
  hasResolvconf: false,
};

const CARD = {
  addresses: [prefix("192.0.2.9/24")],
  dhcp4: true,
  dhcp6: "addresses",
  nameServers: [ip("192.0.2.53")],
  searchDomains: ["example.com"],
  routes: [route("198.51.100.0/24", "192.0.2.1")],
} as const;

function textsOf(
  stack: StackName,
  carriesRoot: boolean,
  target: Partial<RenderTarget> = {},
): Map<string, string> {
  const mark = carriesRoot ? { carriesRoot } as const : {};
  const config: NetworkConfig = { links: [physical("eth0", A, { ...CARD, ...mark })] };
  const { files } = stackOf(stack).code().render(config, { ...TARGET, ...target });
  return new Map(files.map(({ path, contents }) => [path, contents]));
}

/** The lines that are there because of the root, and those that go. */
function difference(stack: StackName, target?: Partial<RenderTarget>): { more: string[]; less: string[] } {
  const lines = (carriesRoot: boolean) =>
    [...textsOf(stack, carriesRoot, target).values()].join("\n").split("\n");
  const [kept, usual] = [lines(true), lines(false)];
  return {
    more: kept.filter((line) => !usual.includes(line)).map((line) => line.trim()),
    less: usual.filter((line) => !kept.includes(line)).map((line) => line.trim()),
  };
}

const DIFFERENCES: Readonly<Record<StackName, { more: readonly string[]; less: readonly RegExp[] }>> = {
  ifupdown: {
    more: [
      "iface eth0 inet manual",
      "up ip addr replace 192.0.2.9/24 dev eth0 || true",
      "no-auto-down eth0",
    ],
    less: [/^iface eth0 inet static/, /dhclient -6/, /^iface eth0 inet dhcp/],
  },
  netifrc: { more: ['config_eth0="noop', '192.0.2.9/24"'], less: [/^config_eth0/, /^dhcp/, /^dhcpcd_eth0/] },
  netplan: { more: ["critical: true"], less: [] },
  "network-scripts": { more: ['IFDOWN_ON_SHUTDOWN="no"', 'BOOTPROTO="none"'], less: [/^BOOTPROTO="dhcp"/] },
  networkd: { more: ["KeepConfiguration=yes"], less: [] },
  networkmanager: {
    more: ["[global-dns]", "searches=example.com", "[global-dns-domain-*]", "servers=192.0.2.53"],
    less: [],
  },
  wicked: { more: ['STARTMODE="nfsroot"'], less: [/^STARTMODE="auto"/] },
};

for (const { name } of STACKS) {
  Deno.test(`kept up: what ${name} is told`, () => {
    const { more, less } = difference(name);
    const wanted = DIFFERENCES[name];
    for (const line of wanted.more) assert.ok(more.includes(line), `${line} in ${more.join("\n")}`);
    for (const pattern of wanted.less) {
      assert.ok(less.some((line) => pattern.test(line)), `${pattern} in ${less.join("\n")}`);
    }
    if (wanted.less.length === 0) assert.deepEqual([more.filter(Boolean), less], [wanted.more, []]);
  });
}

Deno.test("kept up: systemd before 243 has another word for it", () => {
  for (
    const [systemd, more] of [[242, ["[DHCP]", "CriticalConnection=yes"]], [243, [
      "KeepConfiguration=yes",
    ]]] as const
  ) {
    assert.deepEqual(difference("networkd", { systemd }).more.filter(Boolean), more);
  }
});

Deno.test("kept up: no client is started by ifupdown, network-scripts and netifrc", () => {
  for (const stack of ["ifupdown", "network-scripts", "netifrc"] as const) {
    const text = [...textsOf(stack, true).values()].join("\n");
    assert.doesNotMatch(text, /dhclient|dhcpcd|DHCPV6C|BOOTPROTO="dhcp"|inet6? dhcp/i, stack);
    assert.match(text, /192\.0\.2\.53/, stack);
  }
});

/** What is said where a stack does less for such a card than for others, by what the drive states of it. */
const SAID:
  readonly (readonly [link: Partial<PhysicalLink>, codes: Partial<Record<StackName, readonly string[]>>])[] =
    [
      [{}, { "network-scripts": ["stack-root-at-shutdown"] }],
      ...[{ dhcp4: true }, { dhcp6: "information" } as const].map((link) =>
        [link, {
          ifupdown: ["stack-root-without-dhcp"],
          netifrc: ["stack-root-without-dhcp"],
          "network-scripts": ["stack-root-without-dhcp", "stack-root-at-shutdown"],
          networkmanager: ["stack-root-as-found"],
        }] as const
      ),
      [{ addresses: CARD.addresses }, {
        netifrc: ["stack-root-as-found"],
        "network-scripts": ["stack-root-at-shutdown"],
        networkmanager: ["stack-root-as-found"],
      }],
    ];

for (const { name } of STACKS) {
  for (const [link, codes] of SAID) {
    Deno.test(`kept up: what is said of ${name} with ${Object.keys(link).join() || "nothing"}`, () => {
      const links = [physical("eth0", A, { ...link, carriesRoot: true })];
      const { problems } = stackOf(name).code().render({ links }, TARGET);
      assert.deepEqual(problems.map(({ code }) => code), codes[name] ?? []);
      const usual = stackOf(name).code().render({ links: [physical("eth0", A, link)] }, TARGET).problems;
      assert.deepEqual(usual, []);
    });
  }
}
