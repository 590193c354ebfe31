/**
 * What an image's build asks for, from the variables that diskimage-builder hands to its hooks.
 *
 * @module
 */
import { quote } from "../problem.ts";
import { STACKS } from "../stacks/mod.ts";
import type { StackName } from "../stacks/stack.ts";
import type { System } from "../system/system.ts";
import { BuildError } from "./build_error.ts";

const INIT_SYSTEMS = ["systemd", "openrc", "sysv", "upstart"] as const;
const ENGINES = ["simple-init", "glean"] as const;

export type InitSystem = typeof INIT_SYSTEMS[number];

export interface Build {
  readonly initSystem: InitSystem;
  /** `glean`: the image gets that program instead of this one. */
  readonly engine: typeof ENGINES[number];
  /** `auto`: what the image has enabled; `legacy`: that, but NetworkManager. */
  readonly stack: StackName | "auto" | "legacy";
  readonly dhcpFallback: boolean;
}

/** Throws {@link BuildError} for a variable that is missing or has no such value. */
export function readBuild(system: System): Build {
  const initSystem = oneOf(system, "DIB_INIT_SYSTEM", INIT_SYSTEMS);
  if (initSystem === undefined) {
    throw new BuildError(`DIB_INIT_SYSTEM is not set; set it to ${alternatives(INIT_SYSTEMS)}.`);
  }
  const names = [...STACKS.map(({ name }) => name), "auto" as const];
  const named = oneOf(system, "DIB_SIMPLE_INIT_RENDERER", names);
  const networkManager = flag(system, "DIB_SIMPLE_INIT_NETWORKMANAGER");
  const asked = { true: "networkmanager", false: "legacy", undefined: "auto" } as const;
  return {
    initSystem,
    engine: oneOf(system, "DIB_SIMPLE_INIT_ENGINE", ENGINES) ?? "simple-init",
    stack: named === undefined || named === "auto" ? asked[`${networkManager}`] : named,
    dhcpFallback: flag(system, "DIB_SIMPLE_INIT_NO_DHCP_FALLBACK") !== true,
  };
}

/** An empty variable counts as one that is not set. */
function variable(system: System, name: string): string | undefined {
  return system.environment(name) || undefined;
}

function oneOf<const T extends string>(
  system: System,
  name: string,
  allowed: readonly T[],
): T | undefined {
  const value = variable(system, name);
  const found = allowed.find((word) => word === value);
  if (found !== undefined || value === undefined) return found;
  throw new BuildError(`${quote(value)} is not a value of ${name}; use ${alternatives(allowed)}.`);
}

/** As the shell of other elements tests it: 0, or another number. */
function flag(system: System, name: string): boolean | undefined {
  const value = variable(system, name);
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value) !== 0;
  throw new BuildError(`${quote(value)} is not a value of ${name}; use 1 or 0.`);
}

function alternatives(words: readonly string[]): string {
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
