/**
 * Machines of which no drive says anything that could be read: DHCP on every card.
 *
 * @module
 */
import assert from "node:assert/strict";
import { join } from "@std/path";
import { writeFile } from "../support/trees.ts";
import { packIso } from "../support/drive_images.ts";
import { documents, networkData } from "./_drives.ts";
import { eventually, expectQuickUnit, explained } from "./_expect.ts";
import { PLAIN_NICS } from "./_hardware.ts";
import { type Stack, withImage } from "./_images.ts";
import { bootMachine, type Machine } from "./_machine.ts";
import { makeKeyPair, ssh } from "./_ssh.ts";
import { type NetworkState, readNetwork } from "./_state.ts";
import { failedUnits, readUnit, waitedForNetwork } from "./_unit.ts";

const DEVICES: NetworkState["devices"] = {
  first: { works: true, mtu: 1500, addresses: ["10.0.1.77/24 dynamic"] },
  second: { works: true, mtu: 1500, addresses: ["10.0.2.77/24 dynamic"] },
  pulled: { works: false, mtu: 1500, addresses: [] },
};

/** Of two servers' default routes some stacks keep the first that comes, and others both. */
const ROUTES = ["default via 10.0.1.1 dev first", "default via 10.0.2.1 dev second"];

export async function expectDhcp(machine: Machine): Promise<void> {
  await eventually(machine, async () => {
    const { devices, routes, nameServers } = await readNetwork(machine);
    assert.deepEqual({ devices, nameServers }, { devices: DEVICES, nameServers: [] });
    assert.ok(routes.length > 0 && routes.every((route) => ROUTES.includes(route)), routes.join());
  });
  await expectQuickUnit(machine);
}

/** What waits for a network in vain gives up after a minute at the earliest. */
const NO_VAIN_WAIT_SECONDS = 30;

export async function liveWithoutDrive(t: Deno.TestContext, stack: Stack): Promise<void> {
  await withImage(stack, async (image) => {
    await using machine = await bootMachine({ image, nics: PLAIN_NICS });
    await t.step(`${stack}: no drive: DHCP on every card`, () => expectDhcp(machine));
    await t.step(
      `${stack}: no drive: all is well, and the network did not race the unit`,
      () =>
        explained(machine, async () => {
          const { result, isBeforeNetwork } = await readUnit(machine);
          assert.deepEqual({ result, isBeforeNetwork }, { result: "success", isBeforeNetwork: true });
          assert.deepEqual(await failedUnits(machine), []);
        }),
    );
    await t.step(
      `${stack}: no drive: a card without a cable holds up nothing`,
      () => explained(machine, () => checkWaits(machine)),
    );
  });
}

async function checkWaits(machine: Machine): Promise<void> {
  const waits = await waitedForNetwork(machine);
  assert.deepEqual(waits.filter(({ seconds }) => seconds > NO_VAIN_WAIT_SECONDS), []);
}

/** Half of a document: nova was interrupted, or the drive's medium is damaged. */
export async function liveWithBrokenDrive(t: Deno.TestContext, stack: Stack): Promise<void> {
  await withImage(stack, async (image, directory) => {
    const keys = await makeKeyPair(directory);
    const tree = join(directory, "tree");
    const { "meta_data.json": metaData } = documents(networkData(), keys.publicKey);
    writeFile(join(tree, "openstack/latest/meta_data.json"), JSON.stringify(metaData));
    const half = JSON.stringify(networkData()).slice(0, 500);
    writeFile(join(tree, "openstack/latest/network_data.json"), half);
    const disc = join(directory, "disc");
    await packIso(tree, "OpenStack Compute 27.0.0", disc);
    await using machine = await bootMachine({ image, nics: PLAIN_NICS, disc });
    await t.step(`${stack}: a broken drive: DHCP on every card`, () => expectDhcp(machine));
    await t.step(
      `${stack}: a broken drive: the unit failed, and the journal says why`,
      () =>
        explained(machine, async () => {
          const { result, said } = await readUnit(machine);
          assert.equal(result, "exit-code");
          assert.deepEqual(await failedUnits(machine), ["simple-init.service"]);
          assert.match(said.join("\n"), /^problem: network_data\.json:\d+:\d+: it is not JSON/m);
        }),
    );
    await t.step(
      `${stack}: a broken drive: its key lets root in all the same`,
      () =>
        eventually(
          machine,
          async () => assert.equal(await ssh(machine, keys, "10.0.1.77", "hostname"), "web-1"),
        ),
    );
  });
}
