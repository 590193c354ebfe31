/**
 * What the binary costs in instructions, and the most that it may cost.
 *
 * valgrind runs a program on a processor of its own making and counts, so the figure is the same on any machine to a
 * fraction of a per cent, whatever else the machine does. What the kernel does for the program is not in it.
 *
 * @module
 */
import { STACKS } from "../../lib/stacks/mod.ts";
import { shellWords } from "./commands.ts";
import { peerCommand, type Place, type Programs } from "./jobs.ts";
import type { Peer } from "./options.ts";

/** A command whose instructions are counted. */
export interface Count {
  readonly id: string;
  readonly name: string;
  /** In shell syntax. */
  readonly command: string;
  /** What must be there. */
  readonly places: readonly Place[];
}

export interface Figure {
  readonly id: string;
  readonly name: string;
  /** Instructions, or how many times those of another row. */
  readonly value: number;
  readonly unit: "instructions" | "times";
}

/**
 * The most that a figure's value may be, by its id, for x86_64: millions of instructions, or times. Some 5 % above what it was
 * when the line was last changed. Whoever makes something cheaper lowers its line.
 */
export const LIMITS: Readonly<Record<string, number>> = {
  "version": 0.85,
  "help": 3.2,
  "validate": 9.8,
  "no-cards": 4.6,
  "netplan": 22.6,
  "networkmanager": 15.2,
  "networkd": 13.9,
  "wicked": 15.1,
  "network-scripts": 16.5,
  "ifupdown": 15,
  "netifrc": 15.4,
  "growth": 4.2,
};

const MILLION = 1_000_000;
const [FEW, MANY] = [256, 1024];

/**
 * `/bin/true`, what has a limit, the many cards that the growth is made of, and peers, each on a root that it configured
 * itself. Of a peer what its own process does is counted, not what it starts.
 */
export function countsFor(
  { directory, binary }: Pick<Programs, "directory" | "binary">,
  peers: readonly Peer[] = [],
): Count[] {
  const root = (id: string) => `${directory}/instructions-${id}`;
  const run = (id: string, name: string, words: string[], places: Place[] = []): Count => {
    return { id, name, command: shellWords([binary, ...words]), places };
  };
  const boot = (id: string, name: string, nics: Place["nics"], renderer = "networkd"): Count => {
    const { command, ...rest } = run(id, name, ["boot", "--root", root(id), "--renderer", renderer]);
    return { ...rest, command, places: [{ root: root(id), nics, prepare: command }] };
  };
  return [
    { id: "true", name: "/bin/true", command: "/bin/true", places: [] },
    run("version", "version", ["version"]),
    run("help", "--help", ["--help"]),
    run("validate", "validate", ["validate", `${root("validate")}/mnt/config`], [
      { root: root("validate"), nics: "case" },
    ]),
    boot("no-cards", "boot, no cards", "none"),
    ...STACKS.map(({ name }) => boot(name, `boot, ${name}`, "case", name)),
    ...[FEW, MANY].map((nics) => boot(`cards-${nics}`, `boot, ${cardsText(nics)}`, nics)),
    ...peers.map((peer, index) => peerCount(peer, root(`peer-${index}`))),
  ];
}

function peerCount(peer: Peer, root: string): Count {
  const command = peerCommand(peer, root);
  return {
    id: `peer:${peer.name}`,
    name: peer.name,
    command,
    places: [{ root, nics: "case", prepare: command }],
  };
}

/** The row that is made of two others, where both could be counted. */
export function growthOf(figures: readonly Figure[]): Figure[] {
  const [few, many] = [FEW, MANY].map((nics) => figures.find(({ id }) => id === `cards-${nics}`)?.value);
  if (few === undefined || many === undefined) return [];
  const name = `${cardsText(MANY)} ÷ ${cardsText(FEW)}`;
  return [{ id: "growth", name, value: many / few, unit: "times" }];
}

function cardsText(nics: number): string {
  return `${nics.toLocaleString("en")} cards`;
}

/** The figure of valgrind's last words on its standard error; undefined where it is not there. */
export function parseCollected(text: string): number | undefined {
  const digits = /^==\d+== Collected : (\d+)$/m.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** A figure's value in the unit of its limit. */
export function inUnit({ value, unit }: Figure): number {
  return unit === "instructions" ? value / MILLION : value;
}

/** A sentence for each figure that is over its limit. */
export function excesses(figures: readonly Figure[], limits = LIMITS): string[] {
  return figures.flatMap((figure) => {
    const most = limits[figure.id] ?? Infinity;
    const value = inUnit(figure);
    if (value <= most) return [];
    const unit = figure.unit === "instructions" ? "million instructions" : "times";
    return [`${figure.name}: ${value.toFixed(2)} ${unit}, at most ${most} wanted`];
  });
}
