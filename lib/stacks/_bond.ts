/**
 * What a network stack loses of a bond's options. What the kernel takes is decided before; a stack's own file only says
 * what that stack has no words for.
 *
 * @module
 */
import type { BondOptionName } from "../bond_options.ts";
import type { BondLink } from "../network.ts";
import { noteOn, type Problem, problemIn, quote } from "../problem.ts";
import * as parts from "./parts.ts";

/** Why a stack cannot set an option to a value, as a clause; undefined where it can. */
export type WhyNot = (name: BondOptionName, value: string, bond: BondLink) => string | undefined;

/** A problem for each option that the stack cannot set; none where the value is what holds without it. */
export function lostOptions(bond: BondLink, file: string, whyNot: WhyNot): Problem[] {
  const { BOND_OPTIONS } = parts.bondOptions();
  return [...bond.options].flatMap(([name, value]) => {
    const reason = BOND_OPTIONS[name].byDefault === value ? undefined : whyNot(name, value, bond);
    if (reason === undefined) return [];
    const message = `${reason}, so the bond option ${name} ${quote(value)} of ${bond.name} has no effect`;
    return [problemIn(file, message, "everything else of the bond is set", "stack-bond-option-lost")];
  });
}

/** A note for each option that not all versions of the stack know, which pass over it without harm. */
export function youngOptions(
  bond: BondLink,
  file: string,
  stack: string,
  since: { readonly [Name in BondOptionName]?: string },
): Problem[] {
  const { BOND_OPTIONS } = parts.bondOptions();
  return [...bond.options].flatMap(([name, value]) => {
    const version = since[name];
    if (version === undefined || BOND_OPTIONS[name].byDefault === value) return [];
    const message = `the bond option ${name} of ${bond.name} is unknown to ${stack} before ${version}`;
    return [noteOn(file, message, "there it has no effect", "stack-bond-option-new")];
  });
}
