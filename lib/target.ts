/**
 * The facts about a target's root that a rendering depends on, and the devices that an operator configures there.
 *
 * @module
 */
import { basename } from "@std/path";
import { isForeign } from "./apply/marker.ts";
import { ownFiles } from "./apply/network_files.ts";
import type { Renderer, RenderTarget } from "./renderers/renderer.ts";
import { hasResolvconf } from "./stacks.ts";
import type { System } from "./system/system.ts";

const RESOLV_CONF = "/etc/resolv.conf";

export function inspectTarget(system: System): RenderTarget {
  return {
    foreignInterfaces: foreignText(system, "/etc/network/interfaces"),
    foreignResolvConf: foreignText(system, RESOLV_CONF),
    resolvConfLink: system.lstat(RESOLV_CONF)?.kind === "symlink" ? system.readLink(RESOLV_CONF) : undefined,
    hasResolvconf: hasResolvconf(system),
  };
}

function foreignText(system: System, path: string): string | undefined {
  const text = system.lstat(path)?.kind === "file" ? system.readText(path) : undefined;
  return text !== undefined && isForeign(text) ? text : undefined;
}

/** The devices that files of the renderer's stack configure which this program did not write, each with its file. */
export function findClaims(system: System, renderer: Renderer): Map<string, string> {
  const claims = new Map<string, string>();
  for (const { path, text } of ownFiles(system, renderer.foreign)) {
    if (!isForeign(text)) continue;
    for (const name of renderer.claims(text, basename(path))) if (!claims.has(name)) claims.set(name, path);
  }
  return claims;
}
