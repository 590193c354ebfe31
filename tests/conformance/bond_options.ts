/**
 * Which bond options each network stack can set, asked of its renderer: each option in every mode that takes it, beside
 * either kind of link monitoring, with every value of a few.
 *
 * @module
 */
import {
  BOND_MODES,
  BOND_OPTION_NAMES,
  BOND_OPTIONS,
  type BondMode,
  type BondOptionName,
  parseBondOption,
} from "../../lib/bond_options.ts";
import type { BondLink } from "../../lib/network.ts";
import { STACKS } from "../../lib/stacks/mod.ts";
import type { Stack } from "../../lib/stacks/stack.ts";
import { bond, port } from "../networks.ts";
import { table } from "./page.ts";

const TARGET = { foreignInterfaces: undefined, hasResolvconf: true };

/** Among these are values of each option: numbers are also the places of its words. */
const SAMPLES = [
  ...["0", "1", "2", "3", "4", "5", "6", "100"],
  ...["eth0", "02:00:00:00:00:01", "192.0.2.1", "2001:db8::1"],
];

const MONITORING = {
  mii: [["miimon", "1"]],
  arp: [["arp_interval", "1"], ["arp_ip_target", "192.0.2.1"]],
} as const;

interface Attempt {
  readonly mode: BondMode;
  readonly monitoring: keyof typeof MONITORING;
  readonly value: string;
  readonly isSet: boolean;
  /** What the plan notes although it is set. */
  readonly notes: readonly string[];
}

/** The table as Markdown, and what the cells leave out. */
export function bondOptionsPage(): string {
  const rows = BOND_OPTION_NAMES.filter((name) => BOND_OPTIONS[name].aliasOf === undefined)
    .map((name) => ({ name, answers: STACKS.map((stack) => answer(attempts(name, stack))) }));
  const limits = rows.flatMap(({ name, answers }) =>
    answers.flatMap(({ limits }, index) =>
      limits === "" ? [] : [`- ${name}, ${STACKS[index]!.name}: ${limits}`]
    )
  );
  return [
    ...table([
      ["bond option", ...STACKS.map(({ name }) => name)],
      ...rows.map(({ name, answers }) => [name, ...answers.map(({ cell }) => cell)]),
    ]),
    "",
    "Where it is `partly`, or not in all versions:",
    "",
    ...limits,
    "",
  ].join("\n");
}

function attempts(name: BondOptionName, stack: Stack): Attempt[] {
  const { modes = BOND_MODES, monitoring, byDefault } = BOND_OPTIONS[name];
  const values = new Set(SAMPLES.flatMap((text) => parseBondOption(name, text) ?? []));
  return modes.flatMap((mode) =>
    (["mii", "arp"] as const)
      .filter((kind) => monitoring === undefined || monitoring === kind)
      .filter((kind) => kind === "mii" || isArpMonitored(mode))
      .flatMap((kind) =>
        [...values].filter((value) => value !== byDefault).map((value) =>
          attempt(stack, name, mode, kind, value)
        )
      )
  );
}

function isArpMonitored(mode: BondMode): boolean {
  return BOND_OPTIONS.arp_interval.modes!.includes(mode);
}

function attempt(
  stack: Stack,
  name: BondOptionName,
  mode: BondMode,
  monitoring: keyof typeof MONITORING,
  value: string,
): Attempt {
  const options: BondLink["options"] = new Map([...MONITORING[monitoring], [name, value]]);
  const links = [port("eth0", "52:54:00:00:00:0a", "bond0"), bond("bond0", ["eth0"], { mode, options })];
  const named = stack.code().render({ links }, TARGET).problems
    .filter(({ message }) => message.includes(`bond option ${name} `));
  const notes = named.filter(({ severity }) => severity === "note").map(({ message }) =>
    message.replace(/^.* is /, "")
  );
  return { mode, monitoring, value, isSet: named.length === notes.length, notes };
}

interface Answer {
  readonly cell: "yes" | "partly" | "no";
  readonly limits: string;
}

function answer(all: readonly Attempt[]): Answer {
  const set = all.filter(({ isSet }) => isSet);
  const notes = [...new Set(set.flatMap(({ notes }) => notes))];
  if (set.length === 0) return { cell: "no", limits: "" };
  if (set.length === all.length) return { cell: "yes", limits: notes.join("; ") };
  return { cell: "partly", limits: [...limitsOf(all, set), ...notes].join("; ") };
}

/** The one kind of monitoring, or else the modes, outside of which it is never set; and the values that never are. */
function limitsOf(all: readonly Attempt[], set: readonly Attempt[]): string[] {
  const seldom = (key: "mode" | "value") =>
    [...new Set(all.map((attempt) => attempt[key]))].filter((each) =>
      !set.some((attempt) => attempt[key] === each)
    );
  const kindsOf = (attempts: readonly Attempt[]) =>
    new Set(attempts.filter(({ mode }) => isArpMonitored(mode)).map(({ monitoring }) => monitoring));
  const [kind, ...others] = kindsOf(set);
  const needsKind = kind !== undefined && others.length === 0 && kindsOf(all).size > 1;
  const modes = seldom("mode").length === 0 ? [] : [...new Set(set.map(({ mode }) => mode))];
  const values = seldom("value");
  return [
    ...(needsKind
      ? [`only beside ${MONITORING[kind][0][0]}`]
      : modes.length === 0
      ? []
      : [`only with ${modes.join(", ")}`]),
    ...(values.length === 0 ? [] : [`not ${values.join(", ")}`]),
  ];
}
