import assert from "node:assert/strict";
import { permissionsFor } from "../../shims/run.ts";
import { inTemporaryDirectory } from "../support/faults.ts";
import { fromFileUrl } from "../support/paths.ts";
import { writeFile } from "../support/trees.ts";

const NOTHING = "--allow-env=NO_COLOR";
const MOUNT = "--allow-run=mount,umount";

/** Paths that are nowhere, so that they are what they are written as. Images end with `.iso`. */
const TABLE: readonly [words: string, flags: readonly string[]][] = [
  ["boot", ["--allow-all"]],
  ["boot --root /", ["--allow-all"]],
  ["boot --root /n/..", ["--allow-all"]],
  ["plan", ["--allow-all"]],
  ["plan --config-drive /n/drive", ["--allow-all"]],
  ["validate", ["--allow-all"]],
  ["boot --root /n/r", [NOTHING, "--allow-read=/n/r", "--allow-write=/n/r"]],
  ["boot --root=/n/r/", [NOTHING, "--allow-read=/n/r", "--allow-write=/n/r"]],
  ["plan --root /n/r", [NOTHING, "--allow-read=/n/r"]],
  ["validate --root /n/r", [NOTHING, "--allow-read=/n/r"]],
  ["boot --root /n/r --renderer netifrc", [NOTHING, "--allow-read", "--allow-write"]],
  ["plan --root /n/r --renderer netifrc", [NOTHING, "--allow-read=/n/r"]],
  ["boot --root /n/a,b", [NOTHING, "--allow-read", "--allow-write"]],
  ["boot --root /n/r --config-drive /n/a,b", [NOTHING, "--allow-read", "--allow-write=/n/r"]],
  ["boot --root /n/r --config-drive /n/d", [NOTHING, "--allow-read=/n/r,/n/d", "--allow-write=/n/r"]],
  ["plan --root /n/r --config-drive /n/d", [NOTHING, "--allow-read=/n/r,/n/d"]],
  ["validate /n/d", [NOTHING, "--allow-read=/n/d"]],
  ["validate --config-drive /n/d", [NOTHING, "--allow-read=/n/d"]],
  ["validate /n/d --config-drive /n/e", [NOTHING, "--allow-read=/n/d"]],
  ["validate /n/d.iso", [NOTHING, "--allow-read=/n/d.iso,/mnt", "--allow-write=/mnt", MOUNT]],
  [
    "plan --root /n/r --config-drive /n/d.iso",
    [NOTHING, "--allow-read=/n/r,/n/d.iso,/n/r/mnt", "--allow-write=/n/r/mnt", MOUNT],
  ],
  [
    "boot --root /n/r --config-drive /n/d.iso",
    [NOTHING, "--allow-read=/n/r,/n/d.iso,/n/r/mnt", "--allow-write=/n/r,/n/r/mnt", MOUNT],
  ],
  ["boot --root /n/r --config-drive /dev/sr0", ["--allow-all"]],
  ["validate /dev/sr0", ["--allow-all"]],
];

for (const [words, flags] of TABLE) {
  Deno.test(`permissions: ${words}`, () => assert.deepEqual(permissionsFor(words.split(" "), kindOf), flags));
}

function kindOf(path: string): "image" | "device" | "other" {
  return path.startsWith("/dev/") ? "device" : path.endsWith(".iso") ? "image" : "other";
}

Deno.test("permissions: a path behind a link is allowed under both names", () =>
  inTemporaryDirectory((at) => {
    Deno.mkdirSync(`${at}/real`);
    Deno.symlinkSync("real", `${at}/link`);
    assert.deepEqual(permissionsFor(["plan", "--root", `${at}/link`], kindOf), [
      NOTHING,
      `--allow-read=${at}/link,${at}/real`,
    ]);
  }));

const SHIM = fromFileUrl(new URL("../../shims/run.ts", import.meta.url));

/** Deno with these arguments, as `deno task` starts it. */
function deno(...args: string[]) {
  const command = new Deno.Command(Deno.execPath(), {
    args,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
  const { code, stdout, stderr } = command.outputSync();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

function shim(...words: string[]) {
  return deno("run", "--quiet", "--no-prompt", "--allow-run", "--allow-read", "--allow-env", SHIM, ...words);
}

for (const name of ["root", "a, b and =%"]) {
  Deno.test(`shim: boot below ${name} needs no more than its permissions, and says what it did`, () =>
    inTemporaryDirectory((at) => bootTwice(`${at}/${name}`)));
}

function bootTwice(root: string): void {
  writeFile(`${root}/etc/os-release`, "ID=debian\n");
  writeFile(`${root}/sys/class/net/eth0/address`, "52:54:00:12:34:56\n");
  writeFile(`${root}/sys/class/net/eth0/addr_assign_type`, "0\n");
  writeFile(`${root}/mnt/config/openstack/latest/meta_data.json`, '{"name": "web"}');
  const first = shim("boot", "--", "--root", root, "--renderer", "networkd");
  assert.deepEqual([first.code, first.err], [0, ""]);
  assert.match(first.out, /^create \/etc\/systemd\/network\/10-simple-init-eth0\.network \(0644\)$/m);
  assert.equal(Deno.readTextFileSync(`${root}/etc/hostname`), "web\n");
  const second = shim("boot", "--root", root, "--renderer", "networkd");
  assert.deepEqual(second, { code: 0, out: "", err: "" });
}

Deno.test("shim: a link out of the root stops at Deno's permissions too", () =>
  inTemporaryDirectory((at) => {
    writeFile(`${at}/root/etc/x`, "");
    Deno.mkdirSync(`${at}/outside`);
    writeFile(
      `${at}/program.ts`,
      `for (const path of Deno.args) {
        try {
          Deno.writeTextFileSync(path, "written");
          console.log("written");
        } catch (error) {
          console.log((error as Error).name);
        }
      }`,
    );
    const flags = permissionsFor(["boot", "--root", `${at}/root`], kindOf);
    const paths = ["root/etc/y", "outside/y", "root/../outside/y"].map((path) => `${at}/${path}`);
    const { out } = deno(
      "run",
      "--quiet",
      "--no-prompt",
      "--no-check",
      ...flags,
      `${at}/program.ts`,
      ...paths,
    );
    assert.deepEqual(out.trim().split("\n"), ["written", "NotCapable", "NotCapable"]);
    assert.deepEqual([...Deno.readDirSync(`${at}/outside`)], []);
  }));

const FAULTS: readonly [words: string[], code: number, err: string][] = [
  [["boot", "--foo"], 2, 'simple-init: There is no option "--foo"; simple-init --help lists them.\n'],
  [["boot", "--root"], 2, "simple-init: The option --root needs a value, as in --root=VALUE.\n"],
  [["boot", "--root", "/nonexistent/root"], 1, 'simple-init: The root "/nonexistent/root" does not exist.\n'],
];

for (const [words, code, err] of FAULTS) {
  Deno.test(`shim: ${words.join(" ")} is explained by the program, not by Deno`, () => {
    assert.deepEqual(shim(...words), { code, out: "", err });
  });
}
