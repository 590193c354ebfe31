/**
 * Hostile drives through the binary: one boot, and what must hold of it.
 *
 * @module
 */
import { join } from "@std/path";
import { configure } from "../../lib/configure.ts";
import type { StackName } from "../../lib/stacks/stack.ts";
import { denoSystem } from "../../lib/system/deno.ts";
import { sourceWithBash } from "../real/bash_source.ts";
import { copyTree, readTree, writeFile } from "../support/trees.ts";
import { GRAMMARS } from "./hostile_drives_grammar.ts";
import type { Drive } from "./hostile_drives_mutate.ts";

/** Bytes of address space, which the static binary uses all of. */
const MOST_MEMORY = 160 * 1024 * 1024;
const MOST_SECONDS = 1;

/** Seconds after which a boot is killed that waits for something. */
const HANGS = 60;

export interface BootRun {
  readonly faults: readonly string[];
  /** Lines that were printed, with what is different in each left out. */
  readonly kinds: readonly string[];
  readonly ms: number;
}

/** Boots a root, with bounds on its memory and on the seconds that it has of a processor, whoever else uses that. */
export async function bootBounded(
  binary: string,
  root: string,
  renderer: StackName,
  mostSeconds: number = MOST_SECONDS,
): Promise<BootRun> {
  const start = performance.now();
  const bounds = [`--as=${MOST_MEMORY}`, `--cpu=${mostSeconds}`, "timeout", "-s", "KILL", `${HANGS}`];
  const { code, signal, stdout, stderr } = await new Deno.Command("prlimit", {
    args: [...bounds, binary, "boot", "--root", root, "--renderer", renderer],
    stdin: "null",
  }).output();
  const ms = performance.now() - start;
  const said = new TextDecoder().decode(new Uint8Array([...stdout, ...stderr])).replaceAll(root, "ROOT");
  return {
    ms,
    kinds: said.split("\n").map((line) => line.replace(/"(?:[^"\\]|\\.)*"/g, '""').replace(/\d+/g, "0")),
    faults: [
      ...(signal === null && (code === 0 || code === 1)
        ? []
        : [`it ends with ${signal ?? code}: ${said.slice(-300)}`]),
      // What the engine says of an exception, and one of Deno's.
      ...(/^simple-init: |^ {4}at /m.test(said) ? [`it fails: ${said.slice(-300)}`] : []),
      // The excerpt of a text that is not JSON has U+FFFD in the place of what cannot be printed.
      ...(/^[ -~\n\t…\ufffd]*$/.test(said) ? [] : ["it prints what is not printable"]),
    ],
  };
}

/** What a boot may make beside the renderers' files. */
const OTHERS =
  /^(?:etc\/(?:hostname|hosts)|var\/lib\/simple-init\/(?:drive|hostname|keys)\.json|root\/\.ssh\/authorized_keys)$/;
const SERVICES = /^etc\/(?:init\.d|runlevels\/default)\/net\.[A-Za-z0-9][A-Za-z0-9_.-]{0,14}$/;
const PATHS = Object.values(GRAMMARS).flatMap((grammar) => grammar.map(([path]) => path));

/** Paths below a root that were not there before and that no boot has a reason to make. */
export function strayPaths(root: string, known: ReadonlySet<string>): string[] {
  return filesOf(root).filter((path) =>
    !known.has(path) && !OTHERS.test(path) && !SERVICES.test(path) &&
    !PATHS.some((allowed) => allowed.test(`/${path}`))
  );
}

/** All that is below a directory but directories; nothing is opened. */
export function filesOf(directory: string, below = ""): string[] {
  return [...Deno.readDirSync(join(directory, below))].flatMap(({ name, isDirectory }) => {
    const path = below === "" ? name : `${below}/${name}`;
    return isDirectory ? filesOf(directory, path) : [path];
  });
}

export function writeDrive(root: string, drive: Drive): void {
  const documents = join(root, "mnt/config/openstack/latest");
  Deno.mkdirSync(documents, { recursive: true });
  for (const { name } of [...Deno.readDirSync(documents)]) {
    Deno.removeSync(join(documents, name), { recursive: true });
  }
  for (const [name, bytes] of drive) Deno.writeFileSync(join(documents, name), bytes);
}

/** Whether Deno makes the same of a drive, from the same root. Both roots are made below `directory`, and `binaryBoot` is the other. */
export async function compareWithDeno(
  template: string,
  drive: Drive,
  renderer: StackName,
  directory: string,
  binaryBoot: (root: string) => Promise<unknown>,
): Promise<string[]> {
  const [ours, denos] = ["binary", "deno"].map((name) => join(directory, name)) as [string, string];
  for (const root of [ours, denos]) {
    copyTree(template, root);
    writeFile(join(root, "root/.ssh/authorized_keys"), "# an operator's\n", 0o600);
    writeDrive(root, drive);
  }
  await binaryBoot(ours);
  configure(denoSystem, { root: denos, renderer });
  const [made, wanted] = [contentsOf(ours), contentsOf(denos)];
  const faults = [...new Set([...made.keys(), ...wanted.keys()])].filter((path) =>
    made.get(path) !== wanted.get(path)
  )
    .map((path) => `Deno makes another ${path} of it`);
  for (const root of [ours, denos]) Deno.removeSync(root, { recursive: true });
  const sourced = [...made].filter(([path]) => SOURCED.test(path) && !path.endsWith("/ifcfg-lo"));
  return [...faults, ...sourced.slice(0, MOST_SOURCED).flatMap(([path, text]) => sourcingFaults(path, text))];
}

function contentsOf(root: string): Map<string, string> {
  return new Map(
    [...readTree(root)].filter(([path]) => !path.startsWith("mnt/")).map(([path, { kind, mode, text }]) => [
      path,
      `${kind} ${mode.toString(8)} ${text}`,
    ]),
  );
}

/** A shell takes longer than all of the boot. */
const MOST_SOURCED = 3;

/** Files that a shell sources as root. */
const SOURCED = /^etc\/(?:conf\.d\/net\.|sysconfig\/network-scripts\/ifcfg-|sysconfig\/network\/ifcfg-)/;

function sourcingFaults(path: string, described: string): string[] {
  const text = described.replace(/^\S+ \S+ /, "");
  return sourceWithBash(text).complaints.map((complaint) => `sourcing ${path}: ${complaint}`);
}
