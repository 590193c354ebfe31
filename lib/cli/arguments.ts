/**
 * The command line and the settings file, which takes the same options.
 *
 * @module
 */
import { parseArgs } from "@pkgjs/parseargs";
import { isAbsolute, normalize } from "@std/path";
import { type ConfigureOptions, DEFAULT_OPTIONS } from "../configure.ts";
import { RENDERERS } from "../renderers/mod.ts";
import { quote } from "../problem.ts";
import type { RendererName } from "../renderers/renderer.ts";

/** A fault of the person who typed the command. The message is one sentence for them. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export interface Arguments {
  /** The first word; empty where there is none. */
  readonly command: string;
  /** The words behind it. */
  readonly operands: readonly string[];
  readonly options: ConfigureOptions;
  readonly format: "text" | "json";
  readonly volume: "quiet" | "normal" | "verbose";
  readonly help: boolean;
  /** The machine itself is meant although no element prepared it. */
  readonly thisMachine: boolean;
}

const OPTIONS = {
  "root": { type: "string" },
  "config-drive": { type: "string" },
  "renderer": { type: "string" },
  "network-manager": { type: "boolean" },
  "interface": { type: "string" },
  "no-dhcp-fallback": { type: "boolean" },
  "no-network": { type: "boolean" },
  "no-dns": { type: "boolean" },
  "no-hostname": { type: "boolean" },
  "no-ssh-keys": { type: "boolean" },
  "ssh-user": { type: "string" },
  "carrier-timeout": { type: "string" },
  "drive-timeout": { type: "string" },
  "this-machine": { type: "boolean" },
  "format": { type: "string" },
  "verbose": { type: "boolean" },
  "quiet": { type: "boolean" },
  "help": { type: "boolean" },
} as const;

type OptionName = keyof typeof OPTIONS;
type Values = Partial<Record<OptionName, string | true>>;

/** Parses the command line over the settings, of which it overrides each. Throws {@link UsageError}. */
export function parseArguments(words: readonly string[], settings: Values = {}): Arguments {
  const given = words[0] === "--" ? words.slice(1) : words;
  const { values, operands: [command = "", ...operands] } = parseWords(given);
  const value = (name: OptionName) => values[name] ?? settings[name];
  return {
    command,
    operands,
    options: configureOptions(value),
    format: oneOf("format", value("format") ?? "text", ["text", "json"]),
    volume: volumeOf(values) ?? volumeOf(settings) ?? "normal",
    help: value("help") === true,
    thisMachine: value("this-machine") === true,
  };
}

function configureOptions(value: (name: OptionName) => string | true | undefined): ConfigureOptions {
  const text = (name: OptionName) => value(name) as string | undefined;
  const root = text("root") ?? DEFAULT_OPTIONS.root;
  return {
    root: isAbsolute(root) ? normalize(root).replace(/(?<=.)\/+$/, "") : root,
    configDrive: text("config-drive"),
    renderer: oneOf("renderer", text("renderer") ?? DEFAULT_OPTIONS.renderer, rendererNames()),
    only: text("interface"),
    dhcpFallback: value("no-dhcp-fallback") !== true,
    network: value("no-network") !== true,
    dns: value("no-dns") !== true,
    hostName: value("no-hostname") !== true,
    sshKeys: value("no-ssh-keys") !== true,
    sshUser: text("ssh-user") ?? DEFAULT_OPTIONS.sshUser,
    driveWait: seconds("drive-timeout", text("drive-timeout")) ?? DEFAULT_OPTIONS.driveWait,
    carrierWait: seconds("carrier-timeout", text("carrier-timeout")) ?? DEFAULT_OPTIONS.carrierWait,
  };
}

function volumeOf({ quiet, verbose }: Values): "quiet" | "verbose" | undefined {
  return quiet ? "quiet" : verbose ? "verbose" : undefined;
}

export function rendererNames(): (RendererName | "auto")[] {
  return [...RENDERERS.map(({ name }) => name), "auto"];
}

function parseWords(words: readonly string[]): { values: Values; operands: string[] } {
  const { tokens } = parseArgs({
    args: [...words],
    options: OPTIONS,
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  const values: Values = {};
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") operands.push(token.value);
    if (token.kind === "option") Object.assign(values, checkOption(token.rawName, token.name, token.value));
  }
  return { values, operands };
}

function checkOption(rawName: string, name: string, value: string | undefined): Values {
  const known = Object.hasOwn(OPTIONS, name) && rawName.startsWith("--")
    ? OPTIONS[name as OptionName]
    : undefined;
  if (known === undefined) {
    throw new UsageError(`There is no option ${quote(rawName)}; simple-init --help lists them.`);
  }
  if (known.type === "boolean" && value !== undefined) {
    throw new UsageError(`The option --${name} takes no value, but got ${quote(value)}.`);
  }
  if (known.type === "string" && (value === undefined || value === "")) {
    throw new UsageError(`The option --${name} needs a value, as in --${name}=VALUE.`);
  }
  return name === "network-manager" ? { renderer: "networkmanager" } : { [name]: value ?? true };
}

function oneOf<const T extends string>(option: string, value: string | true, allowed: readonly T[]): T {
  const found = allowed.find((word) => word === value);
  if (found !== undefined) return found;
  throw new UsageError(`${quote(value)} is not a value of --${option}; use one of ${allowed.join(", ")}.`);
}

/** Milliseconds, where there is a value. */
function seconds(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,4}(?:\.\d+)?$/.test(value)) return Number(value) * 1000;
  throw new UsageError(
    `${quote(value)} is not a value of --${option}; use a number of seconds, as in 5 or 0.5.`,
  );
}

/** The element's settings on the machine: a line an option of the command line, without its dashes. */
export const SETTINGS_FILE = "/etc/simple-init.conf";

/** Options that only make sense for the one who types them. */
const NOT_SETTINGS: ReadonlySet<string> = new Set(["root", "interface", "this-machine", "format", "help"]);

/** Reads the settings file's text. A line that is no option is an error in `faults` and costs nothing else. */
export function parseSettings(text: string): { readonly values: Values; readonly faults: readonly string[] } {
  const values: Values = {};
  const faults: string[] = [];
  for (const line of text.split("\n").map((raw) => raw.trim())) {
    if (line === "" || line.startsWith("#")) continue;
    try {
      const { values: found, operands } = parseWords([`--${line}`]);
      const misplaced = Object.keys(found).find((name) => NOT_SETTINGS.has(name)) ?? operands[0];
      if (misplaced !== undefined) throw new UsageError(`${quote(misplaced)} is not a setting.`);
      parseArguments([`--${line}`]);
      Object.assign(values, found);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      faults.push(error.message);
    }
  }
  return { values, faults };
}
