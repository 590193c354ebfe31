import assert from "node:assert/strict";
import { describeDns } from "../../lib/cli/describe.ts";
import type { DnsOwner, StackName } from "../../lib/stacks/stack.ts";

const OWNERS: readonly [owner: DnsOwner, stack: StackName, text: string][] = [
  [
    { writer: "systemd-resolved", how: "stack" },
    "netplan",
    "systemd-resolved, which netplan tells of name servers",
  ],
  [
    { writer: "systemd-resolved", how: "drop-in" },
    "ifupdown",
    "systemd-resolved, which /etc/systemd/resolved.conf.d/simple-init.conf tells of name servers",
  ],
  [{ writer: "resolvconf", how: "stack" }, "netifrc", "resolvconf, which netifrc tells of name servers"],
  [{ writer: "NetworkManager", how: "stack" }, "networkmanager", "NetworkManager"],
  [{ writer: "simple-init", how: "file" }, "networkd", "simple-init"],
  [{ writer: "somebody", how: "stack" }, "networkd", "somebody else"],
  [{ writer: "somebody", how: "file" }, "ifupdown", "somebody else"],
  [{ writer: "nobody", how: "none" }, "networkmanager", "nobody"],
];

for (const [owner, stack, text] of OWNERS) {
  Deno.test(`plan: ${stack}, ${owner.how}: resolv.conf is written by ${text}`, () =>
    assert.equal(describeDns(owner, stack), text));
}
