import assert from "node:assert/strict";
import { join } from "@std/path";
import { HELP } from "../../lib/cli/help.ts";
import { VERSION } from "../../lib/version.ts";
import { buildBinary, compile, execute, PROJECT } from "../support/binary.ts";
import { CASES } from "../support/cases.ts";
import { inTemporaryDirectory } from "../support/faults.ts";
import { requirePrograms } from "../support/packages.ts";
import { copyTree } from "../support/trees.ts";
import { QUICKJS } from "../../shims/compile/engine.ts";

const LARGEST = 820_000;
const EXAMPLE = join(CASES, "lacp-bond-vlans-dual-stack/root");

await requirePrograms({
  ...{ file: "file", chroot: "coreutils", flock: "util-linux", prlimit: "util-linux", strace: "strace" },
});
const binary = buildBinary();

Deno.test("binary: static, small, and its checksum beside it", () => {
  assert.match(execute("file", [binary]).out, /static-pie linked.* stripped/);
  const { size } = Deno.statSync(binary);
  assert.ok(size <= LARGEST, `${size} bytes`);
  const sums = execute("sha256sum", ["--check", "--ignore-missing", "SHA256SUMS"], {
    cwd: join(binary, ".."),
  });
  assert.equal(sums.status, 0, sums.err);
});

Deno.test("binary: runs in an empty root with nothing but itself and the tree", () =>
  inTemporaryDirectory((directory) => {
    const root = join(directory, "root");
    copyTree(EXAMPLE, root);
    Deno.copyFileSync(binary, join(root, "simple-init"));
    const words = [root, "/simple-init", "boot", "--this-machine", "--no-hostname", "--renderer", "networkd"];
    assert.equal(execute("chroot", words).status, 0);
    assert.ok(
      Deno.readTextFileSync(join(root, "etc/systemd/network/10-simple-init-bond0.netdev")).includes(
        "802.3ad",
      ),
    );
  }));

for (const kibibytes of [1100, 1200, 1300, 1500, 1700]) {
  Deno.test(`binary: ${kibibytes} KiB of memory are not enough, which it says in one sentence`, () => {
    const limit = `--as=${kibibytes * 1024}`;
    const { status, out, err } = execute("prlimit", [limit, binary, "plan", "--root", EXAMPLE]);
    assert.deepEqual([status, out, err], [1, "", "simple-init: there is not enough memory"]);
  });
}

/** A kernel without huge pages refuses the second, and a limit of the address space the first. */
for (const call of ["madvise:error=EINVAL", "mmap:error=ENOMEM:when=4"]) {
  Deno.test(`binary: without a huge page (${call}) there are small ones`, () => {
    const strace = ["-qq", "-o", "/dev/null", "-e", `trace=${call.split(":")[0]}`, "-e", `inject=${call}`];
    const words = ["plan", "--root", EXAMPLE];
    assert.deepEqual(execute("strace", [...strace, binary, ...words]), execute(binary, words));
  });
}

const SAID: readonly [words: string[], status: number, out: string, err: string][] = [
  [["version"], 0, `simple-init ${VERSION}`, ""],
  [["version", "--quiet"], 0, `simple-init ${VERSION}`, ""],
  [["--help"], 0, HELP, ""],
  [["help"], 0, HELP, ""],
  [[], 2, "", "simple-init: A command is missing; simple-init --help lists them."],
  [["start"], 2, "", 'simple-init: There is no command "start"; simple-init --help lists them.'],
  [["ä\u{1f600}"], 2, "", 'simple-init: There is no command "ä\u{1f600}"; simple-init --help lists them.'],
  [["boot", "--foo"], 2, "", 'simple-init: There is no option "--foo"; simple-init --help lists them.'],
  [["boot", "--root", "/etc", "x"], 2, "", 'simple-init: The command boot takes no operand, but got "x".'],
  [["boot", "--root", "/none"], 1, "", 'simple-init: The root "/none" does not exist.'],
  [["plan", "--root", binary], 1, "", `simple-init: The root "${binary}" is not a directory.`],
  [
    ["validate", "/none"],
    1,
    "",
    "problem: /none: there is no such directory, device or image file; the config drive is not read.",
  ],
];

