/**
 * The kernel's modules for VLANs and bonds, there before anything asks for a device of theirs, and the one for config drives: the
 * boot program would have to wait while the kernel starts modprobe for it.
 *
 * @module
 */
import { planEdit } from "../apply/text_file.ts";
import type { System } from "../system/system.ts";
import type { InitSystem } from "./build.ts";
import type { ImagePlan } from "./image_hook.ts";
import { joinPlans, planOf, planOwnFiles } from "./plans.ts";

const MODULES = ["8021q", "bonding", "isofs"];

/** systemd reads `modules-load.d`, and so does OpenRC since 0.22; the others read `/etc/modules`. */
export function planKernelModules(system: System, initSystem: InitSystem): ImagePlan {
  const list = MODULES.map((name) => `${name}\n`).join("");
  const loaded = initSystem === "systemd" || initSystem === "openrc"
    ? planOwnFiles(system, [{ path: "/etc/modules-load.d/simple-init.conf", contents: list }])
    : planOf(
      planEdit(system, {
        path: "/etc/modules",
        purpose: "image",
        edit: (text = "") => withModules(text),
      }),
    );
  return joinPlans([loaded, planOwnFiles(system, [OPTIONS])]);
}

/** Older systems have no such default, and systemd-networkd would not give a bond0 that is there its options. */
const OPTIONS = {
  path: "/etc/modprobe.d/simple-init.conf",
  contents: "# No bond0 that nobody asked for.\noptions bonding max_bonds=0\n",
};

/** `modules(5)` with a line for each module that has none, all else as it was. */
export function withModules(text: string): string {
  const names = text.split("\n").map((line) => line.trim().split(/\s/, 1)[0]);
  const missing = MODULES.filter((name) => !names.includes(name)).map((name) => `${name}\n`).join("");
  const end = missing === "" || text === "" || text.endsWith("\n") ? "" : "\n";
  return text + end + missing;
}
