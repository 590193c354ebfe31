/**
 * What stands at `/etc/resolv.conf`, and whose it is.
 *
 * @module
 */
import { ownership } from "../apply/marker.ts";
import type { System } from "../system/system.ts";
import * as parts from "./parts.ts";
import { RESOLV_CONF } from "./paths.ts";
import type { LinkedProgram, Standing } from "./signs.ts";

/** A line by which resolv.conf(5) says something: a keyword begins the line, white space follows it. */
const DIRECTIVE = /^(?:nameserver|domain|search|sortlist|options)[ \t]/m;

/** The ends of their files' paths, which begin with `/run`, `/var/run`, `/etc` or `../run`. */
const LINKS: readonly (readonly [end: string, LinkedProgram])[] = [
  ["/systemd/resolve/stub-resolv.conf", "systemd-resolved"],
  ["/systemd/resolve/resolv.conf", "systemd-resolved"],
  ["/systemd/resolv.conf", "systemd-resolved"],
  ["/NetworkManager/resolv.conf", "NetworkManager"],
  ["/NetworkManager/no-stub-resolv.conf", "NetworkManager"],
  ["/resolvconf/run/resolv.conf", "resolvconf"],
  ["/resolvconf/resolv.conf", "resolvconf"],
  ["/netconfig/resolv.conf", "netconfig"],
];

/** What is there in a root. */
export function standing(root: System): Standing {
  const kind = root.lstat(RESOLV_CONF)?.kind;
  if (kind === undefined) return { kind: "absent" };
  if (kind === "symlink") return linkTo(root.readLink(RESOLV_CONF));
  return kind === "file" ? ofText(root, root.readText(RESOLV_CONF) ?? "") : { kind: "somebodys" };
}

function linkTo(target: string): Standing {
  const to = LINKS.find(([end]) => target.endsWith(end))?.[1];
  return to === undefined ? { kind: "somebodys" } : { kind: "link", to };
}

function ofText(root: System, text: string): Standing {
  const owner = ownership(RESOLV_CONF, text);
  if (owner !== "foreign") return { kind: owner === "ours" ? "ours" : "somebodys" };
  if (!DIRECTIVE.test(text)) return { kind: "blank" };
  const { generatorOf, isOfLeases } = parts.generated();
  const by = generatorOf(text) ?? (isOfLeases(root, text) ? "dhclient" : undefined);
  if (by === undefined) return { kind: "somebodys" };
  // A copy of the file that it would be a link to works as well.
  return by === "systemd-resolved" ? { kind: "link", to: by } : { kind: "generated", by };
}
