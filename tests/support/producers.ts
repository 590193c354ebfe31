/**
 * Drives as their producers write them, each with the machine that it is for and what has to come out: a file of
 * `tests/drives`.
 *
 *     interfaces     files below `/sys/class/net/NAME` by the name of the interface
 *     links          symbolic links below the root
 *     documents      of the drive, by their names
 *     expected       links: what each link of the network gets, in the words of `plan`, with the metric of what it learns
 *                    hostName, sshKeys: what the meta data says
 *                    said: problems and notes, and of single stacks what they cannot express
 *
 * @module
 */
import { describeLink } from "../../lib/cli/describe.ts";
import { readConfigDrive } from "../../lib/config_drive/drive.ts";
import { discoverInterfaces } from "../../lib/interfaces.ts";
import type { NetworkConfig } from "../../lib/network.ts";
import { DEFAULT_OPTIONS } from "../../lib/plan/options.ts";
import { resolveNetwork } from "../../lib/plan/network.ts";
import { formatProblem, type Problem } from "../../lib/problem.ts";
import { stackOf } from "../../lib/stacks/mod.ts";
import { type MemoryEntry, memorySystem } from "../../lib/system/memory.ts";
import { rootedSystem } from "../../lib/system/rooted.ts";

export interface ProducedDrive {
  readonly about: string;
  readonly interfaces: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly documents: Readonly<Record<string, unknown>>;
  readonly expected: Outcome;
}

/** What comes of a drive, in words. */
export interface Outcome {
  readonly links: readonly string[];
  readonly hostName?: string;
  readonly sshKeys?: readonly string[];
  readonly said?: readonly string[];
}

export interface Taken {
  readonly outcome: Outcome;
  readonly config: NetworkConfig;
  readonly problems: readonly Problem[];
}

/** What the program makes of a drive: in words, and the network for the stacks. */
export function take(drive: ProducedDrive): Taken {
  const system = memorySystem(entries(drive));
  const read = readConfigDrive(rootedSystem(system, "/drive"));
  const resolution = resolveNetwork(
    system,
    DEFAULT_OPTIONS,
    read,
    discoverInterfaces(system),
    stackOf("networkd"),
  );
  const problems = [...read.problems, ...resolution.problems];
  const said = problems.map((problem) => `${problem.severity}: ${formatProblem(problem)}`);
  const { hostName, sshKeys = [] } = read.metaData ?? {};
  const outcome = {
    links: resolution.config.links.map((link) => {
      const metric = link.learnedMetric === undefined ? "" : `, learned metric ${link.learnedMetric}`;
      return `${link.name}: ${describeLink(link)}${metric}`;
    }),
    ...(hostName === undefined ? {} : { hostName }),
    ...(sshKeys.length === 0 ? {} : { sshKeys }),
    ...(said.length === 0 ? {} : { said }),
  };
  return { outcome, config: resolution.config, problems };
}

function entries({ interfaces, links = {}, documents }: ProducedDrive): Record<string, MemoryEntry> {
  const files = Object.entries(interfaces).flatMap(([name, files]) =>
    Object.entries(files).map(([file, text]) => [`/sys/class/net/${name}/${file}`, `${text}\n`])
  );
  const targets = Object.entries(links).map(([path, link]) => [`/${path}`, { link }]);
  const texts = Object.entries(documents).map((
    [name, value],
  ) => [`/drive/openstack/latest/${name}`, JSON.stringify(value)]);
  return Object.fromEntries([...files, ...targets, ...texts]);
}
