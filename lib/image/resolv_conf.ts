/**
 * The build host's name servers, which tools like debootstrap copy into the image's `/etc/resolv.conf`: a machine could
 * not tell them from an operator's, and would keep them instead of the config drive's.
 *
 * While hooks run, diskimage-builder has its own copy of the host's file in place and the image's beside it, as
 * `resolv.conf.ORIG`, which it puts back at the end. So the build still resolves names, an element that put name servers
 * of its own there keeps them, and below a root that no build has prepared nothing is known and nothing is done.
 *
 * @module
 */
import type { LinkChange } from "../apply/change.ts";
import type { System } from "../system/system.ts";
import type { ImagePlan } from "./image_hook.ts";

const BUILDS = "/etc/resolv.conf";
const IMAGES = "/etc/resolv.conf.ORIG";

/** Removes the image's file where all servers in it are the build's. */
export function planResolvConf(system: System): ImagePlan {
  const before = system.lstat(IMAGES)?.kind === "file" ? system.readText(IMAGES) ?? "" : "";
  const builds = nameServers(system.readText(BUILDS) ?? "");
  const servers = nameServers(before);
  if (
    servers.length === 0 || servers.some((server) => !builds.includes(server))
  ) {
    return { changes: [], problems: [] };
  }
  const change = { kind: "remove", purpose: "image", path: IMAGES, before, after: "", mode: 0 } as const;
  return { changes: [change], problems: [] };
}

/** Relative, as systemd's own: it is also right where another root is looked at. */
const STUB = "../run/systemd/resolve/stub-resolv.conf";

/**
 * The link by which programs reach systemd-resolved, where the image has no `/etc/resolv.conf`. A build's own copy in its
 * place is known by its mode; then the link is put beside it, for diskimage-builder to put back, and the rest of the
 * build still resolves names.
 */
export function planStubLink(system: System): LinkChange[] {
  if (system.lstat(IMAGES) !== undefined) return [];
  const status = system.lstat(BUILDS);
  if (status !== undefined && !(status.kind === "file" && status.mode === BUILDS_MODE)) return [];
  const path = status === undefined ? BUILDS : IMAGES;
  return [{ kind: "make link", purpose: "image", path, target: STUB }];
}

/** diskimage-builder lets everybody write its copy; nobody does so with a file of an image. */
const BUILDS_MODE = 0o777;

function nameServers(text: string): string[] {
  return [...text.matchAll(/^nameserver[ \t]+(\S+)/gm)].map(([, server]) => server!);
}
