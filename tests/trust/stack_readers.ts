/**
 * Which names in its directories a network stack, or whoever else, reads: none of ours that is not finished may be one.
 *
 * @module
 */
import { basename, dirname } from "@std/path";

/** Patterns of names by directory, from the documentation or source that is named. */
const READERS: Readonly<Record<string, RegExp>> = {
  // initscripts' network(5) file of all interfaces
  "etc/sysconfig": /^network$/,
  // interfaces(5), source-directory; `source interfaces.d/*` leaves out what begins with a dot, as every shell pattern
  "etc/network/interfaces.d": /^[a-zA-Z0-9_-]+$|^[^.]/,
  "etc/network": /^interfaces$/,
  // dhclient-script(8) runs what run-parts(8) lists
  "etc/dhcp/dhclient-enter-hooks.d": /^[a-zA-Z0-9_-]+$/,
  // netplan(5)
  "etc/netplan": /\.yaml$/,
  // NetworkManager's nms-keyfile-utils.c leaves out what begins with a dot; the suffix is that of its documentation
  "etc/NetworkManager/system-connections": /^[^.].*\.nmconnection$|^[^.][^.]*$/,
  // NetworkManager.conf(5)
  "etc/NetworkManager/conf.d": /\.conf$/,
  // systemd.network(5), systemd.netdev(5), systemd.link(5)
  "etc/systemd/network": /\.(?:network|netdev|link)$/,
  // initscripts' network-functions, and wicked's compat reader
  "etc/sysconfig/network-scripts": /^(?:ifcfg|route|route6|rule)-/,
  "etc/sysconfig/network": /^(?:ifcfg|ifroute|ifsysctl)-|^routes$|^config$/,
  // OpenRC's librc, ls_dir(): not what begins with a dot
  "etc/conf.d": /^[^.]/,
  "etc/init.d": /^[^.]/,
  "etc/runlevels/default": /^[^.]/,
  // sysctl.d(5)
  "etc/sysctl.d": /\.conf$/,
  // resolved.conf(5)
  "etc/systemd/resolved.conf.d": /\.conf$/,
  "etc": /^(?:hosts|hostname|resolv\.conf)$/,
};

/** Of a run on a tree; nobody looks for anything there but directories of known names. */
export const LOCK = ".lock.simple-init";

const HOME = /^(?:root|home\/[^/]+)$/;

/** sshd(8), rshd(8), login(1) and the shells. */
const READ_AT_LOGIN = /^\.(?:ssh|[rs]hosts|hushlogin|profile|login|logout|bash.*|zsh.*|csh.*|k5login)$/;

/** Whether anything reads a file of this name there. Of directories that are not known, everything is read. */
export function isReadByOthers(path: string): boolean {
  const directory = dirname(path);
  if (/\/\.ssh$/.test(directory)) return /^(?:authorized_keys2?|rc|environment|config)$/.test(basename(path));
  if (directory === "var/lib/simple-init" || path === LOCK) return false;
  if (HOME.test(directory)) return READ_AT_LOGIN.test(basename(path));
  return READERS[directory]?.test(basename(path)) ?? true;
}

/** A file that simple-init has not finished. */
export function isTemporary(path: string): boolean {
  return /^\..*\.simple-init$/.test(basename(path));
}
