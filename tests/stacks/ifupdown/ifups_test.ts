/** Which file makes each ifup read those of links, and what none of them is asked for. */
import assert from "node:assert/strict";
import type { Link } from "../../../lib/network.ts";
import * as ifupdown from "../../../lib/stacks/ifupdown/mod.ts";
import type { IfupFlavour, RenderTarget } from "../../../lib/stacks/stack.ts";
import { bond, ip, physical, port, prefix, route, vlan } from "../../networks.ts";

const TARGET = { foreignInterfaces: undefined, hasResolvconf: false };
const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";
const INTERFACES = "/etc/network/interfaces";

/** Of two cards, of which the second has a server that is waited for, a bond and a VLAN on it. */
const LINKS: readonly Link[] = [
  physical("eth0", A, { dhcp4: true }),
  port("eth1", B, "bond0"),
  bond("bond0", ["eth1"]),
  vlan("bond0", 5, { addresses: [prefix("192.0.2.10/24")] }),
];

function render(links: readonly Link[], target: Partial<RenderTarget>) {
  const { files, ...rest } = ifupdown.render({ links }, { ...TARGET, ...target });
  const main = files.find(({ path }) => path === INTERFACES);
  const autos = new Map(
    files.flatMap(({ link, contents }) => link === undefined ? [] : [[link, /^auto /.test(contents)]]),
  );
  return { ...rest, main, autos };
}

const LINES: Readonly<Record<Exclude<IfupFlavour, "debian">, string>> = {
  busybox: "source-directory /etc/network/interfaces.d\n",
  "ifupdown-ng": "source-directory /etc/network/interfaces.d\n",
  ifupdown2: "source /etc/network/interfaces.d/*\n",
};

for (const ifup of Object.keys(LINES) as (keyof typeof LINES)[]) {
  Deno.test(`ifupdown: ${ifup} is told the order of links, each once, and reads the directory by its own line`, () => {
    const { main, autos } = render(LINKS, { ifup });
    assert.equal(
      main?.contents,
      "auto lo\niface lo inet loopback\n\nauto eth1\nauto bond0\nauto bond0.5\nauto eth0\n" + LINES[ifup],
    );
    assert.deepEqual([...autos.values()], [false, false, false, false]);
  });
}

Deno.test("ifupdown: ifupdown-ng, which has an order of its own, is told what a link stands on, and others are not", () => {
  const told = (ifup: IfupFlavour) =>
    ifupdown.render({ links: LINKS }, { ...TARGET, ifup }).files.flatMap(({ link, contents }) => {
      const [, below] = /^ {4}requires (.*)$/m.exec(contents) ?? [];
      return below === undefined ? [] : [`${link} on ${below}`];
    });
  assert.deepEqual(told("ifupdown-ng"), ["bond0 on eth1", "bond0.5 on bond0"]);
  assert.deepEqual([told("busybox"), told("ifupdown2"), told("debian")], [[], [], []]);
});

Deno.test("ifupdown: Debian's reads files in order, each with its own line", () => {
  const { main, autos } = render(LINKS, {});
  assert.equal(main?.contents, "auto lo\niface lo inet loopback\n\nsource /etc/network/interfaces.d/*\n");
  assert.deepEqual([...autos], [["eth0", true], ["eth1", false], ["bond0", true], ["bond0.5", true]]);
});

Deno.test("ifupdown: busybox, which gives up without it, is told of a directory that is there", () => {
  const contents = [false, true].map((hasInterfacesD) =>
    render([], { ifup: "busybox", hasInterfacesD }).main?.contents
  );
  const alone = "auto lo\niface lo inet loopback\n\n";
  assert.deepEqual(contents, [alone, alone + LINES.busybox]);
});

/** Somebody's file, and by ifup: whether it stays, is replaced, or is a problem, and which links it has brought up. */
const FOREIGN: readonly (readonly [text: string, outcomes: Record<IfupFlavour, string>])[] = [
  ["auto lo\niface lo inet loopback\n", {
    ...{ debian: "replace", busybox: "replace", "ifupdown-ng": "replace", ifupdown2: "replace" },
  }],
  ["source /etc/network/interfaces.d/*\n", {
    ...{ debian: "keep", busybox: "replace", "ifupdown-ng": "replace", ifupdown2: "keep" },
  }],
  ["source-directory /etc/network/interfaces.d\niface eth9 inet dhcp\n", {
    ...{ debian: "keep", busybox: "keep", "ifupdown-ng": "keep", ifupdown2: "problem" },
  }],
  ["source /etc/network/interfaces.d/*\niface eth9 inet dhcp\n", {
    ...{ debian: "keep", busybox: "problem", "ifupdown-ng": "problem", ifupdown2: "keep" },
  }],
];

