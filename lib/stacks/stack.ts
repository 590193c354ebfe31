/**
 * What a renderer is: a row of the table in `mod.ts`.
 *
 * @module
 */
import type { NetworkConfig } from "../network.ts";
import type { Problem } from "../problem.ts";

export type StackName =
  | "ifupdown"
  | "netifrc"
  | "netplan"
  | "network-scripts"
  | "networkd"
  | "networkmanager"
  | "wicked";

/** A file that shall be there. The marker's line is not part of it: whoever writes the file puts it first. */
export interface RenderedFile {
  /** Absolute, within the target root. */
  readonly path: string;
  readonly contents: string;
  readonly mode: 0o600 | 0o644;
  /** The link that it is about; absent: about the machine. */
  readonly link?: string;
  /**
   * What becomes of a file at this path that somebody else wrote: by default it is kept and said so; `replace` is for
   * one that is known to say nothing (an empty `resolv.conf`), `keep` for one that only has to be there.
   */
  readonly foreign?: "replace" | "keep";
}

/** What a rendering depends on beside the network: facts about the target's root. */
export interface RenderTarget {
  /** `/etc/network/interfaces` as it is, without a marker of ours; undefined where it is absent or ours. */
  readonly foreignInterfaces: string | undefined;
  /** `resolvconf` or `openresolv` is installed, and takes name servers from ifupdown's stanzas. */
  readonly hasResolvconf: boolean;
  /** `/etc/resolv.conf` as it is, without a marker of ours; undefined where it is absent, ours or a link. */
  readonly foreignResolvConf: string | undefined;
  /** Where `/etc/resolv.conf` points to, where it is a symbolic link. */
  readonly resolvConfLink?: string | undefined;
}

/** A symbolic link that shall be there, as a service manager wants one. Whatever else stands in its place is kept. */
export interface RenderedLink {
  /** Absolute, within the target root. */
  readonly path: string;
  /** As it is written into the link. */
  readonly target: string;
  readonly link?: string;
}

export interface Rendering {
  readonly files: readonly RenderedFile[];
  readonly links?: readonly RenderedLink[];
  /** What the target cannot express. `file` is the path that lacks it. */
  readonly problems: readonly Problem[];
}

/** A directory and a pattern that only names of this program's own files match. */
export interface OwnedFiles {
  readonly directory: string;
  readonly pattern: RegExp;
  /** The symbolic links that belong to the file of a name, and go with it. */
  readonly companions?: (name: string) => readonly string[];
}

export interface Stack {
  readonly name: StackName;
  /** Its DHCP client holds up the boot on an interface without a carrier. */
  readonly dhcpBlocksBoot: boolean;
  /** Where its files are, to find those of an earlier configuration that are no longer wanted. */
  readonly owned: readonly OwnedFiles[];
  /** Where other files of the stack are, which an operator may have written. */
  readonly foreign: readonly OwnedFiles[];
  /** The device names that such a file configures, by its text and name: the operator has spoken for them. */
  claims(text: string, fileName: string): readonly string[];
  render(config: NetworkConfig, target: RenderTarget): Rendering;
  /**
   * What has to run on the machine itself after its files have changed, before the stack starts.
   *
   * @param isThere whether there is such a file
   */
  readonly afterChange?: (isThere: (path: string) => boolean) => readonly string[];
}
