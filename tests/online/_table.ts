/**
 * What came of the rows, as a table in Markdown.
 *
 * @module
 */
import { table } from "../conformance/page.ts";
import type { Times, Tried } from "./_tried.ts";

const HEAD = [
  "stack",
  "DHCP client",
  "rows",
  "stated address after at most",
  "online after at most",
  "failing",
];

/** A line a stack and client, in the order of their names; then the rows that fail. */
export function onlineTable(tried: readonly Tried[]): string {
  const who = ({ stack, client }: Tried) => `${stack} ${client ?? ""}`;
  const groups = [...Map.groupBy(tried, who)].sort(([one], [other]) => one < other ? -1 : 1);
  const lines = groups.map(([, rows]) => {
    const { stack, client } = rows[0]!;
    const failing = rows.filter(({ failed }) => failed).length;
    const words = [
      stack,
      client ?? "its own",
      `${rows.length}`,
      worst(rows, "reached"),
      worst(rows, "online"),
    ];
    return [...words, `${failing}`];
  });
  const faults = tried.filter(({ failed }) => failed).map((row) => `- ${who(row).trim()}: ${row.row}`);
  return [...table([HEAD, ...lines]), "", ...(faults.length === 0 ? [] : [...faults.sort(), ""])].join("\n");
}

/** The longest of the times that had a limit. */
function worst(rows: readonly Tried[], time: keyof Times): string {
  const times = rows.flatMap(({ times }) => times[time] ?? []);
  return times.length === 0 ? "none had a limit" : `${(Math.max(...times) / 1000).toFixed(2)} s`;
}
