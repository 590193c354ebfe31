/**
 * What happens to a machine from one boot to the next: its cards get other names, a card is added, its operator edits a
 * file, its drive goes away.
 *
 * @module
 */
import assert from "node:assert/strict";
import { join } from "@std/path";
import { writeIso } from "../support/drive_images.ts";
import { documents, SOME_KEY } from "./_drives.ts";
import { expectNetwork, explained } from "./_expect.ts";
import { PAIR_NICS } from "./_hardware.ts";
import { type Stack, withImage } from "./_images.ts";
import { type Machine, newDisk } from "./_machine.ts";
import { PAIR, PAIR_NETWORK, UP } from "./_pair.ts";
import type { NetworkState } from "./_state.ts";
import { readUnit } from "./_unit.ts";

const WITH_ADDED: NetworkState = {
  ...PAIR_NETWORK,
  devices: { ...PAIR_NETWORK.devices, added: { ...UP, addresses: ["10.0.5.77/24 dynamic"] } },
  routes: ["default via 10.0.5.1 dev added", ...PAIR_NETWORK.routes],
};

/** `edited` is the file of the first card in the last boot, by the card's name. */
export async function liveOn(
  t: Deno.TestContext,
  stack: Stack,
  edited: (name: string) => string,
): Promise<void> {
  await withImage(stack, async (image, directory) => {
    const disc = join(directory, "disc");
    await writeIso(documents(PAIR, SOME_KEY), "OpenStack Compute 27.0.0", disc);
    const { added, ...nics } = PAIR_NICS;
    await using disk = await newDisk(image);
    {
      await using machine = await disk.boot({ image, nics, disc });
      await t.step(`${stack}: first boot of two cards`, () => expectNetwork(machine, PAIR_NETWORK));
      await machine.powerOff();
    }
    // The kernel's own names, and one card more.
    const { at: _, ...present } = added;
    const all = { ...nics, added: present };
    await using machine = await disk.boot({ image, nics: all, disc, cmdline: "net.ifnames=0" });
    await t.step(`${stack}: cards with other names and a new one: the configuration follows`, async () => {
      await expectNetwork(machine, WITH_ADDED);
      await explained(machine, async () => {
        const { said } = await readUnit(machine);
        assert.ok(said.some((line) => line.startsWith("remove ")), said.join("\n"));
      });
    });
    const file = edited("eth0");
    await machine.agent.run(`echo '# mine' >> ${file}`);
    await machine.changeDisc(undefined);
    await machine.reboot();
    await t.step(`${stack}: the drive is gone and a file was edited: both stay as they were`, async () => {
      await expectNetwork(machine, WITH_ADDED);
      await explained(machine, () => checkKept(machine, file));
    });
  });
}

async function checkKept(machine: Machine, file: string): Promise<void> {
  assert.match(await machine.agent.run(`cat ${file}`), /^# mine$/m);
  const { said, result } = await readUnit(machine);
  assert.deepEqual([said, result], [[
    "note: /var/lib/simple-init: there is no config drive; the last one of this machine is used.",
    `note: ${file}: the file was edited after simple-init wrote it; it is left alone; delete it to have it written.`,
  ], "success"]);
}
