/**
 * What is in a binary, as CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/): itself, the engine, the C library and the
 * npm packages whose modules the bundle really has. It says nothing of when and where, so that the same binary has the
 * same.
 *
 * @module
 */
import { join } from "@std/path";
import { VERSION } from "../../lib/version.ts";
import { QUICKJS } from "./engine.ts";
import { CompileError } from "./fault.ts";
import { PROJECT } from "./paths.ts";

/** An npm package with modules in a bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX, as its package.json says. */
  readonly licence: string;
}

/** `…/npm/HOST/NAME/VERSION/…`, as Deno keeps packages. */
const CACHED = /^(.*\/npm\/[^/]+\/((?:@[^/]+\/)?[^/]+)\/(\d[^/]*))\//;

/** The packages of a bundle, by name, from the source maps beside its modules. */
export async function bundledPackages(directory: string): Promise<BundledPackage[]> {
  const found = new Map<string, BundledPackage>();
  for await (const { name } of Deno.readDir(directory)) {
    if (!name.endsWith(".map")) continue;
    const { sources } = JSON.parse(await Deno.readTextFile(join(directory, name))) as { sources: string[] };
    for (const source of sources) {
      const [, root = "", packageName = "", version = ""] = CACHED.exec(source) ?? [];
      if (root === "" || found.has(`${packageName}@${version}`)) continue;
      const { license } = JSON.parse(await Deno.readTextFile(join(directory, root, "package.json")));
      found.set(`${packageName}@${version}`, { name: packageName, version, licence: license });
    }
  }
  return [...found.values()].sort((a, b) => a.name < b.name ? -1 : 1);
}

/** What else an SBOM needs to know of a build. */
export interface Built {
  readonly target: string;
  /** SHA-256 of the binary, in hexadecimal digits. */
  readonly sha256: string;
  readonly packages: readonly BundledPackage[];
  /** Versions of what the linker takes in. */
  readonly libraries: { readonly musl: string; readonly libgcc: string };
}

/** The document's text. Throws {@link CompileError} for a package that the lock file does not pin. */
export function sbom({ target, sha256, packages, libraries }: Built): string {
  const main = {
    ...component("application", "simple-init", VERSION, "Apache-2.0"),
    "bom-ref": "simple-init",
    hashes: [{ alg: "SHA-256", content: sha256 }],
    properties: [{ name: "target", value: target }],
  };
  const quickjs = {
    ...component("library", "quickjs", QUICKJS.version, "MIT"),
    purl: `pkg:deb/debian/quickjs@${QUICKJS.version}?arch=source&distro=${QUICKJS.suite}`,
    hashes: [{ alg: "SHA-256", content: QUICKJS.sha256 }],
    pedigree: { notes: "quickjs.c is changed in the places that shims/compile/faster.ts shows" },
  };
  const components = [
    quickjs,
    component("library", "musl", libraries.musl, "MIT"),
    component("library", "libgcc", libraries.libgcc, "GPL-3.0-or-later WITH GCC-exception-3.1"),
    ...packages.map(packageComponent),
  ];
  const document = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: main },
    components: components.map((one) => ({ ...one, "bom-ref": `${one.name}@${one.version}` })),
    dependencies: [{
      ref: "simple-init",
      dependsOn: components.map(({ name, version }) => `${name}@${version}`),
    }],
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function component(type: "application" | "library", name: string, version: string, licence: string) {
  const isExpression = licence.includes(" ");
  return {
    type,
    name,
    version,
    licenses: [isExpression ? { expression: licence } : { license: { id: licence } }],
  };
}

function packageComponent({ name, version, licence }: BundledPackage) {
  const [group, base] = name.startsWith("@") ? name.split("/") as [string, string] : [undefined, name];
  return {
    ...component("library", name, version, licence),
    purl: `pkg:npm/${group === undefined ? "" : `${encodeURIComponent(group)}/`}${base}@${version}`,
    hashes: [{ alg: "SHA-512", content: integrityOf(name, version) }],
  };
}

/** The checksum that the lock file pins, in hexadecimal digits. */
function integrityOf(name: string, version: string): string {
  const { npm } = JSON.parse(Deno.readTextFileSync(join(PROJECT, "deno.lock"))) as {
    npm: Record<string, { integrity: string }>;
  };
  const [, base64] = /^sha512-(.*)$/.exec(npm[`${name}@${version}`]?.integrity ?? "") ?? [];
  if (base64 === undefined) {
    throw new CompileError(`The lock file pins no package ${name}@${version}, which is in the bundle.`);
  }
  return Uint8Array.fromBase64(base64).toHex();
}
