import assert from "node:assert/strict";
import type { NetworkConfig } from "../../../lib/network.ts";
import { facts } from "../../../lib/stacks/netifrc/facts.ts";
import { bond, NETWORKS, physical, port, vlan } from "../../networks.ts";
import { MORE, render, text } from "./_render.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";
const SYSCTL = "/etc/sysctl.d/90-simple-init.conf";

Deno.test("netifrc: router advertisements that are ignored, by the kernel's own setting", () => {
  assert.equal(
    text(MORE["advertisements of every kind"]!, SYSCTL),
    [
      ...["eth2", "eth3", "eth4", "lan.1"].map((name) => `net/ipv6/conf/${name}/accept_ra = 0\n`),
      ...["eth0", "eth1"].map((name) => `net/ipv6/conf/${name}/router_solicitation_delay = 0\n`),
    ].join(""),
  );
  const made = NETWORKS["lacp bond with vlans, dual stack"]!;
  assert.equal(
    text(made, SYSCTL),
    "net/ipv6/conf/default/accept_ra = 0\nnet/ipv6/conf/default/router_solicitation_delay = 0\n",
  );
  assert.equal(text(NETWORKS["bond options of the other modes"]!, SYSCTL), undefined);
});

Deno.test("netifrc: without resolvconf each service knows all servers, for each writes the file", () => {
  const config = MORE["names that are one name to a shell"]!;
  const servers = (device: string, hasResolvconf: boolean) =>
    /^dns_servers_\w+="(.*)"$/m.exec(text(config, `/etc/conf.d/net.${device}`, hasResolvconf)!)?.[1];
  assert.equal(servers("eth0_1.2", true), "192.0.2.54");
  assert.equal(servers("eth0_1.2", false), "192.0.2.53 192.0.2.54");
  assert.equal(servers("eth0", false), undefined);
});

Deno.test("netifrc: services, and which of them start at boot", () => {
  const { links } = render(NETWORKS["lacp bond with vlans, dual stack"]!);
  assert.deepEqual(links?.filter(({ link }) => link === "eth0" || link === "bond0.100"), [
    { path: "/etc/init.d/net.eth0", target: "net.lo", of: "/etc/conf.d/net.eth0", link: "eth0" },
    {
      path: "/etc/init.d/net.bond0.100",
      target: "net.lo",
      of: "/etc/conf.d/net.bond0.100",
      link: "bond0.100",
    },
    {
      path: "/etc/runlevels/default/net.bond0.100",
      target: "/etc/init.d/net.bond0.100",
      of: "/etc/conf.d/net.bond0.100",
      link: "bond0.100",
    },
  ]);
  assert.deepEqual(facts.owned[0]!.companions, [
    "/etc/init.d/{name}",
    "/etc/runlevels/default/{name}",
  ]);
});

const PROBLEMS: readonly [config: NetworkConfig, file: string, message: string][] = [
  [
    { links: [port("a", A, "b"), bond("b", ["a"], { options: new Map([["active_slave", "a"]]) })] },
    "net.b",
    'netifrc sets options before there are ports, so the bond option active_slave "a" of b has no effect',
  ],
  [
    {
      links: [port("a", A, "b"), bond("b", ["a"], { options: new Map([["ns_ip6_target", "2001:db8::1"]]) })],
    },
    "net.b",
    "netifrc sets options by sysfs, which has no such file, so the bond option ns_ip6_target " +
    '"2001:db8::1" of b has no effect',
  ],
  [
    { links: [physical("4g", A), vlan("4g", 1)] },
    "net.4g.1",
    "netifrc makes no VLAN on 4g, whose name begins with a digit",
  ],
  [{ links: [physical("lo0", A)] }, "net.lo0", "netifrc takes lo0 for the loopback device"],
  [
    { links: [physical("eth0", A), physical("eth0.default", B)] },
    "net.eth0.default",
    "OpenRC takes the file of eth0.default for one of eth0",
  ],
];

for (const [config, file, message] of PROBLEMS) {
  Deno.test(`netifrc: problem: ${message}`, () => {
    const found = render(config).problems.map((problem) => [problem.severity, problem.file, problem.message]);
    assert.deepEqual(found, [["problem", `/etc/conf.d/${file}`, message]]);
  });
}

Deno.test("netifrc: a device whose name begins with a digit has no VLANs made by its service", () => {
  const config = { links: [physical("4g", A), vlan("4g", 1), physical("g4", B), vlan("g4", 1)] };
  assert.deepEqual(
    ["4g", "g4"].map((name) => /^vlans_/m.test(text(config, `/etc/conf.d/net.${name}`) ?? "")),
    [false, true],
  );
});

Deno.test("netifrc: how much of IPv6 dhcpcd leaves alone", () => {
  const config = MORE["advertisements of every kind"]!;
  const words = ["eth2", "eth4", "eth5"].map((name) =>
    text(config, `/etc/conf.d/net.${name}`)!.match(/--(?:ipv4only|ipv6only|noipv6rs|slaac)/g)
  );
  assert.deepEqual(words, [["--ipv4only"], ["--ipv6only", "--noipv6rs"], ["--slaac"]]);
});

Deno.test("netifrc: dhcpcd leaves resolv.conf alone where a lease has no say in it, also beside resolvconf", () => {
  const told = [{}, { learnedDns: false } as const].map((more) => {
    const links = [physical("eth0", A, { dhcp4: true, ...more })];
    return text({ links }, "/etc/conf.d/net.eth0")!.includes("--nohook resolv.conf");
  });
  assert.deepEqual(told, [false, true]);
});

Deno.test("netifrc: options that it cannot set are not written", () => {
  const options = new Map(
    [["active_slave", "a"], ["broadcast_neighbor", "1"], ["miimon", "100"], [
      "ns_ip6_target",
      "2001:db8::1",
    ]] as const,
  );
  const written = text({ links: [port("a", A, "b"), bond("b", ["a"], { options })] }, "/etc/conf.d/net.b")!;
  assert.deepEqual(written.match(/^(?:active|broadcast|miimon|ns)_.*$/gm), ['miimon_b="100"']);
});

for (const name of ["eth0.defaults", "eth0.my-boot", "eth1.default", "eth0.5"]) {
  Deno.test(`netifrc: no problem: ${name} beside eth0`, () => {
    assert.deepEqual(render({ links: [physical("eth0", A), physical(name, B)] }).problems, []);
  });
}

Deno.test("netifrc: foreign files are those that OpenRC may read for a net service", () => {
  const { directory, pattern } = facts.foreign[0]!;
  const names = ["net", "net.eth0", "net.eth0.default", "net.eth0~", "netmount", "network", "net."];
  assert.deepEqual([directory, ...names.filter((name) => pattern.test(name))], [
    "/etc/conf.d",
    "net",
    "net.eth0",
    "net.eth0.default",
  ]);
});
