/**
 * The clouds' own code: a virtual environment of Python with it, and questions to it.
 *
 * @module
 */
import { dirname, join } from "@std/path";
import { quote } from "../../lib/problem.ts";
import { PROJECT } from "../support/binary.ts";
import { requirePrograms } from "../support/packages.ts";
import { fromFileUrl } from "../support/paths.ts";
import { documentsOfDrive } from "./drives.ts";
import type { Documents } from "./judge.ts";

/** Whose code is asked. */
export type Program = "nova" | "nova26" | "ironic";

/** There is no environment to be had, for a reason that a person has to mend. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

const HERE = fromFileUrl(new URL(".", import.meta.url)).replace(/\/$/, "");
const LISTS = ["requirements.txt", "requirements_nova26.txt"] as const;

/**
 * The directory of the environment, in `cache`, made where it is not there yet. `variables` are for pip, beside those of
 * this process. Throws {@link EnvironmentError}.
 */
export async function environment(
  cache = join(PROJECT, "dist/cache"),
  variables: Readonly<Record<string, string>> = {},
): Promise<string> {
  const texts = LISTS.map((name) => Deno.readTextFileSync(join(HERE, name))).join("");
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(texts));
  const directory = join(cache, `producers-${new Uint8Array(digest).slice(0, 6).toHex()}`);
  if (!isDirectory(directory)) await make(directory, variables);
  return directory;
}

/** Takes its name last, so that what is there under it is complete. */
async function make(directory: string, env: Readonly<Record<string, string>>): Promise<void> {
  const partial = `${directory}.new`;
  const [all, nova26] = LISTS.map((name) => join(HERE, name));
  const install = [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--no-deps",
    "--only-binary",
    ":all:",
    "--require-hashes",
  ];
  const python = join(partial, "bin/python");
  const lacking = "python3 makes no environment; install python3-venv";
  const offline =
    "the clouds' own code cannot be had from the Python Package Index; try it where that can be reached";
  try {
    await Deno.mkdir(dirname(directory), { recursive: true });
    await run("python3", ["-m", "venv", "--clear", partial], lacking, {});
    await run(python, [...install, "--requirement", all!], offline, env);
    await run(
      python,
      [...install, "--target", join(partial, "nova26"), "--requirement", nova26!],
      offline,
      env,
    );
    await Deno.rename(partial, directory);
  } finally {
    await Deno.remove(partial, { recursive: true }).catch(() => {});
  }
}

async function run(
  program: string,
  args: readonly string[],
  why: string,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const { code, stderr } = await output(program, args, { env })
    .catch(() => ({ code: 127, stderr: "there is no such program" }));
  if (code === 0) return;
  const lines = stderr.trim().split("\n");
  throw new EnvironmentError(`${why}: ${quote(lines.find((line) => /^ERROR/.test(line)) ?? lines.at(-1))}.`);
}

async function output(
  program: string,
  args: readonly string[],
  options: Deno.CommandOptions = {},
  input = "",
): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = new Deno.Command(program, {
    ...options,
    args: [...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writing = new Response(input).body!.pipeTo(child.stdin).catch(() => {});
  const { code, stdout, stderr } = await child.output();
  await writing;
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

function isDirectory(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}

/** The drives that a program writes, one a question. */
export async function ask(
  directory: string,
  program: Program,
  questions: readonly unknown[],
): Promise<Documents[]> {
  if (program === "ironic") await requirePrograms({ genisoimage: "genisoimage", isoinfo: "genisoimage" });
  const answers = await answersOf(directory, program === "ironic" ? "ironic" : "nova", questions);
  if (program !== "nova26") return await Promise.all(answers.map(documentsOf));
  // The older nova takes over what the newer one knows of ports.
  const networks = await answersOf(directory, program, answers.map(({ model }) => model));
  return answers.map((answer, index) => ({
    "meta_data.json": String(answer["meta_data.json"]),
    "network_data.json": JSON.stringify(networks[index]),
  }));
}

type Answer = Readonly<Record<string, unknown>>;

async function answersOf(
  directory: string,
  program: Program,
  questions: readonly unknown[],
): Promise<Answer[]> {
  const { code, stdout, stderr } = await output(
    join(directory, "bin/python"),
    [join(HERE, `ask_${program}.py`)],
    program === "nova26" ? { env: { PYTHONPATH: join(directory, "nova26") } } : {},
    questions.map((question) => `${JSON.stringify(question)}\n`).join(""),
  );
  const answers = stdout.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
  if (code === 0 && answers.length === questions.length) return answers;
  throw new Error(
    `ask_${program}.py answered ${answers.length} of ${questions.length} questions: ${stderr.slice(-2000)}`,
  );
}

async function documentsOf({ drive, model: _, ...documents }: Answer): Promise<Documents> {
  return drive === undefined ? documents as Documents : await documentsOfDrive(String(drive));
}
