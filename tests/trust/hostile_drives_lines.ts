/**
 * Whether a rendered file says nothing but what the typed network does: every line is one of the renderer's, and every
 * word in it that is not fixed is a value of the network.
 *
 * @module
 */
import { BOND_MODES, BOND_OPTION_NAMES } from "../../lib/bond_options.ts";
import { prefixText } from "../../lib/ip.ts";
import type { NetworkConfig } from "../../lib/network.ts";
import type { RenderedFile, StackName } from "../../lib/stacks/stack.ts";
import { BOND_KEYS, type Grammar, GRAMMARS } from "./hostile_drives_grammar.ts";

/** The values that may stand for each word in braces. */
type Words = Readonly<Record<string, ReadonlySet<string>>>;

const OPTIONS = BOND_OPTION_NAMES.flatMap((name) => [name, name.replaceAll("_", "-")]);
const FLAGS = [
  ...[
    "--background",
    "--ipv6only",
    "--ipv4only",
    "--noarp",
    "--noipv6rs",
    "--slaac",
    "hwaddr",
    "--ia_na",
    "--inform6",
  ],
  ...["--nodhcp6", "--nohook", "resolv.conf"],
];
const PROTOCOLS = ["none", "static"];
for (const four of ["", "dhcp4"]) {
  for (const six of ["", "dhcp6"]) {
    for (const auto of ["", "auto6"]) {
      PROTOCOLS.push([four, six, auto].filter((word) => word !== "").join("+"));
    }
  }
}

/** Everything that the network says, by what it is. */
function wordsOf({ links }: NetworkConfig): Words {
  const names = links.map(({ name }) => name);
  const routes = links.flatMap((link) => link.routes);
  const ips = [
    ...links.flatMap((link) => [...link.addresses.map(({ ip }) => ip), ...link.nameServers]),
    ...routes.flatMap(({ destination, gateway }) => [destination.ip, gateway]),
  ];
  const prefixes = [
    ...links.flatMap((link) => link.addresses),
    ...routes.map(({ destination }) => destination),
  ];
  const options = links.flatMap((link) => link.kind === "bond" ? [...link.options] : []);
  const values = options.flatMap(([, value]) => value.split(","));
  const targets = options.filter(([name]) => name === "arp_ip_target").flatMap(([, value]) =>
    value.split(",")
  );
  return {
    name: new Set([...names, "default"]),
    variable: new Set(names.map((name) => name.replace(/[^A-Za-z0-9_]/g, "_"))),
    slashed: new Set(names.map((name) => name.replaceAll(".", "/"))),
    service: new Set(names.map((name) => `net.${name}`)),
    mac: new Set(links.flatMap(({ mac }) => mac ?? [])),
    ip: new Set(ips.map(({ text }) => text)),
    server: new Set(ips.map(({ text }) => text)),
    prefix: new Set([
      ...prefixes.map(prefixText),
      ...ips.map(({ family, text }) => `${text}/${family === 4 ? 32 : 128}`),
    ]),
    number: new Set(
      [
        ...links.flatMap((
          link,
        ) => [link.mtu, link.learnedMetric, link.kind === "vlan" ? link.id : undefined]),
        ...routes.map(({ metric }) => metric),
        ...prefixes.map(({ length }) => length),
      ].map(String),
    ),
    domain: new Set(links.flatMap(({ searchDomains }) => searchDomains)),
    mode: new Set(BOND_MODES),
    option: new Set(OPTIONS),
    key: BOND_KEYS,
    value: new Set(["100", ...values, ...values.map((value) => `+${value}`)]),
    target: new Set(targets),
    setting: new Set([
      "miimon=100",
      ...options.map((option) => option.join("=")),
      ...BOND_MODES.map((mode) => `mode=${mode}`),
    ]),
    flag: new Set(FLAGS),
    protocol: new Set(PROTOCOLS),
  };
}

interface Rule {
  readonly pattern: RegExp;
  /** What each group stands for, and what stands between several. */
  readonly groups: readonly (readonly [word: string, separator: string | undefined])[];
}

/** What a single word looks like, so that the pieces of a line are told apart in one way only. */
const FORMS: Readonly<Record<string, string>> = {
  option: OPTIONS.toSorted((a, b) => b.length - a.length).join("|"),
  number: "\\d+",
  mac: "[0-9a-f:]+",
  ip: "[0-9a-f:.]+",
  prefix: "[0-9a-f:./]+",
  key: "[A-Za-z0-9-]+",
};

/** Values of a bond's option may be lists, which files write with spaces or commas. */
const LIST = /[ ,]/;

function ruleOf(line: string): Rule {
  const groups: [string, string | undefined][] = [];
  const source = line.split(/(\{\w+[*;,]?\})/).map((part) => {
    const [, word, several] = /^\{(\w+)([*;,]?)\}$/.exec(part) ?? [];
    if (word === undefined) return part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
    if (word === "n") return "\\d{1,5}";
    if (word === "uuid") return "[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
    groups.push([word, several === "*" ? " " : several || undefined]);
    return `(${several === "" ? FORMS[word] ?? ".+" : ".+"})`;
  }).join("");
  return { pattern: new RegExp(`^${source}$`), groups };
}

type Rules = readonly (readonly [path: RegExp, rules: readonly Rule[]])[];

const compile = (grammar: Grammar): Rules => grammar.map(([path, lines]) => [path, lines.map(ruleOf)]);
const RULES = Object.fromEntries(
  Object.entries(GRAMMARS).map(([name, grammar]) => [name, compile(grammar)]),
) as Readonly<
  Record<StackName, Rules>
>;

function isKnown(words: Words, [word, separator]: Rule["groups"][number], text: string): boolean {
  const known = words[word]!;
  if (known.has(text)) return true;
  const parts = separator === ";"
    ? text.replace(/;$/, "").split(";")
    : text.split(word === "value" ? LIST : separator ?? "\n");
  return parts.every((part) => known.has(part));
}

function explains({ pattern, groups }: Rule, words: Words, line: string): boolean {
  const match = pattern.exec(line);
  return match !== null && groups.every((group, index) => isKnown(words, group, match[index + 1]!));
}

/** What is in the files that the network does not explain: a sentence each. `seen` gets the kinds of lines that there were. */
export function unexplained(
  renderer: StackName,
  files: readonly RenderedFile[],
  config: NetworkConfig,
  seen: Set<string>,
): string[] {
  const words = wordsOf(config);
  return files.flatMap(({ path, contents }) => {
    const rules = RULES[renderer].find(([paths]) => paths.test(path))?.[1];
    if (rules === undefined) {
      return [`${renderer} writes ${JSON.stringify(path)}, which is none of its files`];
    }
    return contents.split("\n").flatMap((line) => {
      const text = line.trimStart();
      if (line === "") return [];
      const index = rules.findIndex((rule) => explains(rule, words, text));
      if (index !== -1) return seen.add(`${renderer} ${index}`) && [];
      return [
        `${renderer} writes into ${path} what no value of the network explains: ${JSON.stringify(line)}`,
      ];
    });
  });
}
