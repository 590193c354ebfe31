/**
 * What is asked of a root, whoever takes name servers there.
 *
 * @module
 */
import type { DnsOwner, StackFacts } from "../stacks/stack.ts";
import type { System } from "../system/system.ts";
import type { Generator } from "./generated.ts";

/** Programs that have a file of their own for `/etc/resolv.conf` to be a link to. */
export type LinkedProgram = "systemd-resolved" | "NetworkManager" | "resolvconf" | "netconfig";

/**
 * `blank` says nothing to a resolver, `generated` is what a program wrote and nobody edited, `link` is one to a file that a
 * program fills. `somebodys` is all that is not known to be nobody's.
 */
export type Standing =
  | { readonly kind: "absent" | "ours" | "blank" | "somebodys" }
  | { readonly kind: "generated"; readonly by: Generator }
  | { readonly kind: "link"; readonly to: LinkedProgram };

const UNIT = "systemd-resolved.service";
const UNITS = "/etc/systemd/system";

/** By what `systemctl enable` makes, of this version or an older one. */
const STARTS = [
  `${UNITS}/sysinit.target.wants/${UNIT}`,
  `${UNITS}/multi-user.target.wants/${UNIT}`,
  `${UNITS}/dbus-org.freedesktop.resolve1.service`,
  `/usr/lib/systemd/system/sysinit.target.wants/${UNIT}`,
];

/** What there is to look at, when it is looked at. */
export class Signs {
  constructor(readonly root: System, readonly stack: StackFacts, readonly there: Standing) {}

  isThere(...paths: readonly string[]): boolean {
    return paths.some((path) => this.root.lstat(path) !== undefined);
  }

  /** Without the stack's own program nothing is known of the root. */
  isInstalled(): boolean {
    return this.isThere(...this.stack.signs.programs);
  }

  isLinkTo(program: LinkedProgram): boolean {
    return this.there.kind === "link" && this.there.to === program;
  }

  /** A link that nobody fills, or the file of ours in its place, which stays until somebody else writes it. */
  isStandIn(): boolean {
    return (this.there.kind === "link" || this.there.kind === "ours") && this.isInstalled();
  }

  /** Whether systemd-resolved is enabled, its unit is there, and not masked. */
  startsResolved(): boolean {
    const mask = `${UNITS}/${UNIT}`;
    return STARTS.some((path) => this.root.stat(path) !== undefined) &&
      !(this.root.lstat(mask)?.kind === "symlink" && this.root.readLink(mask) === "/dev/null");
  }

  /** `/etc/resolv.conf` of ours, unless what is there is somebody's. */
  ours(): DnsOwner {
    const { kind } = this.there;
    if (kind === "somebodys") return { writer: "somebody", how: "file" };
    return kind === "absent" || kind === "ours"
      ? { writer: "simple-init", how: "file" }
      : { writer: "simple-init", how: "file", replaces: true };
  }
}
