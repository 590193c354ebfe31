import assert from "node:assert/strict";
import { denoSystem } from "../../lib/system/deno.ts";
import { memorySystem } from "../../lib/system/memory.ts";
import { inTemporaryDirectory, systemErrorOf } from "../support/faults.ts";
import { fromFileUrl } from "../support/paths.ts";

const HOLDER = fromFileUrl(new URL("_hold_lock.ts", import.meta.url));

/** Another process that holds the lock of a directory. */
async function holdElsewhere(directory: string): Promise<Deno.ChildProcess> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", `--allow-read=${directory}`, HOLDER, directory],
    stdout: "piped",
  }).spawn();
  const reader = child.stdout.getReader();
  const { value } = await reader.read();
  reader.releaseLock();
  assert.equal(new TextDecoder().decode(value), "held");
  return child;
}

Deno.test("lock: another process waits no longer than asked, and gets it when the holder is killed", async () => {
  const directory = Deno.makeTempDirSync();
  const holder = await holdElsewhere(directory);
  try {
    assert.equal(denoSystem.lock(directory, 0), undefined);
    const start = denoSystem.now();
    assert.equal(denoSystem.lock(directory, 100), undefined);
    const waited = denoSystem.now() - start;
    assert.ok(waited >= 100 && waited < 5000, `waited ${waited} ms`);
  } finally {
    holder.kill("SIGKILL");
    await holder.stdout.cancel();
    await holder.status;
  }
  const release = denoSystem.lock(directory, 5000);
  assert.ok(release, "the kernel did not drop the lock of a killed process");
  release();
  Deno.removeSync(directory);
});

Deno.test("lock: free again once it is given back", () =>
  inTemporaryDirectory((at) => {
    const release = denoSystem.lock(at, 0);
    assert.ok(release);
    assert.equal(denoSystem.lock(at, 0), undefined);
    release();
    const again = denoSystem.lock(at, 0);
    assert.ok(again);
    again();
  }));

Deno.test("readText: what may never end is refused, and not waited for", () =>
  inTemporaryDirectory((at) => {
    new Deno.Command("mkfifo", { args: [`${at}/fifo`] }).outputSync();
    for (const path of [`${at}/fifo`, "/dev/zero"]) {
      assert.equal(
        systemErrorOf(() => denoSystem.readText(path)).message,
        `cannot read "${path}": it is not a plain file`,
      );
    }
  }));

Deno.test("lock: nothing there", () =>
  inTemporaryDirectory((at) => {
    const { message } = systemErrorOf(() => denoSystem.lock(`${at}/none`, 0));
    assert.equal(message, `cannot lock "${at}/none": there is no such file or directory`);
  }));

Deno.test("readText: the limit counts bytes, and a character is not cut", () =>
  inTemporaryDirectory((at) => {
    denoSystem.createFile(`${at}/file`, "äöü", 0o644);
    assert.equal(denoSystem.readText(`${at}/file`, 6), "äöü");
    assert.equal(systemErrorOf(() => denoSystem.readText(`${at}/file`, 5)).code, "EFBIG");
  }));

Deno.test("readBytes: as many as are asked for, however long the file is", () =>
  inTemporaryDirectory((at) => {
    denoSystem.createFile(`${at}/file`, "x".repeat(300_000), 0o644);
    for (const length of [1, 65_535, 65_536, 65_537, 100_000, 200_000]) {
      assert.equal(denoSystem.readBytes(`${at}/file`, 1, length).length, length);
    }
    assert.equal(denoSystem.readBytes(`${at}/file`, 299_990, 65_536).length, 10);
  }));

Deno.test("readText: a MiB is read where no limit is said, and a byte more is not", () =>
  inTemporaryDirectory((at) => {
    for (const system of [denoSystem, memorySystem({ [`${at}/x`]: "" })]) {
      const most = "x".repeat(1024 * 1024);
      system.createFile(`${at}/most`, most, 0o644);
      system.createFile(`${at}/more`, `${most}x`, 0o644);
      assert.equal(system.readText(`${at}/most`)?.length, most.length);
      assert.equal(systemErrorOf(() => system.readText(`${at}/more`)).code, "EFBIG");
    }
  }));

Deno.test("readText: more than one buffer, and the byte order mark stays", () =>
  inTemporaryDirectory((at) => {
    const text = `\ufeff${"0123456789abcdef".repeat(10_000)}`;
    denoSystem.createFile(`${at}/file`, text, 0o644);
    assert.ok(denoSystem.readText(`${at}/file`) === text);
  }));

Deno.test("readText: bytes that are not UTF-8 become U+FFFD", () =>
  inTemporaryDirectory((at) => {
    Deno.writeFileSync(`${at}/file`, Uint8Array.of(0x61, 0xff, 0x62));
    assert.equal(denoSystem.readText(`${at}/file`), "a\ufffdb");
  }));

const COMMANDS: readonly [name: string, script: string, code: number, stderr: string][] = [
  ["success", "exit 0", 0, ""],
  ["its exit status", "exit 7", 7, ""],
  ["what it says", "echo out; echo err >&2; exit 1", 1, "err"],
  ["no input", "read -r line || exit 3", 3, ""],
  ["killed", "kill -9 $$", 137, ""],
];

for (const [name, script, code, stderr] of COMMANDS) {
  Deno.test(`run: ${name}`, () => {
    assert.deepEqual(denoSystem.run(["/bin/sh", "-c", script]), { code, stderr });
  });
}

Deno.test("run: arguments pass no shell", () => {
  const { stderr } = denoSystem.run(["/bin/sh", "-c", 'printf %s "$1" >&2', "sh", "$(id) ; *"]);
  assert.equal(stderr, "$(id) ; *");
});

Deno.test("run: a program that is not there", () => {
  const { message } = systemErrorOf(() => denoSystem.run(["/nonexistent/program"]));
  assert.equal(message, 'cannot run "/nonexistent/program": there is no such file or directory');
});

Deno.test("open: what is no directory is not opened", () =>
  inTemporaryDirectory((at) => {
    denoSystem.createFile(`${at}/file`, "", 0o600);
    for (const system of [denoSystem, memorySystem({ [`${at}/file`]: "" })]) {
      assert.deepEqual([system.open(`${at}/file`), system.open(`${at}/none`)], [undefined, undefined]);
      assert.deepEqual(system.open(at)?.readDirectory("/"), ["file"]);
    }
  }));
