/**
 * The life of a machine: its first boot with a drive that has everything, cards that come later, and more boots.
 *
 * @module
 */
import assert from "node:assert/strict";
import { join } from "@std/path";
import { writeIso } from "../support/drive_images.ts";
import { BOND0, BOND1, documents, expectedNetwork, HOTPLUGGED, networkData } from "./_drives.ts";
import { eventually, expectNetwork, explained } from "./_expect.ts";
import { NICS } from "./_hardware.ts";
import { type Stack, withImage } from "./_images.ts";
import { bootMachine, type Machine } from "./_machine.ts";
import { makeKeyPair, ssh } from "./_ssh.ts";
import { type NetworkState, readBond } from "./_state.ts";
import { filesWritten, readUnit } from "./_unit.ts";

const PUBLISHER = "OpenStack Compute 27.0.0";

const ADDRESS = "192.0.2.10";
const OTHER_ADDRESS = "192.0.2.20";

/** With which drives it boots again: the same one, or one with another address. */
export type Later = readonly ("same drive" | "other drive")[];

export async function liveWith(t: Deno.TestContext, stack: Stack, later: Later): Promise<void> {
  await withImage(stack, async (image, directory) => {
    const keys = await makeKeyPair(directory);
    const disc = join(directory, "disc");
    const otherDisc = join(directory, "other-disc");
    await writeIso(documents(networkData(ADDRESS), keys.publicKey), PUBLISHER, disc);
    await writeIso(documents(networkData(OTHER_ADDRESS), keys.publicKey), PUBLISHER, otherDisc);
    await using machine = await bootMachine({ image, nics: NICS, disc });
    const step = (name: string, body: () => Promise<void>) => t.step(`${stack}: ${name}`, body);

    await step(
      "first boot: the network is the drive's",
      () => expectNetwork(machine, expectedNetwork(ADDRESS)),
    );
    await step("first boot: bonds have the drive's options", () => checkBonds(machine));
    await step("first boot: the unit was done before the network", () => checkUnit(machine));
    await step(
      "first boot: the key of the drive lets root in, and the name is the drive's",
      () =>
        eventually(machine, async () =>
          assert.equal(
            await ssh(machine, keys, ADDRESS, "hostname; getent hosts web-1 | tr -s ' '"),
            `web-1\n${ADDRESS} web-1`,
          )),
    );
    await step("hot plug: cards that come get what the drive says of them, or DHCP", async () => {
      await machine.plugIn("named");
      await machine.plugIn("unnamed");
      await expectNetwork(machine, withHotplugged(expectedNetwork(ADDRESS)));
      if (stack === "ifupdown") await checkDhcpClient(machine);
    });
    for (const drive of later) {
      await step(
        `boot with the ${drive}`,
        () => drive === "same drive" ? bootAgain(machine) : bootElsewhere(machine, otherDisc),
      );
    }
  });
}

/** It would end with the unit that started it, were it in the unit's cgroup. */
async function checkDhcpClient(machine: Machine): Promise<void> {
  const activating = "systemctl list-units 'simple-init@*' --state=activating --plain --no-legend";
  await machine.agent.run(`while ${activating} | grep -q .; do sleep 1; done`);
  const name = `$(ip -brief link | sed -n 's/ .*${NICS.unnamed.mac}.*//p')`;
  await explained(machine, async () => {
    const { status } = await machine.agent.try(`pgrep -a -x dhclient | grep -E " ${name}( |$)"`);
    assert.equal(status, 0, "the DHCP client of the late card is gone");
  });
}

/** Its records learn of the cards that came after the last boot, and nothing else changes; then nothing at all. */
async function bootAgain(machine: Machine): Promise<void> {
  const before = withoutRecords(await filesWritten(machine));
  await machine.reboot();
  const after = await filesWritten(machine);
  await explained(machine, () => Promise.resolve(assert.equal(withoutRecords(after), before)));
  await machine.reboot();
  await explained(machine, async () => {
    assert.equal(await filesWritten(machine), after);
    assert.deepEqual((await readUnit(machine)).said, []);
  });
  await expectNetwork(machine, withHotplugged(expectedNetwork(ADDRESS)));
}

function withoutRecords(files: string): string {
  return files.split("\n").filter((line) => !line.includes(" /var/lib/simple-init/")).join("\n");
}

async function bootElsewhere(machine: Machine, disc: string): Promise<void> {
  await machine.changeDisc(disc);
  await machine.reboot();
  await expectNetwork(machine, withHotplugged(expectedNetwork(OTHER_ADDRESS)));
}

function withHotplugged({ devices, routes, nameServers }: NetworkState): NetworkState {
  return {
    devices: { ...devices, ...HOTPLUGGED.devices },
    routes: [...routes, ...HOTPLUGGED.routes].sort(),
    nameServers,
  };
}

async function checkBonds(machine: Machine): Promise<void> {
  for (const [name, ports, lines] of [["bond0", 2, BOND0], ["bond1", 2, BOND1]] as const) {
    const bond = await readBond(machine, name);
    assert.equal(bond.ports.length, ports);
    assert.deepEqual(lines.filter((line) => !bond.lines.includes(line)), [], bond.lines.join("\n"));
  }
}

/** One card that the drive names is not there, which is all that it may find fault with. */
function checkUnit(machine: Machine): Promise<void> {
  return explained(machine, async () => {
    const unit = await readUnit(machine);
    const problems = unit.said.filter((line) => /^(?:problem|note): /.test(line));
    assert.deepEqual(problems, [
      `note: network_data.json: $.links[11].ethernet_mac_address: no interface of this machine has the address ` +
      `"${NICS.named.mac}"; the link is configured when the interface appears.`,
    ]);
    assert.ok(unit.isBeforeNetwork, "the network did not wait for it");
  });
}
