/**
 * `/etc/hosts`, in which one line is ours: it maps the machine's own name.
 *
 * @module
 */
import { shortHostName } from "../host_name.ts";
import type { Ip } from "../ip.ts";
import type { Link, NetworkConfig, Route } from "../network.ts";

/**
 * The static address that the machine is known by: of the link with the default route, so that it stays the same when a
 * card is added, else the first; IPv4 before IPv6.
 */
export function mainAddress({ links }: NetworkConfig): Ip | undefined {
  const all = (among: readonly Link[]) => among.flatMap(({ addresses }) => addresses.map(({ ip }) => ip));
  const of = (family: 4 | 6) => {
    const isDefault = ({ destination: { ip, length } }: Route) => ip.family === family && length === 0;
    const routing = links.filter(({ routes }) => routes.some(isDefault));
    return [...all(routing), ...all(links)].find((ip) => ip.family === family);
  };
  return of(4) ?? of(6);
}

const OUR_LINE = /# simple-init$/;
const NEW_HOSTS = "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n";

/** Names of the loopback in what distributions ship, which no line of ours maps to another address. */
const LOOPBACK_NAMES = new Set([
  ...["localhost", "localhost.localdomain", "localhost4", "localhost4.localdomain4"],
  ...["localhost6", "localhost6.localdomain6", "ip6-localhost", "ip6-loopback"],
]);

/** Debian's convention for a name without a fixed address. */
const OWN_LOOPBACK = "127.0.1.1";

/**
 * `hosts(5)` with one line of ours that maps the full and the short name, and keeps what else somebody added to it. There is
 * none where the operator's own lines map the name already; a short name that they map is left out of ours.
 *
 * @param address what the name should resolve to; `unknown`: what it does already
 */
export function editHosts(
  text: string | undefined,
  name: string,
  address: Ip | "unknown" | undefined,
): string {
  const before = text ?? NEW_HOSTS;
  const own = ourLine(before);
  if (address === "unknown" && own !== undefined && namesOf(own).includes(name)) return before;
  const lines = before.split("\n").filter((line) => !OUR_LINE.test(line));
  const taken = new Set(lines.flatMap(namesOf));
  const free = [name, shortHostName(name)].filter((name) => !taken.has(name) && !LOOPBACK_NAMES.has(name));
  if (free[0] !== name) return lines.join("\n");
  const names = [...new Set([...free, ...aliasesOf(own)])].join(" ");
  const target = typeof address === "object" ? address.text : OWN_LOOPBACK;
  const ours = `${target}\t${names}\t# simple-init`;
  const last = lines.at(-1) === "" ? lines.pop() : "";
  return [...lines, ours, last].join("\n");
}

/** The text without our line. */
export function withoutOurLine(text: string): string {
  return text.split("\n").filter((line) => !OUR_LINE.test(line)).join("\n");
}

/** The name, with its domain, that our line maps; undefined where there is none. */
export function mappedName(text: string): string | undefined {
  return namesOf(ourLine(text) ?? "")[0];
}

function ourLine(text: string): string | undefined {
  return text.split("\n").find((line) => OUR_LINE.test(line));
}

/** What somebody added to our line: all but the full name, which is the first, and its short form. */
function aliasesOf(line: string | undefined): string[] {
  const [full = "", ...others] = namesOf(line ?? "");
  return others.filter((name) => name !== shortHostName(full));
}

function namesOf(line: string): string[] {
  return line.replace(/#.*/, "").match(/\S+/g)?.slice(1) ?? [];
}
