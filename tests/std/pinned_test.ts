import assert from "node:assert/strict";

const project = new URL("../../", import.meta.url);
const lock: Lock = JSON.parse(Deno.readTextFileSync(new URL("deno.lock", project)));

interface Lock {
  readonly specifiers: Readonly<Record<string, string>>;
  readonly npm: Readonly<Record<string, { readonly integrity: string }>>;
}

for (const name of ["path", "yaml"]) {
  Deno.test(`std: @std/${name} is the module in lib/std, under Deno and in a binary`, async () => {
    assert.equal(import.meta.resolve(`@std/${name}`), new URL(`lib/std/${name}.ts`, project).href);
    const ours = await import(`../../lib/std/${name}.ts`);
    const theirs = await import(name === "path" ? "deno-std/path/posix/mod.js" : "deno-std/yaml/mod.js");
    assert.ok(Object.keys(ours).length > 0);
    for (const [key, value] of Object.entries(ours)) assert.equal(value, theirs[key], key);
  });
}

Deno.test("std: the halves of the module for YAML are the module's own", async () => {
  const whole: Readonly<Record<string, unknown>> = await import("../../lib/std/yaml.ts");
  for (const half of ["yaml_parse", "yaml_stringify"]) {
    const exported = Object.entries(await import(`../../lib/std/${half}.ts`));
    assert.equal(exported.length, 1);
    for (const [key, value] of exported) assert.equal(value, whole[key], key);
  }
});

Deno.test("std: it comes from one exact version, which the lock file has with a checksum", () => {
  const { imports } = JSON.parse(Deno.readTextFileSync(new URL("deno.json", project)));
  const [, version] = /^npm:\/deno-std@(\d+\.\d+\.\d+)\/$/.exec(imports["deno-std/"]) ?? [];
  assert.ok(version !== undefined, imports["deno-std/"]);
  for (const module of ["path/posix/mod.js", "yaml/mod.js"]) {
    assert.ok(import.meta.resolve(`deno-std/${module}`).endsWith(`/deno-std/${version}/${module}`));
  }
  assert.equal(lock.specifiers[`npm:deno-std@${version}`], version);
  assert.match(lock.npm[`deno-std@${version}`]?.integrity ?? "", /^sha512-[A-Za-z0-9+/]{86}==$/);
  assert.deepEqual(Object.keys(lock.npm).filter((name) => name.startsWith("deno-std@")), [
    `deno-std@${version}`,
  ]);
});
