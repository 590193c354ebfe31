import assert from "node:assert/strict";
import { targetFor } from "../../lib/plan/root.ts";
import { stackOf } from "../../lib/stacks/mod.ts";
import { memorySystem } from "../../lib/system/memory.ts";
import { nic, resolveDocument } from "../support/documents.ts";

const CARDS = [nic("eth0", "52:54:00:00:00:0a"), nic("eth1", "52:54:00:00:00:0b")];

for (const [cards, systemd] of [[["eth1"], 252], [[], undefined]] as const) {
  const what = cards.length === 0 ? "no card leads" : "one of two cards leads";
  Deno.test(`plan: ${what} to the root, and systemd's version is ${systemd ?? "not asked for"}`, () => {
    const root = { what: "on NFS", cards, ports: [], made: [] };
    const { links } = resolveDocument({ links: [], networks: [] }, CARDS, { root });
    const system = memorySystem({ "/usr/lib/systemd/libsystemd-shared-252.so": "" });
    const target = targetFor(system, stackOf("networkd"), { links: [...links.values()] });
    assert.equal(target.systemd, systemd);
  });
}
