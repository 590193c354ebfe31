/**
 * What an image's build asks for, from the variables that diskimage-builder hands to its hooks.
 *
 * @module
 */
import { parseSettings } from "../cli/arguments.ts";
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
  /** Lines of the settings file, as the build's own options say. */
  readonly options: readonly string[];
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
    options: readOptions(system),
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

/** As the shell of other elements tests it: 0, or another number; or a word for one of them. */
function flag(system: System, name: string): boolean | undefined {
  const value = variable(system, name);
  if (value === undefined) return undefined;
  if (/^(?:0+|no|off|false)$/i.test(value)) return false;
  if (/^(?:\d+|yes|on|true)$/i.test(value)) return true;
  throw new BuildError(`${quote(value)} is not a value of ${name}; use 1 or 0.`);
}

const OPTIONS = "DIB_SIMPLE_INIT_OPTIONS";

/** Words of a command line of the program: each that begins with dashes, with the value behind it. */
function readOptions(system: System): string[] {
  const words = (variable(system, OPTIONS) ?? "").trim().split(/\s+(?=-)/).filter((word) => word !== "");
  const lines = words.map((word) => word.replace(/^--/, "").replace(/\s+/, "="));
  const wrong = words.find((word) => !word.startsWith("--"));
  if (lines.some((line) => /^(?:renderer|network-manager)\b/.test(line))) {
    throw new BuildError(`${OPTIONS} cannot choose the network stack; use DIB_SIMPLE_INIT_RENDERER.`);
  }
  const [fault] = wrong === undefined
    ? parseSettings(lines.join("\n")).faults
    : [`${quote(wrong)} is no option of the program, as --no-dns is.`];
  if (fault !== undefined) throw new BuildError(`${OPTIONS}: ${fault}`);
  return lines;
}

function alternatives(words: readonly string[]): string {
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
