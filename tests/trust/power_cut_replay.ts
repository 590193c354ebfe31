/**
 * Power cuts as the model of a disk has them: between any two operations, with all that may then be on the disk.
 *
 * @module
 */
import { join } from "@std/path";
import { execute } from "../support/binary.ts";
import { inTemporaryDirectory } from "../support/faults.ts";
import { writeFile } from "../support/trees.ts";
import { type Disk, disksAfterCut } from "./power_cut_model.ts";
import {
  bootWords,
  differences,
  diskOf,
  lastingDifferences,
  type Scenario,
  torn,
} from "./power_cut_scenarios.ts";
import { type Operation, traceOperations } from "./power_cut_trace.ts";

export interface Replay {
  readonly cuts: number;
  /** Different disks that were looked at. */
  readonly disks: number;
  readonly faults: readonly string[];
}

/** A boot, in what it found, did and left. */
export interface Boot {
  readonly root: string;
  readonly before: Disk;
  readonly after: Disk;
  readonly operations: readonly Operation[];
}

/** Runs the scenario once, traced, at `root`. */
export function recordBoot({ lay, renderer }: Scenario, binary: string, root: string): Boot {
  lay(root);
  const before = diskOf(root);
  const operations = traceOperations([binary, ...bootWords(root, renderer)], root);
  return { root, before, after: diskOf(root), operations };
}

/** All cuts of the scenario's boot; of the disks that they leave every `step`th is booted once more. */
export function replayCuts(scenario: Scenario, binary: string, step: number): Replay {
  return inTemporaryDirectory((directory) => {
    const boot = recordBoot(scenario, binary, join(directory, "root"));
    if (boot.operations.length < 10) {
      throw new Error(`${scenario.name}: the trace has only ${boot.operations.length} operations`);
    }
    const disks = distinct(disksOfAllCuts(boot));
    const again = disks.filter((_, index) => index % step === 0)
      .flatMap((disk) => bootAgain(scenario, binary, boot, disk, directory));
    const faults = [...tornFaults(boot), ...lostFaults(boot), ...again];
    return {
      cuts: boot.operations.length + 1,
      disks: disks.length,
      faults: [...new Set(faults)].map((fault) => `${scenario.name}: ${fault}`),
    };
  });
}

const JOURNALS = ["journal", "directories"] as const;

function disksOfAllCuts({ before, operations }: Boot): Disk[] {
  return [...operations, undefined].flatMap((_, cut) =>
    JOURNALS.flatMap((journal) => disksAfterCut(before, operations, cut, journal))
  );
}

function distinct(disks: readonly Disk[]): Disk[] {
  return [...new Map(disks.map((disk) => [JSON.stringify([...disk].sort()), disk])).values()];
}

/** After a cut anywhere each file is old or new. */
export function tornFaults({ root, before, after, operations }: Boot): string[] {
  return [...operations, undefined].flatMap((_, cut) =>
    JOURNALS.flatMap((journal) =>
      disksAfterCut(before, operations, cut, journal)
        .flatMap((disk) => torn(disk, before, after, root))
        .map((fault) => `a cut before operation ${cut} (${describe(operations[cut])}): ${fault}`)
    )
  );
}

/** After a cut behind the last operation nothing is lost. */
export function lostFaults({ root, before, after, operations }: Boot): string[] {
  return JOURNALS.flatMap((journal) =>
    disksAfterCut(before, operations, operations.length, journal)
      .flatMap((disk) => differences(disk, after, root))
      .map((fault) => `a cut after the end: ${fault}`)
  );
}

function describe(operation: Operation | undefined): string {
  if (operation === undefined) return "the end";
  return "path" in operation ? `${operation.kind} ${operation.path.split("/").at(-1)}` : operation.kind;
}

/** The boot after the cut ends where the one without a cut does. */
function bootAgain(scenario: Scenario, binary: string, boot: Boot, disk: Disk, directory: string): string[] {
  const root = Deno.makeTempDirSync({ dir: directory });
  try {
    for (const [path, text] of disk) {
      const target = root + path.slice(boot.root.length);
      writeFile(target, "");
      if (!text.startsWith("-> ")) writeFile(target, text);
      else replaceByLink(target, text.slice("-> ".length));
    }
    const { status, err } = execute(binary, bootWords(root, scenario.renderer));
    const wanted = new Map(
      [...boot.after].map(([path, text]) => [root + path.slice(boot.root.length), text]),
    );
    return status > 1 || /simple-init:/.test(err)
      ? [`the boot after a cut ends with ${status}: ${err}`]
      : lastingDifferences(diskOf(root), wanted, root).map((fault) =>
        `after a cut and another boot ${fault}`
      );
  } finally {
    Deno.removeSync(root, { recursive: true });
  }
}

function replaceByLink(path: string, target: string): void {
  Deno.removeSync(path);
  Deno.symlinkSync(target, path);
}
