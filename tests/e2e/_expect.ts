/**
 * Comparing a machine with what it should be.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Machine } from "./_machine.ts";
import { type NetworkState, readNetwork } from "./_state.ts";
import { explain, readUnit } from "./_unit.ts";

const SETTLE_SECONDS = 60;
const POLL_MS = 1000;

/** Runs the check until it holds; a network stack goes on working when the boot is over. Fails with all there is to know. */
export async function eventually(
  machine: Machine,
  check: () => Promise<void>,
  seconds: number = SETTLE_SECONDS,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (!(error instanceof assert.AssertionError)) throw error;
      if (Date.now() > end) {
        throw new Error(`${error.message}\n${await explain(machine)}`, { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}

/** The network, and that our unit was quick in this boot. */
export async function expectNetwork(
  machine: Machine,
  expected: NetworkState,
  seconds?: number,
): Promise<void> {
  await eventually(machine, async () => assert.deepEqual(await readNetwork(machine), expected), seconds);
  await expectQuickUnit(machine);
}

/** Of the guest's time, beside what udev takes. Whoever waits for a cable or a drive takes longer. */
const MOST_SECONDS = 1;

/** No boot waits for what cannot come. */
export function expectQuickUnit(machine: Machine): Promise<void> {
  return explained(machine, async () => {
    const { seconds } = await readUnit(machine);
    assert.ok(seconds < MOST_SECONDS, `simple-init.service took ${seconds} s`);
  });
}

/** A check of what is over; fails with all there is to know. */
export async function explained(machine: Machine, check: () => void | Promise<void>): Promise<void> {
  try {
    await check();
  } catch (error) {
    if (!(error instanceof assert.AssertionError)) throw error;
    throw new Error(`${error.message}\n${await explain(machine)}`, { cause: error });
  }
}
