/**
 * What a disk may have after a power cut, by what file systems promise and no more.
 *
 * Data that was not synced may be there, be missing, be zeros or be half there (ext4 without `auto_da_alloc`, xfs). Names
 * are a journal's: `journal`: of all changes the first ones, at least those before the last sync of anything (ext4, xfs);
 * `directories`: of each directory's changes the first ones, at least those before the last sync of it or of something
 * made in it, whatever became of others (btrfs, f2fs).
 *
 * @module
 */
import { dirname } from "@std/path";
import type { Operation } from "./power_cut_trace.ts";

/** A file's text, or the target of a link, by absolute path. */
export type Disk = ReadonlyMap<string, string>;

export type Journal = "journal" | "directories";

type Naming = Extract<Operation, { path: string }>;

/** All disks that a cut right before the operation `cut` may leave. */
export function disksAfterCut(
  before: Disk,
  operations: readonly Operation[],
  cut: number,
  journal: Journal,
): Disk[] {
  const done = operations.slice(0, cut);
  const contents = contentsOf(done);
  return survivals(done, journal).flatMap((survives) => {
    const named = new Map<string, string | { readonly file: number }>(before);
    done.forEach((operation, index) => {
      if (isNaming(operation) && survives(index)) applyNaming(named, operation);
    });
    return variants(named, contents);
  });
}

function isNaming(operation: Operation): operation is Naming {
  return "path" in operation && operation.kind !== "sync directory";
}

function applyNaming(named: Map<string, string | { readonly file: number }>, operation: Naming): void {
  const { kind, path } = operation;
  if (kind === "create") named.set(path, { file: operation.file });
  else if (kind === "link") named.set(path, `-> ${operation.target}`);
  else if (kind === "remove") named.delete(path);
  else if (kind === "rename") {
    const moved = named.get(operation.from);
    named.delete(operation.from);
    if (moved !== undefined) named.set(path, moved);
  }
}

type Survives = (index: number) => boolean;

/** Which changes of names may be there. */
function survivals(done: readonly Operation[], journal: Journal): Survives[] {
  const ends = journal === "journal"
    ? [""]
    : [...new Set(done.filter(isNaming).map(({ path }) => dirname(path)))];
  const groupOf = (path: string) => journal === "journal" ? "" : dirname(path);
  const durable = new Map(ends.map((group) => [group, lastSync(done, (path) => groupOf(path) === group)]));
  const choices = ends.map((group) => {
    const changes = done.flatMap((operation, index) =>
      isNaming(operation) && groupOf(operation.path) === group && index > durable.get(group)!
        ? [index + 1]
        : []
    );
    return [durable.get(group)! + 1, ...changes].map((end) => ({ group, end }));
  });
  return combinations(choices).map((chosen) => {
    const limit = new Map(chosen.map(({ group, end }) => [group, end]));
    return (index) => index < limit.get(groupOf((done[index] as Naming).path))!;
  });
}

/** Before which operation all names of a group are on the disk: -1 for none. */
function lastSync(done: readonly Operation[], isInGroup: (path: string) => boolean): number {
  const madeAt = new Map(
    done.flatMap((operation) => operation.kind === "create" ? [[operation.file, operation.path]] : []),
  );
  return done.findLastIndex((operation) =>
    (operation.kind === "sync directory" && isInGroup(`${operation.path}/x`)) ||
    (operation.kind === "sync file" && isInGroup(madeAt.get(operation.file)!))
  );
}

function combinations<T>(choices: readonly (readonly T[])[]): T[][] {
  return choices.reduce<T[][]>((all, group) => all.flatMap((some) => group.map((one) => [...some, one])), [
    [],
  ]);
}

/** What each file may have: its text once it is synced, else anything that a file system makes of it. */
function contentsOf(done: readonly Operation[]): ReadonlyMap<number, readonly string[]> {
  const texts = new Map<number, string>();
  const synced = new Set<number>();
  for (const operation of done) {
    if (operation.kind === "create") texts.set(operation.file, "");
    if (operation.kind === "write") {
      texts.set(operation.file, texts.get(operation.file)! + operation.text);
      synced.delete(operation.file);
    }
    if (operation.kind === "sync file") synced.add(operation.file);
  }
  return new Map([...texts].map(([file, text]) => [
    file,
    synced.has(file)
      ? [text]
      : [...new Set(["", "\0".repeat(text.length), text.slice(0, text.length / 2), text])],
  ]));
}

/** One file at a time is spoilt, the others are whole. */
function variants(
  named: ReadonlyMap<string, string | { readonly file: number }>,
  contents: ReadonlyMap<number, readonly string[]>,
): Disk[] {
  const whole = new Map(
    [...named].map((
      [path, what],
    ) => [path, typeof what === "string" ? what : contents.get(what.file)!.at(-1)!]),
  );
  const spoilt = [...named].flatMap(([path, what]) =>
    typeof what === "string" || contents.get(what.file)!.length === 1
      ? []
      : contents.get(what.file)!.map((text) => new Map([...whole, [path, text]]))
  );
  return [whole, ...spoilt];
}
