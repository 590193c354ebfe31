/**
 * The report as text.
 *
 * @module
 */
import { excesses, type Figure, inUnit, LIMITS } from "./instructions.ts";
import { MIB, type Report, type Row, type Verdict, verdictsOn } from "./report.ts";

/** How to say what matters less: grey on a terminal. */
export type Dim = (text: string) => string;

const HEADINGS = ["", "min", "median", "max", "runs", "peak memory"];

/** The tables, the failures and the verdicts. Ratios are the result; times only a remark. */
export function reportText(report: Report, dim: Dim): string {
  return [
    ...report.rows.length > 0 ? [...timeLines(report.rows, dim), ""] : [],
    ...report.figures.length > 0 ? [...figureLines(report.figures), ""] : [],
    ...report.failures.map((failure) => `could not be run: ${failure}`),
    ...verdictsOn(report).map(verdictText),
    ...excesses(report.figures).map((excess) => `MISSED: ${excess}`),
    dim(`(load ${report.load.toFixed(1)} on ${report.processors} processors at the beginning)`),
  ].join("\n");
}

function timeLines(rows: readonly Row[], dim: Dim): string[] {
  const remarks = ["(medians)", ...rows.map(remark)];
  return tableLines([HEADINGS, ...rows.map(cells)]).map((line, index) =>
    `${line}  ${dim(remarks[index] ?? "")}`
  );
}

function cells({ name, ratio, runs, memory }: Row): string[] {
  const ratios = [ratio.min, ratio.median, ratio.max].map((value) => `${threeDigits(value)}×`);
  return [name, ...ratios, `${runs}`, `${threeDigits(memory / MIB)} MiB`];
}

function remark({ microseconds: [subject, base] }: Row): string {
  return `(${threeDigits(subject / 1000)} ms ÷ ${threeDigits(base / 1000)} ms)`;
}

function verdictText({ what, unit, bound, limit, value, kept }: Verdict): string {
  return `${kept ? "kept" : "MISSED"}: ${what}: ${threeDigits(value)} ${unit}, ${bound} ${limit} wanted`;
}

/** Millions of instructions, the ratio to `/bin/true`, and the limit. */
export function figureLines(figures: readonly Figure[], limits = LIMITS): string[] {
  const base = figures.find(({ id }) => id === "true")?.value;
  const row = (figure: Figure) => {
    const limit = `${limits[figure.id] ?? ""}`;
    return figure.unit === "instructions"
      ? [
        figure.name,
        threeDigits(inUnit(figure)),
        base === undefined ? "" : `${threeDigits(figure.value / base)}×`,
        limit,
      ]
      : [figure.name, `${threeDigits(figure.value)}×`, "", limit];
  };
  const headings = ["instructions", "millions", "÷ /bin/true", "limit"];
  return tableLines([headings, ...figures.map(row)]);
}

/** The first column to the left, the others to the right, each as wide as its widest cell. */
export function tableLines(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column === 0 ? cell.padEnd(width) : cell.padStart(width);
    }).join("  ")
  );
}

/** No more digits than mean something: `0.0412`, `4.12`, `41.2`, `4,120`. */
export function threeDigits(value: number): string {
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.max(Math.abs(value), 0.0001))));
  return value.toLocaleString("en", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
