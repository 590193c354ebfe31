/**
 * Which of a bond's options stay: those that the kernel takes in this mode and beside one another, and always some link
 * monitoring. A refused option would cost some network stacks the whole bond, as they set all options in one request.
 *
 * @module
 */
import { BOND_OPTIONS, type BondMode, type BondOptionName } from "../bond_options.ts";
import type { BondData } from "../config_drive/link_data.ts";
import { type Place, quote } from "../problem.ts";
import type { Building } from "./building.ts";
import { byText } from "./order.ts";

type Options = Map<BondOptionName, string>;

/** Without link monitoring, which the kernel leaves off, a bond never notices that a port is dead. */
const DEFAULT_MIIMON = "100";

/** The options of a bond that has these ports, by name in the order of the alphabet. */
export function bondOptions(
  { document, nameOf, left }: Building,
  link: BondData,
  ports: readonly string[],
): ReadonlyMap<BondOptionName, string> {
  const place = document.in(link.path);
  const options: Options = new Map(link.options);
  for (const { path, name, value } of link.portOptions) {
    const port = nameOf.get(value) ?? value;
    const owner = left.get(value);
    if (ports.includes(port)) options.set(name, port);
    else if (owner !== undefined) {
      document.in(path).note(
        `${owner.name} is left to ${owner.file}`,
        "the option is left out",
        "bond-option-of-port-left",
      );
    } else {document.in(path).problem(
        `${quote(value)} is no port of the bond`,
        "it is left out",
        "bond-option-no-port",
      );}
  }
  dropRepetitions(place, options);
  dropOtherModes(place, options, link.mode);
  settleMonitoring(place, options);
  roundDelays(place, options);
  return new Map([...options].sort(([a], [b]) => byText(a, b)));
}

/** An option that has two names is written by one. The primary port becomes the active one by itself. */
function dropRepetitions(place: Place, options: Options): void {
  for (const [name, value] of options) {
    const { aliasOf } = BOND_OPTIONS[name];
    if (aliasOf === undefined) continue;
    const other = options.get(aliasOf) ?? value;
    options.set(aliasOf, other);
    drop(
      place,
      options,
      name,
      other === value ? undefined : `${aliasOf} is another number for the same thing`,
    );
  }
  if (options.get("active_slave") === options.get("primary")) options.delete("active_slave");
}

function dropOtherModes(place: Place, options: Options, mode: BondMode): void {
  for (const name of options.keys()) {
    if (BOND_OPTIONS[name].modes?.includes(mode) === false) {
      drop(place, options, name, `the mode ${mode} has no ${name}`);
    }
  }
}

/**
 * Either `miimon` watches the ports or ARP does, never both. IPv6 targets alone would do for the kernel, but most stacks
 * cannot set them.
 */
function settleMonitoring(place: Place, options: Options): void {
  const hasMiimon = isOn(options, "miimon");
  const hasArp = !hasMiimon && isOn(options, "arp_interval") && options.has("arp_ip_target");
  for (const name of options.keys()) {
    const { monitoring } = BOND_OPTIONS[name];
    if (monitoring === "mii" && hasArp) drop(place, options, name, `${name} needs miimon`);
    if (monitoring === "arp" && !hasArp) drop(place, options, name, whyNoArp(name, hasMiimon));
  }
  if (hasMiimon || hasArp) return;
  options.set("miimon", DEFAULT_MIIMON);
  place.note(
    "the bond has no link monitoring",
    `its ports are looked at every ${DEFAULT_MIIMON} ms`,
    "bond-unmonitored",
  );
}

function whyNoArp(name: BondOptionName, hasMiimon: boolean): string {
  if (hasMiimon) return `${name} and miimon exclude one another`;
  const needed = ["arp_interval", "arp_ip_target"].filter((other) => other !== name);
  return `${name} needs ${needed.join(" and ")}`;
}

/** The kernel counts delays in intervals of `miimon` and rounds them down; some stacks refuse what it would round. */
function roundDelays(place: Place, options: Options): void {
  const miimon = Number(options.get("miimon"));
  for (const [name, value] of options) {
    const over = BOND_OPTIONS[name].monitoring === "mii" ? Number(value) % miimon : 0;
    if (over === 0) continue;
    const rounded = String(Number(value) - over);
    options.set(name, rounded);
    const message = `${value} is no multiple of miimon, ${miimon}`;
    place.at(`bond_${name}`).note(message, `it is ${rounded}, as the kernel rounds it`, "bond-delay-rounded");
  }
}

/** Leaves an option out; in silence without a reason, and where its value is what holds anyway. */
function drop(place: Place, options: Options, name: BondOptionName, why: string | undefined): void {
  const value = options.get(name);
  options.delete(name);
  if (value === BOND_OPTIONS[name].byDefault || why === undefined) return;
  place.at(`bond_${name}`).problem(why, "it is left out", "bond-option-refused");
}

function isOn(options: Options, name: BondOptionName): boolean {
  return Number(options.get(name)) > 0;
}
