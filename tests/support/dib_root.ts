/**
 * What diskimage-builder starts from: a Debian root that is made once, and an element that unpacks it.
 *
 * @module
 */
import $ from "dax";
import { join } from "@std/path";
import { lock } from "./lock.ts";
import { writeFile } from "./trees.ts";

/** What dib's hooks run, what boots, and cloud-init, of which nothing may be left. */
const PACKAGES = [
  ...["systemd-sysv", "udev", "sudo", "python3-minimal", "libpython3-stdlib", "ca-certificates"],
  "cloud-init",
];

/**
 * A tar file with the root of this machine's release from this machine's own mirror, kept in `cache`. `more` packages
 * make it another root, with `name` in its own, and so do those of PACKAGES that it is to be `without`.
 */
export async function preparedRoot(
  cache: string,
  name = "",
  more: readonly string[] = [],
  without: readonly string[] = [],
): Promise<string> {
  const { mirror, suite } = await ownMirror();
  const root = join(cache, `${suite}${name}.tar`);
  using _lock = lock(`${root}.lock`);
  if ($.path(root).existsSync()) return root;
  const fresh = `${root}.new`;
  const excluded = ["doc", "locale", "man"].map((name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`);
  const packages = [...PACKAGES, ...more].filter((name) => !without.includes(name)).join();
  await $`mmdebstrap --format=tar --variant=minbase --include=${packages} ${excluded} ${suite} ${fresh} ${mirror}`
    .stdin("null").quiet();
  await Deno.rename(fresh, root);
  return root;
}

async function ownMirror(): Promise<{ mirror: string; suite: string }> {
  const { VERSION_CODENAME: suite = "" } = parseOsRelease(await Deno.readTextFile("/etc/os-release"));
  const format = "$(REPO_URI) $(CODENAME) $(COMPONENT)";
  const targets = await $`apt-get indextargets --format ${format} ${"Identifier: Packages"}`.lines();
  const mirror = targets.map((line) => line.split(" "))
    .find(([, codename, component]) => codename === suite && component === "main")?.[0];
  if (mirror === undefined) throw new Error(`apt has no source for ${suite}; add it to /etc/apt`);
  return { mirror, suite };
}

function parseOsRelease(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...text.matchAll(/^(\w+)="?(.*?)"?$/gm)].map(([, name, value]) => [name, value]),
  );
}

const UNPACK = `#!/bin/bash
set -eu
set -o pipefail
tar -C "$TARGET_ROOT" --numeric-owner -xf "$PREPARED_ROOT"
mkdir -p "$TARGET_ROOT/etc/network/interfaces.d" "$TARGET_ROOT/etc/sysctl.d"
`;

/** Left behind by other elements and by earlier builds, each in its place. */
const LEFTOVERS: Readonly<Record<string, string>> = {
  "etc/network/interfaces.d/eth0": "auto eth0\\niface eth0 inet dhcp\\n",
  "etc/sysctl.conf": "net.ipv4.ip_forward=1\\nnet.ipv6.conf.all.router_solicitation_delay=5\\n",
};

/** Writes the element `prepared-root`, which stands in for an operating system's, into a folder of elements. */
export function writeRootElement(elements: string): void {
  const leave = Object.entries(LEFTOVERS).map(([path, text]) =>
    `printf '${text}' > "$TARGET_ROOT/${path}"\n`
  );
  const at = join(elements, "prepared-root");
  writeFile(join(at, "element-provides"), "operating-system\n");
  writeFile(join(at, "element-deps"), "dpkg\n");
  writeFile(join(at, "root.d/10-prepared-root"), UNPACK + leave.join(""), 0o755);
  writeFile(
    join(at, "environment.d/10-prepared-root.bash"),
    "export DISTRO_NAME=debian\nexport DIB_RELEASE=$(. /etc/os-release && echo $VERSION_CODENAME)\n" +
      "export DIB_INIT_SYSTEM=${DIB_INIT_SYSTEM:-systemd}\n",
  );
}
