/**
 * A local user with keys of his own, who exchanges names in his home while root adds the drive's keys there.
 *
 * @module
 */
import { join } from "@std/path";
import { execute } from "../support/binary.ts";
import { requirePrograms } from "../support/packages.ts";
import { fromFileUrl } from "../support/paths.ts";
import { writeFile } from "../support/trees.ts";
import type { Attack, AttackOptions, Outcome } from "./attack.ts";
import { conductFaults, program, runWatched } from "./program.ts";
import { inScratch } from "./scratch.ts";
import { differences, type Snapshot, takeSnapshot } from "./snapshot.ts";

const ROUNDS = 254;
const BOOTS_A_ROUND = 8;
const PATIENT_ROUNDS = 10;

export const localUser: Attack = {
  name: "local-user",
  summary: `a user exchanges names in his home during ${
    ROUNDS * BOOTS_A_ROUND
  } boots, or waits for the right moment`,
  run: (options) => inScratch((directory) => attack(directory, options)),
};

/** Where the boot sees the root: as the machine's own, by chroot(1), or as a tree. */
type Manner = "machine" | "tree";

async function attack(directory: string, { scale, progress }: AttackOptions): Promise<Outcome> {
  await requirePrograms({ gcc: "gcc", chroot: "coreutils" });
  const user = join(directory, "local_user");
  const built = execute("gcc", ["-O1", "-o", user, fromFileUrl(new URL("local_user.c", import.meta.url))]);
  if (built.status !== 0) throw new Error(built.err);
  const found: string[] = [];
  const rounds = Math.ceil(ROUNDS * scale);
  const patient = Math.ceil(PATIENT_ROUNDS * scale);
  const count = { tried: 0, written: 0 };
  for (let round = 0; round < rounds + patient; round++) {
    const manner = round % 2 === 0 ? "machine" : "tree";
    const how = round < rounds ? "race" : "wait";
    if (round % 20 === 0) progress(`round ${round} of ${rounds + patient}`);
    const { faults, tried, written } = await playRound(join(directory, "root"), user, how, manner);
    found.push(...faults.map((fault) => `round ${round} (${how}, ${manner}): ${fault}`));
    count.tried += tried;
    count.written += written;
  }
  return { tried: count.tried, faults: found, notes: [`${count.written} keys came in`] };
}

const SECRET = "root:$6$secret:19000:0:99999:7:::\n";
const ROOTS_KEY = `${key(0)} root\n`;

function key(number: number): string {
  const data = `AAAAC3NzaC1lZDI1NTE5AAAAI${String(number).padStart(43, "A")}`;
  return `ssh-ed25519 ${data}`;
}

async function playRound(root: string, user: string, how: "race" | "wait", manner: Manner) {
  lay(root, how);
  const before = takeSnapshot(root);
  const inside = manner === "machine" ? "" : root;
  const targets = [`${inside}/root/.ssh`, `${inside}/etc/shadow`];
  const child = new Deno.Command("setsid", {
    args: [user, how, join(root, "home/bob"), ...targets],
    stdin: "null",
    stdout: "piped",
  }).spawn();
  const faults: string[] = [];
  const boots = how === "race" ? BOOTS_A_ROUND : 1;
  try {
    const reader = child.stdout.getReader();
    await reader.read();
    reader.releaseLock();
    for (let boot = 1; boot <= boots; boot++) {
      writeFile(join(root, META_DATA), JSON.stringify({ public_keys: { one: `${key(boot)} drive` } }));
      const words = ["boot", "--no-network", "--ssh-user", "bob"];
      const ended = await runWatched(
        manner === "machine"
          ? ["chroot", root, "/simple-init", ...words, "--this-machine"]
          : [program(), ...words, "--root", root],
      );
      faults.push(...conductFaults(ended));
    }
  } finally {
    execute("kill", ["-KILL", "--", `-${child.pid}`]);
    await child.stdout.cancel();
    await child.status;
    while (execute("kill", ["-0", "--", `-${child.pid}`]).status === 0) {
      await new Promise((go) => setTimeout(go, 5));
    }
  }
  const after = takeSnapshot(root);
  const texts = textsOfHome(after);
  return {
    faults: [...faults, ...judgeRound(before, after)],
    tried: boots,
    written: texts.reduce((sum, { text }) => sum + (text.match(/ drive$/gm)?.length ?? 0), 0),
  };
}

/** The files of the user. */
function textsOfHome(snapshot: Snapshot): { path: string; uid: number; text: string }[] {
  return [...snapshot].filter(([path, { kind }]) => kind === "file" && path.startsWith("home/bob/"))
    .map(([path, { uid, bytes }]) => ({ path, uid, text: new TextDecoder().decode(bytes) }));
}

const META_DATA = "mnt/config/openstack/latest/meta_data.json";

/** Less than the program reads of such a file, and enough to take a while. */
const PATIENT_LINES = 9000;

function lay(root: string, how: "race" | "wait"): void {
  execute("rm", ["-rf", root]);
  writeFile(join(root, "etc/passwd"), "root:x:0:0::/root:/bin/sh\nbob:x:1000:1000::/home/bob:/bin/sh\n");
  writeFile(join(root, "etc/os-release"), "ID=debian\nVERSION_ID=12\n");
  writeFile(join(root, "etc/shadow"), SECRET, 0o600);
  writeFile(join(root, "root/.ssh/authorized_keys"), ROOTS_KEY, 0o600);
  writeFile(
    join(root, "home/bob/.ssh/authorized_keys"),
    `${key(99)} bob\n`.repeat(how === "wait" ? PATIENT_LINES : 1),
    0o600,
  );
  writeFile(join(root, META_DATA), "{}");
  Deno.mkdirSync(join(root, "run"), { recursive: true });
  Deno.copyFileSync(program(), join(root, "simple-init"));
  Deno.chmodSync(join(root, "simple-init"), 0o755);
  for (const path of ["root", "root/.ssh", "home/bob/.ssh"]) Deno.chmodSync(join(root, path), 0o700);
  execute("chown", ["-R", "1000:1000", join(root, "home/bob")]);
}

/** What the program may make or change, outside of the home. */
const OWN = /^(?:var(?:\/|$)|run(?:\/|$)|mnt\/|etc\/(?:hostname|hosts)$|\.lock\.simple-init$)/;

function judgeRound(before: Snapshot, after: Snapshot): string[] {
  const changed = differences(before, after).filter((path) =>
    !path.startsWith("home/bob") && !OWN.test(path)
  );
  const texts = textsOfHome(after);
  const leaked = texts.filter(({ uid, text }) => uid !== 0 && text.includes("$6$"));
  const rootsKey = texts.filter(({ text }) => text.includes(ROOTS_KEY.trim()));
  const given = [...after].filter(([path, { uid }]) => uid !== 0 && !path.startsWith("home/bob"));
  return [
    ...changed.map((path) => `${path} is not as it was`),
    ...leaked.map(({ path }) => `${path} has what only root may read`),
    ...rootsKey.map(({ path }) => `${path} has root's keys`),
    ...given.map(([path]) => `${path} has become the user's`),
  ];
}
