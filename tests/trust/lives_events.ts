/**
 * What may happen to a machine between two boots.
 *
 * @module
 */
import { basename } from "@std/path";
import { ownership } from "../../lib/apply/marker.ts";
import { linesOf, type Model, textOf } from "./lives_model.ts";
import {
  BROKEN,
  type Drive,
  keyLine,
  newCard,
  newDrive,
  newMachine,
  PATHS,
  type World,
} from "./lives_world.ts";

/** Does it, and says so; undefined where it cannot happen. */
type Event = (world: World, model: Model) => string | undefined;

function withDrive(change: (drive: Drive) => Drive): Event {
  return (world) => {
    if (world.drive === undefined) return undefined;
    world.drive = change(world.drive);
    return "";
  };
}

const swap = <T>(items: readonly T[], key: keyof T) => {
  const [one, other] = items as [T, T];
  [one[key], other[key]] = [other[key], one[key]];
};

/** Its disk, with all that is on it, is another machine's from now on. */
function moveTo(world: World): void {
  world.former.push(world.machine);
  world.machine = newMachine(world);
}

const VAR_LOST = "/var lost";
const REUSED = "another instance on the same hardware";

/** After these the next boot needs the drive that they come with. */
export const LAST_EVENTS: ReadonlySet<string> = new Set([VAR_LOST, REUSED]);

/** Each by what a reader of a fault has to know. */
export const EVENTS: Readonly<Record<string, Event>> = {
  "nothing": () => "",
  "new drive": (world) => (world.drive = newDrive(world), ""),
  "drive gone": (world) => (world.drive = undefined, ""),
  "network_data.json broken": withDrive((drive) => ({ ...drive, network: BROKEN })),
  "network_data.json gone": withDrive((drive) => ({ ...drive, network: undefined })),
  "meta_data.json broken": withDrive((drive) => ({ ...drive, meta: BROKEN })),
  "card added": (world) => {
    if (world.machine.cards.length > 4) return undefined;
    const card = newCard(world);
    world.machine.cards.push(card);
    return card.name;
  },
  "card removed": ({ machine: { cards } }) => cards.length > 1 ? cards.pop()!.name : undefined,
  "names swapped": ({ machine: { cards } }) => cards.length > 1 ? (swap(cards, "name"), "") : undefined,
  "card renamed": ({ machine: { cards }, random }) => {
    const card = random.pick(cards);
    card.name = card.name.startsWith("eth")
      ? card.name.replace("eth", "ens")
      : card.name.replace("ens", "eth");
    return card.name;
  },
  "cable": ({ machine: { cards }, random }) => {
    const card = random.pick(cards);
    card.carrier = !card.carrier;
    return card.name;
  },
  "another stack": (world) => world.stack = world.random.pick(world.stacks),
  "another fallback": (world) => String(world.dhcpFallback = !world.dhcpFallback),
  "elsewhere with a drive": (world) => (moveTo(world), world.drive = newDrive(world), ""),
  "elsewhere without a drive": (world) => (moveTo(world), world.drive = undefined, ""),
  "elsewhere with half a drive": (world) => {
    moveTo(world);
    world.drive = { ...newDrive(world), network: BROKEN };
    return "";
  },
  [REUSED]: (world) => {
    const { cards, productUuid } = world.machine;
    moveTo(world);
    world.machine = { ...world.machine, cards, productUuid };
    world.drive = newDrive(world);
    return "";
  },
  "renamed": (world) => {
    world.system.entries.set(PATHS.name, `operator-${world.count++}\n`);
    return textOf(world, PATHS.name).trim();
  },
  "a line in hosts": (world) => {
    const line = `10.255.0.${world.count++ % 250}\tdb${world.count}`;
    world.system.entries.set(PATHS.hosts, `${textOf(world, PATHS.hosts)}${line}\n`);
    return line;
  },
  "a key of an operator's": (world) =>
    putKeys(world, [...linesOf(world, PATHS.keys), keyLine(`own-${world.count++}`)]),
  "a key deleted": (world) => {
    const lines = linesOf(world, PATHS.keys);
    return lines.length === 0
      ? undefined
      : putKeys(world, lines.toSpliced(world.random.below(lines.length), 1));
  },
  "a key commented out": (world) => {
    const lines = linesOf(world, PATHS.keys);
    const at = world.random.below(lines.length);
    return lines.length === 0 ? undefined : putKeys(world, lines.with(at, `# ${lines[at]}`));
  },
  "a file edited": (world, { edited }) => {
    const ours = [...world.system.entries.keys()].filter((path) =>
      /^\/etc\/(?!host)/.test(path) && ownership(path, textOf(world, path)) === "ours"
    );
    if (ours.length === 0) return undefined;
    const path = world.random.pick(ours);
    edited.set(path, `${textOf(world, path)}# an operator's\n`);
    world.system.entries.set(path, edited.get(path)!);
    return path;
  },
  "edited files deleted": (world, { edited }) => {
    if (edited.size === 0) return undefined;
    const names = new Set([...edited.keys()].map((path) => basename(path)));
    for (const [path, entry] of [...world.system.entries]) {
      const isLink = typeof entry === "object" && "link" in entry;
      if (edited.has(path) || (isLink && names.has(basename(path)))) world.system.entries.delete(path);
    }
    edited.clear();
    return "";
  },
  // With a good drive: without one nothing is left that tells what was good, and for whom.
  [VAR_LOST]: (world, model) => {
    world.drive = newDrive(world);
    for (const path of [...world.system.entries.keys()]) {
      if (path.startsWith(PATHS.state)) world.system.entries.delete(path);
    }
    // Of the name our line in hosts still tells, but not whose it was; keys that are there may be an operator's.
    if (model.name !== undefined) model.name = { ...model.name, of: undefined };
    model.keys = undefined;
    model.lastOf = undefined;
    return "";
  },
};

function putKeys(world: World, lines: readonly string[]): string {
  world.system.entries.set(PATHS.keys, { text: lines.map((line) => `${line}\n`).join(""), mode: 0o600 });
  return "";
}
