/**
 * A machine with a disk for which udev has a slow rule, as multipath and the like may have. Its network does not wait for that.
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
import { bootMachine, type Machine } from "./_machine.ts";
import { PAIR, PAIR_NETWORK } from "./_pair.ts";
import { readUnit, udevTimes } from "./_unit.ts";

/** How long the rule takes. */
const SECONDS = 20;
const RULE = `SUBSYSTEM=="block", KERNEL=="vdb", PROGRAM="/bin/sleep ${SECONDS}"`;

const DISK_BYTES = 1024 * 1024;

export async function liveBesideSlowDisk(t: Deno.TestContext, stack: Stack): Promise<void> {
  await withImage(stack, async (image, directory) => {
    const [disc, disk] = [join(directory, "disc"), join(directory, "disk")];
    await writeIso(documents(PAIR, SOME_KEY), "OpenStack Compute 27.0.0", disc);
    Deno.writeFileSync(disk, new Uint8Array(DISK_BYTES));
    const { added: _, ...nics } = PAIR_NICS;
    await using machine = await bootMachine({ image, nics, disc, disks: [disk] });
    await machine.agent.run(`echo '${RULE}' > /etc/udev/rules.d/90-slow.rules; rm -r /etc/systemd/network/*`);
    await machine.reboot();
    await t.step(
      `${stack}: a slow disk: the network is the drive's`,
      () => expectNetwork(machine, PAIR_NETWORK),
    );
    await t.step(
      `${stack}: a slow disk: the unit was done long before udev was done with the disk`,
      () => explained(machine, () => checkTimes(machine)),
    );
  });
}

async function checkTimes(machine: Machine): Promise<void> {
  const { agent } = machine;
  const { end, isBeforeNetwork, result } = await readUnit(machine);
  assert.deepEqual({ isBeforeNetwork, result }, { isBeforeNetwork: true, result: "success" });
  const number = await agent.run("udevadm settle; cat /sys/block/vdb/dev");
  const disk = (await udevTimes(agent)).get(`b${number.trim()}`);
  assert.ok(
    disk !== undefined && disk - end > SECONDS / 2,
    `the unit ended at ${end} s, the disk came at ${disk} s`,
  );
}
