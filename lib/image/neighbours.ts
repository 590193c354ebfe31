/**
 * What other elements put into an image, and what is in the way of the network that the boot program configures.
 *
 * @module
 */
import type { Change } from "../apply/change.ts";
import { noteOn } from "../problem.ts";
import type { Choice } from "../stacks/choose.ts";
import { stackOf, STACKS } from "../stacks/mod.ts";
import type { StackName } from "../stacks/stack.ts";
import type { System } from "../system/system.ts";
import type { Build } from "./build.ts";
import type { ImagePlan } from "./image_hook.ts";
import { findUnit, planDisable } from "./systemd.ts";

/**
 * Stacks of whose files diskimage-builder's element dhcp-all-interfaces knows nothing: it would run a second DHCP client. Of
 * ifupdown it asks ifquery, which says nothing of DHCP without options, and then writes into /etc/network/interfaces.
 */
export const UNKNOWN_TO_DHCP_ALL: readonly StackName[] = [
  "ifupdown",
  "networkd",
  "networkmanager",
  "netplan",
];

/** What starts it: a rule of udev's and its unit, or a script of SysV init or upstart. */
export const DHCP_ALL: readonly string[] = [
  "/etc/udev/rules.d/99-dhcp-all-interfaces.rules",
  "/usr/lib/systemd/system/dhcp-interface@.service",
  "/etc/init.d/dhcp-all-interfaces",
  "/etc/init/dhcp-all-interfaces.conf",
];

/** Takes dhcp-all-interfaces out where it would be in the way. */
export function planNoDhcpAll(system: System, { stack }: Choice, { dhcpFallback }: Build): ImagePlan {
  const paths = DHCP_ALL.filter((path) => system.lstat(path)?.kind === "file");
  if (paths.length === 0 || !UNKNOWN_TO_DHCP_ALL.includes(stack)) return { changes: [], problems: [] };
  const changes = paths.map((path): Change => (
    { kind: "remove", purpose: "image", path, before: system.readText(path) ?? "", after: "", mode: 0 }
  ));
  const note = noteOn(
    paths[0]!,
    `the element dhcp-all-interfaces does not see all that ${stack} configures, and would run a second DHCP client`,
    `what starts it is removed; ${
      dhcpFallback
        ? "all interfaces that the config drive says nothing about get DHCP without it"
        : "interfaces that the config drive says nothing about get no DHCP, as was chosen"
    }`,
    "dhcp-all-interfaces-removed",
  );
  return { changes, problems: [note] };
}

/** The units of stacks that are there and are not the image's, in the order of the table. A second name of a unit is none. */
export function otherUnits(system: System, stack: StackName): string[] {
  const own = stackOf(stack).image().services;
  const units = new Set(STACKS.flatMap((other) => other.image().services.units));
  return [...units].filter((unit) => {
    const path = findUnit(system, unit);
    return ![...own.units, ...own.companions].includes(unit) && path !== undefined &&
      system.lstat(path)?.kind === "file";
  });
}

/**
 * Disables them, with what each enables beside itself: that waits for interfaces which the stack never brings up. What is
 * `planned` takes some of their links already.
 */
export function planNoOtherStacks(system: System, choice: Choice, planned: readonly Change[]): ImagePlan {
  const taken = new Set(planned.map(({ path }) => path));
  const links = otherUnits(system, choice.stack).flatMap((unit) => planDisable(system, unit));
  return { changes: links.filter(({ path }) => !taken.has(path)), problems: [] };
}

/** Settings for glean's units, which the boot program has none of: whoever wrote them should know. */
export function noteGleanDropIns(system: System): ImagePlan {
  const directories = (system.readDirectory(ETC) ?? []).filter((name) =>
    /^glean[\w@-]*\.service\.d$/.test(name)
  );
  const paths = directories.flatMap((directory) =>
    (system.readDirectory(`${ETC}/${directory}`) ?? []).filter((name) => name.endsWith(".conf"))
      .map((name) => `${ETC}/${directory}/${name}`)
  );
  return {
    changes: [],
    problems: paths.map((path) =>
      noteOn(
        path,
        "it is for a unit of glean's, which is not in the image",
        "say the same with DIB_SIMPLE_INIT_OPTIONS",
        "glean-settings-unused",
      )
    ),
  };
}

const ETC = "/etc/systemd/system";
