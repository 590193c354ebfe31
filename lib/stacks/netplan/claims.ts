/**
 * Which devices an operator's netplan file is about.
 *
 * @module
 */
import { parse } from "@std/yaml";

/** Characters of a shell glob. */
const GLOB = /[*?[\]\\]/;

/** The sections of definitions. */
const SECTIONS = [
  "bonds",
  "bridges",
  "dummy-devices",
  "ethernets",
  "modems",
  "nm-devices",
  "tunnels",
  "virtual-ethernets",
  "vlans",
  "vrfs",
  "wifis",
];

/**
 * The identifier of each definition, and the one name that it matches or sets. An identifier may say nothing of a device
 * where there is a `match`; but netplan makes one definition of all that have the same, in whichever files. Globs are
 * nobody's claim to one device.
 */
export function claims(text: string): readonly string[] {
  const network = asMapping(asMapping(parsed(text)).network);
  const names = SECTIONS.flatMap((section) => Object.entries(asMapping(network[section])))
    .flatMap(([id, definition]) => [id, ...namesOf(asMapping(definition))]);
  return [...new Set(names)];
}

function namesOf(definition: Record<string, unknown>): string[] {
  const names = [asMapping(definition.match).name, definition["set-name"]];
  return names.filter((name) => typeof name === "string").filter((name) => !GLOB.test(name));
}

/** The document; undefined where the text is not YAML, which netplan does not take either. */
function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    // The library looks at its environment: a runtime that forbids it says nothing about the text.
    if (error instanceof Error && error.name === "NotCapable") throw error;
    return undefined;
  }
}

function asMapping(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? value as Record<string, unknown>
    : {};
}
