/**
 * A drive that is a device, whose mount(2) and umount2(2) fail in every way. strace stands in for the kernel, so that a
 * kernel without the drive's file system will do: where the calls succeed, the drive lies at the mount point already.
 *
 * @module
 */
import { join } from "@std/path";
import { execute } from "../support/binary.ts";
import { conductFaults, program, runWatched } from "./program.ts";
import { layScene, makeScene, type Scene } from "./scene.ts";
import { differences, takeSnapshot } from "./snapshot.ts";

const CASE = "drive-changed";

/** What the calls come to, as strace's option `--inject` has it. */
interface Way {
  readonly mount: string;
  readonly unmount?: string;
  /** Nothing is at the mount point. */
  readonly isEmpty?: boolean;
  /** The drive is read all the same. */
  readonly isRead?: boolean;
}

const SUCCEEDS = "retval=0";

const REFUSALS = [
  "EACCES",
  "EBUSY",
  "EINTR",
  "EINVAL",
  "EIO",
  "ELOOP",
  "EMFILE",
  "ENODEV",
  "ENOMEM",
  "EPERM",
];

const WAYS: readonly Way[] = [
  ...REFUSALS.map((error) => ({ mount: `error=${error}`, isEmpty: true })),
  { mount: SUCCEEDS, isEmpty: true },
  { mount: "signal=KILL", isEmpty: true },
  ...["EBUSY", "EINVAL", "EIO", "ENOMEM", "EPERM"]
    .map((error) => ({ mount: SUCCEEDS, unmount: `error=${error}`, isRead: true })),
  { mount: SUCCEEDS, unmount: "signal=KILL" },
];

const WORKS: Way = { mount: SUCCEEDS, isRead: true };

interface Stage {
  readonly scene: Scene;
  readonly root: string;
  readonly device: string;
}

/** Tries all of it with a device that has the image in it; a sentence for each fault. */
export async function tryMountCalls(
  image: string,
  directory: string,
): Promise<{ tried: number; faults: string[] }> {
  const { out: device, err } = execute("losetup", ["--find", "--show", "--read-only", image]);
  if (device === "") throw new Error(`losetup: ${err}`);
  try {
    const scene = makeScene({ caseName: CASE, renderer: "networkd" }, join(directory, "scene"));
    const stage = { scene, device, root: join(directory, "root") };
    const faults: string[] = [];
    for (const way of WAYS) {
      const name = `mount(2) ${way.mount}, umount2(2) ${way.unmount ?? SUCCEEDS}`;
      faults.push(...(await tryWay(stage, way)).map((fault) => `${name}: ${fault}`));
    }
    return { tried: WAYS.length, faults };
  } finally {
    execute("losetup", ["--detach", device]);
  }
}

/** A boot, and the next one, in which both calls succeed. */
async function tryWay(stage: Stage, way: Way): Promise<string[]> {
  const { scene, root } = stage;
  layScene(scene, root);
  if (way.isEmpty) Deno.removeSync(join(root, "mnt"), { recursive: true });
  const ended = await boot(stage, way);
  const wanted = way.isRead ? scene.after : scene.before;
  const changed = differences(takeSnapshot(root), wanted)
    // What fell back to DHCP, where there was nothing, is new.
    .filter((path) => !/^mnt\b/.test(path) && wanted.has(path));
  const conduct = Object.values(way).includes("signal=KILL")
    ? ended.signal === "SIGKILL" || ended.status === 137 ? [] : ["the kill did not come about"]
    : [...conductFaults(ended), ...ended.status === 1 ? [] : ["exit status 0"]];
  layScene({ ...scene, before: new Map([...takeSnapshot(root), ...drivesFiles(scene)]) }, root);
  const next = await boot(stage, WORKS);
  const missing = differences(takeSnapshot(root), scene.after);
  return [
    ...conduct,
    ...changed.map((path) => `${path} is lost or changed`),
    ...missing.map((path) => `after the next boot ${path} is not as it should be`),
    ...next.status === 0 ? [] : [`the next boot ended with ${next.status} (${next.err.trim()})`],
  ];
}

function drivesFiles({ before }: Scene): Scene["before"] {
  return new Map([...before].filter(([path]) => /^mnt\b/.test(path)));
}

function boot({ scene, root, device }: Stage, { mount, unmount = SUCCEEDS }: Way) {
  return runWatched([
    ...["strace", "--quiet=all", "--trace=mount,umount2", "--output=/dev/null"],
    ...[`--inject=mount:${mount}`, `--inject=umount2:${unmount}`],
    ...[program(), ...scene.words(root), "--config-drive", device],
  ]);
}
