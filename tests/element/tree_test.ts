import assert from "node:assert/strict";
import { join } from "@std/path";
import { DRIVE_LABELS } from "../../lib/config_drive/find.ts";
import { ELEMENT, type ElementFile, FILES, HOOKS, PROJECT, textOf } from "./files.ts";

/** What a shim begins with behind its comment. dib-lint wants most of it. */
const RULES = `
if [ "\${DIB_DEBUG_TRACE:-0}" -gt 0 ]; then
    set -x
fi
set -eu
set -o pipefail
`;

for (const { path, text, executable } of HOOKS) {
  Deno.test(`element: ${path} follows dib's rules`, () => {
    assert.ok(executable, "it can be executed");
    assert.ok(text.startsWith("#!/bin/bash\n# "), "bash, and what it is for");
    assert.ok(text.includes(RULES), "traces, and stops at faults");
    assert.ok(/^\d\d-[0-9A-Za-z_-]+$/.test(path.slice(path.lastIndexOf("/") + 1)), "dib runs such a name");
  });
}

/** The hook that a shim has the program run. */
const ran = HOOKS.flatMap(({ path, text }) =>
  [...text.matchAll(/^ *run_hook (\S+)/gm)].map(([, name]) => ({ path, name: name! }))
);

Deno.test("element: a shim runs the hook of its own path, and every hook of a phase has a shim", () => {
  for (const { path, name } of ran) assert.equal(name, path);
  const hooks = ["install.d", "post-install.d", "finalise.d"].flatMap((phase) =>
    [...Deno.readDirSync(join(PROJECT, "hooks", phase))].map(({ name }) =>
      `${phase}/${name.replace(/\.ts$/, "")}`
    )
  );
  assert.deepEqual([...new Set(ran.map(({ path }) => path))].sort(), hooks.sort());
});

Deno.test("element: what has a shebang can be executed, and nothing else can", () => {
  for (const { path, text, executable } of FILES) {
    const wanted = text.startsWith("#!");
    assert.equal(executable, wanted, path);
  }
});

Deno.test("element: every file ends with one line feed and has no blanks at the end of a line", () => {
  const clean = ({ text }: ElementFile) => /[^\n]\n$/.test(text) && !/[ \t]$/m.test(text);
  assert.deepEqual(FILES.filter((file) => !clean(file)).map(({ path }) => path), []);
});

Deno.test("element: its dependencies are sorted", () => {
  const lines = textOf("element-deps").trim().split("\n");
  assert.deepEqual(lines, [...lines].sort());
});

Deno.test("element: its folders are not taken by other elements' files", () => {
  const shared =
    /^(?:environment|extra-data|install|post-install|finalise)\.d\/(?:.*\/)?\d\d-.*(?:simple-init|cloud-init)/;
  const own =
    /^(?:simple-init-program\/|init-scripts\/\w+\/simple-init|install\.d\/simple-init-\w+-install\/)/;
  const dibs = /^(?:README\.rst|element-deps|package-installs\.yaml|pkg-map|source-repository-[\w-]+)$/;
  const others = FILES.filter(({ path }) => ![shared, own, dibs].some((names) => names.test(path)));
  assert.deepEqual(others.map(({ path }) => path), []);
});

/** A unit's settings from the first that restricts it, to the end of the section. */
function restrictions(unit: string): string {
  const [, found = ""] =
    /(CapabilityBoundingSet=[^]*?)(?=\n\n\[|$)/.exec(textOf(`init-scripts/systemd/${unit}`)) ?? [];
  return found.trim();
}

/** What a unit may do that the other may not: the lines that only it has. */
function ownLines(unit: string, other: string): string[] {
  const others = new Set(restrictions(other).split("\n"));
  return restrictions(unit).split("\n").filter((line) => !others.has(line) && !line.startsWith("#"));
}

Deno.test("element: the units that boot are restricted in the same way, but for what only a boot as a whole does", () => {
  const [boot, late] = ["simple-init.service", "simple-init@.service"] as const;
  assert.equal(restrictions("simple-init-drive.service"), restrictions(boot));
  assert.match(restrictions(boot), /^CapabilityBoundingSet=.*\nNoNewPrivileges=yes\n/);
  assert.deepEqual(ownLines(boot, late), [
    "CapabilityBoundingSet=CAP_SYS_ADMIN CAP_NET_ADMIN CAP_DAC_OVERRIDE CAP_CHOWN CAP_FOWNER",
    "ReadWritePaths=-/etc -/root -/home -/mnt -/run -/sys/devices -/proc/sys/kernel/hostname",
    "StateDirectory=simple-init",
  ]);
  assert.deepEqual(ownLines(late, boot), [
    "CapabilityBoundingSet=CAP_SYS_ADMIN CAP_NET_ADMIN CAP_DAC_READ_SEARCH",
    "ProtectHome=yes",
    "ReadWritePaths=-/etc -/mnt -/run/simple-init -/sys/devices",
  ]);
});

Deno.test("element: the boot program starts after what mounts the drive in ironic's ramdisks", () => {
  const unit = textOf("init-scripts/systemd/simple-init.service");
  assert.match(unit, /^After=ironic-agent-resolve-config-drive\.service$/m);
});

Deno.test("element: udev's rules start units that are there, and a drive's by the labels that a drive has", () => {
  const rules = textOf("simple-init-program/85-simple-init.rules");
  const units = [...rules.matchAll(/SYSTEMD_WANTS}\+="([^"]+)"/g)].map(([, unit]) => unit!);
  assert.deepEqual(units, ["simple-init-drive.service", "simple-init@$name.service"]);
  for (const unit of units) textOf(`init-scripts/systemd/${unit.replace("$name", "")}`);
  const [, labels = ""] = /ID_FS_LABEL}=="([^"]+)"/.exec(rules) ?? [];
  assert.deepEqual(labels.split("|").sort(), [...DRIVE_LABELS].sort());
});

Deno.test("element: every choice of the build is in its README", () => {
  const shells = FILES.filter(({ path }) => path.includes(".d/") || path.endsWith(".bash"));
  const own = shells.flatMap(({ text }) => text.match(/DIB_(?:SIMPLE_INIT|INSTALLTYPE_simple)_\w+/g) ?? []);
  // Names between our files, which nobody sets.
  const internal = /REPOSITORY$|_git$/;
  const missing = new Set(own.filter((name) => !internal.test(name) && !textOf("README.rst").includes(name)));
  assert.deepEqual([...missing], []);
  assert.ok(Deno.statSync(ELEMENT).isDirectory);
});
