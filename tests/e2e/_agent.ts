/**
 * The shell in a virtual machine, behind its second serial port; see `_agent_element.ts`.
 *
 * @module
 */
import { decodeBase64, encodeBase64 } from "./_base64.ts";
import { connect } from "./_socket.ts";

export interface Agent extends Disposable {
  /** Waits for the shell of a boot that just begins. */
  ready(seconds: number): Promise<void>;
  /** Runs a command and returns its output; fails where it does. */
  run(command: string, seconds?: number): Promise<string>;
  /** Runs a command that gives no answer, as it ends the machine. */
  start(command: string): Promise<void>;
  /** Runs a command that need not succeed. */
  try(command: string, seconds?: number): Promise<{ status: number; out: string; err: string }>;
}

const ANSWER = /done (\d+) (\d+) <([\w+/=]*)> <([\w+/=]*)>/;

export async function openAgent(path: string): Promise<Agent> {
  const socket = await connect(path, 30);
  let number = 0;
  const agent: Agent = {
    async ready(seconds) {
      const end = Date.now() + seconds * 1000;
      while (!(await socket.next((end - Date.now()) / 1000)).includes("ready "));
    },
    async start(command) {
      number++;
      await socket.send(`${number} ${encodeBase64(command)}`);
    },
    async try(command, seconds = 60) {
      await agent.start(command);
      const end = Date.now() + seconds * 1000;
      for (;;) {
        const [, answered, status, out = "", err = ""] =
          ANSWER.exec(await socket.next((end - Date.now()) / 1000)) ?? [];
        if (Number(answered) !== number) continue;
        return { status: Number(status), out: decodeBase64(out), err: decodeBase64(err) };
      }
    },
    async run(command, seconds) {
      const { status, out, err } = await agent.try(command, seconds);
      if (status === 0) return out;
      throw new Error(`"${command}" ended with ${status}: ${err || out}`);
    },
    [Symbol.dispose]: () => socket[Symbol.dispose](),
  };
  return agent;
}
