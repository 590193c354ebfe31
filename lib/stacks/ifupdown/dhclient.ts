/**
 * What ifupdown has no option for, and its usual DHCP client a hook: dhclient-script(8) reads the files of a directory before it
 * does anything, and calls the function that it finds then.
 *
 * @module
 */
import type { NetworkConfig } from "../../network.ts";
import type { RenderedFile } from "../stack.ts";
import { DHCLIENT_HOOKS } from "./facts.ts";

/** The links whose leases have no say in `/etc/resolv.conf`, which each of them would replace by its own. */
export function dhclientHook({ links }: NetworkConfig): RenderedFile[] {
  const names = links.filter(({ learnedDns }) => learnedDns === false).map(({ name }) => name);
  if (names.length === 0) return [];
  return [{
    path: `${DHCLIENT_HOOKS}/simple-init`,
    contents: `case "$interface" in\n${
      names.map((name) => `${name}) make_resolv_conf() { :; } ;;\n`).join("")
    }esac\n`,
    mode: 0o644,
  }];
}
