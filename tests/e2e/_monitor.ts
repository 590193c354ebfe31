/**
 * QEMU's monitor: cables, cards and discs of a machine that runs. See QEMU's documentation of QMP.
 *
 * @module
 */
import * as v from "valibot";
import { connect } from "./_socket.ts";

export interface Monitor extends Disposable {
  /** Fails with what QEMU says. */
  execute(command: string, args?: Readonly<Record<string, unknown>>): Promise<void>;
}

const SECONDS = 30;

const REPLY = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ return: v.optional(v.unknown()), error: v.optional(v.object({ desc: v.string() })) }),
);

export async function openMonitor(path: string): Promise<Monitor> {
  const socket = await connect(path, SECONDS);
  await socket.next(SECONDS); // the greeting
  const monitor: Monitor = {
    async execute(command, args = {}) {
      await socket.send(JSON.stringify({ execute: command, arguments: args }));
      for (;;) {
        const reply = v.parse(REPLY, await socket.next(SECONDS));
        if (reply.error !== undefined) throw new Error(`QEMU refuses ${command}: ${reply.error.desc}`);
        // All else are events.
        if (reply.return !== undefined) return;
      }
    },
    [Symbol.dispose]: () => socket[Symbol.dispose](),
  };
  await monitor.execute("qmp_capabilities");
  return monitor;
}
