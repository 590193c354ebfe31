/**
 * The real netplan, on a copy of a tree's files. Needs the package netplan.io; neither root nor a network.
 *
 * @module
 */
import { join } from "@std/path";
import { type Outcome, run } from "./_run.ts";

/** What netplan says about the files of `treeDir/etc/netplan`, warnings included. Empty: it takes all of them. */
export function netplanAccepts(treeDir: string): string[] {
  return withGenerated(treeDir, ({ code, output, errors }) => {
    const said = (errors + output).split("\n").filter((line) => line !== "" && !OF_MACHINE.test(line));
    return code === 0 ? said : [...said, `netplan ends with the status ${code}`];
  });
}

/** Versions since 1.0 tell udev and systemd of the files, and say where neither runs; it is nothing about the files. */
const OF_MACHINE =
  /^(?:Failed to (?:send reload request|connect to udev via varlink|connect to system scope bus via local transport): |System has not been booted with systemd as init system |Command '\['systemctl', 'daemon-reload')/;

/** The files (absolute path → contents) that netplan makes of them for systemd-networkd. */
export function netplanGenerates(treeDir: string): ReadonlyMap<string, string> {
  const directory = "/run/systemd/network";
  return withGenerated(treeDir, (_, root) =>
    new Map(
      namesIn(root + directory).map((name) => {
        const path = join(directory, name);
        return [path, Deno.readTextFileSync(root + path)];
      }),
    ));
}

/** Runs the generator, and gives away what it said and the root that it wrote to. */
function withGenerated<T>(treeDir: string, use: (outcome: Outcome, root: string) => T): T {
  const root = Deno.makeTempDirSync();
  try {
    copyFiles(join(treeDir, "etc/netplan"), join(root, "etc/netplan"));
    return use(run("/usr/sbin/netplan", ["generate", "--root-dir", root], "netplan.io"), root);
  } finally {
    Deno.removeSync(root, { recursive: true });
  }
}

/** With the mode that netplan wants, which a checkout may not have kept. */
function copyFiles(from: string, to: string): void {
  Deno.mkdirSync(to, { recursive: true });
  for (const name of namesIn(from)) {
    Deno.writeTextFileSync(join(to, name), Deno.readTextFileSync(join(from, name)), { mode: 0o600 });
  }
}

/** An absent directory is an empty one. */
function namesIn(directory: string): string[] {
  try {
    return [...Deno.readDirSync(directory)].filter(({ isFile }) => isFile).map(({ name }) => name).sort();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return [];
  }
}
