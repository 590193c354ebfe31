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
import type { NetworkState } from "./_state.ts";
import { readUnit } from "./_unit.ts";

const PAIR = {
  links: [
    { id: "l0", type: "phy", ethernet_mac_address: PAIR_NICS.first.mac },
    { id: "l1", type: "phy", ethernet_mac_address: PAIR_NICS.second.mac },
  ],
  networks: [
    {
      id: "n0",
      link: "l0",
      type: "ipv4",
      ip_address: "192.0.2.10",
      netmask: "255.255.255.0",
      gateway: "192.0.2.1",
    },
    { id: "n1", link: "l1", type: "ipv4", ip_address: "198.51.100.10", netmask: "255.255.255.0" },
  ],
  services: [],
};

const UP = { works: true, mtu: 1500 };

const EXPECTED: NetworkState = {
  devices: {
    first: { ...UP, addresses: ["192.0.2.10/24"] },
    second: { ...UP, addresses: ["198.51.100.10/24"] },
  },
  routes: ["default via 192.0.2.1 dev first"],
  nameServers: [],
};

const WITH_ADDED: NetworkState = {
  ...EXPECTED,
  devices: { ...EXPECTED.devices, added: { ...UP, addresses: ["10.0.5.77/24 dynamic"] } },
  routes: ["default via 10.0.5.1 dev added", ...EXPECTED.routes],
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
      await t.step(`${stack}: first boot of two cards`, () => expectNetwork(machine, EXPECTED));
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
