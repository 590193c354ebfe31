/**
 * Several images at a time.
 *
 * @module
 */
import { join } from "@std/path";
import { PROJECT } from "../element/files.ts";
import { type Build, buildImage, requireDib } from "../support/dib.ts";
import { preparedRoot } from "../support/dib_root.ts";

export interface Job {
  /** A folder of elements. */
  readonly from: string;
  readonly wanted: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  /** A directory with the programs of another diskimage-builder than the system's. */
  readonly programs?: string;
}

/** Where builds happen: a directory that is removed afterwards, and the root that they start from. */
export interface Workshop {
  readonly root: string;
  readonly directory: string;
}

/** Runs a body with a fresh directory. Fails with the packages to install. */
export async function inWorkshop(body: (workshop: Workshop) => Promise<void>): Promise<void> {
  await requireDib();
  const root = await preparedRoot(join(PROJECT, "dist/cache/dib"));
  const directory = await Deno.makeTempDir({ prefix: "element-" });
  try {
    await body({ root, directory });
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

/** The images by the names of their jobs. A build takes one processor, most of the time. */
export async function buildAll<Name extends string>(
  { root, directory }: Workshop,
  jobs: Readonly<Record<Name, Job>>,
): Promise<Readonly<Record<Name, Build>>> {
  const queue = Object.entries<Job>(jobs);
  const builds: Record<string, Build | undefined> = Object.fromEntries(
    queue.map(([name]) => [name, undefined]),
  );
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [name, { from, wanted, variables, programs }] = next;
      // dib's scripts are not made for paths with spaces.
      const folder = name.replaceAll(/\W+/g, "-");
      builds[name] = await buildImage(
        { root, directory, elements: [from], programs },
        folder,
        wanted,
        variables,
      );
    }
  };
  await Promise.all(Array.from({ length: navigator.hardwareConcurrency }, work));
  return builds as Record<Name, Build>;
}
