/**
 * What makes an image boot with this program: its settings, and the program itself, which the element copies.
 *
 * @module
 */
import { SETTINGS_FILE } from "../cli/arguments.ts";
import type { System } from "../system/system.ts";
import type { Build } from "./build.ts";
import type { ImagePlan } from "./image_hook.ts";
import { joinPlans, planOwnFiles } from "./plans.ts";
import { problemIn } from "../problem.ts";
import { settingsText } from "./settings.ts";
import { settledStack } from "./stack.ts";

const PROGRAM = "/usr/local/sbin/simple-init";

/** Another engine has settings and a program of its own. */
export function planBootProgram(system: System, build: Build): ImagePlan {
  if (build.engine !== "simple-init") return { changes: [], problems: [] };
  const contents = settingsText({
    stack: settledStack(system, build),
    dhcpFallback: build.dhcpFallback,
    options: build.options,
  });
  return joinPlans([planOwnFiles(system, [{ path: SETTINGS_FILE, contents }]), checkProgram(system)]);
}

function checkProgram(system: System): ImagePlan {
  const status = system.stat(PROGRAM);
  const runs = status?.kind === "file" && (status.mode & 0o111) !== 0;
  if (runs) return { changes: [], problems: [] };
  const message = status === undefined
    ? "the boot program is missing"
    : "the boot program cannot be run: it is no executable file";
  const action = `install it, as in install -m 0755 dist/bin/simple-init-x86_64 ${PROGRAM}`;
  return { changes: [], problems: [problemIn(PROGRAM, message, action, "boot-program-unusable")] };
}
