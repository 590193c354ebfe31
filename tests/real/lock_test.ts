import assert from "node:assert/strict";
import { join } from "@std/path";
import { execute, PROJECT } from "../support/binary.ts";
import { inTemporaryDirectory } from "../support/faults.ts";

/** The project's own settings in a project of one file, with a lock file that something was done to. */
function withLock(
  change: (lock: Lock) => void,
  words: readonly string[],
  environment: Record<string, string> = {},
) {
  return inTemporaryDirectory((directory) => {
    Deno.copyFileSync(join(PROJECT, "deno.json"), join(directory, "deno.json"));
    const lock: Lock = JSON.parse(Deno.readTextFileSync(join(PROJECT, "deno.lock")));
    change(lock);
    const text = JSON.stringify(lock);
    Deno.writeTextFileSync(join(directory, "deno.lock"), text);
    Deno.writeTextFileSync(
      join(directory, "main_test.ts"),
      'import * as v from "valibot"; Deno.test("x", () => void v.string());',
    );
    const run = execute(Deno.execPath(), words, { cwd: directory, env: { NO_COLOR: "1", ...environment } });
    assert.equal(Deno.readTextFileSync(join(directory, "deno.lock")), text, "the lock file is left as it is");
    return run;
  });
}

interface Lock {
  readonly specifiers: Record<string, string>;
  readonly npm: Record<string, { integrity: string }>;
}

function forget(lock: Lock): void {
  delete lock.specifiers["npm:valibot@1.5.0"];
  delete lock.npm["valibot@1.5.0"];
}

/** The subcommands that tasks and the build use. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  run: ["run", "main_test.ts"],
  test: ["test", "main_test.ts"],
  check: ["check", "main_test.ts"],
  bundle: ["bundle", "--outdir", "out", "main_test.ts"],
  compile: ["compile", "-o", "out", "main_test.ts"],
  install: ["install"],
};

for (const [name, words] of Object.entries(COMMANDS)) {
  Deno.test(`lock: deno ${name} takes no package that is not locked`, () => {
    const { status, err } = withLock(forget, words);
    assert.notEqual(status, 0);
    assert.match(err, /The lockfile is out of date/);
  });
}

Deno.test("lock: a package with another checksum is refused when it is downloaded", () => {
  const cache = Deno.makeTempDirSync();
  try {
    const spoil = (lock: Lock) => {
      lock.npm["valibot@1.5.0"]!.integrity = lock.npm["arg@5.0.2"]!.integrity;
    };
    const { status, err } = withLock(spoil, ["run", "main_test.ts"], { DENO_DIR: cache });
    assert.notEqual(status, 0);
    assert.match(err, /Tarball checksum did not match|[Ii]ntegrity/);
  } finally {
    Deno.removeSync(cache, { recursive: true });
  }
});

Deno.test("lock: every package has a SHA-512", () => {
  const { npm }: Lock = JSON.parse(Deno.readTextFileSync(join(PROJECT, "deno.lock")));
  assert.ok(Object.keys(npm).length > 5);
  for (const [name, { integrity }] of Object.entries(npm)) {
    assert.match(integrity, /^sha512-[A-Za-z0-9+/]{86}==$/, name);
  }
});
