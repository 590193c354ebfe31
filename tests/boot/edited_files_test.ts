import assert from "node:assert/strict";
import { configure } from "../../lib/configure.ts";
import { STACKS } from "../../lib/stacks/mod.ts";
import { type MemoryEntry, memorySystem } from "../../lib/system/memory.ts";

const CARDS = { eth0: "52:54:00:00:00:0a", eth1: "52:54:00:00:00:0b", eth2: "52:54:00:00:00:0c" };
const [A, B, C] = Object.values(CARDS);

const NETWORK = {
  links: [
    { id: "a", type: "phy", ethernet_mac_address: A },
    { id: "b", type: "phy", ethernet_mac_address: B },
    { id: "c", type: "phy", ethernet_mac_address: C },
    { id: "bond0", type: "bond", bond_links: ["a", "b"], bond_mode: "active-backup", bond_miimon: 100 },
    { id: "v", type: "vlan", vlan_link: "bond0", vlan_id: 5 },
    { id: "w", type: "vlan", vlan_link: "c", vlan_id: 6 },
  ],
  networks: ["v", "w", "c"].map((link, index) => ({
    link,
    type: "ipv4",
    ip_address: `192.0.${index}.10`,
    netmask: "255.255.255.0",
    routes: [{ network: "10.0.0.0", netmask: "255.0.0.0", gateway: `192.0.${index}.1` }],
  })),
};

const MACHINE: Record<string, MemoryEntry> = {
  "/m/mnt/config/openstack/latest/network_data.json": JSON.stringify(NETWORK),
  ...Object.fromEntries(
    Object.entries(CARDS).flatMap(([name, mac]) => [
      [`/m/sys/class/net/${name}/address`, `${mac}\n`],
      [`/m/sys/class/net/${name}/addr_assign_type`, "0\n"],
    ]),
  ),
};

for (const { name } of STACKS) {
  Deno.test(`boot: ${name}: of the files beside one that was edited, none goes and none changes`, () => {
    const options = { root: "/m", renderer: name };
    const written = configure(memorySystem(MACHINE), options).plan.changes
      .filter(({ kind, purpose }) => kind === "create" && purpose === "network");
    assert.ok(written.length > 0);
    for (const { path } of written) {
      const system = memorySystem(MACHINE);
      configure(system, options);
      system.writeInto(`/m${path}`, `${system.readText(`/m${path}`)}# mine\n`);
      assert.deepEqual(configure(system, options).plan.changes, [], `${path} was edited`);
    }
  });
}
