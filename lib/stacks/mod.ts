/**
 * The table of network stacks: one row each, one folder each. Adding a stack is adding both.
 *
 * In the static binary a module that is imported here as `* as` is read when it is asked for: `deno task compile` sees
 * to that (shims/compile/lazy.ts). So a boot reads the code of the stack that it configures, and no other's.
 *
 * @module
 */
import * as ifupdownCode from "./ifupdown/mod.ts";
import { facts as ifupdown } from "./ifupdown/facts.ts";
import * as ifupdownImage from "./ifupdown/image.ts";
import * as netifrcCode from "./netifrc/mod.ts";
import { facts as netifrc } from "./netifrc/facts.ts";
import * as netifrcImage from "./netifrc/image.ts";
import * as netplanCode from "./netplan/mod.ts";
import { facts as netplan } from "./netplan/facts.ts";
import * as netplanImage from "./netplan/image.ts";
import * as networkScriptsCode from "./network_scripts/mod.ts";
import { facts as networkScripts } from "./network_scripts/facts.ts";
import * as networkScriptsImage from "./network_scripts/image.ts";
import * as networkdCode from "./networkd/mod.ts";
import { facts as networkd } from "./networkd/facts.ts";
import * as networkdImage from "./networkd/image.ts";
import * as networkmanagerCode from "./networkmanager/mod.ts";
import { facts as networkmanager } from "./networkmanager/facts.ts";
import * as networkmanagerImage from "./networkmanager/image.ts";
import * as wickedCode from "./wicked/mod.ts";
import { facts as wicked } from "./wicked/facts.ts";
import * as wickedImage from "./wicked/image.ts";
import type { Stack, StackName } from "./stack.ts";

/** All stacks, in the order in which a distribution that says nothing prefers them. */
export const STACKS: readonly Stack[] = [
  { ...netplan, code: () => netplanCode, image: () => netplanImage },
  { ...networkmanager, code: () => networkmanagerCode, image: () => networkmanagerImage },
  { ...networkd, code: () => networkdCode, image: () => networkdImage },
  { ...wicked, code: () => wickedCode, image: () => wickedImage },
  { ...networkScripts, code: () => networkScriptsCode, image: () => networkScriptsImage },
  { ...ifupdown, code: () => ifupdownCode, image: () => ifupdownImage },
  { ...netifrc, code: () => netifrcCode, image: () => netifrcImage },
];

/** The stack of a name, or undefined. */
export function findStack(name: string): Stack | undefined {
  return STACKS.find((stack) => stack.name === name);
}

export function stackOf(name: StackName): Stack {
  return findStack(name)!;
}
