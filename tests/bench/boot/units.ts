/**
 * Units of systemd's, and how long they ran.
 *
 * @module
 */

/** From its start to its end, in seconds since the kernel began. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface UnitCost extends Span {
  /** CPU time in seconds, that of all its processes. */
  readonly cpu: number;
}

/** What `systemctl show` says of units that ran, by their names. */
export function unitCosts(text: string): Readonly<Record<string, UnitCost>> {
  const blocks = text.split("\n\n").map((block) =>
    new Map(block.split("\n").map((line) => line.split(/=(.*)/s) as [string, string]))
  );
  const ran = blocks.map((values) => ({
    name: values.get("Id") ?? "",
    start: Number(values.get("InactiveExitTimestampMonotonic")) / 1e6,
    end: Number(values.get("ActiveEnterTimestampMonotonic")) / 1e6,
    // "[not set]" of what has no processes.
    cpu: (Number(values.get("CPUUsageNSec")) || 0) / 1e9,
  })).filter(({ start, end }) => start > 0 && end >= start);
  return Object.fromEntries(ran.map(({ name, ...cost }) => [name, cost]));
}

/** Without what is before the last of these times that is within it: till then all that can be done is wait. */
export function after(times: readonly number[], { start, end }: Span): Span {
  return { start: Math.max(start, ...times.filter((time) => time < end)), end };
}

/** How long at least one of the spans lasted. */
export function secondsIn(spans: readonly Span[]): number {
  let [sum, until] = [0, 0];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    sum += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return sum;
}
