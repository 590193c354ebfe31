/**
 * What simple-init should know of a life: the last good drive, the name that it set and the keys that it added. Written from
 * what is promised, and not from the program.
 *
 * @module
 */
import { BROKEN, type Drive, PATHS, type World } from "./lives_world.ts";

export interface Model {
  /** Whose the last good documents are. */
  lastOf: number | undefined;
  last: Drive;
  /** The name that was set last, and for whom; for nobody in particular where the record is lost. */
  name: { readonly text: string; readonly of: number | undefined } | undefined;
  /** Lines that were added, whether they are there or not, and for whom. */
  keys: { readonly lines: ReadonlySet<string>; readonly of: number } | undefined;
  /** Files of ours that an operator has edited, with their texts. */
  readonly edited: Map<string, string>;
}

export const NO_DRIVE: Drive = { meta: undefined, network: undefined };

export function newModel(): Model {
  return { lastOf: undefined, last: NO_DRIVE, name: undefined, keys: undefined, edited: new Map() };
}

/** What holds after a boot. */
export interface Expected {
  /** The drive that a fresh machine would need for the same. */
  readonly drive: Drive | undefined;
  readonly name: string | undefined;
  /** Our line of `/etc/hosts`: as on a fresh machine, as it was, or none. */
  readonly hosts: "fresh" | "kept" | "none";
  readonly keys: readonly string[];
}

export function textOf({ system }: World, path: string): string {
  return system.readText(path) ?? "";
}

export function linesOf(world: World, path: string): string[] {
  return textOf(world, path).split("\n").filter((line) => line !== "");
}

/** What the next boot should come to, which the model takes for done. */
export function expect(world: World, model: Model): Expected {
  const drive = expectDrive(world, model);
  const meta = parse(drive?.meta);
  return {
    drive,
    ...expectName(world, model, meta.name),
    keys: expectKeys(world, model, Object.values(meta.public_keys ?? {})),
  };
}

interface MetaData {
  readonly name?: string;
  readonly public_keys?: Readonly<Record<string, string>>;
}

function parse(meta: string | undefined): MetaData {
  return meta === undefined || meta === BROKEN ? {} : JSON.parse(meta);
}

function expectDrive({ machine, drive }: World, model: Model): Drive | undefined {
  const last = model.lastOf === machine.number ? model.last : NO_DRIVE;
  const good = (text: string | undefined) => text === BROKEN ? undefined : text;
  const kept: Drive = {
    meta: good(drive?.meta) ?? last.meta,
    network: good(drive?.network) ?? last.network,
  };
  [model.last, model.lastOf] = [kept, machine.number];
  const all = { meta: kept.meta ?? drive?.meta, network: kept.network ?? drive?.network };
  return all.meta === undefined && all.network === undefined ? undefined : all;
}

function expectName(
  world: World,
  model: Model,
  wanted: string | undefined,
): Pick<Expected, "name" | "hosts"> {
  const { machine } = world;
  const current = linesOf(world, PATHS.name)[0];
  const set = model.name;
  const isOthers = set?.of !== undefined && set.of !== machine.number;
  if (wanted === undefined) {
    if (!isOthers) return { name: current, hosts: "kept" };
    model.name = undefined;
    return { name: current === set?.text ? undefined : current, hosts: "none" };
  }
  const isChosen = set !== undefined && !isOthers && current !== undefined && current !== set.text &&
    current !== wanted;
  if (isChosen) return { name: current, hosts: "kept" };
  model.name = { text: wanted, of: machine.number };
  return { name: wanted, hosts: "fresh" };
}

function expectKeys(world: World, model: Model, wanted: readonly string[]): string[] {
  const { machine } = world;
  const isOthers = model.keys !== undefined && model.keys.of !== machine.number;
  const known = isOthers ? new Set<string>() : new Set(model.keys?.lines);
  const there = linesOf(world, PATHS.keys).filter((line) => !isOthers || !model.keys!.lines.has(line));
  const missing = wanted.filter((line) => !known.has(line) && !there.includes(line));
  const lines = new Set([...known, ...missing]);
  model.keys = lines.size === 0 ? undefined : { lines, of: machine.number };
  return [...there, ...missing];
}
