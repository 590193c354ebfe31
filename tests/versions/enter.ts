/**
 * Runs `inside.ts` in a root file system, in namespaces of its own; see `enter.bash`.
 *
 * @module
 */
import { run } from "../real/_run.ts";
import { fromFileUrl } from "../support/paths.ts";
import type { Seen } from "./report.ts";

const SCRIPT = fromFileUrl(new URL("enter.bash", import.meta.url));
const PROJECT = fromFileUrl(new URL("../..", import.meta.url));

/** What `inside.ts` answers there. */
export type Answer = Omit<Seen, "suite">;

/** @param words those of `inside.ts` */
export async function enter(directory: string, words: readonly string[]): Promise<Answer> {
  const namespaces = ["--net", "--mount", "--uts", "--pid", "--fork", "--kill-child", "--mount-proc"];
  const places = [directory, PROJECT, Deno.execPath(), modulesDirectory()];
  const args = [...namespaces, "bash", SCRIPT, ...places, ...words];
  const { code, stdout, stderr } = await new Deno.Command("unshare", {
    args,
    stdin: "null",
    env: { LC_ALL: "C" },
  }).output();
  const [output, errors] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  if (code !== 0) throw new Error(`${directory} could not be tried: ${errors}${output}`);
  return JSON.parse(output!);
}

/** Where Deno keeps the modules that it once downloaded. */
function modulesDirectory(): string {
  return JSON.parse(run(Deno.execPath(), ["info", "--json"], "deno").output).denoDir;
}
