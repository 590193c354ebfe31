/**
 * A connection as that of a root on the network, by which something is asked and answered all the time: `answer` is the server,
 * `hold` asks until `/run/enough` is there, and writes into `/run/longest` for how many milliseconds it waited at most.
 *
 * @module
 */
const [what] = Deno.args;
const PORT = 10809;

async function answer(): Promise<void> {
  for await (const connection of Deno.listen({ port: PORT, hostname: "0.0.0.0" })) {
    connection.readable.pipeTo(connection.writable).catch(() => {});
  }
}

async function connect(): Promise<Deno.TcpConn> {
  for (;;) {
    try {
      return await Deno.connect({ hostname: "10.0.0.1", port: PORT });
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

function isEnough(): boolean {
  try {
    Deno.statSync("/run/enough");
    return true;
  } catch {
    return false;
  }
}

async function hold(): Promise<void> {
  const connection = await connect();
  let longest = 0;
  let asked = performance.now();
  const watch = setInterval(() => {
    longest = Math.max(longest, performance.now() - asked);
    if (!isEnough()) return;
    clearInterval(watch);
    Deno.writeTextFileSync("/run/longest.new", `${Math.round(longest)}\n`);
    Deno.renameSync("/run/longest.new", "/run/longest");
    Deno.exit(0);
  }, 20);
  for (;;) {
    asked = performance.now();
    await connection.write(new Uint8Array([1]));
    await connection.read(new Uint8Array(1));
    longest = Math.max(longest, performance.now() - asked);
    Deno.writeTextFileSync("/run/holding", "yes\n");
    await new Promise((resolve) => setTimeout(resolve, 20));
    asked = performance.now();
  }
}

await (what === "answer" ? answer() : hold());
