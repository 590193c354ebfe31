/**
 * What an image needs of its own before the first hook: an element that lays a tree over the root, and the trees that
 * stand in for package registries, which no test may need a network for.
 *
 * @module
 */
import $ from "dax";
import { join } from "@std/path";
import { writeFile } from "../support/trees.ts";

/** The element `local-files`: what lies in the directory `LOCAL_FILES` is laid over the root. */
export function writeLocalFilesElement(elements: string): void {
  writeFile(
    join(elements, "local-files/root.d/20-local-files"),
    "#!/bin/bash\nset -eu\nset -o pipefail\n" +
      'tar -C "$LOCAL_FILES" -c . | tar -C "$TARGET_ROOT" -x --keep-directory-symlink --no-overwrite-dir\n',
    0o755,
  );
}

/** The element `sysvinit`: the packages `INIT_PACKAGES` take systemd's place as init. */
export function writeInitElement(elements: string): void {
  writeFile(
    join(elements, "sysvinit/pre-install.d/99-sysvinit"),
    "#!/bin/bash\nset -eu\nset -o pipefail\n" +
      "apt-get --yes --allow-remove-essential install $INIT_PACKAGES\n",
    0o755,
  );
}

/** A repository of apt's with packages, each with its files by path, in a tree for `local-files`. */
export async function writeAptRepository(
  tree: string,
  packages: Readonly<Record<string, Files>>,
): Promise<void> {
  const repository = join(tree, "srv/packages");
  const index = await Promise.all(
    Object.entries(packages).map(([name, files]) => pack(repository, name, files)),
  );
  writeFile(join(repository, "Packages"), index.join("\n"));
  writeFile(join(tree, "etc/apt/sources.list.d/local.list"), "deb [trusted=yes] file:/srv/packages ./\n");
}

/** Programs by their paths in the image: each a file to take. */
type Files = Readonly<Record<string, string>>;

/** Makes a package, and returns its paragraph of the index. */
async function pack(repository: string, name: string, files: Files): Promise<string> {
  const at = join(repository, name);
  const control = [
    `Package: ${name}`,
    "Version: 1.0",
    "Architecture: all",
    "Maintainer: test <test@localhost>",
    "Description: test",
  ];
  writeFile(join(at, "DEBIAN/control"), control.map((line) => `${line}\n`).join(""));
  for (const [path, source] of Object.entries(files)) {
    writeFile(join(at, path), "");
    await Deno.copyFile(source, join(at, path));
    await Deno.chmod(join(at, path), 0o755);
  }
  const deb = `${at}.deb`;
  await $`dpkg-deb --root-owner-group --build ${at} ${deb}`.quiet();
  await Deno.remove(at, { recursive: true });
  const bytes = await Deno.readFile(deb);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [
    ...control,
    `Filename: ./${name}.deb`,
    `Size: ${bytes.length}`,
    `SHA256: ${digest.toHex()}`,
    "",
  ].join("\n");
}

/** pip in the image finds its packages in the image. Debian's packages for virtual environments bring the rest. */
const PIP_CONF = `[global]
no-index = true
find-links =
    /srv/pip
    /usr/share/python-wheels
`;

/** A stand-in for glean: commands of its names; its installer writes down how it was called, and lays its unit. */
const GLEAN: Readonly<Record<string, string>> = {
  "setup.py": `from setuptools import setup
setup(name="glean", version="1.0", packages=["glean"], setup_requires=["pbr"], scripts=["scripts/glean.sh"],
      entry_points={"console_scripts": ["glean = glean:main", "glean-install = glean:install"]})
`,
  "glean/__init__.py": `import sys

def main():
    print("stand-in", *sys.argv[1:])

def install():
    with open("/etc/glean-install.txt", "a") as calls:
        print(*sys.argv[1:], file=calls)
    with open("/usr/lib/systemd/system/glean@.service", "w") as unit:
        print("[Service]", "ExecStart=/usr/local/bin/glean.sh", sep="\\n", file=unit)
`,
  "scripts/glean.sh": '#!/bin/sh\nexec glean "$@"\n',
};

const PBR: Readonly<Record<string, string>> = {
  "setup.py": 'from setuptools import setup\nsetup(name="pbr", version="1.0", packages=["pbr"])\n',
  "pbr/__init__.py": "",
};

/** A tree for `local-files` whose pip finds pbr, and glean where `releases` says so. */
export async function writePipFiles(tree: string, { releases }: { releases: boolean }): Promise<void> {
  writeFile(join(tree, "etc/pip.conf"), PIP_CONF);
  await writeRelease(join(tree, "srv/pip"), "pbr", PBR);
  if (releases) await writeRelease(join(tree, "srv/pip"), "glean", GLEAN);
}

/** A source distribution, as pip finds it in a directory. */
async function writeRelease(
  directory: string,
  name: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const folder = `${name}-1.0`;
  const metadata = { "PKG-INFO": `Metadata-Version: 1.0\nName: ${name}\nVersion: 1.0\n` };
  writeFiles(join(directory, folder), { ...files, ...metadata });
  await $`tar -C ${directory} -czf ${join(directory, `${folder}.tar.gz`)} ${folder}`;
  await Deno.remove(join(directory, folder), { recursive: true });
}

function writeFiles(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    writeFile(join(directory, path), text, path.endsWith(".sh") ? 0o755 : 0o644);
  }
}

/** The stand-in for glean as a git repository with the branch `branch`. */
export async function writeGleanRepository(directory: string, branch: string): Promise<string> {
  writeFiles(directory, GLEAN);
  const git = (...words: string[]) =>
    $`git -c user.name=test -c user.email=test@localhost ${words}`.cwd(directory).quiet();
  await git("init", "--quiet", `--initial-branch=${branch}`);
  await git("add", "--all");
  await git("commit", "--quiet", "--message=test");
  return directory;
}
