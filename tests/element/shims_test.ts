import assert from "node:assert/strict";
import { join } from "@std/path";
import { buildElement, ElementError, parseOptions, programsIn } from "../../shims/element.ts";
import { inTemporaryDirectory } from "../support/faults.ts";
import { readTree, writeFile } from "../support/trees.ts";
import { ELEMENT } from "./files.ts";

/** A program that says how it was called. */
const PROGRAM = '#!/bin/sh\necho "$@"\n';

/** The element as dib gets it, with a program for one architecture. */
function withElement(body: (element: string, at: string) => void): void {
  inTemporaryDirectory((at) => {
    writeFile(`${at}/bin/simple-init-x86_64`, PROGRAM, 0o755);
    buildElement(ELEMENT, `${at}/bin`, `${at}/simple-init`);
    body(`${at}/simple-init`, at);
  });
}

/** The environment of the tests stays, where Deno may have its cache. */
function run(
  program: string,
  args: readonly string[] = [],
  variables: Readonly<Record<string, string>> = {},
) {
  const { code, stdout, stderr } = new Deno.Command(program, {
    args: [...args],
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", ARCH: "amd64", ...variables },
    stdin: "null",
  }).outputSync();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes).trimEnd());
  return { code, out, err };
}

const HOOK = "install.d/60-simple-init-remove-interfaces";

Deno.test("shim: the compiled program runs the hook, with the shim's arguments", () =>
  withElement((element) => {
    const outcome = run(join(element, HOOK), ["--root", "/r"]);
    assert.deepEqual(outcome, { code: 0, out: `hook ${HOOK} --root /r`, err: "" });
  }));

Deno.test("shim: DIB_DEBUG_TRACE traces it", () =>
  withElement((element) => {
    const { code, err } = run(join(element, HOOK), [], { DIB_DEBUG_TRACE: "1" });
    assert.equal(code, 0);
    assert.match(err!, /^\+ set -eu$/m);
  }));

const NO_PROGRAM = 'simple-init: this element has no program for aarch64; run "deno task element" and put ' +
  "dist/elements into ELEMENTS_PATH.";
const NONE_EVER = (arch: string) =>
  `simple-init: there is no program for ${arch}; build an image for amd64 or arm64, or without simple-init.`;

const OTHERS: readonly [arch: string, message: string][] = [
  ["arm64", NO_PROGRAM],
  ["aarch64", NO_PROGRAM],
  ["ppc64el", NONE_EVER("ppc64el")],
  ["i386", NONE_EVER("i386")],
];

for (const [arch, err] of OTHERS) {
  Deno.test(`shim: without a program for ${arch} it says what to do`, () =>
    withElement((element) => {
      assert.deepEqual(run(join(element, HOOK), [], { ARCH: arch }), { code: 1, out: "", err });
    }));
}

Deno.test("shim: in the project's checkout Deno runs the hook", () => {
  inTemporaryDirectory((root) => {
    const deno = Deno.execPath().replace(/\/[^/]+$/, "");
    writeFile(`${root}/etc/network/interfaces.d/eth0`, "auto eth0\niface eth0 inet dhcp\n");
    const { code, out, err } = run(join(ELEMENT, HOOK), ["--root", root], {
      PATH: `${deno}:/usr/bin:/bin`,
      NO_COLOR: "1",
      DIB_INIT_SYSTEM: "systemd",
    });
    assert.deepEqual([code, err], [0, ""]);
    assert.match(out!, /^remove \/etc\/network\/interfaces\.d\/eth0$/m);
  });
});

Deno.test("shim: in the project's checkout without Deno it says what to do", () => {
  const err =
    'simple-init: there is neither a compiled program nor Deno; run "deno task element", or put deno into PATH.';
  const { code, err: said } = run(join(ELEMENT, HOOK), [], { PATH: "/usr/bin:/bin" });
  assert.deepEqual([code, said], [1, err]);
});

const INSTALLED = [
  "0755 usr/local/bin/glean",
  "0755 usr/local/sbin/simple-init",
  "0755 usr/local/sbin/simple-init.sh",
  "0644 usr/lib/udev/rules.d/85-simple-init.rules",
];

Deno.test("shim: the program is installed with its entry points, once and again", () =>
  withElement((element, at) => {
    for (const _ of ["first", "again"]) {
      const { code, out, err } = run(join(element, "install.d/50-simple-init"), ["--root", `${at}/image`]);
      assert.deepEqual([code, out, err], [0, `hook install.d/50-simple-init --root ${at}/image`, ""]);
      const files = [...readTree(`${at}/image`)].filter(([, { kind }]) => kind === "file")
        .map(([path, { mode }]) => `${mode.toString(8).padStart(4, "0")} ${path}`);
      assert.deepEqual(files.sort(), [...INSTALLED].sort());
    }
    assert.equal(Deno.readTextFileSync(`${at}/image/usr/local/sbin/simple-init`), PROGRAM);
  }));

