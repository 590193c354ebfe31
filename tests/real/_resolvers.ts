/**
 * Debian's programs that write resolv.conf, in namespaces of their own. Needs root, and Debian's archive.
 *
 * @module
 */
import $ from "dax";
import { join } from "@std/path";
import { requirePrograms } from "../support/packages.ts";
import { fromFileUrl } from "../support/paths.ts";
import { writeFile } from "../support/trees.ts";
import { run } from "./_run.ts";

/** They conflict with each other, or would take over the machine's own resolv.conf: so they are unpacked, not installed. */
const UNPACKED = ["openresolv", "resolvconf", "systemd-resolved"] as const;

const PROGRAMS = {
  NetworkManager: "network-manager",
  "dbus-daemon": "dbus",
  dhclient: "isc-dhcp-client",
  dhcpcd: "dhcpcd-base",
  dnsmasq: "dnsmasq-base",
  ip: "iproute2",
  unshare: "util-linux",
};

/** A program that writes resolv.conf, or a file beside it. */
export type Writer = typeof UNPACKED[number] | "NetworkManager" | "dhclient" | "dhcpcd";

/** The packages' directories. */
export async function unpackResolvers(): Promise<string> {
  await requirePrograms(PROGRAMS);
  const directory = await Deno.makeTempDir();
  await $`apt-get download --quiet -o APT::Sandbox::User=root ${UNPACKED}`.cwd(directory).quiet();
  for (const { name } of [...Deno.readDirSync(directory)]) {
    await $`dpkg-deb --extract ${join(directory, name)} ${join(directory, name.replace(/_.*/, ""))}`;
  }
  return directory;
}

const SCRIPT = fromFileUrl(new URL("resolvers.bash", import.meta.url));

/**
 * The texts of what there is in the end by their paths, after a program has run.
 *
 * @param files below `/etc`; `{ link }` is a symbolic link
 */
export function written(
  packages: string,
  writer: Writer,
  files: Readonly<Record<string, string | { readonly link: string }>> = {},
): Record<string, string> {
  const tree = Deno.makeTempDirSync();
  try {
    for (const [path, file] of Object.entries(files)) {
      if (typeof file === "string") writeFile(join(tree, path), file);
      else Deno.symlinkSync(file.link, join(tree, path));
    }
    const namespaces = ["--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"];
    const { code, output, errors } = run(
      "unshare",
      [...namespaces, "bash", SCRIPT, writer, packages, tree],
      "util-linux",
    );
    if (code !== 0) throw new Error(`${writer} could not be tried: ${errors}${output}`);
    const parts = output.split(/^== (.*)\n/m).slice(1);
    return Object.fromEntries(
      parts.flatMap((path, index) => index % 2 === 0 ? [[path, parts[index + 1]!]] : []),
    );
  } finally {
    Deno.removeSync(tree, { recursive: true });
  }
}
