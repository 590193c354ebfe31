/**
 * What a producer's drives come to.
 *
 * @module
 */
import { type Random, randomOf } from "../trust/random.ts";
import { type Documents, judgeDrive } from "./judge.ts";
import type { Producer } from "./producer.ts";
import type { Program } from "./python.ts";
import type { Wish } from "./wish.ts";
import { wishOf } from "./wishes.ts";

/** A drive with which something is another than was wanted. */
export interface Failure {
  /** Which of the producer's drives it is, from 1. */
  readonly number: number;
  readonly differences: readonly string[];
  readonly documents: Documents;
}

/** Drives that a program writes, one a question. */
export type Ask = (program: Program, questions: readonly unknown[]) => Promise<readonly Documents[]>;

/** Has a producer write `count` drives, and judges them. The same seed gives the same wishes. */
export async function tryProducer(
  producer: Producer,
  { count, seed }: { readonly count: number; readonly seed: number },
  ask: Ask,
): Promise<Failure[]> {
  const random = randomOf(seed);
  const wishes = Array.from({ length: count }, () => wishOf(random, producer.abilities));
  const drives = await written(producer, wishes, random, ask);
  return drives.flatMap((documents, index) => {
    const differences = judgeDrive(producer.kept(wishes[index]!), documents);
    return differences.length === 0 ? [] : [{ number: index + 1, differences, documents }];
  });
}

async function written(
  producer: Producer,
  wishes: readonly Wish[],
  random: Random,
  ask: Ask,
): Promise<readonly Documents[]> {
  return "write" in producer
    ? wishes.map((wish) => producer.write(producer.kept(wish), random))
    : await ask(producer.program, wishes.map(producer.question));
}
