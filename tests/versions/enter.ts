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

/** @param words those of `inside.ts` */
export function enter(directory: string, words: readonly string[]): Omit<Seen, "suite"> {
  const namespaces = ["--net", "--mount", "--uts", "--pid", "--fork", "--kill-child", "--mount-proc"];
  const places = [directory, PROJECT, Deno.execPath(), modulesDirectory()];
  const { code, output, errors } = run(
    "unshare",
    [...namespaces, "bash", SCRIPT, ...places, ...words],
    "util-linux",
  );
  if (code !== 0) throw new Error(`${directory} could not be tried: ${errors}${output}`);
  return JSON.parse(output);
}

/** Where Deno keeps the modules that it once downloaded. */
function modulesDirectory(): string {
  return JSON.parse(run(Deno.execPath(), ["info", "--json"], "deno").output).denoDir;
}
