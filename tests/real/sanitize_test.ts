/** The engine and the C around it under AddressSanitizer and UndefinedBehaviorSanitizer. */
import assert from "node:assert/strict";
import { join } from "@std/path";
import { bundle } from "../../shims/compile/bundle.ts";
import { bytecodeCompiler, compileModules } from "../../shims/compile/bytecode.ts";
import { quickjsSources } from "../../shims/compile/engine.ts";
import { engineFiles, SHELL_FILES } from "../../shims/compile/link.ts";
import { machineArchitecture } from "../../shims/compile/options.ts";
import { CACHE, PROJECT, SHELL } from "../../shims/compile/paths.ts";
import { STACKS } from "../../lib/stacks/mod.ts";
import { buildBinary, execute } from "../support/binary.ts";
import { bootCase, readCases } from "../support/cases.ts";
import { fromFileUrl } from "../support/paths.ts";
import { copyTree } from "../support/trees.ts";
import { writeDrive } from "../trust/hostile_drives_boot.ts";
import { randomFrom } from "../trust/hostile_drives_random.ts";
import { breeder } from "../trust/hostile_drives_search.ts";

/** With a new seed in each run. */
const DRIVES = 1000;

const SANITIZERS = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer"];

/** The sanitizers have a start, an allocator and functions for memory of their own. */
const REPLACED = ["start", "arena", "memory"];

/** Nothing is freed before the end, on purpose. */
const ENVIRONMENT = { ASAN_OPTIONS: "detect_leaks=0:detect_stack_use_after_return=1" };

const directory = Deno.makeTempDirSync();
addEventListener("unload", () => Deno.removeSync(directory, { recursive: true }));

/** The program, with the sanitizers; it says what they find, and ends with another status than 0 and 1. */
async function buildSanitized(): Promise<string> {
  // It brings the engine's sources.
  buildBinary();
  const sources = await quickjsSources(undefined);
  const compiler = await bytecodeCompiler(sources, join(CACHE, `bytecode-${machineArchitecture()}`));
  const work = join(directory, "work");
  Deno.mkdirSync(work);
  const bytecode = await compileModules(
    compiler,
    work,
    await bundle(join(PROJECT, "hooks/quickjs.ts"), join(PROJECT, "hooks/boot.ts"), work),
  );
  const program = join(directory, "simple-init");
  const { status, err } = execute("gcc", [
    ...["-O1", "-g", "-w", "-fwrapv", "-D_GNU_SOURCE", '-DCONFIG_VERSION=""', `-I${sources}`, `-I${SHELL}`],
    ...[...SANITIZERS, "-o", program, join(work, bytecode)],
    ...await engineFiles(sources, join(directory, "engine")),
    ...SHELL_FILES.filter((name) => !REPLACED.includes(name)).map((name) => join(SHELL, `${name}.c`)),
    fromFileUrl(new URL("sanitize_arena.c", import.meta.url)),
    "-lm",
  ]);
  assert.equal(status, 0, err);
  return program;
}

const PROGRAM = await buildSanitized();

/** What a boot said, if that is not what a boot says. */
function report(status: number, err: string): string[] {
  const isReport = /Sanitizer|runtime error/.test(err) || (status !== 0 && status !== 1);
  return isReport ? [err.slice(0, 2000)] : [];
}

Deno.test("sanitizers: they are there", () => {
  assert.match(execute("nm", ["-D", PROGRAM]).out, /__asan_report_load8/);
});

Deno.test("sanitizers: every case, each by another stack", () => {
  const found = readCases().flatMap((test, index) => {
    const root = join(directory, "case");
    const said: string[] = [];
    const run = (words: readonly string[]) => {
      const ended = execute(PROGRAM, words, { env: ENVIRONMENT });
      said.push(...report(ended.status, ended.err));
      return ended;
    };
    bootCase(test, STACKS[index % STACKS.length]!.name, root, run);
    Deno.removeSync(root, { recursive: true });
    return said.map((text) => `${test.name}: ${text}`);
  });
  assert.deepEqual(found, []);
});

/** Drives of one seed, each in a root of its own. */
async function tryDrives(seed: number, count: number, at: string): Promise<void> {
  const { next, learn } = breeder(randomFrom(seed));
  for (let number = 0; number < count; number++) {
    const { root, drive } = next();
    copyTree(root, at);
    writeDrive(at, drive);
    const renderer = STACKS[number % STACKS.length]!.name;
    const args = ["boot", "--root", at, "--renderer", renderer];
    const { code, stderr } = await new Deno.Command(PROGRAM, { args, env: ENVIRONMENT, stdin: "null" })
      .output();
    const err = new TextDecoder().decode(stderr);
    learn(err.split("\n").map((line) => line.replace(/"(?:[^"\\]|\\.)*"/g, '""').replace(/\d+/g, "0")));
    assert.deepEqual(report(code, err), [], `drive ${number} of the seed ${seed}`);
    Deno.removeSync(at, { recursive: true });
  }
}

Deno.test(`sanitizers: ${DRIVES} mutated drives`, async () => {
  const lanes = navigator.hardwareConcurrency;
  const seed = Math.floor(Math.random() * 2 ** 31);
  await Promise.all(
    Array.from(
      { length: lanes },
      (_, lane) => tryDrives(seed + lane, Math.ceil(DRIVES / lanes), join(directory, `lane-${lane}`)),
    ),
  );
});
