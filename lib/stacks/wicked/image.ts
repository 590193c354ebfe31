import type { System } from "../../system/system.ts";
import type { ImageFile, Leftover, StackServices } from "../stack.ts";
import { waitForStated } from "./online.ts";

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

export function files(image: System): ImageFile[] {
  return waitForStated(image);
}
