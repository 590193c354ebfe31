/**
 * System calls that fail, and boots that are killed, at every place there is.
 *
 * @module
 */
import { join } from "@std/path";
import { execute } from "../support/binary.ts";
import { requirePrograms } from "../support/packages.ts";
import type { Attack, AttackOptions, Outcome } from "./attack.ts";
import {
  describeInjection,
  type Injection,
  injectionsOf,
  injectOption,
  isInterfacePath,
  parseTrace,
  TRACED,
} from "./injections.ts";
import { conductFaults, type Ended, program, runWatched } from "./program.ts";
import { randomOf, sample } from "./random.ts";
import { addBob, layScene, makeScene, type Scene, type SceneOf } from "./scene.ts";
import { inScratch, shareOut } from "./scratch.ts";
import { takeSnapshot } from "./snapshot.ts";
import { judge, lastingDifferences, type Trial } from "./verdict.ts";

export const SCENES: readonly SceneOf[] = [
  { caseName: "lacp-bond-vlans-dual-stack", renderer: "networkmanager" },
  { caseName: "drive-changed", renderer: "netifrc" },
  { caseName: "drive-changed", renderer: "networkd" },
  { caseName: "operator-owned-files", renderer: "ifupdown" },
  { caseName: "drive-gone", renderer: "wicked" },
  { caseName: "one-interface-of-a-bond", renderer: "network-scripts" },
  { caseName: "nova-static-dual-stack", renderer: "netplan", args: ["--ssh-user", "bob"], prepare: addBob },
];

export const faults: Attack = {
  name: "faults",
  summary: "system calls fail, and the process is killed, at every place of a boot",
  run: (options) => inScratch((directory) => attack(directory, options)),
};

interface Job {
  readonly scene: Scene;
  readonly injection: Injection;
}

async function attack(directory: string, { seed, scale, progress }: AttackOptions): Promise<Outcome> {
  await requirePrograms({ strace: "strace", timeout: "coreutils" });
  const random = randomOf(seed);
  const found: string[] = [];
  const count = { tried: 0, killed: 0, others: 0 };
  for (const of of SCENES) {
    const scene = makeScene(of, join(directory, "scene"));
    const all = injectionsOf(traceBoot(scene, join(directory, "trace")));
    const jobs = sample(random, all, scale).map((injection): Job => ({ scene, injection }));
    progress(`${scene.name}: ${jobs.length} of ${all.length} faults`);
    await shareOut(directory, jobs, async (job, at) => {
      const { faults, others } = await tryOne(job, join(at, "root"));
      found.push(...faults.map((fault) => `${scene.name}: ${describeInjection(job.injection)}: ${fault}`));
      count.tried++;
      count.others += others;
      if (job.injection.fault === "KILL") count.killed++;
    });
  }
  const notes = [`${count.killed} kills`, `${count.others} files followed what could still be read`];
  return { tried: count.tried, faults: found, notes };
}

/** The calls of an undisturbed boot. */
function traceBoot(scene: Scene, at: string) {
  const root = join(at, "root");
  layScene(scene, root);
  const output = join(at, "trace");
  const options = ["--quiet=all", "--decode-fds=path", `--trace=${TRACED}`, "--output", output];
  execute("strace", [...options, program(), ...scene.words(root)]);
  const calls = parseTrace(Deno.readTextFileSync(output), root);
  Deno.removeSync(at, { recursive: true });
  return calls;
}

/** A boot with the fault and one without: what was wrong with either. */
async function tryOne({ scene, injection }: Job, root: string) {
  layScene(scene, root);
  const killed = injection.fault === "KILL";
  const ended = await runWatched([
    ...["strace", "--quiet=all", `--trace=${injection.call}`, "--output=/dev/null"],
    // Much faster; but strace 6.1 forgets the signals with it.
    ...(killed ? [] : ["--seccomp-bpf", "--follow-forks"]),
    injectOption(injection),
    program(),
    ...scene.words(root),
  ]);
  const { faults, others } = judge({
    before: scene.before,
    after: scene.after,
    found: takeSnapshot(root),
    status: killed ? undefined : ended.status,
    allowed: allowedAfter(injection),
  });
  const conduct = killed ? killFaults(ended) : conductFaults(ended, !isOutput(injection));
  return { faults: [...conduct, ...faults, ...await finishFaults({ scene, injection }, root)], others };
}

/** What could not be read is not there for the plan; what the kernel does not tell of an interface, neither is that. */
function allowedAfter({ call, reads, path }: Injection): Trial["allowed"] {
  if (call === "mmap") return new Set(["left", "other"]);
  if (!reads) return new Set();
  return new Set(isInterfacePath(path) ? ["other", "gone"] : ["other"]);
}

/** Nobody hears what cannot be written. */
function isOutput({ call, path }: Injection): boolean {
  return call === "write" && path.startsWith("pipe:");
}

function killFaults({ signal, status }: Ended): string[] {
  return signal === "SIGKILL" || status === 137 ? [] : ["the kill did not come about"];
}

/**
 * While a card is hidden the name has the address of another one; and where an operator's file has a link, nobody knows the
 * main address, and hosts stays as it is.
 */
function hidCard({ name }: Scene, { path }: Injection): boolean {
  return name.startsWith("operator-owned-files") && isInterfacePath(path);
}

/** The next boot, undisturbed, has to end where one boot alone would have. */
async function finishFaults({ scene, injection }: Job, root: string): Promise<string[]> {
  const next = await runWatched([program(), ...scene.words(root)]);
  const wrong = lastingDifferences(takeSnapshot(root), scene.after).filter((path) =>
    path !== "etc/hosts" || !hidCard(scene, injection)
  );
  return [
    ...(wrong.length === 0 ? [] : [`after the next boot ${wrong.join(" and ")} is not as it should be`]),
    ...(next.status === scene.status ? [] : [`the next boot ended with ${next.status} (${next.err.trim()})`]),
  ];
}
