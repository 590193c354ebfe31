/**
 * Who writes drives: what he can be asked for, what of it he says, and how.
 *
 * @module
 */
import type { Random } from "../trust/random.ts";
import type { Documents } from "./judge.ts";
import type { Program } from "./python.ts";
import type { Wish } from "./wish.ts";
import type { Abilities } from "./wishes.ts";

interface Common {
  readonly name: string;
  readonly abilities: Abilities;
  /** What of a wish this producer's drives say: the rest is lost before anybody reads it. */
  readonly kept: (wish: Wish) => Wish;
}

/** Whose code cannot be run here, and is written down. */
export interface Dialect extends Common {
  /** The documents, of a wish that has nothing but what is kept. */
  readonly write: (wish: Wish, random: Random) => Documents;
}

/** Whose own code is run. */
export interface Cloud extends Common {
  readonly program: Program;
  /** What the program is asked, of the wish as it was. */
  readonly question: (wish: Wish) => unknown;
}

export type Producer = Dialect | Cloud;
