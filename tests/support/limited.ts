/**
 * Programs that may never end: they and what they started are killed after a time.
 *
 * @module
 */

export interface Limit {
  readonly seconds: number;
  /** Whether each line of output starts the time again. */
  readonly afterOutput?: boolean;
}

export interface Ended {
  readonly success: boolean;
  /** Whether the limit ended it. */
  readonly late: boolean;
  /** Everything on standard output. */
  readonly text: string;
}

export interface Program {
  /** The program and its arguments. */
  readonly words: readonly string[];
  readonly cwd: string;
  readonly env?: Record<string, string>;
  readonly stderr: "inherit" | "null";
  readonly limit: Limit;
  readonly onOutput?: (bytes: Uint8Array) => void;
}

/** Groups of processes that are running; each has its first process's number. */
const groups = new Set<number>();

/** Runs a program in a group of processes of its own, so that all of them can be killed. */
export async function runLimited({ words, cwd, env = {}, stderr, limit, onOutput }: Program): Promise<Ended> {
  const [program, ...args] = words as [string, ...string[]];
  const options = { args, cwd, env, stdin: "null", stdout: "piped", stderr, detached: true } as const;
  const child = new Deno.Command(program, options).spawn();
  groups.add(child.pid);
  const clock = startClock(limit, () => killGroup(child.pid));
  let text = "";
  const decoder = new TextDecoder();
  for await (const bytes of child.stdout) {
    text += decoder.decode(bytes, { stream: true });
    if (limit.afterOutput) clock.restart();
    onOutput?.(bytes);
  }
  const { success } = await child.status;
  groups.delete(child.pid);
  return { success, late: clock.stop(), text };
}

/** Kills what is running and ends this program when somebody interrupts it: a terminal reaches only its own group. */
export function endOnSignals(cleanUp: () => void): void {
  for (const [signal, status] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
    Deno.addSignalListener(signal, () => {
      groups.forEach(killGroup);
      cleanUp();
      Deno.exit(status);
    });
  }
}

function killGroup(pid: number): void {
  try {
    Deno.kill(-pid, "SIGKILL");
  } catch (error) {
    // It has just ended by itself.
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

interface Clock {
  readonly restart: () => void;
  /** Returns whether the time had passed. */
  readonly stop: () => boolean;
}

function startClock({ seconds }: Limit, onEnd: () => void): Clock {
  let late = false;
  const start = () =>
    setTimeout(() => {
      late = true;
      onEnd();
    }, seconds * 1000);
  let timer = start();
  return {
    restart: () => {
      clearTimeout(timer);
      timer = start();
    },
    stop: () => {
      clearTimeout(timer);
      return late;
    },
  };
}

// deno-lint-ignore no-control-regex
const COLOR = /\x1b\[[\d;]*m/g;

/** The test that `deno test` had begun and not ended when it printed this; undefined between tests. */
export function runningTest(text: string): string | undefined {
  const lines = text.replaceAll(COLOR, "").split("\n");
  const last = lines.findLast((line) => / \.\.\.(?: |$)/.test(line)) ?? "";
  return /^\s*(.+) \.\.\.\s*$/.exec(last)?.[1];
}
