/**
 * Comparing a machine with what it shall be.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Machine } from "./_machine.ts";
import { type NetworkState, readNetwork } from "./_state.ts";
import { explain } from "./_unit.ts";

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

export function expectNetwork(machine: Machine, expected: NetworkState, seconds?: number): Promise<void> {
  return eventually(machine, async () => assert.deepEqual(await readNetwork(machine), expected), seconds);
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
