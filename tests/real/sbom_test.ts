import assert from "node:assert/strict";
import { QUICKJS } from "../../shims/compile/engine.ts";
import { importMap } from "../../shims/compile/bundle.ts";
import { VERSION } from "../../lib/version.ts";
import { buildBinary, execute, PROJECT } from "../support/binary.ts";
import { inTemporaryDirectory } from "../support/faults.ts";

interface Component {
  readonly name: string;
  readonly version: string;
  readonly licenses:
    readonly ({ readonly license: { readonly id: string } } | { readonly expression: string })[];
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly purl?: string;
}

const binary = buildBinary();
const document = JSON.parse(Deno.readTextFileSync(`${binary}.cdx.json`));
const components: readonly Component[] = document.components;
const packages = components.filter(({ purl }) => purl?.startsWith("pkg:npm/"));

Deno.test("sbom: it is about this binary", () => {
  const { name, version, hashes } = document.metadata.component;
  assert.deepEqual([name, version], ["simple-init", VERSION]);
  assert.equal(hashes[0].content, execute("sha256sum", [binary]).out.split(" ")[0]);
});

/** The module graph as Deno sees it, which knows nothing of bundles or source maps. */
function packagesOfModuleGraph(): string[] {
  return inTemporaryDirectory((directory) => {
    const map = `${directory}/map.json`;
    Deno.writeTextFileSync(map, JSON.stringify(importMap()));
    const args = ["info", "--json", "--no-lock", "--import-map", map, `${PROJECT}/hooks/quickjs.ts`];
    const { status, out, err } = execute(Deno.execPath(), args, { cwd: PROJECT });
    assert.equal(status, 0, err);
    const { npmPackages } = JSON.parse(out) as {
      npmPackages: Record<string, { name: string; version: string }>;
    };
    return Object.values(npmPackages).map(({ name, version }) => `${name}@${version}`).sort();
  });
}

Deno.test("sbom: it lists the packages that the bundle has, no more and no fewer", () => {
  const listed = packages.map(({ name, version }) => `${name}@${version}`).sort();
  // What the binary has a part of its own for is in the graph of types alone.
  const graph = packagesOfModuleGraph().filter((name) => !name.startsWith("crc@"));
  assert.deepEqual(listed, graph);
  assert.ok(listed.length >= 3);
});

Deno.test("sbom: packages are those that the lock file pins", () => {
  const { npm } = JSON.parse(Deno.readTextFileSync(`${PROJECT}/deno.lock`));
  for (const { name, version, hashes } of packages) {
    const [algorithm, base64] = npm[`${name}@${version}`].integrity.split("-");
    assert.deepEqual(hashes, [{ alg: "SHA-512", content: Uint8Array.fromBase64(base64).toHex() }]);
    assert.equal(algorithm, "sha512");
  }
});

Deno.test("sbom: the engine is the one whose checksum is pinned; libraries have versions", () => {
  const byName = new Map(components.map((component) => [component.name, component]));
  assert.deepEqual(byName.get("quickjs")?.hashes, [{ alg: "SHA-256", content: QUICKJS.sha256 }]);
  for (const name of ["musl", "libgcc"]) assert.match(byName.get(name)?.version ?? "", /^\d+\.\d+/);
});

Deno.test("sbom: all of it may be given away with the binary", () => {
  const free = new Set([
    "MIT",
    "ISC",
    "BSD-3-Clause",
    "Apache-2.0",
    "GPL-3.0-or-later WITH GCC-exception-3.1",
  ]);
  for (const { name, licenses } of components) {
    for (const licence of licenses) {
      assert.ok(free.has("license" in licence ? licence.license.id : licence.expression), name);
    }
  }
});

Deno.test("sbom: a second build has the same", () => {
  const before = Deno.readTextFileSync(`${binary}.cdx.json`);
  buildBinary();
  assert.equal(Deno.readTextFileSync(`${binary}.cdx.json`), before);
});
