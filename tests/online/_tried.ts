/**
 * A row as a test, of which is written down what came of it where the environment says so: for the table in CONFORMANCE.md.
 *
 * @module
 */
import type { Client } from "./_row.ts";
import type { StackName } from "../../lib/stacks/stack.ts";

/** The file that results are added to, a line of JSON each. */
export const RESULTS = "SIMPLE_INIT_ONLINE_RESULTS";

export interface Tried {
  readonly stack: StackName;
  /** The DHCP client that the stack runs; undefined: its own. */
  readonly client: Client | undefined;
  readonly row: string;
  /** What had a limit, and kept it. */
  readonly times: Times;
  readonly failed: boolean;
}

/** Milliseconds until the stated address was there, and until the stack said that the machine is online. */
export interface Times {
  readonly reached?: number | null;
  readonly online?: number | null;
}

/** Who tries a row. */
export interface Trier {
  readonly stack: StackName;
  readonly client?: Client;
}

/** The test of a row, which returns the times that have a limit. */
export function tryRow({ stack, client }: Trier, row: string, test: () => Promise<Times | void>): void {
  const who = client === undefined ? stack : `${stack} with ${client}`;
  Deno.test(`online: ${who}, ${row}`, async () => {
    const tell = (failed: boolean, times: Times) => note({ stack, client, row, times, failed });
    try {
      tell(false, await test() ?? {});
    } catch (error) {
      tell(true, {});
      throw error;
    }
  });
}

function note(tried: Tried): void {
  const path = Deno.env.get(RESULTS);
  if (path !== undefined) Deno.writeTextFileSync(path, `${JSON.stringify(tried)}\n`, { append: true });
}
