import assert from "node:assert/strict";
import { makePlan } from "../../lib/plan/plan.ts";
import { memorySystem } from "../../lib/system/memory.ts";

const DRIVE = {
  "network_data.json": {
    links: [{ id: "a", type: "phy", ethernet_mac_address: "52:54:00:00:00:01" }],
    networks: [{ link: "a", type: "ipv4", ip_address: "192.0.2.10/24" }],
  },
  "meta_data.json": { name: "web" },
};

Deno.test("plan: the name stands for the drive's address, whoever sets up the network", () => {
  const documents = Object.entries(DRIVE).map(([name, document]) => [
    `/r/mnt/config/openstack/latest/${name}`,
    JSON.stringify(document),
  ]);
  const system = memorySystem({
    "/r/sys/class/net/eth0/address": "52:54:00:00:00:01\n",
    "/r/sys/class/net/eth0/addr_assign_type": "0\n",
    "/r/etc/hosts": "127.0.1.1\tweb\t# simple-init\n",
    ...Object.fromEntries(documents),
  });
  const { changes } = makePlan(system, { root: "/r", network: false });
  const hosts = changes.find(({ path }) => path === "/etc/hosts");
  assert.equal(hosts !== undefined && "after" in hosts && hosts.after, "192.0.2.10\tweb\t# simple-init\n");
});
