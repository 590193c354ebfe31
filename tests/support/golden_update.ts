/**
 * `deno task golden:update [CASE …]`: writes down what the program does now. Read the difference before it is committed.
 *
 * @module
 */
import { join } from "@std/path";
import { STACKS } from "../../lib/stacks/mod.ts";
import { bootCase, readCases } from "./cases.ts";
import { runHere } from "./runner.ts";
import { writeFile } from "./trees.ts";

for (const test of readCases().filter(({ name }) => Deno.args.length === 0 || Deno.args.includes(name))) {
  const directory = join(test.directory, "expected");
  await Deno.remove(directory, { recursive: true }).catch(() => {});
  for (const { name } of STACKS) {
    const temporary = Deno.makeTempDirSync();
    const { report, files } = bootCase(test, name, join(temporary, "root"), runHere);
    writeFile(join(directory, `${name}.txt`), report);
    for (const [path, text] of files) writeFile(join(directory, name, path), text);
    Deno.removeSync(temporary, { recursive: true });
  }
}
