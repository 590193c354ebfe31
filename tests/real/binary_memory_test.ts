/** Where the binary lies in memory, and what can be written and run there. */
import assert from "node:assert/strict";
import { join } from "@std/path";
import { buildBinary, execute } from "../support/binary.ts";
import { CASES } from "../support/cases.ts";
import { requirePrograms } from "../support/packages.ts";
import { copyTree } from "../support/trees.ts";

await requirePrograms({
  "file": "file",
  "readelf": "binutils",
  "objdump": "binutils",
  "flock": "util-linux",
  "aarch64-linux-gnu-gcc": "gcc-aarch64-linux-gnu",
});
const binary = buildBinary();

/** Code, constants, what is constant once its pointers are corrected, and data. */
const LOADED = ["R E", "R", "RW", "RW"];

interface Segment {
  readonly type: string;
  readonly address: number;
  readonly size: number;
  readonly flags: string;
}

function segmentsOf(program: string): Segment[] {
  const lines = execute("readelf", ["--program-headers", "--wide", program]).out.split("\n");
  return lines.flatMap((line) => {
    const found = /^ {2}(\w+) +0x\w+ (0x\w+) 0x\w+ 0x\w+ (0x\w+) ([RWE ]{3}) 0x/.exec(line);
    if (found === null) return [];
    const [, type, address, size, flags] = found;
    return { type: type!, address: Number(address), size: Number(size), flags: flags!.trim() };
  });
}

for (const architecture of ["x86_64", "aarch64"]) {
  const program = architecture === Deno.build.arch ? binary : buildBinary(architecture);
  const segments = segmentsOf(program);
  const flagsOf = (wanted: string) =>
    segments.filter(({ type }) => type === wanted).map(({ flags }) => flags);

  Deno.test(`memory, ${architecture}: it may lie anywhere, and needs no other file`, () => {
    assert.match(execute("file", [program]).out, /pie executable.* static-pie linked, stripped/);
    assert.deepEqual(flagsOf("INTERP"), []);
  });

  Deno.test(`memory, ${architecture}: nothing that can be written can be run`, () => {
    assert.deepEqual(flagsOf("LOAD"), LOADED);
    assert.deepEqual(flagsOf("GNU_STACK"), ["RW"]);
  });

  Deno.test(`memory, ${architecture}: all that has pointers to correct is read-only afterwards, on pages of its own`, () => {
    const [, , corrected, data] = segments.filter(({ type }) => type === "LOAD");
    const [{ address, size } = { address: 0, size: 0 }] = segments.filter(({ type }) => type === "GNU_RELRO");
    assert.deepEqual([address, size], [corrected!.address, corrected!.size]);
    const page = architecture === "x86_64" ? 0x1000 : 0x10000;
    assert.ok(Math.floor((address + size - 1) / page) < Math.floor(data!.address / page));
  });

  Deno.test(`memory, ${architecture}: no pointer in the code is corrected, and all of them at the start`, () => {
    const { out } = execute("readelf", ["--dynamic", "--relocs", "--wide", program]);
    assert.match(out, /\(FLAGS\) +BIND_NOW/);
    assert.doesNotMatch(out, /TEXTREL/);
    const kinds = new Set(out.matchAll(/\bR_[A-Z0-9]+_\w+/g).map(([kind]) => kind));
    // The linker for aarch64 knows no packed table, and has a list.
    const [packed, listed] = architecture === "x86_64" ? [true, []] : [false, ["R_AARCH64_RELATIVE"]];
    assert.deepEqual([/\(RELR\)/.test(out), [...kinds]], [packed, listed]);
  });
}

/** The guard of the stack is at `%fs:0x28`: a function with a buffer there reads it, and compares it when it ends. */
Deno.test(
  "memory, x86_64: functions with buffers are guarded",
  { ignore: Deno.build.arch !== "x86_64" },
  () => {
    const { out } = execute("objdump", ["--disassemble", "--section=.text", "--no-show-raw-insn", binary]);
    const [read, compared] = [/mov +%fs:0x28,/g, /(?:sub|xor|cmp) +%fs:0x28,/g].map((use) =>
      [...out.matchAll(use)].length
    );
    assert.ok(read! >= 50 && compared! >= 50, `it is read ${read} times and compared ${compared}`);
  },
);

/** What the kernel shows of the binary's own pages while it waits for a lock. */
async function mapsOfARun(): Promise<{ start: number; rights: string[] }> {
  const root = await Deno.makeTempDir();
  copyTree(join(CASES, "nova-dhcp/root"), root);
  const lock = join(root, ".lock.simple-init");
  Deno.mkdirSync(lock, { mode: 0o700 });
  const holder = new Deno.Command("flock", { args: ["--no-fork", lock, "sleep", "60"] }).spawn();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const run = new Deno.Command(binary, { args: ["boot", "--quiet", "--root", root] }).spawn();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const lines = Deno.readTextFileSync(`/proc/${run.pid}/maps`).split("\n").filter((line) =>
    line.endsWith(binary)
  );
  for (const process of [run, holder]) {
    process.kill("SIGKILL");
    await process.status;
  }
  await Deno.remove(root, { recursive: true });
  return {
    start: parseInt(lines[0]?.split("-")[0] ?? "", 16),
    rights: lines.map((line) => line.split(" ")[1]!),
  };
}

Deno.test("memory: a running binary has its pages where it had none before, and those with pointers are read-only", async () => {
  const runs = [await mapsOfARun(), await mapsOfARun()];
  for (const { rights } of runs) assert.deepEqual(rights, ["r-xp", "r--p", "r--p", "rw-p"]);
  const isRandom = Deno.readTextFileSync("/proc/sys/kernel/randomize_va_space").trim() !== "0";
  assert.equal(runs[0]!.start !== runs[1]!.start, isRandom);
});
