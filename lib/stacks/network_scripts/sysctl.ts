/**
 * The links that ignore router advertisements, and those whose IPv6 addresses are waited for, in `/etc/sysctl.d`: `ifup` brings a link up first and tells the kernel then,
 * and what was learned in between stays. The network service reads the directory before it brings up any.
 *
 * What is made is not there yet then, and gets what is the default. Where one of them ignores routers, so do those of which the
 * drive says nothing of IPv6: told by `ifup`, each would hold up the next for two seconds.
 *
 * @module
 */
import { isPort, type Link, type NetworkConfig } from "../../network.ts";
import type { RenderedFile } from "../stack.ts";
import { askAtOnce } from "../_dad.ts";
import { setsUpIpv6 } from "./ifcfg.ts";
import { SYSCTL_DIRECTORY, SYSCTL_FILE } from "./facts.ts";

function isIgnoring(link: Link): boolean {
  return link.routerAdvertisements === "ignore" && !isPort(link);
}

export function sysctlFile({ links }: NetworkConfig): RenderedFile[] {
  const devices = links.filter(isIgnoring).map(({ kind, name }) => kind === "physical" ? name : "default");
  const lines = [...new Set(devices)].map((device) => `net/ipv6/conf/${device}/accept_ra = 0\n`);
  const contents = lines.join("") + askAtOnce(links.filter(setsUpIpv6));
  return contents === "" ? [] : [{ path: `${SYSCTL_DIRECTORY}/${SYSCTL_FILE}`, contents, mode: 0o644 }];
}
