/**
 * Which devices an operator's `.network` and `.netdev` files are about. See systemd.network(5), systemd.netdev(5).
 *
 * @module
 */
import { type Claim, claimToMade, type NameTest, parseMacs } from "../../claim.ts";
import { fnmatch } from "../../fnmatch.ts";
import { readSettings, type Setting } from "../_ini.ts";

/** The device that a `.netdev` makes, or those that a `.network` matches; one without a match is not read by networkd. */
export function claims(text: string, fileName: string): readonly Claim[] {
  const settings = readSettings(joinedLines(text));
  if (fileName.endsWith(".netdev")) return lastOf(settings, "NetDev", "Name").map(claimToMade);
  const match = settings.filter(({ section }) => section === "Match");
  if (match.length === 0) return [];
  return [{ role: isMore(settings) ? "own" : "default", ...conditions(match), settingsOnly: true }];
}

function lastOf(settings: readonly Setting[], section: string, key: string): string[] {
  return settings.filter((each) => each.section === section && each.key === key).map(({ value }) => value)
    .slice(-1);
}

/** Lines without comments, those that end in a backslash together with the next. */
function joinedLines(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => !/^[#;]/.test(line));
  return lines.join("\n").replace(/\\\n/g, " ").split("\n");
}

/** What stands a card below or beside something else. */
const ATTACHMENTS =
  /^(?:BatmanAdvanced|Bond|Bridge|IPVLAN|IPVTAP|IPoIB|MACVLAN|MACVTAP|MACsec|Tunnel|VLAN|VRF|VXLAN|Xfrm)$/;

/** Sections that say how something goes on that another key started. */
const DETAILS = /^(?:CAN|DHCP|DHCPv4|DHCPv6|DHCPPrefixDelegation|IPv6AcceptRA|Link|Match|Network)$/;

/** Whether a file gives more than DHCP, router advertisements and what belongs to them. */
function isMore(settings: readonly Setting[]): boolean {
  return settings.some(({ section, key, value }) => {
    if (section === "Network") {
      return value !== "" && (/^(?:Address|Gateway)$/.test(key) || ATTACHMENTS.test(key));
    }
    if (section === "Link") return key === "Unmanaged" && /^(?:1|yes|y|true|t|on)$/i.test(value);
    return !DETAILS.test(section);
  });
}

/** About the card itself, but told by udev and not here. */
const UNKNOWN = ["Driver", "Path", "Property"];

function conditions(match: readonly Setting[]): Omit<Claim, "role"> {
  const lists = new Map([...Map.groupBy(match, ({ key }) => key)].map(([key, all]) => [key, wordsOf(all)]));
  const names = testOf(lists.get("Name"));
  const macs = ["MACAddress", "PermanentMACAddress"].flatMap((key) => {
    const words = lists.get(key) ?? [];
    return words.length === 0 ? [] : [parseMacs(words)];
  });
  const unknown = UNKNOWN.find((key) => (lists.get(key) ?? []).length > 0);
  return {
    ...(names === undefined ? {} : { names: [names] }),
    ...(macs.length === 0
      ? {}
      : { macs: macs.reduce((all, more) => all.filter((mac) => more.includes(mac))) }),
    ...(unknown === undefined ? {} : { unknown: `${unknown}=` }),
    ...(isForCards(lists) ? {} : { made: true }),
  };
}

/** The words of a key's values; an empty value takes back those before (systemd.syntax(7)). */
function wordsOf(settings: readonly Setting[]): string[] {
  return settings.reduce<string[]>(
    (words, { value }) => value === "" ? [] : [...words, ...value.split(/\s+/)],
    [],
  );
}

/** A list that begins with `!` says what is not matched. */
function testOf(words: readonly string[] = []): NameTest | undefined {
  const [first, ...others] = words;
  if (first === undefined) return undefined;
  return first.startsWith("!") ? { patterns: [first.slice(1), ...others], not: true } : { patterns: words };
}

/** A card is of the type `ether` or `infiniband`, of no kind, and of no wireless network. */
function isForCards(lists: ReadonlyMap<string, readonly string[]>): boolean {
  const [type, kind] = [testOf(lists.get("Type")), testOf(lists.get("Kind"))];
  const isType = type === undefined ||
    ["ether", "infiniband"].some((name) =>
      type.patterns.some((pattern) => fnmatch(pattern, name)) !== (type.not === true)
    );
  const isWireless = ["BSSID", "SSID", "WLANInterfaceType"].some((key) => (lists.get(key) ?? []).length > 0);
  return isType && (kind === undefined || kind.not === true) && !isWireless;
}
