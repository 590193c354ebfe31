/**
 * One boot of a life, and what has to hold after it.
 *
 * @module
 */
import type { MemoryEntry, MemorySystem } from "../../lib/system/memory.ts";
import { runHere } from "../support/runner.ts";
import { expect, type Expected, linesOf, type Model, textOf } from "./lives_model.ts";
import { freshSystem, lay, PATHS, type World } from "./lives_world.ts";
import { isTemporary } from "./stack_readers.ts";

/** Boots twice, and returns what gave way. */
export function bootAndJudge(world: World, model: Model): string[] {
  lay(world);
  const hosts = textOf(world, PATHS.hosts);
  const expected = expect(world, model);
  const first = boot(world, world.system);
  const after = new Map(world.system.entries);
  const second = boot(world, world.system);
  const fresh = freshSystem(world.machine, expected.drive);
  boot(world, fresh);
  return [
    ...(first.status > 1 ? [`it ended with ${first.status}: ${first.err}`] : []),
    ...second.out.split("\n").filter((line) => line !== "").map((line) =>
      `a second boot does something: ${line}`
    ),
    ...differences(after, world.system.entries).map((path) => `a second boot changes ${path}`),
    ...[...world.system.entries.keys()].filter(isTemporary).map((path) => `${path} was left behind`),
    ...networkFaults(world, model, fresh, first.err),
    ...identityFaults(world, expected, hosts),
    // With an edited file nobody knows the address.
    ...(model.edited.size > 0 ? [] : hostsFaults(world, expected, fresh, hosts)),
  ];
}

function boot({ stack, dhcpFallback }: World, system: MemorySystem): ReturnType<typeof runHere> {
  const words = [
    "boot",
    "--this-machine",
    "--renderer",
    stack,
    ...(dhcpFallback ? [] : ["--no-dhcp-fallback"]),
  ];
  return runHere(words, system);
}

type Entries = ReadonlyMap<string, MemoryEntry>;

function differences(one: Entries, other: Entries): string[] {
  const paths = new Set([...one.keys(), ...other.keys()]);
  return [...paths].filter((path) => written(one.get(path)) !== written(other.get(path))).sort();
}

function written(entry: MemoryEntry | undefined): string {
  if (entry === undefined) return "nothing";
  if (typeof entry === "string") return `0644 ${entry}`;
  return "link" in entry ? `-> ${entry.link}` : `0${(entry.mode ?? 0o644).toString(8)} ${entry.text}`;
}

/** What says what a stack does, apart from what has a judge of its own. */
function networkOf(entries: Entries): Entries {
  return new Map([...entries].filter(([path]) => /^\/etc\/(?!hosts?(?:name)?$)/.test(path)));
}

/** What says nothing of an interface, and stays where another stack comes. */
const OF_A_STACK = new Set(["/etc/network/interfaces", "/etc/sysconfig/network"]);

function networkFaults(world: World, { edited }: Model, fresh: MemorySystem, err: string): string[] {
  const { system, machine, dhcpFallback } = world;
  const lost = [...edited].filter(([path, text]) => system.readText(path) !== text)
    .map(([path]) => `${path} was edited and has changed`);
  if (edited.size > 0) return lost;
  const ours = networkOf(system.entries);
  const texts = [...ours].filter(([path]) => path !== "/etc/os-release").map(([path, entry]) =>
    `${path}\n${written(entry)}`
  );
  const uncovered = machine.cards.filter(({ name }) =>
    !texts.some((text) => new RegExp(`\\b${name}\\b`).test(text)) && !err.includes(name)
  );
  return [
    ...differences(networkOf(fresh.entries), ours).filter((path) =>
      !(OF_A_STACK.has(path) && !fresh.entries.has(path))
    ).map((path) =>
      `${path} is not as on a fresh machine: ${written(ours.get(path))}, and there ${
        written(fresh.entries.get(path))
      }`
    ),
    ...(dhcpFallback ? uncovered : []).map(({ name }) => `${name} has no file, and nothing was said`),
    ...[...world.former].flatMap(({ number, tokens }) =>
      [...tokens].filter((token) =>
        [...ours, ...stateOf(system)].some(([, entry]) => written(entry).includes(token))
      )
        .map((token) => `"${token}" of machine ${number} is still there`)
    ),
  ];
}

function stateOf({ entries }: MemorySystem): [string, MemoryEntry][] {
  return [...entries].filter(([path]) => path.startsWith(PATHS.state));
}

const OURS = /# simple-init$/;

const linesIn = (text: string, isOurs: boolean) =>
  text.split("\n").filter((line) => line !== "" && OURS.test(line) === isOurs);

function identityFaults(world: World, { name, keys }: Expected, before: string): string[] {
  return [
    ...compare("the host name", linesOf(world, PATHS.name)[0], name),
    ...compare(
      "the other lines of hosts",
      linesIn(textOf(world, PATHS.hosts), false),
      linesIn(before, false),
    ),
    ...compare("authorized_keys", linesOf(world, PATHS.keys).sort(), [...keys].sort()),
  ];
}

function hostsFaults(world: World, { hosts }: Expected, fresh: MemorySystem, before: string): string[] {
  const ours = { fresh: fresh.readText(PATHS.hosts) ?? "", kept: before, none: "" }[hosts];
  return compare("our line of hosts", linesIn(textOf(world, PATHS.hosts), true), linesIn(ours, true));
}

function compare(what: string, now: unknown, expected: unknown): string[] {
  const [one, other] = [now, expected].map((value) => JSON.stringify(value));
  return one === other ? [] : [`${what}: ${one}, and should be ${other}`];
}
