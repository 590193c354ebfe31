/**
 * TypeScript to JavaScript modules for QuickJS.
 *
 * @module
 */
import $ from "dax";
import { join } from "@std/path";
import { CompileError } from "./fault.ts";
import { lazy } from "./lazy.ts";
import { missingIn } from "./missing.ts";
import { PROJECT } from "./paths.ts";

/** Files of the project and libraries, and what stands in their place in a binary. */
const REPLACED: Readonly<Record<string, string>> = {
  "@std/yaml": "lib/system/quickjs_yaml.ts",
  "lib/config_drive/json_scanner.ts": "lib/system/quickjs_json.ts",
  "lib/apply/checksum.ts": "lib/system/quickjs_checksum.ts",
  "lib/ip_text.ts": "lib/system/quickjs_ip.ts",
  "lib/sha1.ts": "lib/system/quickjs_sha1.ts",
  "lib/system/runtime.ts": "lib/system/quickjs.ts",
};

/** Modules whose parts a binary reads when they are asked for, see `lazy.ts`. */
const LAZY: readonly string[] = [
  "hooks/parts.ts",
  "lib/apply/parts.ts",
  "lib/parts.ts",
  "lib/cli/parts.ts",
  "lib/config_drive/document_parts.ts",
  "lib/config_drive/parts.ts",
  "lib/dns/parts.ts",
  "lib/resolve/parts.ts",
  "lib/stacks/ifupdown/parts.ts",
  "lib/stacks/mod.ts",
  "lib/stacks/parts.ts",
];

/**
 * Bundles an entry into modules in `directory`, some of them read on demand. Returns their names, the entry's first.
 *
 * @param main the module that has been read before any part is
 */
export async function bundle(entry: string, main: string, directory: string): Promise<string[]> {
  const map = join(directory, "import_map.json");
  await Deno.writeTextFile(map, JSON.stringify(importMap(await writeLazy(main, directory))));
  const flags = [
    "--import-map",
    map,
    "--external",
    "native",
    "--platform",
    "browser",
    "--minify",
    "--code-splitting",
    // What of which library is in the modules: see sbom.ts.
    "--sourcemap",
    "external",
  ];
  const { code, stderr } = await $`${Deno.execPath()} bundle --quiet ${flags} --outdir ${directory} ${entry}`
    .cwd(PROJECT).env({ NO_COLOR: "1" }).stdout("null").stderr("piped").noThrow();
  if (code !== 0) {
    throw new CompileError(`deno bundle failed; it needs npm's registry once. ${stderr.trim()}`);
  }
  return await renameModules(directory, entry.split("/").at(-1)!.replace(/\.ts$/, ".js"));
}

/** `import … from "./x.js"`, `import "./x.js"` and `import("./x.js")`, as the bundler writes them. */
const IMPORTED = /(\bfrom|\bimport\(?)"\.\/([\w.-]+)"(\)?)/g;

/**
 * The bundler's names depend on where the libraries are on this machine: the modules become `0.js`, `1.js` and so on, in
 * the order in which they are first imported. `import()`, which needs debug information in QuickJS's bytecode, becomes a
 * function of the C around it.
 */
async function renameModules(directory: string, entry: string): Promise<string[]> {
  const found = new Map([[entry, "0.js"]]);
  // The loop goes on with what it finds itself.
  for (const [name, renamed] of found) {
    const text = await Deno.readTextFile(join(directory, name));
    const rewritten = text.replaceAll(IMPORTED, (_, start: string, imported: string) => {
      const target = found.get(imported) ?? `${found.size}.js`;
      found.set(imported, target);
      return start === "import(" ? `importModule("${target}")` : `${start}"./${target}"`;
    });
    if (/\bimport\(/.test(rewritten)) {
      throw new CompileError(`"${name}" has an import() that cannot be rewritten.`);
    }
    const missing = missingIn(rewritten);
    if (missing !== undefined) {
      throw new CompileError(
        `"${name}" has "${missing}", which the engine of a binary has not: write it otherwise.`,
      );
    }
    await Deno.writeTextFile(join(directory, renamed), rewritten);
  }
  return [...found.values()];
}

/**
 * Writes the modules for binaries into the directory. Returns the URLs of theirs by those of the project's.
 *
 * Each part imports the main module, which costs nothing as it is there by then. Without it the bundler would make a module of its own
 * of all that one set of parts shares with the main module: twenty of them, each to be read and linked in every boot.
 */
async function writeLazy(main: string, directory: string): Promise<Record<string, string>> {
  const written: [string, string][] = [];
  let parts = 0;
  for (const [index, path] of LAZY.entries()) {
    const names: [string, string][] = [];
    const read = (part: string) => {
      names.push([part, join(directory, `part${parts++}.ts`)]);
      return fileUrl(names.at(-1)![1]);
    };
    const text = await Deno.readTextFile(join(PROJECT, path));
    const file = join(directory, `lazy${index}.ts`);
    await Deno.writeTextFile(
      file,
      lazy(text, projectUrl(path), projectUrl("lib/system/quickjs.ts"), read),
    );
    for (const [part, name] of names) {
      await Deno.writeTextFile(name, `import "${fileUrl(main)}";\nexport * from "${part}";\n`);
    }
    written.push([projectUrl(path), fileUrl(file)]);
  }
  return Object.fromEntries(written);
}

function fileUrl(path: string): string {
  return `file://${encodeURI(path)}`;
}

function projectUrl(path: string): string {
  return fileUrl(join(PROJECT, path));
}

/**
 * The project's own imports, {@link REPLACED} and what else is replaced, by URL; what stands in a library's place can
 * import the library.
 */
export function importMap(
  lazyModules: Readonly<Record<string, string>> = {},
): { imports: Record<string, string>; scopes: Record<string, unknown> } {
  const { imports: own } = JSON.parse(Deno.readTextFileSync(join(PROJECT, "deno.json"))) as {
    imports: Record<string, string>;
  };
  const imports = Object.fromEntries(
    Object.entries(own).map(([what, by]) => [what, by.startsWith("./") ? projectUrl(by) : by]),
  );
  const replaced = Object.entries(REPLACED).map((
    [what, by],
  ) => [what.startsWith("lib/") ? projectUrl(what) : what, projectUrl(by)]);
  const scopes = Object.values(REPLACED).map((by) => [projectUrl(by), imports]);
  return {
    imports: { ...imports, ...Object.fromEntries(replaced), ...lazyModules },
    scopes: Object.fromEntries(scopes),
  };
}
