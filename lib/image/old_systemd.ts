/**
 * What an older systemd cannot read of the element's units. Most of what it does not know it passes over with a warning; some
 * of it stops the unit, or has it do less. See systemd's NEWS, and the version that its manual gives for each setting.
 *
 * @module
 */
import { planEdit } from "../apply/text_file.ts";
import { noteOn } from "../problem.ts";
import type { System } from "../system/system.ts";
import type { ImagePlan } from "./image_hook.ts";
import { joinPlans, planOf } from "./plans.ts";
import { systemdVersion } from "./systemd.ts";

/** The first systemd that knows a setting as the units have it. Those that are not here are older than 219, which EL 7 has. */
const SINCE: Readonly<Record<string, number>> = {
  TasksMax: 227,
  MemoryDenyWriteExecute: 231,
  MemoryMax: 231,
  ReadOnlyPaths: 231,
  ReadWritePaths: 231,
  RestrictRealtime: 231,
  CPUWeight: 232,
  ProtectControlGroups: 232,
  ProtectKernelModules: 232,
  RestrictNamespaces: 233,
  IPAddressDeny: 235,
  KeyringMode: 235,
  LockPersonality: 235,
  // "strict" is from 232, but without a StateDirectory= what a boot keeps could not be written.
  ProtectSystem: 235,
  StateDirectory: 235,
  PrivateMounts: 239,
  // Before that there is no @system-service, and a list without it is one of no calls: the program dies at once.
  SystemCallFilter: 239,
  RestrictSUIDSGID: 242,
  ProtectKernelLogs: 244,
  ProtectProc: 247,
};

/** The first systemd that knows the `+` of a command without restrictions. */
const FIRST_WITH_PLUS = 231;

/** A unit's text without what a systemd of this version cannot read. */
export function unitFor(version: number, text: string): string {
  const lines = text.split("\n").filter((line) => {
    const [, setting = ""] = /^(\w+)=/.exec(line) ?? [];
    return !Object.hasOwn(SINCE, setting) || SINCE[setting]! <= version;
  });
  const known = lines.join("\n");
  // Such a command would be passed over. The setting frees what stands beside ExecStart=.
  return version >= FIRST_WITH_PLUS
    ? known
    : known.replace(/^(ExecStartPost=-?)\+/m, "PermissionsStartOnly=yes\n$1");
}

/** Where diskimage-builder's element dib-init-system puts units. */
const DIRECTORY = "/usr/lib/systemd/system";
const UNITS = /^simple-init(?:-\w+|@)?\.service$/;

/** The element's units that are in an image. */
export function unitPaths(system: System): string[] {
  const names = (system.readDirectory(DIRECTORY) ?? []).filter((name) => UNITS.test(name));
  return names.map((name) => `${DIRECTORY}/${name}`);
}

/** The changes to them, and a note of what they are for. */
export function planOldSystemd(system: System): ImagePlan {
  const version = systemdVersion(system);
  const edit = (text = "") => unitFor(version, text);
  const plan = joinPlans(
    unitPaths(system).map((path) => planOf(planEdit(system, { path, purpose: "image", edit }))),
  );
  if (plan.changes.length === 0) return plan;
  const which = version === 0 ? "older than 231" : `${version}`;
  const note = noteOn(
    "/usr/lib/systemd/systemd",
    `it is ${which}, and cannot read all settings of simple-init's units`,
    "the units have those that it can read",
    "systemd-old",
  );
  return { ...plan, problems: [...plan.problems, note] };
}
