import type { Leftover, StackServices } from "../stack.ts";

export const services: StackServices = {
  units: ["systemd-networkd.service"],
  // Name servers that networkd was given reach programs in no other way.
  companions: ["systemd-resolved.service"],
  scripts: [],
  runlevel: "boot",
};

export const leftovers: readonly Leftover[] = [
  { directory: "/etc/netplan", pattern: /\.yaml$/ },
];

export { files } from "../networkd/image.ts";
