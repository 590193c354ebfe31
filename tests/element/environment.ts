/**
 * The element's environment.d, read by bash as dib reads it.
 *
 * @module
 */
import { join } from "@std/path";
import { ELEMENT } from "./files.ts";

/** As dib-run-parts sources them, and what is in the environment afterwards. */
const SCRIPT = `set -eu
set -o pipefail
for file in "$1"/*; do
    source "$file"
done
env`;

export interface Outcome {
  readonly status: number;
  /** The variables of dib and of the element that are exported at the end. */
  readonly variables: Readonly<Record<string, string>>;
  /** What it said, without the last line feed. */
  readonly message: string;
}

/** Sources all of environment.d with these variables, and nothing else of this process's environment. */
export function source(variables: Readonly<Record<string, string>>): Outcome {
  const { code, stdout, stderr } = new Deno.Command("/bin/bash", {
    args: ["-c", SCRIPT, "bash", join(ELEMENT, "environment.d")],
    clearEnv: true,
    env: { PATH: "/usr/bin:/bin", ...variables },
    stdin: "null",
  }).outputSync();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)) as [string, string];
  const lines = [...out.matchAll(/^((?:DIB|DISTRO)_\w+|_simple_init\w*)=(.*)$/gm)];
  return {
    status: code,
    variables: Object.fromEntries(lines.map(([, name, value]) => [name, value])),
    message: err.trimEnd(),
  };
}
