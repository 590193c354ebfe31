/** The judgement of others about the element's shell scripts, units' and dib's own rules. */
import assert from "node:assert/strict";
import { join } from "@std/path";
import { ELEMENT, FILES } from "../element/files.ts";
import { execute } from "../support/binary.ts";
import { inTemporaryDirectory } from "../support/faults.ts";
import { requirePrograms } from "../support/packages.ts";
import { writeFile } from "../support/trees.ts";

Deno.test("element: dib-lint has nothing to say", async () => {
  await requirePrograms({ "dib-lint": "python3-diskimage-builder", "git": "git", "file": "file" });
  inTemporaryDirectory((at) => {
    for (const { path, text, executable } of FILES) {
      writeFile(join(at, "elements/simple-init", path), text, executable ? 0o755 : 0o644);
    }
    writeFile(join(at, "lib/none"), "\n");
    // It calls Python by a name that Debian does not have.
    Deno.mkdirSync(join(at, "bin"));
    Deno.symlinkSync("/usr/bin/python3", join(at, "bin/python"));
    execute("git", ["init", "--quiet", at]);
    const { status, out, err } = execute("dib-lint", [], {
      cwd: at,
      env: { PATH: `${at}/bin:/usr/sbin:/usr/bin:/sbin:/bin`, ELEMENTS_DIR: "elements", LIB_DIR: "lib" },
    });
    assert.deepEqual([status, err], [0, ""], out);
    assert.deepEqual(out.split("\n").filter((line) => /^(?:ERROR|PASS)/.test(line)), ["PASS"]);
    assert.equal(
      out.match(/^Checking elements/gm)?.length,
      FILES.length - 2,
      "all but README and package-installs",
    );
  });
});

/** The files in a shell's language, and what shellcheck has to be told of them. */
const SCRIPTS: readonly [what: string, files: RegExp, options: readonly string[]][] = [
  ["hooks and programs", /^#!\/bin\/(?:ba)?sh\n/, ["--external-sources"]],
  // OpenRC's variables are read by what runs the script.
  ["OpenRC", /^#!\/sbin\/openrc-run\n/, ["--shell=sh", "--exclude=SC2034"]],
  ["environment.d and shared functions", /^(?!#!)(?:# .*\n)+\n*(?=[_a-z]|export)/, ["--shell=bash"]],
];

for (const [what, files, options] of SCRIPTS) {
  Deno.test(`element: shellcheck has nothing to say about ${what}`, async () => {
    await requirePrograms({ "shellcheck": "shellcheck" });
    const shell = FILES.filter(({ path, text }) =>
      files.test(text) && !/\.(?:yaml|rules|service|conf)$/.test(path)
    );
    const paths = shell.map(({ path }) => join(ELEMENT, path));
    assert.ok(paths.length > 0);
    const { status, out } = execute("shellcheck", [...options, ...paths]);
    assert.deepEqual([status, out], [0, ""]);
  });
}
