import type { ImageFile, Leftover, StackServices } from "../stack.ts";

export const services: StackServices = {
  units: ["wicked.service"],
  companions: [],
  scripts: ["wicked"],
  runlevel: "boot",
};

export const leftovers: readonly Leftover[] = [
  {
    directory: "/etc/sysconfig/network",
    pattern: /^(?:(?:ifcfg|ifroute|ifrule|ifsysctl)-(?!lo$)|routes$)/,
  },
];

/** It needs none beside its service. */
export function files(): ImageFile[] {
  return [];
}
