/**
 * Which devices an operator's `conf.d/net` is about. See netifrc's `net.example`, and its modules `macnet`, `bonding`,
 * `bridge` and `vlan`.
 *
 * @module
 */
import { type Claim, claimTo, parseMacs } from "../../claim.ts";
import { macOfDigits } from "../../mac.ts";
import { readAssignments } from "../_shell.ts";

/**
 * The devices that are configured or made, and the ports that they have. A variable does not tell an underscore from a
 * dot: both names are claimed. One that ends in 12 hexadecimal digits is for the card of that address.
 */
export function claims(text: string): readonly Claim[] {
  return [...readAssignments(text)].flatMap(([key, value]) => {
    const [, kind, name = ""] = /^(config|slaves|bridge|vlans)_(\w+)/.exec(key) ?? [];
    const words = value.split(/[\s"'()]+/).filter((word) => word !== "");
    switch (kind) {
      case "config":
        return [device(name)];
      case "slaves":
      case "bridge":
        return [device(name), ...words.map((port) => claimTo(port))];
      case "vlans":
        return [
          ...namesOf(name).map((parent) => claimTo(parent, "parent")),
          ...words.flatMap((id) => vlan(name, id)),
        ];
      default:
        return [];
    }
  });
}

function device(name: string): Claim {
  return /^[0-9a-f]{12}$/i.test(name)
    ? { role: "own", macs: parseMacs([macOfDigits(name)]) }
    : { role: "own", names: [{ patterns: namesOf(name) }] };
}

function namesOf(variable: string): string[] {
  return [...new Set([variable, variable.replaceAll("_", ".")])];
}

function vlan(parent: string, id: string): Claim {
  return { role: "own", names: [{ patterns: namesOf(parent).map((name) => `${name}.${id}`) }] };
}
