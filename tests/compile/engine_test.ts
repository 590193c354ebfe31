import assert from "node:assert/strict";
import { checksum, checksumOfFiles, verify } from "../../shims/compile/engine.ts";
import { CompileError } from "../../shims/compile/fault.ts";
import { requireTools } from "../../shims/compile/tools.ts";
import { inTemporaryDirectory } from "../support/faults.ts";
import { runCompile } from "../support/binary.ts";

const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

Deno.test("checksum: SHA-256 of nothing", async () => {
  assert.equal(await checksum(new Uint8Array()), EMPTY);
});

Deno.test("verify: a file that is not the one that is pinned is refused", async () => {
  const path = await Deno.makeTempFile();
  await verify(path, EMPTY);
  await assert.rejects(verify(path, "0".repeat(64)), (error) => {
    assert.ok(error instanceof CompileError);
    assert.match(error.message, /is not what it should be: its SHA-256 is e3b0c442/);
    return true;
  });
  await Deno.remove(path);
});

Deno.test("checksumOfFiles: what any file says and is called, and nothing deeper", async () => {
  const at = Deno.makeTempDirSync();
  const sums = new Set<string>();
  const add = async () => sums.add(await checksumOfFiles(at));
  await add();
  Deno.writeTextFileSync(`${at}/a.c`, "");
  await add();
  Deno.writeTextFileSync(`${at}/a.c`, "x");
  await add();
  Deno.renameSync(`${at}/a.c`, `${at}/b.c`);
  await add();
  Deno.symlinkSync("b.c", `${at}/c.h`);
  await add();
  assert.equal(sums.size, 5);
  Deno.mkdirSync(`${at}/tests`);
  assert.ok(sums.has(await checksumOfFiles(at)));
  assert.equal(await checksumOfFiles(`${at}/none`), "");
  Deno.removeSync(at, { recursive: true });
});

Deno.test("verify: a file that is not there", async () => {
  await assert.rejects(verify("/nonexistent", EMPTY), CompileError);
});

Deno.test("requireTools: a missing program", async () => {
  await requireTools("sh");
  const message = "The program musl-gcc is missing; run apt-get install musl-tools.";
  const path = Deno.env.get("PATH")!;
  Deno.env.set("PATH", "/nonexistent");
  try {
    await assert.rejects(requireTools("musl-gcc"), { name: "CompileError", message });
  } finally {
    Deno.env.set("PATH", path);
  }
});

Deno.test("compile: a wrong tarball is one sentence, and nothing is built from it", () =>
  inTemporaryDirectory((directory) => {
    const tarball = `${directory}/quickjs.tar.xz`;
    Deno.writeTextFileSync(tarball, "no tarball");
    const { status, out, err } = runCompile(["--quickjs", tarball, "-o", `${directory}/x`]);
    assert.deepEqual([status, out], [1, ""]);
    // Where there is no compiler, that is what is missing first.
    assert.match(
      err,
      /^compile: (?:".*quickjs\.tar\.xz" is not what it should be|The program \S+ is missing)/,
    );
    assert.deepEqual([...Deno.readDirSync(directory)].map(({ name }) => name), ["quickjs.tar.xz"]);
  }));
