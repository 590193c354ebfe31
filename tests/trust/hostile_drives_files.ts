/**
 * Drives whose documents are no documents: links, devices, pipes, files that change while they are read.
 *
 * @module
 */
import { join } from "@std/path";
import { execute } from "../support/binary.ts";
import { copyTree } from "../support/trees.ts";
import { bootBounded, filesOf } from "./hostile_drives_boot.ts";

/** Stands outside of the drive and of the root; nothing of it may come in. */
const SECRET = "secret-of-the-host";
const SECRET_DOCUMENT = JSON.stringify({ name: SECRET, hostname: SECRET, links: [], networks: [] });

type Make = (path: string, outside: string) => void;

function run(program: string, ...args: string[]): void {
  const { status, err } = execute(program, args);
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${err}`);
}

function sized(bytes: number): Make {
  return (path) => {
    Deno.writeTextFileSync(path, "");
    Deno.truncateSync(path, bytes);
  };
}

/** What stands in the place of a document. */
const INSTEAD: Readonly<Record<string, Make>> = {
  "an absolute link out of the root": (path, outside) => Deno.symlinkSync(outside, path),
  "a relative link out of the drive": (path, outside) =>
    Deno.symlinkSync(`${"../".repeat(30)}${outside.slice(1)}`, path),
  "a link to itself": (path) => Deno.symlinkSync(path.split("/").at(-1)!, path),
  "a link to /dev/zero": (path) => Deno.symlinkSync("/dev/zero", path),
  "a link to /proc/self/fd/0": (path) => Deno.symlinkSync("/proc/self/fd/0", path),
  "a link to nothing": (path) => Deno.symlinkSync("not-there", path),
  "a chain of links": (path) => {
    for (let index = 0; index < 60; index++) Deno.symlinkSync(`link${index + 1}`, `${path}.link${index}`);
    Deno.symlinkSync(`${path.split("/").at(-1)}.link0`, path);
  },
  "a pipe": (path) => run("mkfifo", path),
  "a device that has no end": (path) => run("mknod", path, "c", "1", "5"),
  "a terminal": (path) => run("mknod", path, "c", "5", "0"),
  "a block device": (path) => run("mknod", path, "b", "7", "200"),
  "a socket": (path) => Deno.listen({ transport: "unix", path: shortened(path) }).close(),
  "a directory": (path) => Deno.mkdirSync(path),
  "a directory that links back to itself": (path) => {
    Deno.mkdirSync(path);
    Deno.symlinkSync("..", join(path, "up"));
  },
  "no rights": (path) => Deno.writeTextFileSync(path, "{}", { mode: 0 }),
  "64 MiB and one byte": sized(64 * 1024 * 1024 + 1),
  "4 MiB of zeros": sized(4 * 1024 * 1024),
  "a terabyte of nothing": sized(1024 ** 4),
  "nothing": sized(0),
};

/** A socket's address has room for 107 bytes, the working directory for more. */
function shortened(path: string): string {
  if (path.length > 100) throw new Error(`${path} is too long for a socket`);
  return path;
}

const DOCUMENTS = ["network_data.json", "meta_data.json", "vendor_data.json"];

/** What stands in the place of a directory on the way to the documents. */
const ON_THE_WAY = ["openstack", "openstack/latest"];

export interface Tried {
  readonly tried: number;
  readonly faults: readonly string[];
}

/** Tries each on a copy of the template, below a directory of its own. */
export async function tryOddFiles(binary: string, template: string, directory: string): Promise<Tried> {
  const faults: string[] = [];
  let tried = 0;
  for (const [what, make] of Object.entries(INSTEAD)) {
    for (const name of [...ON_THE_WAY, ...DOCUMENTS.map((document) => `openstack/latest/${document}`)]) {
      tried++;
      const found = await tryOddFile(binary, template, directory, name, make);
      faults.push(...found.map((fault) => `${what} in the place of ${name}: ${fault}`));
    }
  }
  return { tried, faults };
}

async function tryOddFile(
  binary: string,
  template: string,
  directory: string,
  name: string,
  make: Make,
): Promise<readonly string[]> {
  const [root, outside] = [join(directory, "r"), join(directory, "outside")];
  copyTree(template, root);
  Deno.writeTextFileSync(outside, SECRET_DOCUMENT);
  const path = join(root, "mnt/config", name);
  execute("rm", ["-rf", path]);
  make(path, outside);
  const { faults } = await bootBounded(binary, root, "networkd");
  const changed = Deno.readTextFileSync(outside) === SECRET_DOCUMENT ? [] : ["what is outside is changed"];
  const leaked = filesOf(join(root, "etc")).filter((file) =>
    Deno.readTextFileSync(join(root, "etc", file)).includes(SECRET)
  );
  Deno.removeSync(root, { recursive: true });
  return [...faults, ...changed, ...leaked.map((file) => `what is outside comes into ${file}`)];
}

const LINE = '{"links":[],"networks":[],"hostname":"changing"}';

/** Writes the documents again and again, of different lengths, while boots read them. */
const WRITER = `
while :; do
  printf '%s' "$2" >"$1/meta_data.json"
  : >"$1/network_data.json"
  printf '%s%0*d' "$2" 300000 0 >"$1/network_data.json"
  : >"$1/meta_data.json"
  printf '%s' "$2" >"$1/network_data.json"
done`;

/** Boots while another process changes the documents. */
export async function tryChangingFiles(
  binary: string,
  template: string,
  directory: string,
  boots: number,
): Promise<Tried> {
  const root = join(directory, "r");
  copyTree(template, root);
  const documents = join(root, "mnt/config/openstack/latest");
  const writer = new Deno.Command("sh", {
    args: ["-c", WRITER, "sh", documents, LINE],
    stdout: "null",
    stderr: "null",
  }).spawn();
  const faults: string[] = [];
  try {
    for (let boot = 0; boot < boots; boot++) {
      faults.push(...(await bootBounded(binary, root, "networkd")).faults);
    }
  } finally {
    writer.kill("SIGKILL");
    await writer.status;
    Deno.removeSync(root, { recursive: true });
  }
  return {
    tried: boots,
    faults: faults.map((fault) => `documents that change while they are read: ${fault}`),
  };
}
