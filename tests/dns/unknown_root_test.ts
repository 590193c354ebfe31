import assert from "node:assert/strict";
import { findDnsOwner } from "../../lib/dns/owner.ts";
import { stackOf, STACKS } from "../../lib/stacks/mod.ts";
import type { StackName } from "../../lib/stacks/stack.ts";
import { memorySystem } from "../../lib/system/memory.ts";
import { textOf } from "./_text.ts";

const OF_RESOLVCONF = { "/etc/resolv.conf": { link: "/run/resolvconf/resolv.conf" } };

/** A tree without the stack's program. */
const UNKNOWN: Readonly<Record<StackName, string>> = {
  netplan: "systemd-resolved stack",
  networkmanager: "NetworkManager stack",
  networkd: "systemd-resolved stack",
  wicked: "simple-init file",
  "network-scripts": "ifup stack",
  ifupdown: "simple-init file",
  netifrc: "netifrc stack",
};

for (const { name } of STACKS) {
  Deno.test(`dns: who writes resolv.conf: ${name}: a root of which nothing is known`, () => {
    assert.equal(textOf(findDnsOwner(memorySystem({}), stackOf(name))), UNKNOWN[name]);
    const foreign = textOf(findDnsOwner(memorySystem(OF_RESOLVCONF), stackOf(name)));
    const isOurs = name === "ifupdown" || name === "wicked";
    assert.equal(foreign, isOurs ? "simple-init file replaces" : UNKNOWN[name]);
  });
}
