/**
 * Machines on which the program says one message or another.
 *
 * @module
 */
import { join } from "@std/path";
import type { Link } from "../../lib/network.ts";
import type { Problem } from "../../lib/problem.ts";
import { stackOf } from "../../lib/stacks/mod.ts";
import type { StackName } from "../../lib/stacks/stack.ts";
import { type MemoryEntry, type MemorySystem, memorySystem } from "../../lib/system/memory.ts";
import { card, phy } from "../boot/_boot.ts";
import { CASES, layBefore, readCases } from "../support/cases.ts";
import { fromFileUrl } from "../support/paths.ts";
import { take } from "../support/producers.ts";
import { runHere } from "../support/runner.ts";

/** Lets the program run, and returns what it says. */
export type Example = () => readonly Problem[];

/** What several say together. */
export function all(...examples: readonly Example[]): Example {
  return () => examples.flatMap((example) => example());
}

/** What a boot of a case says. */
export function inCase(name: string, stack: StackName = "networkd"): Example {
  return once(() => {
    const test = readCases().find((test) => test.name === name);
    if (test === undefined) throw new Error(`there is no case ${name} in ${CASES}`);
    const directory = Deno.makeTempDirSync();
    try {
      const root = join(directory, "root");
      const run = (words: readonly string[]) =>
        runHere(["boot", "--root", root, "--renderer", stack, ...test.args, ...words]);
      layBefore(test, root, run);
      return problemsIn(run(["--format", "json"]).out);
    } finally {
      Deno.removeSync(directory, { recursive: true });
    }
  }, `${name} ${stack}`);
}

const DRIVES = fromFileUrl(new URL("../drives", import.meta.url));

/** What is said of a producer's drive. */
export function onDrive(name: string): Example {
  return () => take(JSON.parse(Deno.readTextFileSync(join(DRIVES, `${name}.json`)))).problems;
}

/** A machine in memory, with a drive. */
export interface Scene {
  /** How many interfaces it has: eth0, eth1, … */
  readonly cards?: number;
  readonly network?: unknown;
  readonly metaData?: unknown;
  readonly files?: Readonly<Record<string, MemoryEntry>>;
  readonly stack?: StackName;
  /** Further words of the command line. */
  readonly words?: string;
  /** What commands answer; by default all succeed. */
  readonly run?: Parameters<typeof memorySystem>[1];
  /** What happens after a first boot, so that another one says something. */
  readonly afterBoot?: (system: MemorySystem) => void;
  /** A system on which something fails. */
  readonly fails?: (system: MemorySystem) => MemorySystem;
}

/** What a boot of such a machine says. */
export function onMachine(scene: Scene): Example {
  return () => {
    const { stack = "networkd", words = "", afterBoot, fails = (system) => system } = scene;
    const system = memorySystem(filesOf(scene), scene.run);
    const boot = (of: MemorySystem) =>
      runHere([
        ...["boot", "--this-machine", "--renderer", stack, "--drive-timeout", "0", "--format", "json"],
        ...words.split(" ").filter(Boolean),
      ], of).out;
    if (afterBoot !== undefined) {
      boot(system);
      afterBoot(system);
    }
    return problemsIn(boot(fails(system)));
  };
}

/** What a stack says of a network with these links. */
export function ofLinks(stack: StackName, links: readonly Link[]): Example {
  const target = { foreignInterfaces: undefined, hasResolvconf: true };
  return () => stackOf(stack).code().render({ links }, target).problems;
}

/** A network document with links that are cards. */
export function cardsWith(
  count: number,
  networks: readonly object[] = [],
  links: readonly object[] = [],
  more: object = {},
): object {
  return { links: [...Array.from({ length: count }, (_, index) => phy(index)), ...links], networks, ...more };
}

/** A network of one address on a card. */
export function address(more: object = {}): object {
  return { link: "nic0", type: "ipv4", ip_address: "192.0.2.9", netmask: "255.255.255.0", ...more };
}

const DOCUMENTS = "/mnt/config/openstack/latest";

function filesOf({ cards = 1, network, metaData, files = {} }: Scene): Record<string, MemoryEntry> {
  const document = (name: string, value: unknown) =>
    value === undefined ? {} : { [`${DOCUMENTS}/${name}.json`]: JSON.stringify(value) };
  return {
    "/etc/os-release": "ID=none-that-is-known\n",
    "/sys/class/net/lo/address": "00:00:00:00:00:00\n",
    "/root/.profile": "",
    ...Object.assign({}, ...Array.from({ length: cards }, (_, index) => card(index))),
    ...document("network_data", network),
    ...document("meta_data", metaData),
    ...files,
  };
}

function problemsIn(json: string): readonly Problem[] {
  return JSON.parse(json).problems;
}

const RESULTS = new Map<string, readonly Problem[]>();

/** A case has many examples, and is booted once. */
function once(run: Example, key: string): Example {
  return () => {
    if (!RESULTS.has(key)) RESULTS.set(key, run());
    return RESULTS.get(key)!;
  };
}