for (const [text, outcomes] of FOREIGN) {
  for (const [ifup, outcome] of Object.entries(outcomes) as [IfupFlavour, string][]) {
    Deno.test(`ifupdown: ${ifup}, ${JSON.stringify(text)}: ${outcome}`, () => {
      const { main, problems, autos } = render(LINKS, { ifup, foreignInterfaces: text });
      assert.equal(main?.foreign ?? "problem", outcome);
      assert.deepEqual(
        problems.map(({ code }) => code),
        outcome === "problem" ? ["interfaces-not-read"] : [],
      );
      if (ifup !== "debian" && outcome !== "replace") assert.ok([...autos.values()].every(Boolean));
    });
  }
}

Deno.test("ifupdown: a problem names the line that this ifup knows", () => {
  const { problems } = render(LINKS, { ifup: "busybox", foreignInterfaces: "iface eth9 inet dhcp\n" });
  assert.match(problems[0]!.action, /add the line "source-directory \/etc\/network\/interfaces\.d" to it/);
});

Deno.test("ifupdown: a link that somebody's file has brought up is named there alone, as busybox wants it", () => {
  const text = "auto lo eth0\niface lo inet loopback\nsource-directory interfaces.d\niface eth1 inet dhcp\n";
  const { autos } = render(LINKS, { ifup: "busybox", foreignInterfaces: text });
  assert.deepEqual([...autos], [["eth0", false], ["eth1", true], ["bond0", true], ["bond0.5", true]]);
});

const CODES: Readonly<Record<string, { links: Link[]; target: Partial<RenderTarget>; codes: string[] }>> = {
  "DHCPv6 by udhcpc": {
    links: [physical("eth0", A, { dhcp6: "information", routerAdvertisements: "accept" })],
    target: { dhcpClient: "udhcpc", udhcpcIsTold: true },
    codes: ["ifup-client-dhcp6"],
  },
  "both by dhcpcd, under another ifup": {
    links: [
      physical("eth0", A, {
        ...{ dhcp4: true, addresses: [prefix("192.0.2.10/24")], nameServers: [ip("192.0.2.53")] },
        ...{ dhcp6: "information", routerAdvertisements: "accept", learnedMetric: 1024 },
      }),
      physical("eth1", B, { dhcp4: true, learnedMetric: 1025 }),
    ],
    target: { ifup: "busybox", dhcpClient: "dhcpcd" },
    codes: [],
  },
  "DHCPv4 beside a stated address by udhcpc": {
    links: [physical("eth0", A, { dhcp4: true, addresses: [prefix("192.0.2.10/24")] })],
    target: { dhcpClient: "udhcpc", udhcpcIsTold: true },
    codes: ["ifup-client-address"],
  },
  "the same beside a link that is asked for": {
    links: [
      physical("eth0", A, { dhcp4: true, addresses: [prefix("192.0.2.10/24")] }),
      physical("eth1", B, { dhcp4: true }),
    ],
    target: { dhcpClient: "udhcpc", udhcpcIsTold: true },
    codes: ["ifup-client-address"],
  },
  "DHCPv4 beside a stated address of IPv6 by udhcpc": {
    links: [physical("eth0", A, { dhcp4: true, addresses: [prefix("2001:db8::10/64")] })],
    target: { dhcpClient: "udhcpc", udhcpcIsTold: true },
    codes: [],
  },
  "name servers of the drive beside a lease of a script that cannot be told": {
    links: [physical("eth0", A, { dhcp4: true, nameServers: [ip("192.0.2.53")] })],
    target: { dhcpClient: "udhcpc" },
    codes: ["ifup-client-dns"],
  },
  "two leases whose script cannot be told of metrics": {
    links: [
      physical("eth0", A, { dhcp4: true, learnedMetric: 1024 }),
      physical("eth1", B, { dhcp4: true, learnedMetric: 1025 }),
    ],
    target: { dhcpClient: "udhcpc" },
    codes: ["ifup-client-metric"],
  },
  "two leases of which one has a metric": {
    links: [
      physical("eth0", A, { dhcp4: true, learnedMetric: 1024 }),
      physical("eth1", B, { dhcp4: true }),
    ],
    target: { dhcpClient: "udhcpc" },
    codes: [],
  },
  "the same by a script that can": {
    links: [
      physical("eth0", A, { dhcp4: true, learnedMetric: 1024, nameServers: [ip("192.0.2.53")] }),
      physical("eth1", B, { dhcp4: true, learnedMetric: 1025 }),
    ],
    target: { dhcpClient: "udhcpc", udhcpcIsTold: true },
    codes: [],
  },
  "a VLAN's name that says another one": {
    links: [
      physical("eth0", A),
      vlan("eth0", 5, { name: "eth0.6" }),
      vlan("eth0", 7),
      vlan("eth0", 8, { name: "vlan.8" }),
    ],
    target: { ifup: "ifupdown-ng" },
    codes: ["stack-device-name"],
  },
  "a bond's option that iproute2 alone can set": {
    links: [
      port("eth0", A, "bond0"),
      bond("bond0", ["eth0"], { options: new Map([["miimon", "100"], ["broadcast_neighbor", "1"]]) }),
    ],
    target: { ifup: "busybox", hasIproute2: false },
    codes: ["stack-bond-option-lost"],
  },
  "the same where that is there": {
    links: [
      port("eth0", A, "bond0"),
      bond("bond0", ["eth0"], { options: new Map([["miimon", "100"], ["broadcast_neighbor", "1"]]) }),
    ],
    target: { ifup: "busybox", hasIproute2: true },
    codes: [],
  },
  "the same VLAN under busybox": {
    links: [physical("eth0", A), vlan("eth0", 5, { name: "eth0.6" })],
    target: { ifup: "busybox" },
    codes: [],
  },
};

