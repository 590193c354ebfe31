/**
 * A machine with cards that nobody answers beside one that the drive has an address for: it is online at once.
 *
 * @module
 */
import assert from "node:assert/strict";
import { join } from "@std/path";
import { writeIso } from "../support/drive_images.ts";
import { documents, SOME_KEY } from "./_drives.ts";
import { eventually, explained } from "./_expect.ts";
import { SILENT_NICS } from "./_hardware.ts";
import { type Stack, withImage } from "./_images.ts";
import { bootMachine } from "./_machine.ts";
import { readNetwork } from "./_state.ts";
import { waitedForNetwork } from "./_unit.ts";

const NETWORK = {
  links: [{ id: "a", type: "phy", ethernet_mac_address: SILENT_NICS.stated.mac }],
  networks: [{
    ...{ id: "n", link: "a", type: "ipv4", ip_address: "192.0.2.10", netmask: "255.255.255.0" },
    routes: [{ network: "0.0.0.0", netmask: "0.0.0.0", gateway: "192.0.2.1" }],
  }],
};

/**
 * Of the guest's clock, from the start of what waits for a network to its end. An emulated processor takes 3 s for what takes a
 * real one a fraction of that; whoever waits for a silent card takes 13 s at the least.
 */
const MOST_SECONDS = 8;

export async function liveBesideSilence(t: Deno.TestContext, stack: Stack): Promise<void> {
  await withImage(stack, async (image, directory) => {
    const disc = join(directory, "disc");
    await writeIso(documents(NETWORK, SOME_KEY), "OpenStack Compute 27.0.0", disc);
    await using machine = await bootMachine({ image, nics: SILENT_NICS, disc });
    await t.step(
      `${stack}: beside five silent cards: the address is there`,
      () =>
        eventually(machine, async () => {
          const { devices, routes } = await readNetwork(machine);
          assert.deepEqual([devices["stated"]?.addresses, routes], [["192.0.2.10/24"], [
            "default via 192.0.2.1 dev stated",
          ]]);
        }),
    );
    await t.step(
      `${stack}: beside five silent cards: nothing waits for them`,
      () =>
        explained(machine, async () => {
          const waits = await waitedForNetwork(machine);
          assert.deepEqual(waits.filter(({ seconds }) => seconds > MOST_SECONDS), []);
        }),
    );
  });
}
