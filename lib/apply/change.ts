/**
 * What is to become different on the disk, as values: `plan` shows them, `boot` makes them.
 *
 * @module
 */

import type { Owner } from "../system/system.ts";
import type { Home } from "./home.ts";

/** What a change is for; a fault in one of them does not stop the others. `image`: what a build makes ready;
 * `state`: what a later boot needs of this one. */
export type Purpose = "image" | "network" | "host name" | "SSH keys" | "state";

export type Change = FileChange | LinkChange | DirectoryChange | KernelHostName;

export interface FileChange {
  readonly kind: "create" | "update" | "remove";
  readonly purpose: Purpose;
  /** Absolute, within the target root. */
  readonly path: string;
  /** The text that is there; empty for `create`. */
  readonly before: string;
  /** The text that is to be there; empty for `remove`. */
  readonly after: string;
  readonly mode: number;
  readonly owner?: Owner;
  /** The link that the file is about. */
  readonly link?: string;
  /** For what is in a user's home. */
  readonly home?: Home;
  /** Paths of changes before it; where one of them fails, this change is left out. */
  readonly needs?: readonly string[];
}

/** A symbolic link, made or removed. */
export interface LinkChange {
  readonly kind: "make link" | "remove link";
  readonly purpose: Purpose;
  readonly path: string;
  readonly target: string;
}

export interface DirectoryChange {
  readonly kind: "make directory";
  readonly purpose: Purpose;
  readonly path: string;
  readonly mode: number;
  readonly owner?: Owner;
  /** For what is in a user's home. */
  readonly home?: Home;
}

/** The name that the running kernel has. */
export interface KernelHostName {
  readonly kind: "set kernel host name";
  readonly purpose: "host name";
  readonly path: typeof KERNEL_HOST_NAME;
  readonly before: string;
  readonly after: string;
}

export const KERNEL_HOST_NAME = "/proc/sys/kernel/hostname";
