/**
 * The programs that are called ifup, and what of interfaces(5) each of them knows. All of them know `auto`, `iface … inet manual`
 * and the commands `pre-up`, `up`, `down` and `post-down`; Debian's alone is told more.
 *
 * @module
 */
import type { IfupFlavour } from "../stack.ts";
import { INTERFACES_D } from "./facts.ts";

export interface Flavour {
  /** What people call it. */
  readonly title: string;
  /** The line by which it reads the directory. */
  readonly line: string;
  /** What `source` takes: a pattern, or the path of one file. */
  readonly source: "pattern" | "path";
  /** It knows `source-directory`. */
  readonly knowsDirectories: boolean;
  /** It reads the directory in the order of the names: others in whatever order the file system has. */
  readonly isOrdered: boolean;
}

const PATTERN = `source ${INTERFACES_D}/*`;
const DIRECTORY = `source-directory ${INTERFACES_D}`;

export const FLAVOURS: Readonly<Record<IfupFlavour, Flavour>> = {
  debian: {
    title: "Debian's ifupdown",
    line: PATTERN,
    source: "pattern",
    knowsDirectories: true,
    isOrdered: true,
  },
  // 0.12.1
  "ifupdown-ng": {
    title: "ifupdown-ng",
    line: DIRECTORY,
    source: "path",
    knowsDirectories: true,
    isOrdered: false,
  },
  // Since 1.30; it gives up on all of it where a file or a directory is not there.
  busybox: {
    title: "busybox's ifup",
    line: DIRECTORY,
    source: "path",
    knowsDirectories: true,
    isOrdered: false,
  },
  // 3.0.0
  ifupdown2: {
    title: "ifupdown2",
    line: PATTERN,
    source: "pattern",
    knowsDirectories: false,
    isOrdered: false,
  },
};
