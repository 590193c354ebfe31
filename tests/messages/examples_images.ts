/**
 * Examples of what is said of images that are built.
 *
 * @module
 */
import { planBootProgram } from "../../lib/image/boot_program.ts";
import { check } from "../../lib/image/check.ts";
import { planNoCloudInit } from "../../lib/image/cloud_init.ts";
import type { Build } from "../../lib/image/build.ts";
import { noteGleanDropIns, planNoDhcpAll } from "../../lib/image/neighbours.ts";
import { planOldSystemd } from "../../lib/image/old_systemd.ts";
import type { IMAGES } from "../../lib/messages/machine.ts";
import { memorySystem } from "../../lib/system/memory.ts";
import type { Example } from "./example.ts";

const CLOUD_INIT = memorySystem({ "/usr/bin/cloud-init": "" });
const CHOICE = { stack: "networkmanager", reason: "it was asked for" } as const;

const checked = (mode: string): Example => () =>
  check.plan(
    memorySystem({ "/usr/bin/cloud-init": "", "/etc/os-release": "ID=debian\n" }, undefined, {
      DIB_SIMPLE_INIT_CHECK: mode,
    }),
  ).problems;

const BUILD: Build = {
  engine: "simple-init",
  initSystem: "systemd",
  stack: "networkd",
  dhcpFallback: true,
  options: [],
};

export const OF_IMAGES: Readonly<Record<keyof typeof IMAGES, Example>> = {
  "boot-program-unusable": () => planBootProgram(memorySystem({}), BUILD).problems,
  "cloud-init-switched-off": () => planNoCloudInit(CLOUD_INIT).problems,
  "dhcp-all-interfaces-removed": () =>
    planNoDhcpAll(memorySystem({ "/etc/udev/rules.d/99-dhcp-all-interfaces.rules": "x" }), CHOICE, BUILD)
      .problems,
  "glean-settings-unused": () =>
    noteGleanDropIns(memorySystem({ "/etc/systemd/system/glean@.service.d/skip-dns.conf": "[Service]\n" }))
      .problems,
  "systemd-old": () =>
    planOldSystemd(
      memorySystem({ "/usr/lib/systemd/system/simple-init.service": "[Service]\nTasksMax=64\n" }),
    ).problems,
  "image-doubted": checked("warn"),
  "image-refused": checked("strict"),
};
