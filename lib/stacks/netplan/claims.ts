/**
 * Which devices an operator's netplan file is about. See netplan's reference.
 *
 * @module
 */
import { parseAll } from "@std/yaml";
import { type Claim, claimTo, parseMacs } from "../../claim.ts";

type Definition = Readonly<Record<string, unknown>>;
type Made = readonly [id: string, definition: Definition, section: string];
type Definitions = readonly (readonly [id: string, definition: Definition])[];

/** The sections of what netplan makes, or has others make. */
const MADE_SECTIONS = [
  "bonds",
  "bridges",
  "dummy-devices",
  "modems",
  "nm-devices",
  "tunnels",
  "virtual-ethernets",
  "vlans",
  "vrfs",
  "wifis",
];

/**
 * The cards that definitions match, the devices that they make, and what those are made of, which may be defined in
 * another file: in ours.
 */
export function claims(text: string): readonly Claim[] {
  const network = asMapping(asMapping(parsed(text)).network);
  const cards = definitionsOf(network.ethernets);
  const made = MADE_SECTIONS.flatMap((section) =>
    definitionsOf(network[section]).map(([id, definition]): Made => [id, definition, section])
  );
  const uses: Uses = {
    ports: new Set(made.flatMap(([, { interfaces }]) => wordsOf(interfaces))),
    parents: new Set(made.flatMap(([, { link }]) => wordsOf(link))),
  };
  const defined = new Set([...cards, ...made].map(([id]) => id));
  const elsewhere = (ids: ReadonlySet<string>) => [...ids].filter((id) => !defined.has(id));
  return [
    ...cards.map(([id, definition]) => claimToCard(id, definition, uses)),
    ...made.filter(standsAlone).map(([id]) => claimTo(id)),
    ...elsewhere(uses.ports).map((id) => claimTo(id, "port")),
    ...elsewhere(uses.parents).map((id) => claimTo(id, "parent")),
  ];
}

/** The identifiers that other definitions name. */
interface Uses {
  readonly ports: ReadonlySet<string>;
  readonly parents: ReadonlySet<string>;
}

/**
 * Without a `match` the identifier is the name. With one it is the alias of what is matched, as netplan makes one
 * definition of all that have the same identifier, in whichever files.
 */
function claimToCard(id: string, definition: Definition, { ports, parents }: Uses): Claim {
  const isBare = Object.keys(definition).every((key) => key === "match" || key === "set-name");
  const role = ports.has(id)
    ? "own"
    : parents.has(id) && isBare
    ? "parent"
    : parents.has(id) || isMore(definition)
    ? "own"
    : "default";
  if (definition.match === undefined) return claimTo(id, role);
  const match = conditions(asMapping(definition.match), definition["set-name"]);
  return role === "parent" ? { role, ...match } : { role, ...match, alias: id };
}

/** A bond of no ports, or a VLAN on nothing, adds to what another file defines: netplan makes one of both. */
function standsAlone([, { interfaces, link }, section]: Made): boolean {
  if (section === "bonds") return wordsOf(interfaces).length > 0;
  return section !== "vlans" || link !== undefined;
}

/** Whether a definition gives more than DHCP and what belongs to it. */
function isMore(definition: Definition): boolean {
  return ["addresses", "gateway4", "gateway6", "routes", "routing-policy", "activation-mode"].some((key) =>
    definition[key] !== undefined
  );
}

/** A card that has been renamed is known by its new name as well. */
function conditions(match: Definition, newName: unknown): Omit<Claim, "role"> {
  const names = wordsOf(match.name);
  const patterns = names.length === 0 ? [] : [...names, ...wordsOf(newName)];
  const macs = wordsOf(match.macaddress);
  return {
    ...(patterns.length === 0 ? {} : { names: [{ patterns }] }),
    ...(macs.length === 0 ? {} : { macs: parseMacs(macs) }),
    ...(match.driver === undefined ? {} : { unknown: "match.driver" }),
  };
}

function definitionsOf(section: unknown): Definitions {
  return Object.entries(asMapping(section)).map(([id, definition]) => [id, asMapping(definition)]);
}

/**
 * Tags and their declarations, which netplan passes over and the library may not know; quoted texts come before them, so that these
 * stay whole. A tag stands where a value can begin, which is not behind the bracket of a pattern (`eth[!0]`), and takes the
 * space behind it along: a key is indented as its tag is.
 */
const TAGS =
  /((?<![^\s,[{])(?:"(?:\\.|[^"\\\n])*"|'[^'\n]*'))|^%TAG\s.*|(^|[\s,]|(?<![^\s,[{])[[{])!(?:<[^<>\s]*>|[^\s,[\]{}"'\\]*)[ \t]*/gm;

/**
 * The first document, as netplan reads it: every scalar is a text (`010` and `2001-12-14` are names), keys may come twice.
 * Undefined where the text is not YAML, which netplan does not take either.
 */
function parsed(text: string): unknown {
  try {
    const documents = parseAll(text.replace(TAGS, "$1$2"), { schema: "failsafe", allowDuplicateKeys: true });
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

/** A text, or the texts of a list. */
function wordsOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((word) => typeof word === "string");
}
