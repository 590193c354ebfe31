/**
 * What an image needs of its own before the first hook: an element that lays a tree over the root, and the trees that
 * stand in for package registries.
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

/** A tree for `local-files` whose pip has the files of a directory, and no others. */
export async function writePipFiles(tree: string, files: string): Promise<void> {
  writeFile(join(tree, "etc/pip.conf"), PIP_CONF);
  await $`mkdir -p ${join(tree, "srv")} && /bin/cp -r ${files} ${join(tree, "srv/pip")}`;
}

/** glean's source as a git repository with the branch `branch`, and its version as a tag. */
export async function writeGleanRepository(
  directory: string,
  source: string,
  branch: string,
): Promise<string> {
  const [{ name }] = [...Deno.readDirSync(source)] as [Deno.DirEntry];
  const [, version = ""] = /-([\d.]+)\.tar\.gz$/.exec(name) ?? [];
  await Deno.mkdir(directory);
  await $`tar -C ${directory} --strip-components=1 --no-same-owner -xf ${join(source, name)}`;
  const git = (...words: string[]) =>
    $`git -c user.name=test -c user.email=test@localhost ${words}`.cwd(directory).quiet();
  await git("init", "--quiet", `--initial-branch=${branch}`);
  await git("add", "--all");
  // What only a source distribution has would be an answer to which version it is.
  await git("rm", "--quiet", "--cached", "-r", "PKG-INFO", "glean.egg-info");
  await git("commit", "--quiet", "--message=test");
  await git("tag", "--annotate", "--message=test", version);
  return directory;
}
