/** A card that comes after the boot comes up whatever else is wrong on the drive. */
import assert from "node:assert/strict";
import { machine, run } from "../cli/_machine.ts";
import { textOf } from "../element/files.ts";

const UNIT = textOf("init-scripts/systemd/simple-init@.service");

/** What the unit says, each setting once. */
function settingOf(name: string): string {
  const [found, ...others] = [...UNIT.matchAll(new RegExp(`^${name}=(.*)$`, "gm"))].map(([, value]) =>
    value!
  );
  assert.deepEqual([found === undefined, others], [false, []], name);
  return found!;
}

/** Documents with a fault each, beside which the network is whole. */
const FAULTS: Readonly<Record<string, { file: string; document: object }>> = {
  "a route that leads nowhere": {
    file: "network_data.json",
    document: {
      links: [{ id: "a", type: "phy", ethernet_mac_address: "52:54:00:12:34:56" }],
      networks: [{
        link: "a",
        type: "ipv4",
        ip_address: "192.0.2.10/24",
        routes: [{ network: "224.0.0.0/4", gateway: "192.0.2.1" }],
      }],
    },
  },
  "a key that is none": {
    file: "meta_data.json",
    document: { name: "web", public_keys: { k: "not a key" } },
  },
};

for (const [what, { file, document }] of Object.entries(FAULTS)) {
  Deno.test(`a late card comes up beside ${what}`, () => {
    const system = machine("", {
      "/etc/simple-init.conf": "renderer=networkd\n",
      [`/mnt/config/openstack/latest/${file}`]: JSON.stringify(document),
    });
    const [, command = ""] = /\/simple-init (boot .*)$/.exec(settingOf("ExecStart")) ?? [];
    const { status, err } = run(command.replace("%i", "eth0"), system);
    assert.ok(system.readText("/etc/systemd/network/10-simple-init-eth0.network"), err.join("\n"));
    // systemd runs what comes after only where it holds that for a success.
    assert.ok(settingOf("SuccessExitStatus").split(" ").includes(String(status)), `${status}`);
    assert.match(settingOf("ExecStartPost"), / hook activate %i$/);
  });
}
