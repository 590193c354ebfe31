/**
 * Bonds among the links of a config drive's network document: their modes, ports and options.
 *
 * @module
 */
import {
  BOND_OPTION_NAMES,
  type BondMode,
  type BondOptionName,
  isBondOptionName,
  parseBondMode,
  parseBondOption,
} from "../bond_options.ts";
import type { ProblemCode } from "../messages.ts";
import { type Place, quote } from "../problem.ts";
import { firstItems, isNothing, type Item, optional, readList, readObject } from "./entry.ts";
import * as field from "./fields.ts";
import { ignored } from "./ignored.ts";
import { LINK_FIELDS } from "./link_fields.ts";
import type { BondData } from "./link_data.ts";

type Options = Pick<BondData, "options" | "portOptions">;

const FIELDS = {
  ...LINK_FIELDS,
  ethernet_mac_address: optional(field.settableMac),
  bond_mode: optional(field.bondValue),
};

/** A bond; undefined, and reported, where it is none. */
export function readBond(place: Place, value: unknown): BondData | undefined {
  const link = readObject(place, FIELDS, "bond", value);
  return link && {
    kind: "bond",
    path: place.path,
    id: link.id,
    name: link.name,
    mac: link.ethernet_mac_address,
    mtu: link.mtu,
    mode: readMode(place.at("bond_mode"), link.bond_mode),
    ports: readPorts({ place, value }, "bond_links", "bond-port-invalid"),
    ...readOptions(place, value as Record<string, unknown>),
  };
}

/** The keys of options. */
export const OPTION_KEYS = BOND_OPTION_NAMES.map((name) => `bond_${name}`);

/** ironic's default; the kernel's, balance-rr, needs ports that the switch has put together. */
const DEFAULT_MODE: BondMode = "active-backup";

function readMode(place: Place, value: string | undefined): BondMode {
  if (value === undefined) {
    place.note(
      "the bond has no mode",
      `it gets ${DEFAULT_MODE}, which needs nothing of the switch`,
      "bond-mode-missing",
    );
    return DEFAULT_MODE;
  }
  if (value.toLowerCase() === "802.1ad") {
    place.note(
      `${quote(value)} is not a bond mode`,
      "it is taken for 802.3ad, as nova's specification has it",
      "bond-mode-of-specification",
    );
    return "802.3ad";
  }
  const mode = parseBondMode(value.toLowerCase());
  if (mode === undefined) {
    const action = `the bond gets ${DEFAULT_MODE}, which needs nothing of the switch`;
    place.problem(`${quote(value)} is not a bond mode`, action, "bond-mode-invalid");
  }
  return mode ?? DEFAULT_MODE;
}

/** The ids in a list of ports. */
export function readPorts(owner: Item, key: string, code: ProblemCode): BondData["ports"] {
  return readList(owner, key).flatMap((item) => {
    if (isNothing(item.value)) return [];
    if (typeof item.value === "string") return [{ path: item.place.path, id: item.value }];
    item.place.problem(`${quote(item.value)} is not a link's id`, "it is left out", code);
    return [];
  });
}

function readOptions(place: Place, raw: Record<string, unknown>): Options {
  const options = new Map<BondOptionName, string>();
  const portOptions: BondData["portOptions"][number][] = [];
  const keys = Object.keys(raw).filter((key) =>
    key.startsWith("bond_") && key !== "bond_mode" && key !== "bond_links" && !isNothing(raw[key])
  );
  for (const key of firstItems(place, keys)) {
    const name = key.slice("bond_".length);
    const option = place.at(key);
    const text = field.bondValue.read(raw[key]) ?? "";
    if (!isBondOptionName(name)) {
      option.note(
        `${quote(key)} is no option of the kernel's bonding driver`,
        ignored(key, OPTION_KEYS),
        "bond-option-unknown",
      );
    } else if (name === "primary" || name === "active_slave") {
      portOptions.push({ path: option.path, name, value: text });
    } else {
      readOption(option, name, raw[key], text, options);
    }
  }
  return { options, portOptions };
}

function readOption(
  place: Place,
  name: BondOptionName,
  raw: unknown,
  text: string,
  options: Map<BondOptionName, string>,
): void {
  const value = parseBondOption(name, text) ?? parseBondOption(name, text.toLowerCase());
  if (value !== undefined) options.set(name, value);
  else {
    place.problem(
      `${quote(raw)} is not a value of the bond option ${name}`,
      "it is left out",
      "bond-option-invalid",
    );
  }
}
