/**
 * Lives: machines in memory that boot again and again, while their drives, cards, stacks and operators do what they do.
 *
 * @module
 */
import type { Attack, AttackOptions, Outcome } from "./attack.ts";
import { randomFrom } from "./hostile_drives_random.ts";
import { EVENTS, LAST_EVENTS } from "./lives_events.ts";
import { bootAndJudge } from "./lives_judge.ts";
import { newModel } from "./lives_model.ts";
import { newWorld } from "./lives_world.ts";

const LIVES = 5000;
const MOST_BOOTS = 12;

export const lives: Attack = {
  name: "lives",
  summary:
    `${LIVES} lives of machines, boot after boot: drives, cards, stacks and operators that come, go and change`,
  run: (options) => Promise.resolve(run(options)),
};

function run({ seed, scale, progress }: AttackOptions): Outcome {
  const count = Math.ceil(LIVES * scale);
  const faults: string[] = [];
  let boots = 0;
  for (let number = 0; number < count; number++) {
    if (number > 0 && number % 500 === 0) progress(`${number} of ${count} lives`);
    const life = live(seed * 10_000 + number);
    boots += life.boots;
    if (life.faults.length > 0) faults.push(`${life.faults[0]} (${life.story.join("; ")})`);
  }
  return { tried: count, faults, notes: [`${boots.toLocaleString("en")} boots`] };
}

export interface Life {
  readonly boots: number;
  /** What happened, in order, up to the first fault. */
  readonly story: readonly string[];
  readonly faults: readonly string[];
}

/** One life, up to the first boot after which something is not as it has to be. */
export function live(seed: number): Life {
  const random = randomFrom(seed);
  const [world, model] = [newWorld(random), newModel()];
  const story = [world.stack as string];
  const end = 2 + random.below(MOST_BOOTS - 1);
  for (let boots = 1;; boots++) {
    const faults = bootAndJudge(world, model);
    if (faults.length > 0 || boots === end) return { boots, story, faults };
    // One thing between most boots, so that the story of a fault is short.
    for (let more = random.oneIn(3) ? 2 : 1; more > 0; more--) {
      const [name, happen] = random.pick(Object.entries(EVENTS));
      const what = happen(world, model);
      if (what !== undefined) story.push(what === "" ? name : `${name}: ${what}`);
      if (LAST_EVENTS.has(name)) break;
    }
    story.push("boot");
  }
}
