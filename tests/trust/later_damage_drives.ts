/**
 * Machines of the cases with good drives, and drives that are damaged, in memory.
 *
 * @module
 */
import { join } from "@std/path";
import { type MemoryEntry, type MemorySystem, memorySystem } from "../../lib/system/memory.ts";
import { SystemError } from "../../lib/system/system.ts";
import { readCases } from "../support/cases.ts";
import { intercepted } from "../support/faults.ts";
import { readTree } from "../support/trees.ts";
import { mutateBytes } from "./hostile_drives_mutate.ts";
import type { Random } from "./hostile_drives_random.ts";

const DOCUMENTS = "mnt/config/openstack/latest";

/** What a drive has for a document: its bytes, or something that is no plain file or cannot be read. */
export type Content = Uint8Array | "a directory" | "no plain file" | "an I/O error" | "too large";
export type Drive = ReadonlyMap<string, Content>;

export interface Seed {
  readonly name: string;
  /** The root of the machine, without its drive. */
  readonly files: Readonly<Record<string, MemoryEntry>>;
  readonly drive: Drive;
}

/** The cases that have a drive, and no fault or history of their own. */
export function readSeeds(): Seed[] {
  return readCases().filter(({ name, earlier }) => !name.startsWith("bad-") && earlier.length === 0).flatMap(
    ({ name, directory }) => {
      const root = join(directory, "root");
      const entries = [...readTree(root)].filter(([, { kind }]) => kind !== "directory");
      const isDocument = (path: string) => path.startsWith(`${DOCUMENTS}/`);
      const files = entries.filter(([path]) => !isDocument(path)).map(([path, { kind, text }]) =>
        [`/${path}`, kind === "symlink" ? { link: text } : text] as const
      );
      const documents = entries.filter(([path]) => isDocument(path)).map(([path]) =>
        [path.slice(DOCUMENTS.length + 1), Deno.readFileSync(join(root, path))] as const
      );
      return documents.length === 0
        ? []
        : [{ name, files: Object.fromEntries(files), drive: new Map(documents) }];
    },
  );
}

const encoder = new TextEncoder();
const bytes = (text: string) => encoder.encode(text);

type Damage = (random: Random, good: Uint8Array) => Content | undefined;

/** What may become of a document; undefined: it is gone. */
const DAMAGES: readonly Damage[] = [
  () => undefined,
  (random, good) => good.slice(0, random.below(good.length)),
  (random, good) => mutateBytes(random, good),
  (random, good) => mutateBytes(random, good),
  (random, good) => mutateBytes(random, mutateBytes(random, good)),
  // What a disk gives back for blocks that were never written.
  (random, good) => good.map((byte, index) => index < random.below(good.length) ? byte : 0),
  (random, good) => good.map(() => random.below(256)),
  (random) => bytes(random.pick(["", "\n", "null", "[]", "0", '""', "true", "<html>404</html>", "\ufeff"])),
  (random) => random.pick(["a directory", "no plain file", "an I/O error", "too large"] as const),
];

/** The drive with one document damaged, or more. */
export function damaged(random: Random, drive: Seed["drive"]): Drive {
  if (random.oneIn(20)) return new Map();
  const spared = random.oneIn(2) ? random.pick([...drive.keys()]) : undefined;
  return new Map([...drive].flatMap(([name, good]): [string, Content][] => {
    const isSpared = (drive.size > 1 && name === spared) || !(good instanceof Uint8Array);
    const content = isSpared ? good : random.pick(DAMAGES)(random, good);
    return content === undefined ? [] : [[name, content]];
  }));
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const LARGE = " ".repeat(5 * 1024 * 1024);

/** Puts a drive where a boot looks for it. Returns the machine as a boot sees it. */
export function insert(system: MemorySystem, drive: Drive): MemorySystem {
  for (const path of [...system.entries.keys()]) {
    if (path.startsWith(`/${DOCUMENTS}`)) system.entries.delete(path);
  }
  const refused = new Set<unknown>();
  for (const [name, content] of drive) {
    const path = `/${DOCUMENTS}/${name}`;
    if (content === "a directory") system.entries.set(`${path}/x`, "");
    else if (content === "no plain file") system.entries.set(path, { text: "", kind: "other" });
    else if (content === "too large") system.entries.set(path, LARGE);
    else system.entries.set(path, content === "an I/O error" ? "" : decoder.decode(content));
    if (content === "an I/O error") refused.add(path);
  }
  return {
    ...system,
    ...intercepted(system, ["readText"], (_, [path]) => {
      if (refused.has(path)) throw new SystemError("EIO", "read", String(path));
    }),
  };
}

/** The machine as it came from its maker. */
export function fresh({ files }: Seed): MemorySystem {
  return memorySystem({ "/etc/os-release": "ID=none-that-is-known\n", "/root/.profile": "", ...files });
}
