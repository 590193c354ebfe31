/**
 * Other distributions' builds over the Debian tree: real dib, and real hooks, with the root of one of the hooks' cases
 * laid over it, and without what only the distribution's own package manager could do.
 *
 * @module
 */
import { join } from "@std/path";
import { copyTree, writeFile } from "../support/trees.ts";
import type { HookCase } from "../hooks/_cases.ts";

const ROOT = `#!/bin/bash
set -eu
set -o pipefail
tar -C "$TARGET_ROOT" --numeric-owner -xf "$PREPARED_ROOT"
rm -rf "$TARGET_ROOT"/etc/{network,systemd/network,resolv.conf,sysctl.conf,init.d,rc?.d}
tar -C "$LOCAL_FILES" -c . | tar -C "$TARGET_ROOT" -x --keep-directory-symlink --no-overwrite-dir
`;

/** Stands in for the package manager: writes down what is asked for, and in which environment. */
const INSTALL_PACKAGES = `#!/bin/bash
set -eu
set -o pipefail
printf '%s\\n' "$*" >> /install-packages.txt
echo "$DIB_SIMPLE_INIT_STACK" > /stack.txt
`;

/** For dib's own element that copies files into the image: rsync -lCr FROM TO. */
const RSYNC = `#!/bin/bash
set -eu
set -o pipefail
cp -RP "$2." "$3"
`;

const RC_UPDATE = `#!/bin/bash
# rc-update add SERVICE RUNLEVEL
set -eu
set -o pipefail
mkdir -p "/etc/runlevels/$3"
ln -sf "/etc/init.d/$2" "/etc/runlevels/$3/$2"
`;

/** Writes the element `family`, an operating system whose name and release the build's variables say. */
export function writeFamilyElement(elements: string): void {
  const at = join(elements, "family");
  writeFile(join(at, "element-provides"), "operating-system\n");
  writeFile(join(at, "element-deps"), "install-bin\n");
  writeFile(join(at, "root.d/10-family"), ROOT, 0o755);
  writeFile(join(at, "bin/install-packages"), INSTALL_PACKAGES, 0o755);
  writeFile(join(at, "bin/rsync"), RSYNC, 0o755);
  writeFile(join(at, "bin/rc-update"), RC_UPDATE, 0o755);
}

/** Writes the case's root for `LOCAL_FILES`. */
export function writeCaseRoot({ directory, modes }: HookCase, target: string): string {
  copyTree(join(directory, "root"), target);
  for (const [path, mode] of Object.entries(modes)) Deno.chmodSync(join(target, path), parseInt(mode, 8));
  return target;
}

/** What the image's hooks asked the package manager for: names in order, each once. */
export function askedFor(tree: string): { installed: string[]; removed: string[] } {
  const calls = Deno.readTextFileSync(join(tree, "install-packages.txt")).trim().split("\n")
    .map((line) => line.split(" "));
  const names = (wanted: boolean) =>
    calls.filter((words) => words.includes("-e") === wanted)
      .flatMap((words) => words.filter((word) => word !== "" && !word.startsWith("-")));
  return { installed: [...new Set(names(false))].sort(), removed: [...new Set(names(true))].sort() };
}
