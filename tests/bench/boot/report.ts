/**
 * The boots as a table: a column a program.
 *
 * @module
 */
import { spreadText } from "../peers/columns.ts";
import { median } from "../statistics.ts";
import { tableLines, threeDigits } from "../table.ts";
import type { Measured, Run } from "./measure.ts";

/** What is asked of a run, and of the same run of ours. */
type Value = (run: Run, ours: Run) => number;

const FIRST_AND_LATER = (what: string, value: (cost: Run["first"], ours: Run["first"]) => number) =>
  [
    [`first boot: ${what}`, ({ first }, ours) => value(first, ours.first)],
    [`later boot: ${what}`, ({ later }, ours) => value(later, ours.later)],
  ] as const satisfies readonly (readonly [string, Value])[];

const SHARES = FIRST_AND_LATER(
  "its units' share of the CPU time, %",
  ({ cpu, boot }) => 100 * cpu / boot,
);
const CPU = FIRST_AND_LATER("CPU time of its units, s", ({ cpu }) => cpu);
const RATIOS = FIRST_AND_LATER("CPU time of its units ÷ ours", ({ cpu }, ours) => cpu / ours.cpu);
const WITH_NETWORK = FIRST_AND_LATER(
  "CPU time with networking.service ÷ ours",
  ({ cpuWithNetwork }, ours) => cpuWithNetwork / ours.cpuWithNetwork,
);
const BOOTS = FIRST_AND_LATER("CPU time of the boot ÷ ours", ({ boot }, ours) => boot / ours.boot);
const SECONDS = FIRST_AND_LATER("time that its units ran, s", ({ seconds }) => seconds);
const ONLINE = FIRST_AND_LATER("network-online.target reached after, s", ({ online }) => online);
const ADDRESSES = FIRST_AND_LATER("addresses of the drive's", ({ addresses }) => addresses);

const ROWS: readonly (readonly [what: string, value: Value])[] = [
  ...SHARES,
  ["later boot: its CPU time ÷ of one without its units", ({ later, without }) => later.boot / without.boot],
  [
    "later boot: processes more than without its units",
    ({ later, without }) => later.processes - without.processes,
  ],
  ...RATIOS,
  ...WITH_NETWORK,
  ...BOOTS,
  ...CPU,
  ...SECONDS,
  ...ONLINE,
  ...ADDRESSES,
];

/** The table, of medians with the least and the most where they differ; then each unit's CPU time. */
export function reportText(measured: readonly Measured[]): string {
  const ours = measured[0]?.runs ?? [];
  const rows = ROWS.map(([what, value]) => [
    what,
    ...measured.map(({ runs }) => spreadText(runs.map((run, index) => value(run, ours[index]!)))),
  ]);
  return [
    ...tableLines([["", ...measured.map(({ name }) => name)], ...rows]),
    "",
    ...tableLines([["CPU time, s", "first boot", "later boot"], ...measured.flatMap(unitRows)]),
  ].join("\n");
}

function unitRows({ name, runs }: Measured): string[][] {
  const names = new Set(runs.flatMap(({ first, later }) => Object.keys({ ...first.units, ...later.units })));
  const cpu = (costs: readonly Run["first"][], unit: string) => {
    const values = costs.flatMap(({ units }) => units[unit]?.cpu ?? []);
    return values.length === 0 ? "" : threeDigits(median(values));
  };
  return [...names].map((unit) => [
    `${name}: ${unit}`,
    cpu(runs.map(({ first }) => first), unit),
    cpu(runs.map(({ later }) => later), unit),
  ]);
}

/** Of guest time, the drive being there at once. */
const MOST_SECONDS = 0.25;

/** Ours must wait for nothing. */
export function verdict({ runs }: Measured): string {
  const seconds = median(runs.map(({ later }) => later.seconds));
  const kept = seconds <= MOST_SECONDS ? "kept" : "MISSED";
  return `${kept}: time that the unit took: ${threeDigits(seconds)} s, at most ${MOST_SECONDS} s wanted`;
}
