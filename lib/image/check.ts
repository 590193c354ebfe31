/**
 * Whether a root will have the network that the boot program configures, and nothing in its way: what is looked at in the end,
 * when every element has done what it does. Reads only.
 *
 * @module
 */
import { parseArguments, readSettings } from "../cli/arguments.ts";
import { chooseFor } from "../plan/stack.ts";
import { noteOn, type Problem, problemIn, quote } from "../problem.ts";
import type { StackName } from "../stacks/stack.ts";
import type { System } from "../system/system.ts";
import { BuildError } from "./build_error.ts";
import type { Finding } from "./finding.ts";
import { BOOT_UNIT, RESOLVED } from "./services.ts";
import type { ImageHook } from "./image_hook.ts";
import { kernelFaults } from "./kernel_check.ts";
import { DHCP_ALL, otherUnits, UNKNOWN_TO_DHCP_ALL } from "./neighbours.ts";
import { unitFor, unitPaths } from "./old_systemd.ts";
import { findUnit, isEnabled, systemdVersion } from "./systemd.ts";

type Check = (root: System, stack: StackName) => readonly Finding[];

/** Each finds one kind of thing. */
const CHECKS: readonly Check[] = [
  dhcpClients,
  cloudInit,
  otherStacks,
  waitOnline,
  resolver,
  units,
  kernelFaults,
  labels,
];

const VARIABLE = "DIB_SIMPLE_INIT_CHECK";

export const check: ImageHook = {
  name: "check",
  summary: `says what is in the way of the network in an image; ${VARIABLE}=strict has it fail`,
  plan: (root) => {
    const said = isStrict(root) ? refused : doubted;
    return { changes: [], problems: findFaults(root).map(said) };
  },
};

function refused({ file, message, action }: Finding): Problem {
  return problemIn(file, message, action, "image-refused");
}

function doubted({ file, message, action }: Finding): Problem {
  return noteOn(file, message, action, "image-doubted");
}

function isStrict(root: System): boolean {
  const value = root.environment(VARIABLE) || "warn";
  if (value === "warn" || value === "strict") return value === "strict";
  throw new BuildError(`${quote(value)} is not a value of ${VARIABLE}; use warn or strict.`);
}

/** What is wrong with a root, for the stack that its settings say, or that a boot would choose. */
export function findFaults(root: System): Finding[] {
  const { renderer } = parseArguments([], readSettings(root).values).options;
  const { stack } = chooseFor(root, renderer).choice;
  return CHECKS.flatMap((find) => find(root, stack));
}

/** dhcpcd, which asks for all interfaces when it runs by itself. */
const DHCPCD = ["dhcpcd.service", "dhcpcd5.service"];

function dhcpClients(root: System, stack: StackName): Finding[] {
  const ofElement = UNKNOWN_TO_DHCP_ALL.includes(stack)
    ? DHCP_ALL.filter((path) => !path.includes("@") && root.lstat(path) !== undefined)
    : [];
  const enabled = DHCPCD.filter((unit) => isEnabled(root, unit)).map((unit) => findUnit(root, unit)!);
  const scripts = ["boot", "default"].map((level) => `/etc/runlevels/${level}/dhcpcd`)
    .filter((path) => root.lstat(path) !== undefined);
  return [...ofElement, ...enabled, ...scripts].map((file) => ({
    file,
    message: `it starts a DHCP client of its own beside ${stack}`,
    action: "leave out the element or the package that brings it, or disable it",
  }));
}

function cloudInit(root: System): Finding[] {
  const file = "/usr/bin/cloud-init";
  const off = "/etc/cloud/cloud-init.disabled";
  if (root.stat(file) === undefined || root.lstat(off) !== undefined) return [];
  const message = "it starts when the image boots, and configures the same network once more";
  return [{ file, message, action: `create ${off}, or leave out what brings it` }];
}

function otherStacks(root: System, stack: StackName): Finding[] {
  return otherUnits(root, stack).filter((unit) => isEnabled(root, unit)).map((unit) => ({
    file: findUnit(root, unit)!,
    message: `it is enabled, but the network is configured for ${stack}`,
    action: `run systemctl disable ${unit}, or choose its stack with DIB_SIMPLE_INIT_RENDERER`,
  }));
}

const WAITS: Readonly<Record<string, readonly StackName[]>> = {
  "NetworkManager-wait-online.service": ["networkmanager"],
  "ifupdown-wait-online.service": ["ifupdown"],
  "systemd-networkd-wait-online.service": ["networkd", "netplan"],
};

function waitOnline(root: System, stack: StackName): Finding[] {
  return Object.entries(WAITS).filter(([unit, stacks]) => !stacks.includes(stack) && isEnabled(root, unit))
    .map(([unit, [other]]) => ({
      file: findUnit(root, unit)!,
      message: `it waits for ${other}, but the network is configured for ${stack}`,
      action: `run systemctl disable ${unit}`,
    }));
}

/** Stacks that give name servers to systemd-resolved. */
const FEEDERS: readonly StackName[] = ["netplan", "networkd", "networkmanager"];

/** While an image is built, diskimage-builder has the build host's file in the place of the image's. */
function resolver(root: System, stack: StackName): Finding[] {
  const path = ["/etc/resolv.conf.ORIG", "/etc/resolv.conf"].find((path) => root.lstat(path) !== undefined);
  const target = path !== undefined && root.lstat(path)?.kind === "symlink" ? root.readLink(path) : "";
  const fault = resolverFault(root, stack, target);
  if (fault === undefined) return [];
  const message = `it is a link to ${target}, and ${fault}`;
  return [{ file: "/etc/resolv.conf", message, action: "remove the link, or enable what fills that file" }];
}

function resolverFault(root: System, stack: StackName, target: string): string | undefined {
  if (target.includes("/NetworkManager/")) {
    return stack === "networkmanager" ? undefined : "NetworkManager, which fills it, does not start";
  }
  if (!target.includes("/systemd/resolve/")) return undefined;
  if (!isEnabled(root, RESOLVED)) return `${RESOLVED}, which fills it, does not start`;
  return FEEDERS.includes(stack) ? undefined : `${stack} gives no name servers to systemd-resolved`;
}

function units(root: System): Finding[] {
  const there = unitPaths(root);
  if (there.length === 0) return [];
  const version = systemdVersion(root);
  const unreadable = there.filter((path) => {
    const text = root.readText(path) ?? "";
    return unitFor(version, text) !== text;
  });
  const notStarted = isEnabled(root, BOOT_UNIT) ? [] : [{
    file: `/usr/lib/systemd/system/${BOOT_UNIT}`,
    message: "it is masked, or not enabled, so that nothing configures the network",
    action: `run systemctl enable ${BOOT_UNIT}`,
  }];
  return [
    ...unreadable.map((file) => ({
      file,
      message: "it has settings that the image's systemd cannot read, and may not start",
      action: "run the hook post-install.d/80-simple-init after systemd is installed",
    })),
    ...notStarted,
  ];
}

/** Where files are labelled at the end of a build, or at the first boot. */
const LABELLERS = ["/usr/sbin/setfiles", "/sbin/setfiles", "/.autorelabel"];

function labels(root: System): Finding[] {
  const file = "/etc/selinux/config";
  const enforces = /^[ \t]*SELINUX[ \t]*=[ \t]*enforcing[ \t]*$/m.test(root.readText(file) ?? "");
  if (!enforces || LABELLERS.some((path) => root.lstat(path) !== undefined)) return [];
  const message = "SELinux enforces its rules, and nothing labels what the build has written";
  return [{ file, message, action: "add the package of setfiles, or create /.autorelabel" }];
}
