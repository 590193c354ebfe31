/**
 * The files of all cases, as wicked itself reads them.
 *
 * @module
 */
import { join } from "@std/path";
import { run } from "../real/_run.ts";
import { fromFileUrl } from "../support/paths.ts";
import type { StackRoot } from "./options.ts";
import type { Result } from "./report.ts";

export const SHOW_CONFIG = "the files of all cases, as wicked reads them";

const SCRIPT = fromFileUrl(new URL("show_config.bash", import.meta.url));
const CASES = fromFileUrl(new URL("../cases", import.meta.url));

/** Each line that wicked complains with is a fault, and each file that it finds no device in. */
export function showConfigs({ stack, directory }: StackRoot): Result {
  const files = [...Deno.readDirSync(CASES)].map(({ name }) =>
    join(CASES, name, "expected/wicked/etc/sysconfig/network")
  ).filter((path) => hasFiles(path)).sort();
  const words = ["--net", "--mount", "--pid", "--fork", "--mount-proc", "bash", SCRIPT, directory, ...files];
  const { code, output, errors } = run("unshare", words, "util-linux");
  if (code !== 0) throw new Error(`wicked could not be tried: ${errors}${output}`);
  const faults = output.split("\n").filter((line) => line !== "").map((line) =>
    line.replace(`${CASES}/`, "")
  );
  return { stack, row: SHOW_CONFIG, reached: null, isStated: false, faults };
}

function hasFiles(directory: string): boolean {
  try {
    return [...Deno.readDirSync(directory)].some(({ name }) => name.startsWith("ifcfg-"));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
