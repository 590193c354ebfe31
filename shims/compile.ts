/**
 * `deno task compile`: the program, or one hook, as a single executable.
 *
 * @module
 */
import { basename, dirname, join } from "@std/path";
import { buildStatic } from "./compile/build.ts";
import { checksum } from "./compile/engine.ts";
import { CompileError } from "./compile/fault.ts";
import { type CompileOptions, parseOptions, USAGE } from "./compile/options.ts";
import { BINARIES } from "./compile/paths.ts";
import { sbom } from "./compile/sbom.ts";
import { buildWithV8 } from "./compile/v8.ts";

/** Builds, and says what is there now. */
async function compile(options: CompileOptions): Promise<string> {
  const { output = defaultOutput(options) } = options;
  await Deno.mkdir(dirname(output), { recursive: true });
  const parts = options.engine === "v8"
    ? await buildWithV8(options, output)
    : await buildStatic(options, output);
  await Deno.chmod(output, 0o755);
  const sha256 = await checksum(await Deno.readFile(output));
  if (parts !== undefined) {
    await Deno.writeTextFile(`${output}.cdx.json`, sbom({ target: options.target, sha256, ...parts }));
  }
  if (dirname(output) === BINARIES) await writeChecksums();
  const { size } = await Deno.stat(output);
  return `${output}: ${size} bytes, SHA-256 ${sha256}`;
}

function defaultOutput({ engine, target }: CompileOptions): string {
  return join(BINARIES, engine === "v8" ? `simple-init-v8-${target}` : `simple-init-${target}`);
}

/** `SHA256SUMS` of everything beside it, as sha256sum writes and checks it. */
async function writeChecksums(): Promise<void> {
  const sums = join(BINARIES, "SHA256SUMS");
  const names = [...Deno.readDirSync(BINARIES)].map(({ name }) => name).filter((name) =>
    name !== basename(sums)
  );
  const lines = names.sort().map(async (name) =>
    `${await checksum(await Deno.readFile(join(BINARIES, name)))}  ${name}\n`
  );
  const fresh = await Deno.makeTempFile({ dir: dirname(BINARIES), prefix: "SHA256SUMS-" });
  await Deno.writeTextFile(fresh, (await Promise.all(lines)).join(""));
  await Deno.chmod(fresh, 0o644);
  await Deno.rename(fresh, sums);
}

if (import.meta.main) {
  const say = (text: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));
  try {
    const options = parseOptions(Deno.args, Deno.env.get("INIT_CWD") ?? Deno.cwd());
    say(options === undefined ? USAGE : await compile(options));
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    Deno.stderr.writeSync(new TextEncoder().encode(`compile: ${error.message}\n`));
    Deno.exitCode = 1;
  }
}
