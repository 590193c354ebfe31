import type { ImageFile, Leftover, StackServices } from "../stack.ts";

export const services: StackServices = {
  units: ["network.service"],
  companions: [],
  scripts: ["network"],
  runlevel: "boot",
};

export const leftovers: readonly Leftover[] = [
  // Of the network service, and what NetworkManager reads of them.
  {
    directory: "/etc/sysconfig/network-scripts",
    pattern: /^(?:(?:ifcfg|keys|route6?|rule6?)-(?!lo(?:$|:))|route6?$)/,
  },
  { directory: "/etc/sysctl.d", pattern: /^90-simple-init-network-scripts\.conf$/ },
];

/** It needs none beside its service. */
export function files(): ImageFile[] {
  return [];
}
