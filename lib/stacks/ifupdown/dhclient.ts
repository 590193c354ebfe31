/**
 * What ifupdown has no option for, and its usual DHCP client a hook: dhclient-script(8) reads the files of a directory before it
 * does anything, and calls the function that it finds then.
 *
 * @module
 */
import { LEARNED_METRIC } from "../../metrics.ts";
import type { Link, NetworkConfig } from "../../network.ts";
import type { DhcpClient, RenderedFile } from "../stack.ts";
import { DHCLIENT_HOOKS } from "./facts.ts";

/**
 * What the hook does by link. A lease that has no say in `/etc/resolv.conf` does not replace it by its own, nor an MTU that the
 * drive states, and its routes are as good as the drive would have them. DHCPv6 begins without taking static addresses, as
 * those of a client that was killed, from a link (`PREINIT6`), which is up by then.
 */
export function dhclientHook({ links }: NetworkConfig, client: DhcpClient): RenderedFile[] {
  const lines = links.flatMap((link) => {
    const commands = [
      ...(link.learnedDns === false ? ["make_resolv_conf() { :; }"] : []),
      ...(client === "dhclient" && link.dhcp4 ? leaseCommands(link) : []),
    ];
    return commands.length === 0 ? [] : `${link.name}) ${commands.join("; ")} ;;\n`;
  });
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

/** Debian's hook for classless routes, of which the default route is one, runs in the same shell and knows of no metric. */
function leaseCommands(link: Link): string[] {
  const metric = link.learnedMetric ?? (hasDefault4(link) ? LEARNED_METRIC.drive : undefined);
  return [
    ...(link.mtu === undefined ? [] : ["new_interface_mtu="]),
    ...(metric === undefined ? [] : [
      `IF_METRIC=${metric}`,
      'ip() { case "$*" in *" metric "*) ;; "-4 route add "*) set -- "$@" metric "$IF_METRIC" ;; esac; command ip "$@"; }',
    ]),
  ];
}

/** Whether the drive states a default route of IPv4 for the link itself. */
export function hasDefault4({ routes }: Link): boolean {
  return routes.some(({ destination, gateway }) => destination.length === 0 && gateway.family === 4);
}
