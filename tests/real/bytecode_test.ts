/** Bytecode as the binary has it: whatever a module's size is once it is packed, what is stored is told apart. */
import assert from "node:assert/strict";
import { join } from "@std/path";
import { bytecodeCompiler, compileModules } from "../../shims/compile/bytecode.ts";
import { quickjsSources } from "../../shims/compile/engine.ts";
import { machineArchitecture } from "../../shims/compile/options.ts";
import { CACHE } from "../../shims/compile/paths.ts";
import { buildBinary } from "../support/binary.ts";
import { below, randomOf } from "../trust/random.ts";

/** Enough that some have the same size packed. */
const MODULES = 400;

const directory = Deno.makeTempDirSync();
addEventListener("unload", () => Deno.removeSync(directory, { recursive: true }));

/** Modules of one text each, some of which can be packed a little, and one that is the largest. */
function writeModules(): string[] {
  const random = randomOf(1);
  const letters = (count: number) =>
    Array.from({ length: count }, () => String.fromCharCode(33 + below(random, 94)))
      .join("").replaceAll(/["\\]/g, "x");
  return Array.from({ length: MODULES }, (_, index) => {
    const part = letters(4 + below(random, 12));
    const text = index === 0 ? letters(2000) : part + letters(below(random, 200)) + part;
    const name = `m${index}.js`;
    Deno.writeTextFileSync(join(directory, name), `export const x = "${text}";\n`);
    return name;
  });
}

interface Stored {
  readonly bytes: readonly string[];
  readonly size: number;
}

/** By index, what the table has. */
function readTable(text: string): Stored[] {
  return [...text.matchAll(/bytecode_(\d+), sizeof bytecode_\d+, (\d+) \}/g)].map(([, index, size]) => {
    const [, bytes] = new RegExp(`bytecode_${index}\\[\\] = \\{\\n([^}]*),\\n\\};`).exec(text)!;
    return { bytes: bytes!.split(/,\s*/), size: Number(size) };
  });
}

Deno.test("bytecode: what is as long as the module is the module", async () => {
  // It brings the engine's sources.
  buildBinary();
  const compiler = await bytecodeCompiler(
    await quickjsSources(undefined),
    join(CACHE, `bytecode-${machineArchitecture()}`),
  );
  const file = await compileModules(compiler, directory, writeModules());
  const table = readTable(Deno.readTextFileSync(join(directory, file)));
  assert.equal(table.length, MODULES);
  const [version] = table[0]!.bytes;
  const isWhole = ({ bytes, size }: Stored) => bytes.length === size;
  assert.ok(table.some((stored) => !isWhole(stored)), "none is packed");
  assert.deepEqual(table.filter(isWhole).filter(({ bytes }) => bytes[0] !== version), []);
  assert.deepEqual(table.filter(({ bytes, size }) => bytes.length > size), []);
});
