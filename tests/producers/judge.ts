/**
 * One drive through the program and seven stacks: what is there in the end beside what was wanted.
 *
 * @module
 */
import { makePlan } from "../../lib/plan/plan.ts";
import { formatProblem } from "../../lib/problem.ts";
import { STACKS } from "../../lib/stacks/mod.ts";
import { type MemoryEntry, memorySystem } from "../../lib/system/memory.ts";
import type { Stack } from "../../lib/stacks/stack.ts";
import { READERS } from "../readers/mod.ts";
import { expectedOf } from "./expected.ts";
import { differencesOf } from "./meaning.ts";
import type { Card, Wish } from "./wish.ts";

/** The drive's documents of `openstack/latest`: their texts by name. */
export type Documents = Readonly<Record<string, string>>;

/** What is another than was wanted, a line each, with the stack that it is about. */
export function judgeDrive(wish: Wish, documents: Documents): string[] {
  return STACKS.flatMap((stack) =>
    judgeStack(stack, wish, documents).map((difference) => `${stack.name}: ${difference}`)
  );
}

function judgeStack({ name }: Stack, wish: Wish, documents: Documents): string[] {
  const system = memorySystem({ ...machineFiles(wish.cards), ...driveFiles(documents) });
  const { changes, problems } = makePlan(system, { root: ROOT, renderer: name });
  const texts = new Map(
    changes.flatMap((change) => "after" in change ? [[change.path, change.after] as const] : []),
  );
  const { read, comparable } = READERS[name];
  const files = new Map([...texts].filter(([path]) => isNetwork(path)));
  return [
    ...differencesOf(comparable(expectedOf(wish)), comparable(read(files))),
    ...identityDifferences(wish, texts),
    ...problems.filter(({ severity, code = "" }) => severity === "problem" && !code.startsWith("stack-")).map(
      (problem) => `a problem is reported: ${formatProblem(problem)}`,
    ),
  ];
}

const ROOT = "/machine";

function isNetwork(path: string): boolean {
  return !/^\/(?:etc\/(?:hostname|hosts)$|root\/|var\/)/.test(path);
}

function machineFiles(cards: readonly Card[]): Record<string, MemoryEntry> {
  const files = cards.flatMap(({ device, mac, bus = "pci" }): [string, MemoryEntry][] => {
    const directory = `${ROOT}/sys/class/net/${device}`;
    return [
      [`${directory}/address`, `${mac}\n`],
      [`${directory}/addr_assign_type`, "0\n"],
      [`${directory}/carrier`, "1\n"],
      [`${directory}/type`, "1\n"],
      [`${directory}/device/subsystem`, { link: `../../../../bus/${bus}` }],
    ];
  });
  return {
    [`${ROOT}/etc/os-release`]: "ID=debian\n",
    [`${ROOT}/etc/passwd`]: "root:x:0:0:root:/root:/bin/bash\n",
    ...Object.fromEntries(files),
  };
}

function driveFiles(documents: Documents): Record<string, string> {
  return Object.fromEntries(
    Object.entries(documents).map(([name, text]) => [`${ROOT}/mnt/config/openstack/latest/${name}`, text]),
  );
}

function identityDifferences({ hostName, keys }: Wish, texts: ReadonlyMap<string, string>): string[] {
  const found = {
    name: texts.get("/etc/hostname")?.trim(),
    keys: (texts.get("/root/.ssh/authorized_keys") ?? "").split("\n").filter((line) => /^ssh-/.test(line)),
  };
  return [
    ...(found.name === hostName ? [] : [`the host name is "${found.name}" and not "${hostName}"`]),
    ...keys.filter((key) => !found.keys.includes(key)).map((key) => `missing: the key ${key}`),
    ...found.keys.filter((key) => !keys.includes(key)).map((key) => `not wanted: the key ${key}`),
  ];
}
