/**
 * The links that ignore router advertisements, in `/etc/sysctl.d`: `ifup` brings a link up first and tells the kernel then,
 * and what was learned in between stays. The network service reads the directory before it brings up any.
 *
 * @module
 */
import { isPort, type Link, type NetworkConfig } from "../../network.ts";
import type { RenderedFile } from "../stack.ts";
import { SYSCTL_DIRECTORY, SYSCTL_FILE } from "./facts.ts";

/** Whether the kernel is told so before the link comes up: what is made is not there yet. */
export function isToldEarly(link: Link): boolean {
  return link.kind === "physical" && link.routerAdvertisements === "ignore" && !isPort(link);
}

export function sysctlFile({ links }: NetworkConfig): RenderedFile[] {
  const lines = links.filter(isToldEarly).map(({ name }) => `net/ipv6/conf/${name}/accept_ra = 0\n`);
  if (lines.length === 0) return [];
  return [{ path: `${SYSCTL_DIRECTORY}/${SYSCTL_FILE}`, contents: lines.join(""), mode: 0o644 }];
}
