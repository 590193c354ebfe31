/**
 * Time and memory over the number of NICs, as an SVG that needs nothing else.
 *
 * @module
 */
import { type Interval, logScale, logTicks, type Scale } from "./scale.ts";
import { MIB, type Row } from "./report.ts";
import type { Spread } from "./statistics.ts";
import { threeDigits } from "./table.ts";

const WIDTH = 760;
const HEIGHT = 330;
const TOP = 62;
const BOTTOM = 274;

/** Plain colours first, for viewers that know neither modes nor variables. */
const STYLE = `
.paper { fill: #ffffff } .ink { fill: #1f2328 } .faint { fill: #636c76 }
.grid { stroke: #d8dee4 } .guide { stroke: #818b98; stroke-dasharray: 4 4; fill: none }
.curve { stroke: #0969da; stroke-width: 2; fill: none } .dot { fill: #0969da }
text { font: 12px system-ui, sans-serif } .title { font-size: 14px; font-weight: 600 }
.label { stroke: #ffffff; stroke-width: 3; paint-order: stroke }
.middle { text-anchor: middle } .end { text-anchor: end }
@media (prefers-color-scheme: dark) {
  .paper { fill: #0d1117 } .label { stroke: #0d1117 } .ink { fill: #e6edf3 } .faint { fill: #9198a1 }
  .grid { stroke: #30363d } .guide { stroke: #656c76 } .curve { stroke: #58a6ff } .dot { fill: #58a6ff }
}`;

/** A point of a panel: the number of NICs, and a value with its spread. */
interface Point {
  readonly nics: number;
  readonly value: Spread;
}

interface Panel {
  readonly title: string;
  readonly points: readonly Point[];
  /** What a value and a tick are followed by. */
  readonly unit: string;
  /** Where the axes stand. */
  readonly across: Interval;
  /** With a line that shows growth in proportion to the number of NICs. */
  readonly guide: boolean;
}

/** Of the rows that have a number of NICs. Throws a RangeError when there are fewer than two. */
export function plot(rows: readonly Row[]): string {
  const points = rows.flatMap(({ nics, ratio, memory }) =>
    nics === undefined ? [] : [{ nics, ratio, memory: same(memory / MIB) }]
  );
  if (points.length < 2) throw new RangeError("A plot needs measurements of two numbers of NICs.");
  const time = points.map(({ nics, ratio }) => ({ nics, value: ratio }));
  const memory = points.map(({ nics, memory }) => ({ nics, value: memory }));
  return document([
    panel({ title: "Time of a boot (1 NIC = 1×)", points: time, unit: "×", across: [62, 362], guide: true }),
    panel({ title: "Peak memory in MiB", points: memory, unit: "", across: [442, 742], guide: false }),
  ]);
}

function same(value: number): Spread {
  return { min: value, median: value, max: value };
}

function document(panels: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title">
<title id="title">Time and peak memory of a boot over the number of NICs, both axes logarithmic</title>
<style>${STYLE}
</style>
<rect class="paper" width="${WIDTH}" height="${HEIGHT}" rx="6"/>
${panels.join("\n")}
</svg>
`;
}

function panel({ title, points, unit, across, guide }: Panel): string {
  const nics = points.map(({ nics }) => nics);
  const ticks = logTicks(points.flatMap(({ value }) => [value.min, value.max]));
  const x = logScale(ends(nics), [across[0] + 24, across[1] - 16]);
  const y = logScale(ends(ticks), [BOTTOM, TOP]);
  return [
    text(across[0], 28, title, "ink title"),
    ...ticks.flatMap((tick) => horizontal(across, y(tick), `${tick.toLocaleString("en")}${unit}`)),
    ...nics.map((count) => text(x(count), BOTTOM + 20, count.toLocaleString("en"), "faint middle")),
    text((across[0] + across[1]) / 2, BOTTOM + 40, "NICs, with 4 networks each", "faint middle"),
    ...(guide ? guideLine(points, x, y, ends(ticks)[0]) : []),
    path(points.map(({ nics, value }) => [x(nics), y(value.median)]), "curve"),
    ...points.flatMap((point) => mark(point, x, y, unit)),
  ].join("\n");
}

function ends(values: readonly number[]): Interval {
  return [Math.min(...values), Math.max(...values)];
}

function horizontal([from, to]: Interval, y: number, label: string): string[] {
  return [path([[from, y], [to, y]], "grid"), text(from - 8, y + 4, label, "faint end")];
}

/** Ends in the last point, and begins where it meets the bottom or the first number of NICs. */
function guideLine(points: readonly Point[], x: Scale, y: Scale, lowest: number): string[] {
  const last = points.at(-1);
  const first = points[0];
  if (first === undefined || last === undefined) return [];
  const each = last.value.median / last.nics;
  const start = Math.max(first.nics, lowest / each);
  const middle = Math.sqrt(start * last.nics);
  return [
    path([[x(start), y(each * start)], [x(last.nics), y(last.value.median)]], "guide"),
    text(x(middle) + 8, y(each * middle) + 14, "in proportion", "faint label"),
  ];
}

/** The median as a dot with its value, the spread as a bar. */
function mark({ nics, value }: Point, x: Scale, y: Scale, unit: string): string[] {
  return [
    path([[x(nics), y(value.min)], [x(nics), y(value.max)]], "curve"),
    `<circle class="dot" cx="${x(nics).toFixed(1)}" cy="${y(value.median).toFixed(1)}" r="4"/>`,
    text(x(nics) - 11, y(value.max) - 9, `${threeDigits(value.median)}${unit}`, "ink label middle"),
  ];
}

function path(points: readonly Interval[], kind: string): string {
  const places = points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`);
  return `<path class="${kind}" d="M${places.join("L")}"/>`;
}

function text(x: number, y: number, words: string, kind: string): string {
  return `<text class="${kind}" x="${x.toFixed(1)}" y="${y.toFixed(1)}">${words}</text>`;
}
