/**
 * A drive that has to be mounted: an image with a `mount` that fails in every way and with faults in starting it, and a
 * device.
 *
 * @module
 */
import { join } from "@std/path";
import { execute } from "../support/binary.ts";
import { readCases } from "../support/cases.ts";
import { writeIso } from "../support/drive_images.ts";
import { requirePrograms } from "../support/packages.ts";
import { copyTree, writeFile } from "../support/trees.ts";
import type { Attack, AttackOptions, Outcome } from "./attack.ts";
import {
  describeInjection,
  type Injection,
  injectionsOf,
  injectOption,
  parseTrace,
  TRACED,
} from "./injections.ts";
import { tryMountCalls } from "./mount_calls.ts";
import { conductFaults, type Ended, program, runWatched } from "./program.ts";
import { randomOf, sample } from "./random.ts";
import { layScene, makeScene, type Scene } from "./scene.ts";
import { inScratch } from "./scratch.ts";
import { differences, takeSnapshot } from "./snapshot.ts";
import { judge } from "./verdict.ts";

const CASE = "drive-changed";

export const mountFaults: Attack = {
  name: "mount",
  summary: "a drive's mounting fails in every way, be it an image or a device",
  run: (options) => inScratch((directory) => attack(directory, options)),
};

/** Puts the drive's files at the last word, as a mount would; its umount takes them away. */
const MOUNT = `for at in "$@"; do :; done; cp -r "$DRIVE/." "$at"`;
const UMOUNT = 'rm -rf "$1"/*';

interface Way {
  readonly name: string;
  /** Shell scripts; undefined: there is no such program. */
  readonly mount: string | undefined;
  readonly umount?: string;
  /** The drive is read all the same. */
  readonly isRead?: boolean;
}

const WAYS: readonly Way[] = [
  { name: "mount fails", mount: "echo mount: wrong fs type >&2; exit 32" },
  { name: "mount fails without a word", mount: "exit 1" },
  { name: "mount is killed", mount: "kill -9 $$" },
  { name: "mount ends with a segmentation fault", mount: "kill -SEGV $$" },
  { name: "mount says 10 MB and fails", mount: "yes | head -c 10000000 >&2; exit 1" },
  { name: "mount says what is not text", mount: "head -c 1000 /dev/urandom >&2; exit 1" },
  { name: "mount succeeds and mounts nothing", mount: ":" },
  {
    name: "mount leaves half of the drive",
    mount: 'for at in "$@"; do :; done; mkdir -p "$at/openstack/latest"',
  },
  {
    name: "mount leaves a file that is cut off",
    mount: `${MOUNT}; cd "$at/openstack/latest" && for f in *; do head -c 20 "$f" >x; mv x "$f"; done`,
  },
  { name: "there is no mount", mount: undefined },
  { name: "umount fails", mount: MOUNT, umount: "echo busy >&2; exit 32", isRead: true },
  { name: "umount is killed", mount: MOUNT, umount: "kill -9 $$", isRead: true },
];

interface Stage {
  readonly scene: Scene;
  readonly directory: string;
  readonly root: string;
}

async function attack(directory: string, { seed, scale, progress }: AttackOptions): Promise<Outcome> {
  await requirePrograms({ strace: "strace" });
  const image = join(directory, "drive.iso");
  await writeIso({ "meta_data.json": {} }, "publisher", image);
  const stage: Stage = { scene: stageScene(directory, image), directory, root: join(directory, "root") };
  const found: string[] = [];
  for (const way of WAYS) {
    for (const before of [[], ["/usr/bin/env", "--ignore-signal=CHLD"]]) {
      const name = before.length > 0 ? `${way.name}, SIGCHLD ignored` : way.name;
      found.push(...(await tryWay(stage, way, before)).map((fault) => `${name}: ${fault}`));
    }
  }
  const all = traceBoot(stage);
  const injections = sample(randomOf(seed), all, Math.min(1, scale * 5));
  const calls = await tryMountCalls(image, directory);
  found.push(...calls.faults);
  const ways = WAYS.length * 2 + calls.tried;
  progress(`${ways} ways, ${injections.length} of ${all.length} faults`);
  for (const injection of injections) {
    const name = describeInjection(injection);
    found.push(...(await tryInjection(stage, injection)).map((fault) => `${name}: ${fault}`));
  }
  return { tried: ways + injections.length, faults: found, notes: [] };
}

