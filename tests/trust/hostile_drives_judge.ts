/**
 * What must hold of every drive, whatever is on it.
 *
 * @module
 */
import { isDeepStrictEqual } from "node:util";
import { type ConfigDrive, readConfigDrive } from "../../lib/config_drive/drive.ts";
import { parseHostName } from "../../lib/host_name.ts";
import type { NetworkConfig } from "../../lib/network.ts";
import { formatProblem, type Problem } from "../../lib/problem.ts";
import { STACKS } from "../../lib/stacks/mod.ts";
import type { Rendering, Stack, StackName } from "../../lib/stacks/stack.ts";
import { resolve } from "../../lib/resolve/resolve.ts";
import { memorySystem } from "../../lib/system/memory.ts";
import { parseSshKey } from "../../lib/ssh_key.ts";
import { READERS } from "../readers/mod.ts";
import { unexplained } from "./hostile_drives_lines.ts";
import type { Drive } from "./hostile_drives_mutate.ts";
import type { Machine } from "./hostile_drives_seeds.ts";

export interface Verdict {
  /** A sentence each. */
  readonly faults: readonly string[];
  /** What came of it, in kinds: shapes of messages, and kinds of lines that were written. */
  readonly kinds: ReadonlySet<string>;
}

const TARGET = { foreignInterfaces: undefined, hasResolvconf: true };

/** Reads and resolves a drive on this machine, and renders it in all ways. */
export function judge(drive: Drive, machine: Machine): Verdict {
  const kinds = new Set<string>();
  try {
    return { faults: faultsOf(drive, machine, kinds), kinds };
  } catch (error) {
    return { faults: [`it throws ${error instanceof Error ? error.stack ?? error.message : error}`], kinds };
  }
}

function faultsOf(drive: Drive, machine: Machine, kinds: Set<string>): string[] {
  const faults: string[] = [];
  const config = judgeStages(drive, machine, (_stage, _ms, found) => faults.push(...found), kinds);
  return [...faults, ...STACKS.flatMap((renderer) => readBackFaults(renderer, config))];
}

type Told = (stage: string, ms: number, faults: readonly string[]) => void;

/** The same but for what the readers of the tests make of it, which take their time; says how long each stage takes. */
export function judgeStages(
  drive: Drive,
  { interfaces, networkRoot }: Machine,
  tell: Told,
  kinds: Set<string> = new Set(),
): NetworkConfig {
  const system = systemOf(drive);
  const timed = <T>(stage: string, body: () => T, faultsIn: (result: T) => readonly string[]): T => {
    const start = performance.now();
    const result = body();
    tell(stage, performance.now() - start, faultsIn(result));
    return result;
  };
  const read = timed("reading", () => readConfigDrive(system), (found) => [
    ...identityFaults(found),
    ...problemFaults(found.problems, kinds),
  ]);
  const data = typeof read.network === "string" ? NO_NETWORK : read.network;
  const options = {
    file: read.networkFile,
    dhcpFallback: true,
    dns: true,
    only: undefined,
    claims: [],
    root: networkRoot,
  };
  const { config } = timed(
    "resolving",
    () => resolve(data, interfaces, options),
    ({ problems }) => problemFaults(problems, kinds),
  );
  for (const renderer of STACKS) {
    timed(
      renderer.name,
      () => renderer.code().render(config, TARGET),
      (rendering) => renderingFaults(renderer.name, rendering, config, kinds),
    );
  }
  return config;
}

const NO_NETWORK = { links: [], networks: [], nameServers: [], searchDomains: [] };

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** As a boot reads it, in memory. */
export function systemOf(drive: Drive): ReturnType<typeof memorySystem> {
  const files = [...drive].map(([name, bytes]) => [`/openstack/latest/${name}`, decoder.decode(bytes)]);
  return memorySystem(Object.fromEntries(files));
}

/** Host name and keys are what they are typed as; and read once more they are the same. */
function identityFaults({ metaData }: ConfigDrive): string[] {
  const name = metaData?.hostName;
  const isName = name === undefined ||
    (/^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(name) && parseHostName(name) === name);
  const keys = (metaData?.sshKeys ?? []).filter((key) =>
    parseSshKey(key) !== key || /[\n\r\0]/.test(key) || !key.isWellFormed() ||
    !/^(?:ssh|ecdsa|sk)-[a-z0-9@.-]+ AAAA[A-Za-z0-9+/]+={0,2}(?: |$)/.test(key)
  );
  return [
    ...(isName ? [] : [`the host name is ${JSON.stringify(name)}`]),
    ...keys.map((key) => `a key is ${JSON.stringify(key)}`),
  ];
}

/** As long as one with a message and an action about two quoted values may be. */
const LONGEST_LINE = 1000;

function problemFaults(problems: readonly Problem[], kinds: Set<string>): string[] {
  return problems.flatMap((problem) => {
    kinds.add(shapeOf(problem));
    const line = formatProblem(problem);
    return /^[ -~…]*$/.test(line) && line.length <= LONGEST_LINE
      ? []
      : [`what is said is not one printable line: ${JSON.stringify(line.slice(0, 200))}`];
  });
}

/** A message without what is different in each. */
function shapeOf({ severity, message, action }: Problem): string {
  return `${severity} ${message}; ${action}`.replace(/"(?:[^"\\]|\\.)*"/g, '""').replace(/\d+/g, "0")
    .replace(/\b(?:eth|ens|enp|eno|ib|bond|vlan|v0-)[0-9.s]*\b/g, "NAME");
}

function renderingFaults(
  name: StackName,
  { files, links = [], problems }: Rendering,
  config: NetworkConfig,
  kinds: Set<string>,
): string[] {
  return [
    ...unexplained(name, files, config, kinds),
    ...problemFaults(problems, kinds),
    ...links.filter(({ path, target }) => !isService(path, target))
      .map(({ path, target }) => `${name} links ${JSON.stringify(path)} to ${JSON.stringify(target)}`),
    ...(new Set(files.map(({ path }) => path)).size === files.length ? [] : [`${name} writes a file twice`]),
  ];
}

function readBackFaults({ name, code }: Stack, config: NetworkConfig): string[] {
  const { read, comparable } = READERS[name];
  const files = new Map(code().render(config, TARGET).files.map(({ path, contents }) => [path, contents]));
  return isDeepStrictEqual(comparable(read(files)), comparable(config))
    ? []
    : [`what ${name} writes reads back as another network`];
}

/** OpenRC's links: a service, and the run level that it is in. */
function isService(path: string, target: string): boolean {
  const [, directory, name] =
    /^\/etc\/(init\.d|runlevels\/default)\/net\.([A-Za-z0-9][A-Za-z0-9_.-]{0,14})$/.exec(path) ?? [];
  return directory === "init.d"
    ? target === "net.lo"
    : name !== undefined && target === `/etc/init.d/net.${name}`;
}
