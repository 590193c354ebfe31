import type { ImageFile, Leftover, StackServices } from "../stack.ts";

export const services: StackServices = {
  units: [],
  companions: [],
  scripts: ["net.lo"],
  runlevel: "boot",
};

export const leftovers: readonly Leftover[] = [
  // `net.lo` is the one that the others are links to.
  { directory: "/etc/conf.d", pattern: /^net(?:$|\.(?!lo$))/ },
  { directory: "/etc/init.d", pattern: /^net\.(?!lo$)/ },
  { directory: "/etc/sysctl.d", pattern: /^90-simple-init\.conf$/ },
  // OpenRC starts an interface by a link in a run level.
  { directory: "/etc/runlevels/*", pattern: /^net\.(?!lo$)/ },
];

/** It needs none beside its service. */
export function files(): ImageFile[] {
  return [];
}