/** Today's drive is an image, and yesterday's is gone. */
function stageScene(directory: string, image: string): Scene {
  const test = readCases().find(({ name }) => name === CASE)!;
  copyTree(join(test.directory, "root/mnt/config"), join(directory, "drive"));
  layPrograms(directory, { name: "", mount: MOUNT });
  return makeScene({
    caseName: CASE,
    renderer: "networkd",
    args: ["--config-drive", image],
    env: environment(directory),
    prepare: (root) => Deno.removeSync(join(root, "mnt"), { recursive: true }),
  }, join(directory, "scene"));
}

function environment(directory: string): Record<string, string> {
  return { PATH: `${join(directory, "bin")}:/usr/bin:/bin`, DRIVE: join(directory, "drive") };
}

function layPrograms(directory: string, { mount, umount = UMOUNT }: Way): void {
  writeFile(join(directory, "bin/umount"), `#!/bin/sh\n${umount}\n`, 0o755);
  writeFile(join(directory, "bin/mount"), `#!/bin/sh\n${mount}\n`, mount === undefined ? 0o644 : 0o755);
}

/** What cannot be mounted leaves the machine as it is, but for interfaces that have nothing yet, and is reported. */
async function tryWay(stage: Stage, way: Way, before: readonly string[]): Promise<string[]> {
  layScene(stage.scene, stage.root);
  layPrograms(stage.directory, way);
  // Without a mount of its own the machine's would be taken.
  const path = way.mount === undefined ? join(stage.directory, "bin") : undefined;
  const ended = await boot(stage, before, path);
  const faults = way.isRead ? differencesFrom(stage, stage.scene.after) : lost(stage);
  return [
    ...conductFaults(ended),
    ...(ended.status === 1 ? [] : ["exit status 0"]),
    ...faults,
    ...await finish(stage),
  ];
}

function boot({ scene, directory, root }: Stage, before: readonly string[], path?: string): Promise<Ended> {
  const env = { ...environment(directory), ...(path === undefined ? {} : { PATH: path }) };
  return runWatched([...before, program(), ...scene.words(root)], { env });
}

/** Files that were there and are not as they were. */
function lost({ scene: { before }, root }: Stage): string[] {
  const found = takeSnapshot(root);
  return differences(before, found).filter((path) => before.has(path)).map((path) =>
    `${path} is lost or changed`
  );
}

function differencesFrom({ root }: Stage, wanted: Scene["after"]): string[] {
  return differences(takeSnapshot(root), wanted).filter((path) => !/^mnt\b/.test(path)).map((path) =>
    `${path} is not as it should be`
  );
}

/** The next boot, with a mount that works. */
async function finish(stage: Stage): Promise<string[]> {
  layPrograms(stage.directory, { name: "", mount: MOUNT });
  execute("rm", ["-rf", join(stage.root, "mnt")]);
  await boot(stage, []);
  return differencesFrom(stage, stage.scene.after).map((fault) => `after the next boot ${fault}`);
}

/** Not `close`: where it is made to fail, the pipe stays open, which it never does on Linux. */
const STARTING = /^(?:pipe2|clone|vfork|wait4|mkdir|rmdir|read|openat)$/;

/** What the program itself does about mounting. */
function traceBoot({ scene, directory, root }: Stage): Injection[] {
  layScene(scene, root);
  const output = join(directory, "trace");
  execute("strace", [
    ...["--quiet=all", "--decode-fds=path", `--trace=${TRACED}`, "--output", output, program()],
    ...scene.words(root),
  ], { env: environment(directory) });
  const calls = parseTrace(Deno.readTextFileSync(output), root);
  return injectionsOf(calls).filter(({ call, path, fault }) =>
    fault !== "KILL" && STARTING.test(call) &&
    (path.startsWith("pipe:") || /^mnt\b|^$|\/drive\.iso$/.test(path))
  );
}

async function tryInjection(stage: Stage, injection: Injection): Promise<string[]> {
  layScene(stage.scene, stage.root);
  const strace = [
    "strace",
    "--quiet=all",
    `--trace=${injection.call}`,
    "--output=/dev/null",
    injectOption(injection),
  ];
  const ended = await boot(stage, strace);
  const { faults } = judge({
    before: stage.scene.before,
    after: stage.scene.after,
    found: takeSnapshot(stage.root),
    status: ended.status,
    allowed: new Set(["other"]),
  });
  // A mount point that cannot be taken away harms nobody.
  const own = faults.filter((fault) => !/^mnt\b| although mnt\b/.test(fault));
  return [...conductFaults(ended), ...own, ...await finish(stage)];
}