for (const [what, { links, target, codes }] of Object.entries(CODES)) {
  Deno.test(`ifupdown: limits: ${what}`, () => {
    assert.deepEqual(render(links, target).problems.map(({ code }) => code), codes);
  });
}

Deno.test("ifupdown: which VLAN ifupdown-ng would make is said", () => {
  const links = [physical("eth0", A), vlan("eth0", 5), vlan("eth0.5", 7, { name: "eth0.5.6" })];
  assert.deepEqual(render(links, { ifup: "ifupdown-ng" }).problems.map(({ message }) => message), [
    'ifupdown-ng takes "eth0.5.6" for VLAN 6 of eth0.5',
  ]);
});

Deno.test("ifupdown: what watches a bond's ports is set once, and before the rest", () => {
  const options = new Map([["downdelay", "200"], ["miimon", "100"], ["updelay", "200"]] as const);
  const links = [port("eth0", A, "bond0"), bond("bond0", ["eth0"], { options })];
  const { files } = ifupdown.render({ links }, { ...TARGET, ifup: "busybox" });
  const text = files.find((file) => file.link === "bond0")!.contents;
  assert.deepEqual(text.match(/(?<=bonding\/)(?:\w+delay|miimon)/g), ["miimon", "downdelay", "updelay"]);
});

Deno.test("ifupdown: with udhcpc no IPv4 is asked for beside a stated address, which it would take away", () => {
  const link = physical("eth0", A, { dhcp4: true, addresses: [prefix("192.0.2.10/24")] });
  for (const ifup of ["debian", "busybox"] as const) {
    const { files } = ifupdown.render({ links: [link] }, { ...TARGET, ifup, dhcpClient: "udhcpc" });
    const text = files.find((file) => file.link === "eth0")!.contents;
    assert.ok(text.includes("192.0.2.10/24") && !text.includes("udhcpc"), text);
  }
});

Deno.test("ifupdown: what ifupdown-ng would take for another VLAN is left out with what stands on it", () => {
  const links = [
    physical("eth0", A),
    vlan("eth0", 5, { name: "eth0.6" }),
    vlan("eth0.6", 9, { name: "inner" }),
    vlan("eth0", 7),
    vlan("eth0", 8, { name: "vlan.8" }),
  ];
  const { autos } = render(links, { ifup: "ifupdown-ng" });
  assert.deepEqual([...autos.keys()], ["eth0", "eth0.7", "vlan.8"]);
});

Deno.test("ifupdown: routes by a stated address are set before a client is waited for, and those by a lease afterwards", () => {
  const link = physical("eth0", A, {
    dhcp4: true,
    addresses: [prefix("2001:db8::10/64")],
    routes: [route("::/0", "2001:db8::1"), route("10.9.0.0/16", "10.0.0.254", { onLink: true })],
  });
  for (const dhcpClient of ["dhclient", "dhcpcd", "udhcpc"] as const) {
    const { files } = ifupdown.render({ links: [link] }, { ...TARGET, ifup: "busybox", dhcpClient });
    const text = files.find((file) => file.link === "eth0")!.contents;
    const order = ["addr add", "default via", dhcpClient, "10.9.0.0/16"].map((words) => text.indexOf(words));
    assert.deepEqual(order, order.toSorted((one, other) => one - other), text);
    assert.ok(order.every((index) => index >= 0), text);
  }
});

Deno.test("ifupdown: a stated default route takes the place of one that a lease has set, and stands beside a router's", () => {
  const link = physical("eth0", A, {
    addresses: ["192.0.2.10/24", "2001:db8::10/64"].map(prefix),
    routes: [route("0.0.0.0/0", "192.0.2.1"), route("::/0", "2001:db8::1")],
  });
  const { files } = ifupdown.render({ links: [link] }, { ...TARGET, dhcpClient: "udhcpc" });
  const text = files.find((file) => file.link === "eth0")!.contents;
  assert.match(text, /up ip route replace default via 192\.0\.2\.1 dev eth0 /);
  assert.match(text, /up ip -6 route add default via 2001:db8::1 dev eth0 /);
});

Deno.test("ifupdown: what it is written for is told by name", () => {
  assert.equal(render(LINKS, {}).programs, "Debian's ifupdown and dhclient");
  const told = (["busybox", "ifupdown-ng", "ifupdown2"] as const).map((ifup) =>
    render(LINKS, { ifup, dhcpClient: "udhcpc" }).programs
  );
  assert.deepEqual(told, ["busybox's ifup and udhcpc", "ifupdown-ng and udhcpc", "ifupdown2 and udhcpc"]);
});
