/**
 * Places to attack in: file systems in memory, which are gone when an attack is over, whatever became of it.
 *
 * @module
 */
import { join } from "@std/path";
import { execute } from "../support/binary.ts";

/** Runs a body with an empty file system of its own; its options are those of tmpfs (`size=1m,nr_inodes=100`). */
export async function inScratch<T>(
  body: (directory: string) => Promise<T>,
  options = "size=256m",
): Promise<T> {
  const directory = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "simple-init-trust-" }));
  try {
    mount(["-t", "tmpfs", "-o", `mode=755,${options}`, "none", directory]);
    return await body(directory);
  } finally {
    execute("umount", ["--lazy", "--recursive", "--quiet", directory]);
    Deno.removeSync(directory);
  }
}

/** Fails with what mount said. */
export function mount(words: readonly string[]): void {
  const { status, err } = execute("mount", words);
  if (status !== 0) throw new Error(`mount ${words.join(" ")}: ${err}`);
}

const WORKERS = 2;

/** Gives each job to the next free of a few workers, each with a directory of its own. */
export async function shareOut<J>(
  directory: string,
  jobs: readonly J[],
  work: (job: J, at: string) => Promise<void>,
): Promise<void> {
  const queue = jobs.values();
  const workers = Array.from({ length: WORKERS }, async (_, number) => {
    const at = join(directory, `worker-${number}`);
    Deno.mkdirSync(at, { recursive: true });
    for (const job of queue) await work(job, at);
  });
  await Promise.all(workers);
}
