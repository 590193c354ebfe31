/**
 * Power cuts on real file systems: the boot is killed before a system call, what is on the disk then (and not in the
 * kernel's memory) is copied, and the copy is mounted as after a cut, journal and all.
 *
 * The disk is a loop device with direct I/O over a file in memory, so that the file has what a disk would have.
 *
 * @module
 */
import { join } from "@std/path";
import { execute } from "../support/binary.ts";
import type { Disk } from "./power_cut_model.ts";
import {
  bootWords,
  differences,
  diskOf,
  lastingDifferences,
  type Scenario,
  torn,
} from "./power_cut_scenarios.ts";
import { traceCalls } from "./power_cut_trace.ts";

export interface FileSystem {
  readonly name: string;
  readonly make: readonly string[];
  readonly mebibytes: number;
  readonly options: string;
  /** The Debian package with what makes it. */
  readonly package: string;
}

const EXT4 = { make: ["mkfs.ext4", "-q"], mebibytes: 32, package: "e2fsprogs" } as const;

export const FILE_SYSTEMS: readonly FileSystem[] = [
  { name: "ext4, data=writeback", ...EXT4, options: "noauto_da_alloc,data=writeback" },
  { name: "ext4, data=ordered", ...EXT4, options: "noauto_da_alloc,data=ordered" },
  {
    name: "xfs",
    make: ["mkfs.xfs", "-q", "--unsupported"],
    mebibytes: 48,
    options: "noatime",
    package: "xfsprogs",
  },
  { name: "btrfs", make: ["mkfs.btrfs", "-q"], mebibytes: 110, options: "noatime", package: "btrfs-progs" },
];

function must(package_: string, program: string, ...args: string[]): string {
  const { status, out, err } = execute(program, args);
  if (status !== 0) {
    throw new Error(
      `${program} ${args.join(" ")} ended with ${status}: ${err} (Debian's package ${package_})`,
    );
  }
  return out;
}

/** Mounts an image, with its loop device as direct as a disk. The disposal unmounts it and gives the device back. */
function mounted(image: string, at: string, options: string): Disposable {
  const device = must("util-linux", "losetup", "--direct-io=on", "--show", "--find", image);
  try {
    must("util-linux", "mount", "-o", options, device, at);
  } catch (error) {
    execute("losetup", ["--detach", device]);
    throw error;
  }
  return {
    [Symbol.dispose]: () => {
      must("util-linux", "umount", at);
      must("util-linux", "losetup", "--detach", device);
    },
  };
}

/** Where a boot is cut: before the n-th call of a name, or after the end. */
type Cut = { readonly name: string; readonly count: number } | "the end";

interface Bench {
  readonly scenario: Scenario;
  readonly binary: string;
  readonly fileSystem: FileSystem;
  /** A file system with the machine as it is before the boot. */
  readonly image: string;
  readonly directory: string;
  /** Where all are mounted; the machine is below. */
  readonly mountPoint: string;
  readonly root: string;
  readonly before: Disk;
  readonly after: Disk;
}

export interface Cuts {
  readonly cuts: number;
  readonly faults: readonly string[];
}

/** Every `step`th cut of a scenario's boot on a file system, below a directory in memory. As root. */
export function cutOnDisk(
  scenario: Scenario,
  fileSystem: FileSystem,
  binary: string,
  directory: string,
  step: number,
): Cuts {
  const { bench, calls } = prepare(scenario, fileSystem, binary, directory);
  const points: Cut[] = [...calls.filter((_, index) => index % step === 0), "the end"];
  const cuts = points.flatMap((cut) => [false, true].map((committed) => ({ cut, committed })));
  const faults = cuts.flatMap(({ cut, committed }) => {
    cutOnce(bench, cut, committed);
    const where = cut === "the end" ? cut : `call ${cut.count} of ${cut.name}`;
    return inspect(bench, cut).map((fault) =>
      `${scenario.name}, ${fileSystem.name}, a cut at ${where}: ${fault}`
    );
  });
  return { cuts: cuts.length, faults };
}

function prepare(scenario: Scenario, fileSystem: FileSystem, binary: string, directory: string) {
  const [image, mountPoint] = [join(directory, "before.img"), join(directory, "mounted")];
  const root = join(mountPoint, "root");
  Deno.mkdirSync(mountPoint, { recursive: true });
  Deno.writeFileSync(image, new Uint8Array());
  Deno.truncateSync(image, fileSystem.mebibytes * 1024 * 1024);
  const [make = "", ...args] = fileSystem.make;
  must(fileSystem.package, make, ...args, image);
  let before: Disk;
  {
    using _ = mounted(image, mountPoint, fileSystem.options);
    scenario.lay(root);
    Deno.writeTextFileSync(join(mountPoint, "other"), "");
    before = diskOf(root);
  }
  copyImage(image, join(directory, "work.img"));
  using _ = mounted(join(directory, "work.img"), mountPoint, fileSystem.options);
  const calls = traceCalls([binary, ...bootWords(root, scenario.renderer)]);
  const bench: Bench = {
    scenario,
    binary,
    fileSystem,
    image,
    directory,
    mountPoint,
    root,
    before,
    after: diskOf(root),
  };
  return { bench, calls };
}

function copyImage(from: string, to: string): void {
  must("coreutils", "cp", "--sparse=always", from, to);
}

/** `committed`: another program has synced a file of its own, so that the journal is on the disk and the data is not. */
function cutOnce(
  { scenario, binary, fileSystem, image, directory, mountPoint, root }: Bench,
  cut: Cut,
  committed: boolean,
): void {
  const work = join(directory, "work.img");
  copyImage(image, work);
  using _ = mounted(work, mountPoint, fileSystem.options);
  const boot = [binary, ...bootWords(root, scenario.renderer)];
  if (cut === "the end") execute(binary, boot.slice(1));
  else {
    const inject = `inject=${cut.name}:signal=KILL:when=${cut.count}`;
    execute("strace", ["-f", "-qq", "-o", "/dev/null", "-e", `trace=${cut.name}`, "-e", inject, ...boot]);
  }
  if (committed) {
    using other = Deno.openSync(join(mountPoint, "other"), { write: true });
    other.writeSync(new TextEncoder().encode("x"));
    other.syncSync();
  }
  copyImage(work, join(directory, "cut.img"));
}

/** Mounts what was left, which replays the journal, and boots once more. */
function inspect(
  { scenario, binary, fileSystem, directory, mountPoint, root, before, after }: Bench,
  cut: Cut,
): string[] {
  using _ = mounted(join(directory, "cut.img"), mountPoint, fileSystem.options);
  const disk = diskOf(root);
  const lost = cut === "the end" ? differences(disk, after, root) : torn(disk, before, after, root);
  const { status, err } = execute(binary, bootWords(root, scenario.renderer));
  const failed = status > 1 || /simple-init:/.test(err)
    ? [`the boot after it ends with ${status}: ${err}`]
    : [];
  return [
    ...lost,
    ...failed,
    ...lastingDifferences(diskOf(root), after, root).map((fault) => `after another boot ${fault}`),
  ];
}
