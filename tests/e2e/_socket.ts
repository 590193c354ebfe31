/**
 * Lines of text over the sockets that QEMU listens at.
 *
 * @module
 */

export interface LineSocket extends Disposable {
  /** Sends one line. */
  send(line: string): Promise<void>;
  /** The next line; fails after so many seconds, or when the other side is gone. */
  next(seconds: number): Promise<string>;
}

const POLL_MS = 100;

/** Connects as soon as somebody listens, which may take `seconds`. */
export async function connect(path: string, seconds: number): Promise<LineSocket> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return lineSocket(await Deno.connect({ transport: "unix", path }));
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}

function lineSocket(connection: Deno.Conn): LineSocket {
  const lines = readLines(connection);
  const encoder = new TextEncoder();
  let pending: Promise<IteratorResult<string>> | undefined;
  return {
    async send(line) {
      const bytes = encoder.encode(`${line}\n`);
      for (let sent = 0; sent < bytes.length;) sent += await connection.write(bytes.subarray(sent));
    },
    async next(seconds) {
      pending ??= lines.next();
      const result = await withLimit(pending, seconds);
      pending = undefined;
      if (result.done) throw new Error("the virtual machine hung up");
      return result.value;
    },
    [Symbol.dispose]() {
      try {
        connection.close();
      } catch (error) {
        // The other side was the first.
        if (!(error instanceof Deno.errors.BadResource)) throw error;
      }
    },
  };
}

async function* readLines(connection: Deno.Conn): AsyncGenerator<string> {
  let rest = "";
  for await (const text of connection.readable.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop()!;
    yield* lines;
  }
}

/** Fails when a promise takes longer than that. */
async function withLimit<T>(promise: Promise<T>, seconds: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${seconds} s`)), seconds * 1000);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}
