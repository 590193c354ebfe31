/**
 * A snapshot of a configured machine's disk, booted as another machine: other cards, and no drive.
 *
 * @module
 */
import assert from "node:assert/strict";
import { join } from "@std/path";
import { writeIso } from "../support/drive_images.ts";
import { documents, SOME_KEY } from "./_drives.ts";
import { expectNetwork, explained } from "./_expect.ts";
import { PAIR_NICS, PLAIN_NICS } from "./_hardware.ts";
import { type Stack, withImage } from "./_images.ts";
import { type Machine, newDisk } from "./_machine.ts";
import { PAIR, PAIR_NETWORK } from "./_pair.ts";
import { expectDhcp } from "./_plain.ts";
import { readUnit } from "./_unit.ts";

export async function liveFromSnapshot(t: Deno.TestContext, stack: Stack): Promise<void> {
  await withImage(stack, async (image, directory) => {
    const disc = join(directory, "disc");
    await writeIso(documents(PAIR, SOME_KEY), "OpenStack Compute 27.0.0", disc);
    const { added: _, ...nics } = PAIR_NICS;
    await using disk = await newDisk(image);
    {
      await using machine = await disk.boot({ image, nics, disc });
      await t.step(`${stack}: the machine that a snapshot is taken of`, async () => {
        await expectNetwork(machine, PAIR_NETWORK);
        assert.deepEqual(await tracesOfFirst(machine), { ...TRACES, name: "web-1" });
      });
      await machine.powerOff();
    }
    await using snapshot = await disk.snapshot();
    await using machine = await snapshot.boot({ image, nics: PLAIN_NICS });
    await t.step(`${stack}: the snapshot on other cards, without a drive: DHCP`, () => expectDhcp(machine));
    await t.step(
      `${stack}: the snapshot has no address, key or name of the first machine, and says so`,
      () => explained(machine, () => checkForgotten(machine)),
    );
  });
}

interface Traces {
  readonly name: string;
  readonly addresses: boolean;
  readonly cards: boolean;
  readonly keys: boolean;
}

const TRACES = { addresses: true, cards: true, keys: true };

/** What is the first machine's on the disk, in whatever file. */
async function tracesOfFirst({ agent }: Machine): Promise<Traces> {
  const isThere = async (text: string) =>
    (await agent.try(`grep -rqF '${text}' /etc /root /var/lib/simple-init`)).status === 0;
  return {
    name: (await agent.run("hostname")).trim(),
    addresses: await isThere("192.0.2.10") && await isThere("198.51.100.10"),
    cards: await isThere(PAIR_NICS.first.mac) && await isThere(PAIR_NICS.second.mac),
    keys: await isThere(SOME_KEY),
  };
}

async function checkForgotten(machine: Machine): Promise<void> {
  const { name, ...traces } = await tracesOfFirst(machine);
  assert.deepEqual(traces, { addresses: false, cards: false, keys: false });
  assert.notEqual(name, "web-1");
  const { said, result } = await readUnit(machine);
  assert.equal(result, "success");
  assert.ok(
    said.includes(
      "note: /var/lib/simple-init: the last config drive was another machine's; it is not used.",
    ),
    said.join("\n"),
  );
}
