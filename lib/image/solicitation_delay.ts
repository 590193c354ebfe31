/**
 * Earlier builds of the element made the kernel wait before it asks for routers, and IPv6 under NetworkManager fails with
 * that: see sysctl.d(5) for the files, and sysctl(8) for their lines.
 *
 * @module
 */
import { planEdit } from "../apply/text_file.ts";
import type { System } from "../system/system.ts";
import type { ImagePlan } from "./image_hook.ts";
import { joinPlans, planOf } from "./plans.ts";

const DIRECTORY = "/etc/sysctl.d";

/** `sysctl --system` and distributions' links want it there, be it empty. */
const MAIN_FILE = "/etc/sysctl.conf";

/** A line that sets it, for any interface, with its end. */
const DELAY = /^[ \t]*-?[ \t]*net[./]ipv6[./]conf[./][^\s=]+[./]router_solicitation_delay[ \t]*=[^\n]*\n?/gm;

/** Takes the lines out of all files that have some. A file of `sysctl.d` that has nothing else goes with them. */
export function planSolicitationDelay(system: System): ImagePlan {
  const names = (system.readDirectory(DIRECTORY) ?? []).filter((name) => name.endsWith(".conf"));
  const paths = [MAIN_FILE, ...names.map((name) => `${DIRECTORY}/${name}`)];
  return joinPlans(paths.map((path) => planFile(system, path)));
}

function planFile(system: System, path: string): ImagePlan {
  // A link's target is in the list itself, or not ours to look at.
  if (system.lstat(path)?.kind !== "file") return { changes: [], problems: [] };
  const before = system.readText(path) ?? "";
  const after = withoutDelay(before);
  if (after === before) return { changes: [], problems: [] };
  if (after.trim() !== "" || path === MAIN_FILE) {
    return planOf(planEdit(system, { path, purpose: "image", edit: () => after }));
  }
  return { changes: [{ kind: "remove", purpose: "image", path, before, after: "", mode: 0 }], problems: [] };
}

/** The text without the lines that set the delay, every other byte as it was. */
export function withoutDelay(text: string): string {
  return text.replace(DELAY, "");
}
