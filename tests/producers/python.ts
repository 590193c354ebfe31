/**
 * The clouds' own code: a virtual environment of Python with it, and questions to it.
 *
 * @module
 */
import { join } from "@std/path";
import { requirePrograms } from "../support/packages.ts";
import { fromFileUrl } from "../support/paths.ts";
import { type Options, virtualEnvironment } from "../support/python_packages.ts";
import { documentsOfDrive } from "./drives.ts";
import type { Documents } from "./judge.ts";

/** Whose code is asked. */
export type Program = "nova" | "nova26" | "ironic";

const HERE = fromFileUrl(new URL(".", import.meta.url)).replace(/\/$/, "");

/** The directory of the environment. Throws `EnvironmentError`. */
export function environment(options: Options = {}): Promise<string> {
  const lists = ["requirements.txt", NOVA26].map((name) => join(HERE, name));
  return virtualEnvironment({ name: "producers", what: "the clouds' own code", lists }, options);
}

const NOVA26 = "requirements_nova26.txt";

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
    program === "nova26" ? { env: { PYTHONPATH: join(directory, NOVA26.replace(".txt", "")) } } : {},
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
