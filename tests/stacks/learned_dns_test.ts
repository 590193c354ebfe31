/** What each stack is told of a fallback link where another link has name servers: to take none from whoever answers. */
import assert from "node:assert/strict";
import { STACKS } from "../../lib/stacks/mod.ts";
import type { Rendering, StackName } from "../../lib/stacks/stack.ts";
import { ip, physical, prefix } from "../networks.ts";

const TARGET = { foreignInterfaces: undefined, hasResolvconf: false };

/** By the stack, how often its files of the fallback link say so; wicked and network-scripts need no word for it. */
const SAYINGS: Readonly<Record<StackName, readonly [pattern: RegExp, times: number]>> = {
  ifupdown: [/^eth1\) make_resolv_conf\(\) \{ :; \} ;;$/gm, 1],
  netifrc: [/ --nohook resolv\.conf[ "]|"--nohook resolv\.conf[ "]/g, 1],
  netplan: [/^ {8}use-dns: false$/gm, 1],
  // Every lease, that of a fallback or not.
  "network-scripts": [/^PEERDNS="no"$/gm, 1],
  networkd: [/^UseDNS=no$/gm, 3],
  networkmanager: [/^ignore-auto-dns=true$/gm, 2],
  // netconfig leaves a resolv.conf alone that is not its own.
  wicked: [/^nameserver 192\.0\.2\.53$/gm, 1],
};

const STATIC = physical("eth0", "52:54:00:00:00:0a", {
  addresses: [prefix("192.0.2.10/24")],
  nameServers: [ip("192.0.2.53")],
});
const FALLBACK = physical("eth1", "52:54:00:00:00:0b", { dhcp4: true, fallback: true });

for (const { name, code } of STACKS) {
  const [pattern, times] = SAYINGS[name];
  Deno.test(`learned DNS: ${name} says of a fallback link that none is taken`, () => {
    assert.equal(
      said(pattern, code().render({ links: [STATIC, { ...FALLBACK, learnedDns: false }] }, TARGET)),
      times,
    );
  });
  if (name !== "network-scripts" && name !== "wicked") {
    Deno.test(`learned DNS: ${name} says nothing where the link may bring its own`, () => {
      // Without resolvconf there is one file, and no lease is to have it.
      const target = { ...TARGET, hasResolvconf: name === "netifrc" || name === "ifupdown" };
      assert.equal(said(pattern, code().render({ links: [STATIC, FALLBACK] }, target)), 0);
    });
  }
}

function said(pattern: RegExp, { files }: Rendering): number {
  return files.flatMap(({ contents }) => [...contents.matchAll(pattern)]).length;
}
