/**
 * The command line and the settings file, which takes the same options.
 *
 * @module
 */
import { isAbsolute, normalize } from "@std/path";
import { DRIVE_POLICIES } from "../config_drive/policy.ts";
import { type ConfigureOptions, DEFAULT_OPTIONS } from "../plan/options.ts";
import { STACKS } from "../stacks/mod.ts";
import { quote } from "../problem.ts";
import type { StackName } from "../stacks/stack.ts";
import type { System } from "../system/system.ts";

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

/** Options with a value, and those without. */
const OPTIONS = {
  "root": "value",
  "config-drive": "value",
  "drive": "value",
  "renderer": "value",
  "network-manager": "switch",
  "interface": "value",
  "no-dhcp-fallback": "switch",
  "no-network": "switch",
  "no-dns": "switch",
  "no-hostname": "switch",
  "no-ssh-keys": "switch",
  "ssh-user": "value",
  "carrier-timeout": "value",
  "drive-timeout": "value",
  "this-machine": "switch",
  "format": "value",
  "verbose": "switch",
  "quiet": "switch",
  "help": "switch",
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
    root: isAbsolute(root) ? normalize(root).replace(/(?<=.)\/$/, "") : root,
    configDrive: text("config-drive"),
    drive: value("drive") === undefined ? undefined : oneOf("drive", value("drive")!, DRIVE_POLICIES),
    renderer: oneOf("renderer", text("renderer") ?? DEFAULT_OPTIONS.renderer, stackNames()),
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

export function stackNames(): (StackName | "auto")[] {
  return [...STACKS.map(({ name }) => name), "auto"];
}

function parseWords(words: readonly string[]): { values: Values; operands: string[] } {
  const values: Values = {};
  const operands: string[] = [];
  const left = [...words];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === "--") return { values, operands: [...operands, ...left] };
    if (isOption(word)) Object.assign(values, parseOption(word, left));
    else operands.push(word);
  }
  return { values, operands };
}

/** A `-` alone is a path to many programs. */
function isOption(word: string): boolean {
  return word.startsWith("-") && word !== "-";
}

/** What an option says. Its value stands behind a `=`, or is taken from the words that are left. */
function parseOption(word: string, left: string[]): Values {
  const equals = word.indexOf("=");
  const given = equals === -1 ? undefined : word.slice(equals + 1);
  const name = word.slice(2, equals === -1 ? undefined : equals);
  if (!word.startsWith("--") || !Object.hasOwn(OPTIONS, name)) {
    // Behind one dash each letter would be an option.
    const option = word.startsWith("--") ? `--${name}` : word.slice(0, 2);
    throw new UsageError(`There is no option ${quote(option)}; simple-init --help lists them.`);
  }
  if (OPTIONS[name as OptionName] === "value") return meaning(name, given ?? nextValue(left));
  if (given === undefined) return meaning(name, true);
  throw new UsageError(`The option --${name} takes no value, but got ${quote(given)}.`);
}

function nextValue(left: string[]): string {
  return left[0] === undefined || isOption(left[0]) ? "" : left.shift()!;
}

function meaning(name: string, value: string | true): Values {
  if (value === "") throw missingValue(name);
  return name === "network-manager" ? { renderer: "networkmanager" } : { [name]: value };
}

function missingValue(name: string): UsageError {
  return new UsageError(`The option --${name} needs a value, as in --${name}=VALUE.`);
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

/** Files `*.conf` with more such lines, which win in the order of their names. */
export const SETTINGS_DIRECTORY = "/etc/simple-init.conf.d";

/** Options that only make sense for the one who types them. */
const NOT_SETTINGS: ReadonlySet<string> = new Set(["root", "interface", "this-machine", "format", "help"]);

/** Reads the settings file's text. A line that is no option is an error in `faults` and costs nothing else. */
export function parseSettings(text: string): { readonly values: Values; readonly faults: readonly string[] } {
  const values: Values = {};
  const faults: string[] = [];
  for (const line of text.split("\n").map((raw) => raw.trim())) {
    if (line === "" || line.startsWith("#")) continue;
    try {
      const { values: found } = parseWords([`--${line}`]);
      const misplaced = Object.keys(found).find((name) => NOT_SETTINGS.has(name));
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

/** What a machine's files of settings say. A fault begins with its file. */
export function readSettings(system: System): ReturnType<typeof parseSettings> {
  const more = (system.readDirectory(SETTINGS_DIRECTORY) ?? []).filter((name) => /^[^.].*\.conf$/.test(name));
  const paths = [SETTINGS_FILE, ...more.map((name) => `${SETTINGS_DIRECTORY}/${name}`)];
  const read = paths.map((path) => ({ path, ...parseSettings(system.readText(path) ?? "") }));
  return {
    values: Object.assign({}, ...read.map(({ values }) => values)),
    faults: read.flatMap(({ path, faults }) => faults.map((fault) => `${path}: ${fault}`)),
  };
}
