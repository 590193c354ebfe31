/**
 * One row of each kind of who is online, by the stacks of the root that this runs in.
 *
 * @module
 */
import { denoSystem } from "../../lib/system/deno.ts";
import { outcomeOf } from "../online/_room.ts";
import type { Client, RunStack } from "../online/_row.ts";
import { type Row, ROWS } from "../roots/rows.ts";
import { STACKS } from "./readers.ts";

/** Rows by their names in `tests/roots/rows.ts`, and the stacks that promise what the row asks for. */
const KINDS: Readonly<Record<string, readonly RunStack[]>> = {
  "five cards that nobody answers": STACKS,
  "DHCPv6 that nobody answers on the same link": STACKS,
  "IPv6 alone and no router": STACKS,
  "routers on every cable": STACKS,
  "a router that stated IPv6 leaves the network by": STACKS,
  "a fallback card that a server and a router answer": STACKS,
  "name servers for stated ipv4 alone": ["networkmanager"],
  "name servers of the drive beside those of a fallback's lease": ["ifupdown"],
  "DHCPv4 and stateful DHCPv6": STACKS,
  // netplan says of it that it cannot; ifup's clients do what the distribution's kernel and they agree on.
  "DHCPv6 and no router": ["networkd", "networkmanager"],
  "routers on bridges with a default route of IPv6 and without": STACKS,
};

/** What came of a row. */
export interface Tried {
  /** The stack, and the client that it was tried with. */
  readonly stack: string;
  readonly row: string;
  /** Milliseconds until the address that was waited for was there; null: never. */
  readonly reached: number | null;
  readonly isStated: boolean;
  readonly faults: readonly string[];
  /** What the stack said, where something was not as promised. */
  readonly log: string;
}

/** @param text only rows with it in their names */
export async function tryRows(text: string): Promise<Tried[]> {
  const chosen = ROWS.filter(({ name }) => name.includes(text) && KINDS[name] !== undefined);
  const tried: Tried[] = [];
  for (const row of chosen) {
    for (const stack of KINDS[row.name]!) {
      for (const client of stack === "ifupdown" ? clientsHere() : ["dhclient" as const]) {
        tried.push(await tryRow(row, stack, client));
      }
    }
  }
  return tried;
}

/** Programs that stand for themselves; the first is what ifup would run. */
function clientsHere(): Client[] {
  return (["dhclient", "dhcpcd"] as const).filter((name) =>
    denoSystem.stat(`/usr/sbin/${name}`) !== undefined
  );
}

async function tryRow(row: Row, stack: RunStack, client: Client): Promise<Tried> {
  const { waited, patience, settle = 0, isStated } = row;
  const outcome = await outcomeOf(row.situation, { stack, client, waited, patience, settle });
  const faults = row.faultsOf(outcome);
  return {
    ...{ stack: stack === "ifupdown" ? `ifupdown with ${client}` : stack, row: row.name, isStated, faults },
    reached: outcome.reached,
    log: faults.length === 0 ? "" : [...outcome.problems, outcome.log].join("\n"),
  };
}
