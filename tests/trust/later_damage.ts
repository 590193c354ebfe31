/**
 * Later damage: machines that booted with a good drive boot again with one that is damaged.
 *
 * @module
 */
import { STACKS } from "../../lib/stacks/mod.ts";
import type { StackName } from "../../lib/stacks/stack.ts";
import { type MemorySystem, memorySystem } from "../../lib/system/memory.ts";
import type { Attack, AttackOptions, Outcome } from "./attack.ts";
import { randomFrom } from "./hostile_drives_random.ts";
import { damaged, type Drive, fresh, insert, readSeeds, type Seed } from "./later_damage_drives.ts";
import {
  type Boot,
  boot,
  differences,
  type Entries,
  lostKeys,
  meantBy,
  poorer,
} from "./later_damage_judge.ts";

const DRIVES = 20_000;

export const laterDamage: Attack = {
  name: "later-damage",
  summary:
    `${DRIVES} drives that were damaged after a good boot, under ${STACKS.length} stacks: who loses what they had`,
  run: (options) => Promise.resolve(run(options)),
};

/** A machine after a boot with its good drive. */
export interface Booted {
  readonly seed: Seed;
  readonly stack: StackName;
  readonly system: MemorySystem;
  readonly first: Boot;
}

function run({ seed, scale, progress }: AttackOptions): Outcome {
  const count = Math.ceil(DRIVES * scale);
  const seeds = readSeeds();
  const booted = new Map<string, Booted>();
  const faults: string[] = [];
  const kinds = { silent: 0, changed: 0, others: 0 };
  for (let number = 0; number < count; number++) {
    if (number > 0 && number % 1000 === 0) progress(`${number} of ${count} drives`);
    const random = randomFrom(seed * 100_000 + number);
    const [one, { name: stack }] = [random.pick(seeds), random.pick(STACKS)];
    const key = `${one.name} ${stack}`;
    if (!booted.has(key)) booted.set(key, bootGood(one, stack));
    const machine = booted.get(key)!;
    const drive = damaged(random, one.drive);
    const verdict = judge(machine, drive);
    kinds[verdict.kind] += 1;
    if (verdict.faults.length > 0) {
      faults.push(`${verdict.faults[0]} (${key}, drive ${number}: ${describe(drive)})`);
    }
  }
  return {
    tried: count,
    faults,
    notes: [
      `${kinds.silent} said nothing that could be read, ${kinds.changed} something else, ${kinds.others} were another instance's`,
    ],
  };
}

export function bootGood(seed: Seed, stack: StackName): Booted {
  const system = fresh(seed);
  const first = boot(insert(system, seed.drive), stack);
  return { seed, stack, system, first };
}

export interface Verdict {
  /** What the damage came to: the drive says nothing else, something else, or that it is another instance's. */
  readonly kind: "silent" | "changed" | "others";
  readonly faults: readonly string[];
}

/**
 * Boots the machine twice with a damaged drive.
 *
 * @param upset what happens to the machine before, for tests of the judge
 */
export function judge(
  { seed, stack, system: before, first }: Booted,
  drive: Drive,
  upset: (system: MemorySystem) => MemorySystem = (system) => system,
): Verdict {
  const system = memorySystem(Object.fromEntries(before.entries));
  const seen = upset(insert(system, drive));
  const after = boot(seen, stack);
  const second = boot(seen, stack);
  const meant = meantBy(drive, seed.drive);
  const isSilent = meant !== undefined &&
    [...meant].every(([name, content]) => seed.drive.get(name) === content);
  const common = [
    ...(after.status > 1 ? [`it ends with ${after.status}`] : []),
    ...(second.applied.length > 0 ? ["a second boot does something"] : []),
  ];
  if (meant === undefined) return { kind: "others", faults: common };
  const expected = isSilent
    ? before.entries
    : expectedOf(before, bootGood({ ...seed, drive: meant }, stack).system);
  // Keys of services and of the meta data are not compared with those that are known: one that is damaged goes in silence.
  const isTold = after.said.length > 0 || drive.get(META) !== seed.drive.get(META);
  const less = isSilent
    ? poorer(first.links, after.links)
    : isTold
    ? []
    : poorer(first.links, after.links, "butDns");
  return {
    kind: isSilent ? "silent" : "changed",
    faults: [
      ...common,
      ...differences(expected, system.entries).map((path) => `${path} is not as by the documents that count`),
      ...lostKeys(before, system).map((key) => `the key ${key} is gone`),
      ...(less.length > 0 ? [`${less.join(" and ")} has less`] : []),
    ],
  };
}

const META = "meta_data.json";
const NAME = "/etc/hostname";

/** As on a fresh machine; but a drive that says no name leaves the one that is there. */
function expectedOf(before: MemorySystem, fresh: MemorySystem): Entries {
  const name = before.entries.get(NAME);
  return new Map([...(name === undefined ? [] : [[NAME, name] as const]), ...fresh.entries]);
}

function describe(drive: Drive): string {
  const decoder = new TextDecoder();
  return [...drive].map(([name, content]) =>
    `${name} is ${content instanceof Uint8Array ? JSON.stringify(decoder.decode(content)) : content}`
  ).join(", ");
}
