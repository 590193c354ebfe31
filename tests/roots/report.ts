/**
 * What came of the rows, as a table in Markdown.
 *
 * @module
 */
import { table } from "../conformance/page.ts";

/** A row that was tried. */
export interface Result {
  readonly stack: string;
  readonly row: string;
  /** Milliseconds until the address that was waited for was there; null: never. */
  readonly reached: number | null;
  /** It is stated, and so has to be there at once. */
  readonly isStated: boolean;
  /** What was not as promised, each in a clause; empty: nothing. */
  readonly faults: readonly string[];
}

/** A line a stack: rows, the worst time until a stated address was there, and the rows that fail; then why they do. */
export function reportText(results: readonly Result[]): string {
  const stacks = [...Map.groupBy(results, ({ stack }) => stack)];
  const lines = stacks.map(([stack, rows]) => {
    const failing = rows.filter(({ faults }) => faults.length > 0);
    const names = failing.map(({ row }) => row).join("; ");
    return [
      stack,
      `${rows.length}`,
      worst(rows),
      failing.length === 0 ? "none" : `${failing.length}: ${names}`,
    ];
  });
  const reasons = results.flatMap(({ stack, row, faults }) =>
    faults.map((fault) => `- ${stack}, ${row}: ${fault}`)
  );
  return [
    ...table([["stack", "rows", "stated addresses after at most", "failing"], ...lines]),
    ...(reasons.length === 0 ? [] : ["", ...reasons]),
  ].join("\n");
}

function worst(rows: readonly Result[]): string {
  const times = rows.filter(({ isStated }) => isStated).map(({ reached }) => reached);
  if (times.length === 0) return "none tried";
  if (times.includes(null)) return "never";
  return `${(Math.max(...times.map(Number)) / 1000).toFixed(1)} s`;
}
