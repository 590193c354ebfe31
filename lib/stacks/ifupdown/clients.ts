/**
 * The commands by which a stanza asks DHCP servers itself, where the methods of ifup would wait for them, or would have
 * the client do more than it is asked for: dhcpcd takes over all of IPv6 unless it is told which family it is for.
 *
 * The kernel listens to routers, as it does under the other client, and makes the addresses that a cloud lets out.
 *
 * @module
 */
import type { Link } from "../../network.ts";
import type { DhcpClient } from "../stack.ts";
import type { Options } from "./device.ts";
import { hasDefault4 } from "./dhclient.ts";

/** Asks for an IPv4 address, without five seconds in which others might say that it is theirs, and goes on at once or, where somebody `waits`, when there is one or nobody answers for long. */
export function dhcp4Commands(link: Link, client: DhcpClient, waits: boolean): Options {
  const { name, mtu, learnedMetric, learnedDns } = link;
  if (client === "dhclient") {
    const metric = learnedMetric === undefined ? "" : ` -e IF_METRIC=${learnedMetric}`;
    const files = dhclientFiles(name, "");
    return [
      `up dhclient -4${waits ? "" : " -nw"}${metric} ${files} ${name} || true`,
      `down dhclient -4 -r ${files} ${name} || true`,
    ];
  }
  if (client === "udhcpc") return udhcpcCommands(link, waits);
  const metric = learnedMetric === undefined ? [] : [`-m ${learnedMetric}`];
  // It would take the drive's default route away for its own.
  const stated = [...(mtu === undefined ? [] : ["-O interface_mtu"]), ...(hasDefault4(link) ? ["-G"] : [])];
  const words = ["-A", ...metric, ...stated, ...withoutDns(learnedDns), name].join(" ");
  const background = `dhcpcd -4 -b ${words} || true`;
  return [`up ${waits ? `dhcpcd -4 ${words} || ` : ""}${background}`, `down dhcpcd -4 -k ${name} || true`];
}

/** By udhcpc, which hands its environment to the script that sets up what a lease says. */
function udhcpcCommands({ name, learnedMetric, learnedDns }: Link, waits: boolean): Options {
  const told = [
    ...(learnedMetric === undefined ? [] : [`IF_METRIC=${learnedMetric}`]),
    ...(learnedDns === false ? ["IF_PEER_DNS=no"] : []),
  ];
  const pidFile = `/run/udhcpc.${name}.pid`;
  const words = `-R -p ${pidFile} -i ${name}`;
  const ask = waits ? `udhcpc -b ${words} || true` : `udhcpc -f ${words} >/dev/null 2>&1 &`;
  return [`up ${[...told, ask].join(" ")}`, `down kill $(cat ${pidFile}) || true`];
}

/** Asks by DHCPv6 for addresses or the rest, and goes on at once. */
export function dhcp6Commands({ name, dhcp6, learnedDns }: Link, client: DhcpClient): Options {
  if (dhcp6 === "off") return [];
  const isInformation = dhcp6 === "information";
  if (client === "dhcpcd") {
    const mode = isInformation ? "--inform6" : "--ia_na";
    const words = ["--noipv6rs", mode, ...withoutDns(learnedDns), name].join(" ");
    return [`up dhcpcd -6 -b ${words} || true`, `down dhcpcd -6 -k ${name} || true`];
  }
  const files = dhclientFiles(name, "6");
  const start = `exec dhclient -6 -nw${isInformation ? " -S" : ""} ${files} ${name}`;
  return [
    `up (${whenLinkLocal(name)} ${start}) >/dev/null 2>&1 &`,
    `down dhclient -6 -r ${files} ${name} || true`,
  ];
}

/** By dhcpcd, which would write `/etc/resolv.conf`. dhclient has a hook for that. */
function withoutDns(learnedDns: Link["learnedDns"]): string[] {
  return learnedDns === false ? ["-C resolv.conf"] : [];
}

/** Where ifup's own methods have them. */
function dhclientFiles(name: string, family: "" | "6"): string {
  return `-pf /run/dhclient${family}.${name}.pid -lf /var/lib/dhcp/dhclient${family}.${name}.leases`;
}

/** dhclient ends where there is no link-local address yet; on a link that was taken down there is never one. */
function whenLinkLocal(name: string): string {
  return `until ip -6 addr show dev ${name} scope link -tentative | grep -q inet6; ` +
    `do ip link show dev ${name} up | grep -q . || exit; sleep 0.2; done;`;
}
