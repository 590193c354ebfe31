import assert from "node:assert/strict";
import { filesOf, lostDomains } from "../../lib/dns/files.ts";
import { dnsProblems } from "../../lib/dns/owner.ts";
import { parseIp } from "../../lib/ip.ts";
import type { NetworkConfig } from "../../lib/network.ts";
import { formatProblem } from "../../lib/problem.ts";
import type { DnsOwner } from "../../lib/stacks/stack.ts";
import { physical } from "../networks.ts";

const PATH = "/etc/resolv.conf";

/** A network of one card with these servers and search domains. */
function network(servers: readonly string[], searchDomains: readonly string[] = []): NetworkConfig {
  const nameServers = servers.map((text) => parseIp(text)!);
  return { links: [physical("eth0", "52:54:00:00:00:01", { nameServers, searchDomains })] };
}

const TWO = ["192.0.2.53", "2001:db8::53"];
const FILE: DnsOwner = { writer: "simple-init", how: "file" };
const DROP_IN: DnsOwner = { writer: "systemd-resolved", how: "drop-in" };

const FILES: readonly [what: string, config: NetworkConfig, owner: DnsOwner, text: string | undefined][] = [
  ["servers", network(TWO), FILE, "nameserver 192.0.2.53\nnameserver 2001:db8::53\n"],
  [
    "servers and domains",
    network(["192.0.2.53"], ["a.example", "b.example"]),
    FILE,
    [
      "search a.example b.example\n",
      "nameserver 192.0.2.53\n",
    ].join(""),
  ],
  ["a domain and no server", network([], ["a.example"]), FILE, undefined],
  [
    "servers and domains for a resolver",
    network(TWO, ["a.example", "b.example"]),
    DROP_IN,
    [
      "[Resolve]\n",
      "DNS=192.0.2.53 2001:db8::53\n",
      "Domains=a.example b.example\n",
    ].join(""),
  ],
  ["servers for a resolver", network(["192.0.2.53"]), DROP_IN, "[Resolve]\nDNS=192.0.2.53\n"],
  ["a domain for a resolver", network([], ["a.example"]), DROP_IN, "[Resolve]\nDomains=a.example\n"],
];

for (const [what, config, owner, text] of FILES) {
  Deno.test(`dns: the file of ${what}`, () => {
    const path = owner === FILE ? PATH : "/etc/systemd/resolved.conf.d/simple-init.conf";
    const files = text === undefined ? [] : [{ path, contents: text, mode: 0o644 }];
    assert.deepEqual(filesOf(config, owner), files);
  });
}

Deno.test("dns: the file replaces one that is nobody's", () => {
  const files = filesOf(network(TWO), { ...FILE, replaces: true });
  assert.deepEqual(files.map(({ foreign }) => foreign), ["replace"]);
});

Deno.test("dns: domains are lost only where there is no server", () => {
  const said = (config: NetworkConfig) => lostDomains(config).map(formatProblem);
  assert.deepEqual(said(network([], ["a.example", "b.example"])), [
    `${PATH}: the network has search domains (a.example b.example), but no name server; ` +
    "the file is left to the DHCP client, which knows its own domains.",
  ]);
  for (const config of [network([]), network(TWO), network(["192.0.2.53"], ["a.example"])]) {
    assert.deepEqual(said(config), []);
  }
});

const BESIDE = "somebody wrote name servers into the file, which are asked in the place of the drive's " +
  "(192.0.2.53 2001:db8::53); it is left alone; take them out of it to have the drive's asked.";
const LOST =
  "NetworkManager gives the name servers (192.0.2.53 2001:db8::53) to systemd-resolved alone, which does not " +
  "start; no program asks them; enable systemd-resolved.service, or take dns= out of the file.";

/** What is said of owners, where the drive has name servers. */
const OWNERS: readonly [owner: DnsOwner, said: readonly string[]][] = [
  [FILE, []],
  [DROP_IN, []],
  [{ writer: "somebody", how: "file" }, []],
  [{ writer: "systemd-resolved", how: "stack" }, []],
  [{ writer: "somebody", how: "stack" }, [`${PATH}: ${BESIDE}`]],
  [{ writer: "somebody", how: "none", file: "/etc/x.conf" }, [`/etc/x.conf: ${BESIDE}`]],
  [{ writer: "nobody", how: "none", file: "/etc/x.conf" }, [`/etc/x.conf: ${LOST}`]],
];

for (const [owner, said] of OWNERS) {
  Deno.test(`dns: ${said.length === 0 ? "nothing" : "something"} is said of ${owner.writer} by ${owner.how}`, () => {
    assert.deepEqual(dnsProblems(network(TWO), owner).map(formatProblem), said);
    assert.deepEqual(dnsProblems(network([], ["a.example"]), owner), []);
  });
}
