/** Who writes name servers down, in words. */
import type { DnsOwner } from "../../lib/stacks/stack.ts";

export function textOf({ writer, how, replaces, file }: DnsOwner): string {
  return [writer, how, ...(replaces ? ["replaces"] : []), ...(file === undefined ? [] : [file])].join(" ");
}
