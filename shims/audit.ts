/**
 * `deno task audit`: what is known against the packages that the lock file pins. Finding out nothing is no success: a
 * registry that offers no advisories (a mirror, mostly) makes it end with 2.
 *
 * @module
 */
import { join } from "@std/path";
import { PROJECT } from "./compile/paths.ts";

/** What `deno audit` came to. 0: nothing is known against them. 1: something is. 2: nobody could say. */
export interface Audit {
  readonly status: 0 | 1 | 2;
  readonly text: string;
}

/** Judges what `deno audit` said. */
export function judgeAudit(code: number, said: string, packages: number): Audit {
  if (code === 0 && /No known vulnerabilities found/.test(said)) {
    return { status: 0, text: `audit: nothing is known against the ${packages} packages of deno.lock.` };
  }
  if (/^Severity: /m.test(said) || /\bvulnerabilit(?:y|ies) found\b/.test(said)) {
    return { status: 1, text: said };
  }
  const reason = (said.split("\n").find((line) => line !== "") ?? "it said nothing")
    .replace(/ for url \([^)]*\)/, "");
  return {
    status: 2,
    text:
      `audit: The registry offers no advisories, so nothing is known of the ${packages} packages of deno.lock; ` +
      `try it where npm's own registry can be reached. deno audit: ${reason}`,
  };
}

/** Asks the registry, or the one that the environment names. */
export async function audit(environment: Readonly<Record<string, string>> = {}): Promise<Audit> {
  const { npm } = JSON.parse(await Deno.readTextFile(join(PROJECT, "deno.lock")));
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["audit"],
    cwd: PROJECT,
    stdin: "null",
    env: { ...environment, NO_COLOR: "1" },
  }).output();
  const said = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("").trim();
  return judgeAudit(code, said, Object.keys(npm).length);
}

if (import.meta.main) {
  const { status, text } = await audit();
  (status === 0 ? Deno.stdout : Deno.stderr).writeSync(new TextEncoder().encode(`${text}\n`));
  Deno.exitCode = status;
}
