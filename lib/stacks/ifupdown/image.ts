import type { ImageFile, Leftover, StackServices } from "../stack.ts";

export const services: StackServices = {
  units: ["networking.service"],
  companions: [],
  scripts: ["networking"],
  runlevel: "boot",
};

export const leftovers: readonly Leftover[] = [
  // Hidden files are nobody's.
  { directory: "/etc/network/interfaces.d", pattern: /^(?!\.)/ },
];

/** It needs none beside its service. */
export function files(): ImageFile[] {
  return [];
}
