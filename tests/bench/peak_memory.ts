/**
 * The most memory that a command has resident at a time.
 *
 * `/usr/bin/time` asks the kernel when the command has ended (`wait4`), for its largest process. A value below 1 MiB may
 * be that of `time` itself, whose memory the child has until it is replaced. Where it is not installed, the status in
 * `/proc` is read again and again until the command has ended: its high-water mark never falls, so the last reading is
 * the peak but for the last microseconds; children of the command are then not seen. Either way the kernel counts in
 * steps of some 100 KiB.
 *
 * @module
 */
import $ from "dax";

const TIME = "/usr/bin/time";

/** Bytes. The command's words are in shell syntax. */
export async function peakMemory(command: string): Promise<number> {
  return await $.path(TIME).exists() ? await askTime(command) : await pollStatus(command);
}

async function askTime(command: string): Promise<number> {
  const file = await Deno.makeTempFile();
  try {
    const { code } = await $`bash -c ${`exec ${TIME} -f %M -o ${file} ${command}`}`.stdin("null").quiet()
      .noThrow();
    if (code !== 0) throw new Error(`Exit status ${code} of: ${command}`);
    return Number(await Deno.readTextFile(file)) * 1024;
  } finally {
    await Deno.remove(file);
  }
}

async function pollStatus(command: string): Promise<number> {
  const silent = { stdin: "null", stdout: "null", stderr: "null" } as const;
  const child = new Deno.Command("bash", { args: ["-c", `exec ${command}`], ...silent }).spawn();
  let peak = 0;
  for (let now: number | undefined = 0; now !== undefined; now = highWater(child.pid)) peak = now;
  const { code } = await child.status;
  if (code !== 0) throw new Error(`Exit status ${code} of: ${command}`);
  return peak;
}

/** Undefined when the process has ended: its status has then gone, or lost its memory. */
function highWater(pid: number): number | undefined {
  try {
    return parseHighWater(Deno.readTextFileSync(`/proc/${pid}/status`));
  } catch {
    return undefined;
  }
}

export function parseHighWater(status: string): number | undefined {
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}
