import assert from "node:assert/strict";
import * as networkmanager from "../../lib/stacks/networkmanager/mod.ts";
import { NETWORKS } from "../networks.ts";
import { nmcliAccepts } from "./nmcli.ts";

for (const [name, config] of Object.entries(NETWORKS)) {
  Deno.test(`nmcli: ${name}: takes every profile as it is`, () => {
    for (const { path, contents } of networkmanager.render(config).files) {
      assert.deepEqual(nmcliAccepts(`# first line\n${contents}`), [], path);
    }
  });
}

Deno.test("nmcli: the check sees what is refused, and what is not understood", () => {
  const connection = "[connection]\nid=x\nuuid=2ed6657d-e927-568b-95e1-2665a8aea6a2\ninterface-name=x0\n";
  assert.deepEqual(
    nmcliAccepts(`${connection}type=ethernet\n\n[ethernet]\nmac_address=52:54:00:00:00:0a\n`),
    [
      "ethernet.mac_address=52:54:00:00:00:0a became nothing",
    ],
  );
  const refused = nmcliAccepts(`${connection}type=bond\n\n[bond]\nmode=balance-rr\nprimary=eth0\n`);
  assert.match(refused.join("\n"), /^exit status [1-9]\n.*primary/);
});
