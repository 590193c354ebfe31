/**
 * What ifupdown has no option for, and its usual DHCP client a hook: dhclient-script(8) reads the files of a directory before it
 * does anything, and calls the function that it finds then.
 *
 * @module
 */
import type { NetworkConfig } from "../../network.ts";
import type { RenderedFile } from "../stack.ts";
import { DHCLIENT_HOOKS } from "./facts.ts";

/**
 * What the hook does by link: a lease that has no say in `/etc/resolv.conf` does not replace it by its own; and DHCPv6 begins
 * without taking static addresses, as those of a client that was killed, from a link (`PREINIT6`), which is up by then.
 */
export function dhclientHook({ links }: NetworkConfig): RenderedFile[] {
  const lines = links.filter(({ learnedDns }) => learnedDns === false)
    .map(({ name }) => `${name}) make_resolv_conf() { :; } ;;\n`);
  const kept = links.filter(({ dhcp6, addresses }) =>
    dhcp6 !== "off" && addresses.some(({ ip }) => ip.family === 6)
  ).map(({ name }) => `${name},PREINIT6) exit 0 ;;\n`);
  if (lines.length + kept.length === 0) return [];
  return [{
    path: `${DHCLIENT_HOOKS}/simple-init`,
    contents: caseOf("$interface", lines) + caseOf("$interface,$reason", kept),
    mode: 0o644,
  }];
}

function caseOf(value: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `case "${value}" in\n${lines.join("")}esac\n`;
}