for (const [words, status, out, err] of SAID) {
  Deno.test(`binary: "${words.join(" ")}" ends with ${status}`, () => {
    assert.deepEqual(execute(binary, words), { status, out, err });
  });
}

const LIKE_DENO = [
  "plan",
  "plan --format json",
  "validate --format json",
  "plan --verbose",
  "boot --format json",
];

for (const words of LIKE_DENO) {
  Deno.test(`binary: ${words} says what Deno says`, () =>
    inTemporaryDirectory((directory) => {
      const outcomes = [binary, Deno.execPath()].map((program) => {
        copyTree(EXAMPLE, join(directory, "root"));
        const before = program === binary
          ? []
          : ["run", "--allow-all", "--quiet", join(PROJECT, "hooks/boot.ts")];
        const run = execute(program, [...before, ...words.split(" "), "--root", join(directory, "root")]);
        Deno.removeSync(join(directory, "root"), { recursive: true });
        return run;
      });
      assert.deepEqual(outcomes[0], outcomes[1]);
    }));
}

Deno.test("binary: nobody listens, and the boot goes on", () =>
  inTemporaryDirectory((directory) => {
    const root = join(directory, "root");
    copyTree(EXAMPLE, root);
    const script = '{ "$0" boot --root "$1" --renderer networkd; echo $? >"$1.status"; } | :';
    execute("/bin/sh", ["-c", script, binary, root]);
    assert.equal(Deno.readTextFileSync(`${root}.status`), "0\n");
  }));

Deno.test("binary: waits for the one that has the lock, and goes on when it is killed", async () => {
  const directory = await Deno.makeTempDir();
  copyTree(EXAMPLE, directory);
  const lock = join(directory, ".lock.simple-init");
  await Deno.mkdir(lock, { mode: 0o700 });
  const holder = new Deno.Command("flock", { args: [lock, "sleep", "60"] }).spawn();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const boot = new Deno.Command(binary, { args: ["boot", "--quiet", "--root", directory] }).spawn();
  const early = await Promise.race([
    boot.status,
    new Promise((resolve) => setTimeout(resolve, 300, "waits")),
  ]);
  assert.equal(early, "waits");
  // The lock is the sleeper's as well, for it has the descriptor.
  execute("pkill", ["-KILL", "-P", `${holder.pid}`]);
  await holder.status;
  assert.equal((await boot.status).code, 0);
  await assert.rejects(Deno.lstat(lock), Deno.errors.NotFound);
  await Deno.remove(directory, { recursive: true });
});

Deno.test("binary: others cannot hold it up by the root's own lock", () =>
  inTemporaryDirectory((directory) => {
    copyTree(EXAMPLE, directory);
    const holder = new Deno.Command("flock", { args: [directory, "sleep", "60"] }).spawn();
    execute("sleep", ["0.3"]);
    const { status } = execute("timeout", ["10", binary, "boot", "--quiet", "--root", directory]);
    execute("pkill", ["-KILL", "-P", `${holder.pid}`]);
    assert.equal(status, 0);
  }));

Deno.test("binary: one hook compiled to an executable of its own", () =>
  inTemporaryDirectory((directory) => {
    compile([join(PROJECT, "hooks/boot.ts"), "-o", join(directory, "boot")]);
    assert.equal(execute(join(directory, "boot"), ["version"]).out, `simple-init ${VERSION}`);
  }));

Deno.test("binary: another directory, with an engine built anew, gives the same bytes", () =>
  inTemporaryDirectory((directory) => {
    for (const part of ["hooks", "lib", "shims"]) copyTree(join(PROJECT, part), join(directory, "a b", part));
    for (const file of ["deno.json", "deno.lock"]) {
      Deno.copyFileSync(join(PROJECT, file), join(directory, "a b", file));
    }
    const tarball = join(PROJECT, "dist/cache/apt-quickjs", QUICKJS.tarball);
    compile(["--quickjs", tarball], join(directory, "a b"));
    const [built, here] = [join(directory, "a b/dist/bin"), join(buildBinary(), "..")]
      .map((path) => Deno.readTextFileSync(join(path, "SHA256SUMS")));
    assert.ok(here!.includes(built!), `${built} is not in\n${here}`);
  }));
