/**
 * Real diskimage-builder, as its users run it.
 *
 * @module
 */
import { dirname, join } from "@std/path";
import { requirePrograms } from "./packages.ts";

export interface Builder {
  /** Tar file with the image's root to start from. */
  readonly root: string;
  /** Folders of elements, the first first. */
  readonly elements: readonly string[];
  /** Where the build may leave things. */
  readonly directory: string;
  /** A directory with the programs of another diskimage-builder than the system's. */
  readonly programs?: string | undefined;
  /** A program with its arguments that dib is run under, to measure it. */
  readonly under?: readonly string[];
}

export interface Build {
  readonly status: number;
  /** Everything that dib and the hooks said, without the time of each line. */
  readonly log: string;
  /** The unpacked image. */
  readonly tree: string;
}

/** Fails with the packages to install. */
export function requireDib(): Promise<void> {
  return requirePrograms({
    [PROGRAM]: "python3-diskimage-builder",
    "mmdebstrap": "mmdebstrap",
    "qemu-img": "qemu-utils",
    "sudo": "sudo",
    "systemd-nspawn": "systemd-container",
    "git": "git",
  });
}

const PROGRAM = "disk-image-create";

/** Others may shadow the system's Python, which dib is installed for. */
const PATH = "/usr/sbin:/usr/bin:/sbin:/bin";

/** Builds an image `name` of these elements with these variables, and unpacks it. */
export async function buildImage(
  builder: Builder,
  name: string,
  wanted: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Build> {
  const tree = join(builder.directory, name, "tree");
  await Deno.mkdir(tree, { recursive: true });
  const { status, log, image } = await createImage(builder, name, "tar", wanted, variables);
  if (status === 0) {
    await run("tar", { args: ["-C", tree, "--numeric-owner", "-xf", image] });
    await Deno.remove(image);
  }
  return { status, log, tree };
}

/** Builds an image `name` as a file of one of dib's types. `image` is its path, `log` what dib and the hooks said. */
export async function createImage(
  { root, elements, directory, programs, under = [] }: Builder,
  name: string,
  type: "tar" | "raw",
  wanted: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly log: string; readonly image: string }> {
  const at = join(directory, name);
  await Deno.mkdir(at, { recursive: true });
  const dib = programs === undefined ? PROGRAM : join(programs, PROGRAM);
  const words = ["-n", "-t", type, "--image-cache", join(at, "cache"), "-o", "image", ...wanted];
  const [program, ...args] = [...under, dib, ...words];
  const { status, log } = await run(program!, {
    args,
    cwd: at,
    env: {
      HOME: at,
      PATH: [...programs === undefined ? [] : [programs], PATH, dirname(Deno.execPath())].join(":"),
      TMP_DIR: at,
      PREPARED_ROOT: root,
      ELEMENTS_PATH: elements.join(":"),
      DENO_DIR: Deno.env.get("DENO_DIR") ?? join(Deno.env.get("HOME") ?? "/root", ".cache/deno"),
      LC_ALL: "C.UTF-8",
      ...variables,
    },
  });
  return { status, log, image: join(at, `image.${type}`) };
}

async function run(program: string, options: Deno.CommandOptions): Promise<{ status: number; log: string }> {
  const command = new Deno.Command(program, { stdin: "null", clearEnv: true, ...options });
  const { code, stdout, stderr } = await command.output();
  const text = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("");
  return { status: code, log: text.replace(/^[\d-]{10} [\d:.]+ \| /gm, "") };
}

/** What was said when dib stopped: the lines of our own, of shims and of hooks. */
export function sentences(log: string): string[] {
  const said = log.split("\n").filter((line) => /^(?:simple-init|problem): /.test(line));
  return [...new Set(said)];
}

/** The last lines of a log without bash's traces, for the message of a failed assertion. */
export function endOf(log: string): string {
  return log.split("\n").filter((line) => !/^\++ /.test(line)).slice(-40).join("\n");
}
