/**
 * What is compared with what, and where.
 *
 * @module
 */
import { shellWords } from "./commands.ts";
import type { Options, Peer } from "./options.ts";

/** Two commands, in shell syntax with `{run}` for the number of the run. */
export interface Job {
  readonly id: string;
  readonly name: string;
  readonly subject: string;
  readonly base: string;
  readonly runs: number;
  readonly nics?: number;
  /** What must be there. */
  readonly places: readonly Place[];
}

/** A root to lay: the case's, a generated one, or one that has neither cards nor a drive. */
export interface Place {
  /** With `{run}` in it there is one for every run. */
  readonly root: string;
  readonly nics: number | "case" | "none";
  /** The command that configures it before the clock starts. */
  readonly prepare?: string;
}

export interface Programs {
  /** A new directory for the roots. */
  readonly directory: string;
  readonly binary: string;
  /** The words that run the same program from its sources for a root. */
  readonly deno: (root: string) => readonly string[];
}

const TRUE = "/bin/true";

export function jobsFor(programs: Programs, options: Options): Job[] {
  const { runs } = options;
  const boot = bootOf(programs, options);
  const { configured, fresh } = casePlaces(programs.directory, boot);
  const subject = boot(configured.root);
  const deno = shellWords([...programs.deno(configured.root), ...rendererWords(options)]);
  const version = shellWords([programs.binary, "version"]);
  return [
    { id: "version", name: "version ÷ /bin/true", subject: version, base: TRUE, runs, places: [] },
    { id: "boot", name: "boot ÷ /bin/true", subject, base: TRUE, runs, places: [configured] },
    {
      id: "first-boot",
      name: "first boot ÷ /bin/true",
      subject: boot(fresh.root),
      base: TRUE,
      runs,
      places: [fresh],
    },
    { id: "deno", name: "deno run ÷ boot", subject: deno, base: subject, runs, places: [configured] },
    ...options.peers.flatMap((peer, index) =>
      peerJobs(peer, `${programs.directory}/peer-${index}`, boot, runs)
    ),
    ...scaleJobs(programs.directory, boot, options),
  ];
}

type Boot = (root: string) => string;

function bootOf({ binary }: Programs, options: Options): Boot {
  return (root) => shellWords([binary, "boot", "--root", root, ...rendererWords(options)]);
}

function rendererWords({ renderer }: Options): string[] {
  return renderer === undefined ? [] : ["--renderer", renderer];
}

function casePlaces(directory: string, prepare: Boot): { configured: Place; fresh: Place } {
  const root = `${directory}/configured`;
  return {
    configured: { root, nics: "case", prepare: prepare(root) },
    fresh: { root: `${directory}/fresh-{run}`, nics: "case" },
  };
}

/** A peer's command for a root. */
export function peerCommand({ command }: Peer, root: string): string {
  return command.replaceAll("{root}", shellWords([root]));
}

/** The peer has roots of its own: what it writes may be another's file to the binary. */
function peerJobs(program: Peer, directory: string, boot: Boot, runs: number): Job[] {
  const { name } = program;
  const peer: Boot = (root) => peerCommand(program, root);
  const [mine, theirs] = [casePlaces(`${directory}/binary`, boot), casePlaces(`${directory}/peer`, peer)];
  return [
    { id: `peer:${name}`, name: `${name} ÷ boot`, its: theirs.configured, mine: mine.configured },
    { id: `peer-first:${name}`, name: `${name} ÷ first boot`, its: theirs.fresh, mine: mine.fresh },
  ].map(({ id, name, its, mine }) => ({
    id,
    name,
    subject: peer(its.root),
    base: boot(mine.root),
    runs,
    places: [its, mine],
  }));
}

const NICS = [1, 4, 32, 256, 1024];
const QUICK_NICS = 32;

function scaleJobs(directory: string, boot: Boot, { runs, quick }: Options): Job[] {
  const compare = (id: string, nics: number, others: number) => {
    const [place, other] = [nics, others].map((nics) => generatedPlace(directory, boot, nics)) as [
      Place,
      Place,
    ];
    return {
      id,
      name: `${nicsText(nics)} ÷ ${nicsText(others)}`,
      subject: boot(place.root),
      base: boot(other.root),
      runs: runsFor(nics, runs),
      places: [place, other],
    };
  };
  const all = NICS.filter((nics) => !quick || nics <= QUICK_NICS);
  const rows = all.map((nics) => ({ ...compare(`nics-${nics}`, nics, 1), nics }));
  return quick ? rows : [...rows, compare("linear", 1024, 256)];
}

function generatedPlace(directory: string, boot: Boot, nics: number): Place {
  const root = `${directory}/nics-${nics}`;
  return { root, nics, prepare: boot(root) };
}

function nicsText(nics: number): string {
  return `${nics.toLocaleString("en")} ${nics === 1 ? "NIC" : "NICs"}`;
}

/** With many NICs a pair takes long and varies little: a third, but enough for a median. */
function runsFor(nics: number, runs: number): number {
  return nics < 256 ? runs : Math.min(runs, Math.max(5, Math.round(runs / 3)));
}
