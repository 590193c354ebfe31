/**
 * Which devices an operator's netplan file is about.
 *
 * @module
 */
import { parseAll } from "@std/yaml";

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

/**
 * Tags and their declarations, which netplan passes over and the library may not know. A tag ends before a quote or an
 * escape, so that quoted texts stay whole, and takes the space behind it along: a key is indented as its tag is.
 */
const TAGS = /^%TAG\s.*|(^|[\s,[{])!(?:<[^<>\s]*>|[^\s,[\]{}"'\\]*)[ \t]*/gm;

/**
 * The first document, as netplan reads it: every scalar is a text (`010` and `2001-12-14` are names), keys may come twice.
 * Undefined where the text is not YAML, which netplan does not take either.
 */
function parsed(text: string): unknown {
  try {
    const documents = parseAll(text.replace(TAGS, "$1"), { schema: "failsafe", allowDuplicateKeys: true });
    return (documents as readonly unknown[])[0];
  } catch {
    return undefined;
  }
}

function asMapping(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? value as Record<string, unknown>
    : {};
}
