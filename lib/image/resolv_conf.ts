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

function nameServers(text: string): string[] {
  return [...text.matchAll(/^nameserver[ \t]+(\S+)/gm)].map(([, server]) => server!);
}
