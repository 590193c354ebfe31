import assert from "node:assert/strict";
import type { BondOptionName } from "../../lib/bond_options.ts";
import { prefixText } from "../../lib/ip.ts";
import type { Link, NetworkConfig } from "../../lib/network.ts";
import * as networkScripts from "../../lib/stacks/network_scripts/mod.ts";
import { bond, bridge, bridgePort, NETWORKS, physical, port, prefix, vlan } from "../networks.ts";
import { readAssignments } from "../readers/_ifcfg_assignments.ts";
import { run } from "./_run.ts";
import { sourceWithBash } from "./bash_source.ts";

const [MAC_A, MAC_B] = ["52:54:00:00:00:0a", "52:54:00:00:00:0b"];
const MARKER = "# It's the first line, with `quotes` and $(more)\n";

function texts(config: NetworkConfig, kind: RegExp): [path: string, text: string][] {
  return networkScripts.render(config).files.filter(({ path }) => kind.test(path))
    .map(({ path, contents }) => [path, MARKER + contents]);
}

for (const [name, config] of Object.entries(NETWORKS)) {
  Deno.test(`bash: network-scripts: ${name}: sources what was meant`, () => {
    for (const [path, text] of texts(config, /ifcfg-|\/network$/)) {
      const { variables, complaints } = sourceWithBash(text);
      assert.deepEqual([complaints, variables], [[], readAssignments(text)], path);
    }
  });
}

/** Strings that the model's types let through, though nothing that is parsed makes them. */
const HOSTILE = [
  '"; reboot; "',
  "$(reboot)",
  "`reboot`",
  "\\",
  "'",
  "a\nreboot",
  "$((1+1))",
  "${HOME}",
  "!!",
];

for (const text of HOSTILE) {
  Deno.test(`bash: network-scripts: ${JSON.stringify(text)} stays a string`, () => {
    const options = new Map<BondOptionName, string>([["primary", text]]);
    const links = [
      physical("eth0", text),
      bond("b", [], { mac: text, options }),
      vlan(text, 7, { mac: text }),
    ];
    const sourced = texts({ links }, /ifcfg-[^\n/]*$/).map(([, text]) => sourceWithBash(text));
    assert.deepEqual(sourced.flatMap(({ complaints }) => complaints), []);
    const values = sourced.flatMap(({ variables }) => [...variables.values()]);
    assert.ok(values.filter((value) => value === text || value.endsWith(`=${text}`)).length >= 3);
  });
}

/** What the scripts do with the lines of a file, with devices that have the links' addresses. */
function addRoutes({ links }: NetworkConfig): string {
  const quiet =
    "echo 0 > /proc/sys/net/ipv6/conf/all/accept_dad; echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad";
  const lines = networkScripts.render({ links }).files.flatMap(({ path, contents }) => {
    const [, six] = /\/route(6?)-[^/]*$/.exec(path) ?? [];
    const family = six === "6" ? "-6" : "-4";
    return six === undefined
      ? []
      : contents.trimEnd().split("\n").map((line) => `ip ${family} route add ${line}`);
  });
  return ["set -e", quiet, ...links.flatMap(addDevice), ...lines, "ip -j -4 route; ip -j -6 route"].join(
    "\n",
  );
}

/** A link by DHCP has got an address of 10.0.0.0/24. */
function addDevice({ name, addresses, dhcp4 }: Link): string[] {
  const all = [...addresses, ...(dhcp4 ? [prefix("10.0.0.50/24")] : [])];
  return [
    `ip link add ${name} type veth peer name far_${name.slice(-8)}`,
    `ip link set ${name} up; ip link set far_${name.slice(-8)} up`,
    ...all.map((address) => `ip addr add ${prefixText(address)} dev ${name}`),
  ];
}

interface KernelRoute {
  readonly dst: string;
  readonly gateway?: string;
  readonly dev: string;
  readonly metric?: number;
}

/** Without a metric IPv6's is 1024. */
function kernelRoutes(output: string): string[] {
  const routes = output.trim().split("\n").flatMap((line) => JSON.parse(line) as KernelRoute[]);
  return routes.flatMap(({ dst, gateway, dev, metric = 0 }) =>
    gateway === undefined ? [] : [`${dst} via ${gateway} dev ${dev} metric ${metric}`]
  ).sort();
}

function meantRoutes({ links }: NetworkConfig): string[] {
  return links.flatMap(({ name, routes }) =>
    routes.map(({ destination, gateway, metric }) => {
      const to = destination.length === 0 ? "default" : prefixText(destination);
      return `${to} via ${gateway.text} dev ${name} metric ${metric ?? (gateway.family === 6 ? 1024 : 0)}`;
    })
  ).sort();
}

for (const [name, config] of Object.entries(NETWORKS)) {
  if (config.links.every(({ routes }) => routes.length === 0)) continue;
  Deno.test(`ip: network-scripts: ${name}: the kernel takes every route as meant`, () => {
    const { code, output, errors } = run("unshare", ["--net", "sh", "-c", addRoutes(config)], "iproute2");
    assert.deepEqual([code, errors, kernelRoutes(output)], [0, "", meantRoutes(config)]);
  });
}

/** Links with a network, in which eth1 has come late, those that are up by then, and what is brought up, in this order. */
const LATE: Record<string, [links: Link[], up: string[], brought: string[]]> = {
  "a card of its own": [[physical("eth1", MAC_B), physical("eth0", MAC_A)], ["eth0"], ["eth1"]],
  "the only port of a bond, with VLANs": [
    [
      port("eth1", MAC_B, "bond0"),
      bond("bond0", ["eth1"]),
      vlan("bond0", 5),
      vlan("bond0.5", 6),
      vlan("eth0", 7),
    ],
    ["eth0", "eth0.7"],
    ["eth1", "bond0", "bond0.5", "bond0.5.6"],
  ],
  "another port of a bridge that is up, with a VLAN": [
    [
      bridgePort(physical("eth0", MAC_A), "br0"),
      bridgePort(physical("eth1", MAC_B), "br0"),
      bridge("br0", ["eth0", "eth1"]),
      vlan("br0", 5),
    ],
    ["eth0", "br0", "br0.5"],
    ["eth1"],
  ],
  "the only port of a bridge, with a VLAN on either": [
    [bridgePort(physical("eth1", MAC_B), "br0"), bridge("br0", ["eth1"]), vlan("br0", 5), vlan("eth1", 6)],
    [],
    ["eth1", "br0", "br0.5", "eth1.6"],
  ],
};

for (const [what, [links, up, brought]] of Object.entries(LATE)) {
  Deno.test(`network-scripts: a late card is ${what}`, () => {
    const directory = Deno.makeTempDirSync();
    try {
      for (const [path, text] of texts({ links }, /ifcfg-/)) {
        Deno.writeTextFileSync(`${directory}/${path.split("/").at(-1)}`, text);
      }
      for (const name of up) Deno.writeTextFileSync(`${directory}/up-${name}`, "");
      const script = `ifup() { echo "$1" >>log; : >"up-$1"; }
ip() { test ! -e "up-\${5:?}" || echo up; }
${networkScripts.TAKE_UP.replace(/^cd \S+/m, `cd ${directory}`)}
cat log`;
      const { output, errors } = run("sh", ["-c", script, "sh", "eth1"], "dash");
      assert.deepEqual([output.trim().split("\n"), errors], [brought, ""]);
    } finally {
      Deno.removeSync(directory, { recursive: true });
    }
  });
}