/** Where udev's own rules are, and so ours. */
const RULES: readonly [image: string, lay: (root: string) => void, directory: string][] = [
  ["without rules", () => {}, "usr/lib"],
  ["of before the merge of /usr", (root) => writeFile(join(root, `lib/${OWN_RULES}`), ""), "lib"],
  ["of after it", (root) => {
    writeFile(join(root, `usr/lib/${OWN_RULES}`), "");
    Deno.symlinkSync("usr/lib", join(root, "lib"));
  }, "usr/lib"],
  ["with both directories", (root) => {
    writeFile(join(root, `usr/lib/${OWN_RULES}`), "");
    writeFile(join(root, "lib/udev/rules.d/99-other.rules"), "");
  }, "usr/lib"],
];
const OWN_RULES = "udev/rules.d/50-udev-default.rules";

for (const [image, lay, directory] of RULES) {
  Deno.test(`shim: in an image ${image}, udev's rule is in ${directory}`, () =>
    withElement((element, at) => {
      const root = join(at, "image");
      Deno.mkdirSync(root);
      lay(root);
      assert.equal(run(join(element, "install.d/50-simple-init"), ["--root", root]).code, 0);
      const rules = [...readTree(root).keys()].filter((path) => path.endsWith("/85-simple-init.rules"));
      assert.deepEqual(rules, [`${directory}/udev/rules.d/85-simple-init.rules`]);
    }));
}

const REFUSALS: readonly [what: string, variables: Readonly<Record<string, string>>, message: string][] = [
  [
    "on the build host itself",
    {},
    "simple-init: this hook runs in an image build; use --root DIR to try it on a directory.",
  ],
  [
    "without the package that was asked for",
    { DIB_INIT_SYSTEM: "systemd", DIB_INSTALLTYPE_simple_init: "package" },
    "simple-init: the package simple-init installed no program; set DIB_INSTALLTYPE_simple_init=source to use this element's.",
  ],
];

for (const [what, variables, message] of REFUSALS) {
  Deno.test(`shim: ${what} nothing is installed`, () =>
    withElement((element) => {
      // `install` is out of reach, so that this test can do no harm either.
      const outcome = run(join(element, "install.d/50-simple-init"), [], {
        ...variables,
        PATH: harmlessPath(element),
      });
      assert.deepEqual([outcome.code, outcome.err], [1, message]);
    }));
}

/** A folder with what the shim runs before it installs anything. */
function harmlessPath(element: string): string {
  const directory = join(element, "../path");
  Deno.mkdirSync(directory);
  for (const name of ["dirname", "uname", "env"]) Deno.symlinkSync(`/usr/bin/${name}`, join(directory, name));
  writeFile(join(directory, "install"), "#!/bin/sh\nexit 0\n", 0o755);
  return directory;
}

const BOTH = ["x86_64", "aarch64"];

const WORDS: readonly [words: readonly string[], targets: readonly string[]][] = [
  [[], [...BOTH.filter((name) => name !== Deno.build.arch), Deno.build.arch]],
  [["--no-compile"], []],
  [["--target", "aarch64"], ["aarch64"]],
  [["--target=x86_64"], ["x86_64"]],
];

for (const [words, targets] of WORDS) {
  Deno.test(`element: deno task element ${words.join(" ")} compiles for ${targets.join(", ") || "none"}`, () =>
    assert.deepEqual(parseOptions(words), { targets, help: false }));
}

const WRONG_WORDS: readonly [words: readonly string[], message: RegExp][] = [
  [["--fast"], /^There is no option "--fast"\.\nusage: /],
  [["aarch64"], /^There is no option "aarch64"\.\nusage: /],
  [["--target"], /^"" is not a value of --target; use x86_64 or aarch64\.$/],
  [["--target", "arm64"], /^"arm64" is not a value of --target; use x86_64 or aarch64\.$/],
  [["--target=x86_64", "--no-compile"], /^"--no-compile" is one word too many\./],
  [["--target", "x86_64", "x"], /^"x" is one word too many\./],
];

for (const [words, message] of WRONG_WORDS) {
  Deno.test(`element: deno task element ${words.join(" ")} is wrong usage`, () =>
    assert.throws(() => parseOptions(words), { name: "ElementError", message }));
}

Deno.test("element: without a compiled program it says what to do", () =>
  inTemporaryDirectory((at) => {
    assert.throws(
      () => buildElement(ELEMENT, `${at}/bin`, `${at}/element`),
      new ElementError(`There is no compiled program in "${at}/bin"; run deno task compile.`),
    );
  }));

Deno.test("element: it takes the programs for images along, and replaces what was there", () =>
  inTemporaryDirectory((at) => {
    for (const name of ["simple-init-aarch64", "simple-init-x86_64", "simple-init-v8-x86_64", "SHA256SUMS"]) {
      writeFile(`${at}/bin/${name}`, name, 0o755);
    }
    writeFile(`${at}/element/install.d/99-of-yesterday`, "");
    assert.deepEqual(programsIn(`${at}/bin`), ["simple-init-aarch64", "simple-init-x86_64"]);
    buildElement(ELEMENT, `${at}/bin`, `${at}/element`);
    const tree = readTree(`${at}/element`);
    assert.ok(!tree.has("install.d/99-of-yesterday"));
    assert.equal(tree.get("simple-init-program/simple-init-aarch64")?.mode, 0o755);
    assert.equal(tree.get("environment.d/50-disable-cloud-init")?.mode, 0o644);
    for (const [path, { kind, mode, text }] of readTree(ELEMENT)) {
      if (kind === "file") assert.deepEqual([tree.get(path)?.mode, tree.get(path)?.text], [mode, text], path);
    }
  }));
