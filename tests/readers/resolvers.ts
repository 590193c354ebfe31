/**
 * Files that are for a resolver and not for the stack, although a stack's rendering has them.
 *
 * @module
 */
import type { StackName } from "../../lib/stacks/stack.ts";

const RESOLV_CONF = "/etc/resolv.conf";
const DROP_IN = "/etc/systemd/resolved.conf.d/simple-init.conf";

/** Stacks that have no place of their own for name servers. */
const WITHOUT_PLACE: readonly StackName[] = ["ifupdown", "wicked"];

/**
 * What a stack's reader is given: the stack's own files and, where that has no place for name servers, `resolv.conf` as
 * programs find it, which is what systemd-resolved makes of its file.
 */
export function filesToRead(stack: StackName, files: ReadonlyMap<string, string>): Map<string, string> {
  const others = [...files].filter(([path]) => path !== RESOLV_CONF && path !== DROP_IN);
  const dropIn = files.get(DROP_IN);
  const resolvConf = files.get(RESOLV_CONF) ?? (dropIn === undefined ? undefined : fromDropIn(dropIn));
  const isRead = WITHOUT_PLACE.includes(stack) && resolvConf !== undefined;
  return new Map([...others, ...(isRead ? [[RESOLV_CONF, resolvConf] as const] : [])]);
}

/** See resolved.conf(5). */
function fromDropIn(text: string): string {
  const [first, ...lines] = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  if (first !== "[Resolve]") throw new Error(`another section: ${first}`);
  return lines.map((line) => {
    const [, key, value] = /^(DNS|Domains)=(\S+(?: \S+)*)$/.exec(line) ?? [];
    if (key === undefined) throw new Error(`not a line of resolved's: ${line}`);
    return key === "Domains"
      ? `search ${value}\n`
      : value!.split(" ").map((server) => `nameserver ${server}\n`).join("");
  }).join("");
}
