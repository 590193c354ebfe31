/**
 * `deno task trust`: attacks the boot program, and counts what gave way.
 *
 * @module
 */
import { UsageError } from "../../lib/cli/arguments.ts";
import { ATTACKS } from "./attacks.ts";
import { HELP, type Options, parseOptions } from "./options.ts";
import { reportText, type Result } from "./report.ts";

/** Set in the process that has mounts of its own, which the kernel takes away with it. */
const INSIDE = "SIMPLE_INIT_TRUST_INSIDE";

/* The report is this program's output. */
// deno-lint-ignore no-console
const tell = (line: string) => console.log(line);

function helpText(): string {
  return [HELP, "", ...ATTACKS.map(({ name, summary }) => `    ${name.padEnd(22)}${summary}`)].join("\n");
}

async function attackAll({ attacks, scale, seed }: Options): Promise<number> {
  const start = performance.now();
  const chosen = ATTACKS.filter(({ name }) => attacks.length === 0 || attacks.includes(name));
  const results: Result[] = [];
  tell(`seed ${seed}, scale ${scale}`);
  for (const { name, run } of chosen) {
    const progress = (line: string) => tell(`${name}: ${line}`);
    results.push({ name, ...await run({ seed, scale, progress }) });
  }
  tell(`\n${reportText(results, (performance.now() - start) / 1000)}`);
  return results.some(({ faults }) => faults.length > 0) ? 1 : 0;
}

async function runInside(words: readonly string[]): Promise<number> {
  const script = new URL(import.meta.url).pathname;
  const deno = [Deno.execPath(), "run", "--allow-all", "--quiet", decodeURIComponent(script)];
  const { code } = await new Deno.Command("unshare", {
    args: ["--mount", "--propagation", "private", ...deno, ...words],
    env: { [INSIDE]: "1" },
  }).spawn().status;
  return code;
}

async function main(words: readonly string[]): Promise<number> {
  const newSeed = crypto.getRandomValues(new Uint32Array(1))[0]!;
  const options = parseOptions(words, ATTACKS.map(({ name }) => name), newSeed);
  if (options.help) return tell(helpText()), 0;
  if (Deno.uid() !== 0) {
    return tell("deno task trust mounts file systems and sets owners; run it as root."), 1;
  }
  if (Deno.env.get(INSIDE) === undefined) return await runInside(words);
  return await attackAll(options);
}

try {
  Deno.exitCode = await main(Deno.args);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  tell(error.message);
  Deno.exitCode = 2;
}
