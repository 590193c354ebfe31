/**
 * A process that holds the lock and is stopped: nobody waits for it for ever.
 *
 * @module
 */
import { join } from "@std/path";
import { program } from "./program.ts";
import { layScene, type Scene } from "./scene.ts";
import { LOCK } from "./stack_readers.ts";
import { differences, takeSnapshot } from "./snapshot.ts";

const WAITING = 5;
const [SHORTEST_SECONDS, LONGEST_SECONDS] = [30, 35];
const SENTENCE =
  /^simple-init: Another simple-init has been at work on "[^"\n]*" for 30 s; try again when it is done\.\n$/;

/** Some boots that wait for it, together; and one when it is killed, while it is still stopped. */
export async function stoppedHolder(
  scene: Scene,
  root: string,
): Promise<{ tried: number; faults: string[] }> {
  layScene(scene, root);
  const holder = await holdLock(root);
  try {
    holder.kill("SIGSTOP");
    const ends = await Promise.all(Array.from({ length: WAITING }, () => boot(scene, root)));
    const touched = differences(takeSnapshot(root), scene.before).filter((path) => path !== LOCK);
    holder.kill("SIGKILL");
    await holder.status;
    const next = await boot(scene, root);
    const wrong = differences(takeSnapshot(root), scene.after);
    return {
      tried: WAITING + 1,
      faults: [
        ...ends.flatMap(({ status, err, seconds }) => [
          ...(status === 1 && SENTENCE.test(err) ? [] : [`a boot that waited ended with ${status} (${err})`]),
          ...(seconds >= SHORTEST_SECONDS && seconds < LONGEST_SECONDS ? [] : [`it waited ${seconds} s`]),
        ]),
        ...touched.map((path) => `${path} was changed without the lock`),
        ...wrong.map((path) => `${path} is wrong after the holder was killed (${next.err})`),
      ],
    };
  } finally {
    await end(holder);
  }
}

/** A process that has the lock. */
async function holdLock(root: string): Promise<Deno.ChildProcess> {
  const sign = join(root, "..", "held");
  Deno.mkdirSync(join(root, LOCK), { mode: 0o700 });
  const command = [
    "--exclusive",
    "--no-fork",
    join(root, LOCK),
    "sh",
    "-c",
    'echo >"$0"; exec sleep 300',
    sign,
  ];
  const holder = new Deno.Command("flock", { args: command, stdin: "null" }).spawn();
  while (!await Deno.lstat(sign).then(() => true, () => false)) {
    await new Promise((done) => setTimeout(done, 10));
  }
  return holder;
}

async function end(holder: Deno.ChildProcess): Promise<void> {
  try {
    holder.kill("SIGKILL");
  } catch {
    // It was killed before.
  }
  await holder.status;
}

async function boot(scene: Scene, root: string) {
  const start = performance.now();
  const { code, stderr } = await new Deno.Command(program(), { args: [...scene.words(root)], stdin: "null" })
    .output();
  return { status: code, err: new TextDecoder().decode(stderr), seconds: (performance.now() - start) / 1000 };
}
