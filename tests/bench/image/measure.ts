/**
 * Builds by turns: the same image without any program, with ours, and with each other.
 *
 * @module
 */
import $ from "dax";
import { join } from "@std/path";
import { type Builder, createImage, endOf } from "../../support/dib.ts";
import { requirePrograms } from "../../support/packages.ts";
import { type Built, openWorkbench, type Workbench } from "../peers/elements.ts";
import { OURS, PEERS } from "../peers/programs.ts";
import type { Options } from "./options.ts";

/** One program's builds. */
export interface Measured {
  readonly name: string;
  readonly builds: readonly Build[];
}

export interface Build {
  /** CPU time of the whole build, of all its processes, in seconds. */
  readonly cpu: number;
  /** How long it took by the clock. */
  readonly seconds: number;
  /** Bytes of the image's files, and how many files there are. */
  readonly bytes: number;
  readonly files: number;
}

/** What all the others are compared with. */
const NONE: Built = {
  name: "without any",
  elements: "theirs",
  wanted: [],
  variables: {},
};

/** Brings git into the image; both elements `simple-init` depend on it. */
const SHARED: Built = { ...NONE, name: "source-repositories", wanted: ["source-repositories"] };

/** That without any program first, then with what ours and its namesake share, then ours, then each peer. */
export async function measure(options: Options, tell: (what: string) => void): Promise<Measured[]> {
  await requirePrograms({ [TIME]: "time" });
  const programs = [NONE, SHARED, OURS, ...options.peers.map((name) => PEERS[name])];
  const directory = await Deno.makeTempDir({ prefix: "bench-image-" });
  try {
    const workbench = await openWorkbench(directory);
    const builds: Build[][] = programs.map(() => []);
    for (let run = 1; run <= options.runs; run++) {
      for (const [index, program] of programs.entries()) {
        tell(`${program.name}: build ${run} of ${options.runs}`);
        builds[index]!.push(await buildOnce(workbench, program, directory));
      }
    }
    return programs.map(({ name }, index) => ({ name, builds: builds[index]! }));
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

const TIME = "/usr/bin/time";

async function buildOnce(
  { builderFor, common, variablesFor }: Workbench,
  program: Built,
  directory: string,
): Promise<Build> {
  const name = program.name.replaceAll(" ", "-");
  const times = join(directory, "times");
  const builder: Builder = {
    ...builderFor(program),
    under: [TIME, "--output", times, "--format", "%U %S %e"],
  };
  const wanted = [...common, ...program.wanted];
  const built = await createImage(builder, name, "tar", wanted, variablesFor(program));
  if (built.status !== 0) throw new Error(`the image ${program.name} cannot be built:\n${endOf(built.log)}`);
  const [user, system, seconds] = (await Deno.readTextFile(times)).trim().split(" ").map(Number);
  const sizes = await sizesIn(built.image);
  await $`rm -rf ${join(directory, name)}`;
  return {
    cpu: user! + system!,
    seconds: seconds!,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    files: sizes.length,
  };
}

/** Of the regular files of a tar file; a hard link has none of its own. */
async function sizesIn(image: string): Promise<number[]> {
  const lines = await $`tar --numeric-owner -tvf ${image}`.lines();
  return lines.filter((line) => line.startsWith("-")).map((line) => Number(line.trim().split(/\s+/)[2]));
}
