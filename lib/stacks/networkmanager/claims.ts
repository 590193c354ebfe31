/**
 * Which devices an operator's keyfile is about. See nm-settings(5), nm-settings-keyfile(5).
 *
 * @module
 */
import { type Claim, claimTo, type NameTest, parseMacs } from "../../claim.ts";
import { readSettings } from "../_ini.ts";

/** Values by their section and key, `connection.id`. */
type Values = ReadonlyMap<string, string>;

/**
 * The device of a profile, and the one that it stands on. A profile that names no device is for any card.
 */
export function claims(text: string): readonly Claim[] {
  const settings = readSettings(text.split("\n"));
  const values = new Map(settings.map(({ section, key, value }) => [`${section}.${key}`, value]));
  const type = values.get("connection.type");
  if (type === undefined && !values.has("connection.interface-name")) return [];
  return type === undefined || CARDS.test(type)
    ? [{ role: isMore(values) ? "own" : "default", ...conditions(values) }]
    : [...madeDevice(values), ...parents(values)];
}

const CARDS = /^(?:802-3-ethernet|ethernet|infiniband)$/;

/** The sections of a card's address, by their names of now and of old. */
const HARDWARE = ["ethernet", "802-3-ethernet", "infiniband"];

function macsOf(values: Values): string[] | undefined {
  const words = HARDWARE.flatMap((section) => values.get(`${section}.mac-address`) || []);
  return words.length === 0 ? undefined : parseMacs(words);
}

function conditions(values: Values): Omit<Claim, "role"> {
  const name = values.get("connection.interface-name") || undefined;
  const names = [
    ...(name === undefined ? [] : [{ patterns: [name] }]),
    ...nameTests(listOf(values.get("match.interface-name"))),
  ];
  const macs = macsOf(values);
  const unknown = ["driver", "path"].find((key) => listOf(values.get(`match.${key}`)).length > 0);
  return {
    ...(names.length === 0 ? {} : { names }),
    ...(macs === undefined ? {} : { macs }),
    ...(unknown === undefined ? {} : { unknown: `match.${unknown}` }),
  };
}

function listOf(value = ""): string[] {
  return value.split(/[;,\s]+/).filter((word) => word !== "");
}

/** `&` is mandatory, `|` optional, which is the default but for what `!` negates. One of the optional ones has to fit. */
function nameTests(words: readonly string[]): NameTest[] {
  const tests = words.map((word) => {
    const [, mode, not, pattern = ""] = /^([&|]?)(!?)(.*)$/.exec(word)!;
    const isMandatory = mode === "&" || (mode === "" && not === "!");
    return { isMandatory, not: not === "!", pattern };
  });
  const optional = tests.filter(({ isMandatory, not }) => !isMandatory && !not).map(({ pattern }) => pattern);
  return [
    ...(optional.length === 0 ? [] : [{ patterns: optional }]),
    ...tests.filter(({ isMandatory }) => isMandatory).map(({ pattern, not }) =>
      not ? { patterns: [pattern], not } : { patterns: [pattern] }
    ),
  ];
}

/** Whether a profile gives more than DHCP, router advertisements and what belongs to them. */
function isMore(values: Values): boolean {
  return [...values].some(([path, value]) =>
    value !== "" && (
      /^connection\.(?:controller|master)$/.test(path) ||
      /^ipv[46]\.(?:address(?:es)?\d*|gateway|routes?\d*)$/.test(path) ||
      (/^ipv[46]\.method$/.test(path) && /^(?:manual|shared)$/.test(value))
    )
  );
}

/** A VLAN without a name has that of its parent and its id. */
function madeDevice(values: Values): Claim[] {
  const [parent, id] = [values.get("vlan.parent"), values.get("vlan.id")];
  const unnamed = parent === undefined || id === undefined ? undefined : `${parent}.${id}`;
  const name =
    ["connection", "vlan"].map((section) => values.get(`${section}.interface-name`)).find(Boolean) ??
      unnamed;
  return name === undefined ? [] : [claimTo(name)];
}

/** What a VLAN, a MACVLAN, a VXLAN … stands on, by its name, or by its address in the place of it. */
function parents(values: Values): Claim[] {
  const names = [...values].filter(([path]) => /\.parent$/.test(path)).map(([, name]) => name);
  const macs = macsOf(values);
  if (names.length > 0) return names.map((name) => claimTo(name, "parent"));
  return macs === undefined ? [] : [{ role: "parent", macs }];
}
