/**
 * Which devices an operator's interfaces(5) is about, with what the packages ifenslave, bridge-utils and vlan add to it.
 *
 * @module
 */
import { type Claim, claimTo, parseMacs } from "../../claim.ts";
import { isPattern } from "../../fnmatch.ts";
import { logicalLines } from "./lines.ts";

/** The devices of stanzas but `lo`, their ports, and what they stand on. */
export function claims(text: string): readonly Claim[] {
  return stanzasOf(text).flatMap(({ keyword, words, options }) => {
    if (keyword === "mapping") return words.map(claimByPattern);
    if (keyword === "iface") return ofIface(words[0], options);
    return keyword === "auto" || keyword.startsWith("allow-") ? words.flatMap(ofSelection) : [];
  });
}

interface Stanza {
  readonly keyword: string;
  readonly words: readonly string[];
  /** The lines of an `iface` stanza: an option, spelt with `-`, and its words. */
  readonly options: (readonly [name: string, words: readonly string[]])[];
}

const KEYWORD = /^(?:iface|mapping|auto|allow-.*|source.*|no-auto-down|no-scripts|rename|template)$/;

function stanzasOf(text: string): Stanza[] {
  const stanzas: Stanza[] = [];
  for (const line of logicalLines(text)) {
    const [keyword = "", ...words] = line.split(/\s+/);
    if (KEYWORD.test(keyword)) stanzas.push({ keyword, words, options: [] });
    else stanzas.at(-1)?.options.push([keyword.replaceAll("_", "-"), words]);
  }
  return stanzas;
}

const PORTS = /^(?:bond-slaves|slaves|bond-ports|bond-members|bridge-ports)$/;
const PARENTS = /^(?:vlan-raw-device|vlan-id-device|macvlan-device)$/;

/** Words in the place of ports that are none. */
const NO_PORTS = /^(?:none|regex|noregex)$/;

/** A VLAN may say its parent in its name. Where `all` are in a bridge, every card is. */
function ofIface(name: string | undefined, options: Stanza["options"]): Claim[] {
  if (name === undefined || name === "lo") return [];
  const words = (keys: RegExp) => options.filter(([key]) => keys.test(key)).flatMap(([, words]) => words);
  const ports = words(PORTS).filter((word) => !NO_PORTS.test(word)).map((word) =>
    word === "all" ? "*" : word
  );
  const raw = words(PARENTS);
  const parents = raw.length > 0 ? raw : /^(.+)\.\d{1,4}$/.exec(name)?.slice(1) ?? [];
  return [
    byOwnPattern(name),
    ...ports.map(claimByPattern),
    ...parents.map((parent) => claimTo(parent, "parent")),
  ];
}

function claimByPattern(name: string): Claim {
  return claimTo(name.replace(/^\//, ""));
}

/** A stanza for all that fit a pattern may be meant for any card. */
function byOwnPattern(name: string): Claim {
  return claimTo(name.replace(/^\//, ""), isPattern(name) ? "default" : "own");
}

/**
 * `auto eth0=home` gives a device the stanza of another name; `auto /eth*=home` and `auto /mac/52:54:…=home` those that
 * fit, of which only the patterns may be meant for any card. Without a stanza's name a device has one of its own.
 */
function ofSelection(word: string): Claim[] {
  const [, pattern] = /^(.+)=[^=]+$/.exec(word) ?? [];
  if (pattern === undefined) return [];
  const mac = /^\/mac\/([^/]+)/.exec(pattern)?.[1];
  if (mac !== undefined) return [{ role: "own", macs: parseMacs([mac]) }];
  return [byOwnPattern(/^\/?([^/]*)/.exec(pattern)![1]!)];
}
