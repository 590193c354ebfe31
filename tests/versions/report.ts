/**
 * What came of the suites, as tables in Markdown.
 *
 * @module
 */
import { table } from "../conformance/page.ts";
import type { RunStack } from "../online/_row.ts";
import { isBefore, judge, type Listed } from "./listed.ts";
import type { Reading } from "./readers.ts";
import type { Tried } from "./rows.ts";

/** What was seen in one root. */
export interface Seen {
  readonly suite: string;
  /** Versions by Debian's packages. */
  readonly versions: Readonly<Record<string, string>>;
  readonly readings: readonly Reading[];
  readonly rows: readonly Tried[];
}

const PACKAGES: Readonly<Record<RunStack, string>> = {
  networkd: "systemd",
  netplan: "netplan.io",
  networkmanager: "network-manager",
  ifupdown: "ifupdown",
};

const CLIENTS = { dhclient: ["isc-dhcp-client"], dhcpcd: ["dhcpcd5", "dhcpcd-base"] };

interface Finding {
  readonly reading: Reading;
  readonly complaint: string;
  readonly verdict: "rejected" | "warning" | Listed;
}

function findingsOf({ versions, readings }: Seen): Finding[] {
  return readings.flatMap((reading) =>
    reading.complaints.map((complaint) => ({
      reading,
      complaint,
      verdict: judge(
        reading.stack,
        complaint,
        (version) => isBefore(versions[PACKAGES[reading.stack]] ?? "", version),
      ),
    }))
  );
}

/** What is not as it should be: complaints that are not listed, and rows, each in a line. */
export function faultsOf(seen: Seen): string[] {
  return [
    ...findingsOf(seen).flatMap(({ reading, complaint, verdict }) =>
      typeof verdict === "string"
        ? [`${seen.suite}, ${reading.stack}, ${reading.case}: ${verdict}: ${complaint}`]
        : []
    ),
    ...seen.rows.flatMap(({ stack, row, faults }) =>
      faults.map((fault) => `${seen.suite}, ${stack}, ${row}: ${fault}`)
    ),
  ];
}

/** A line a suite of what was read, and of the rows; then what is listed, and what is not as it should be. */
export function reportText(all: readonly Seen[]): string {
  const lines = [listedLines(all), all.flatMap(faultsOf).map((fault) => `- ${fault}`)];
  return [
    ...(all.some(({ readings }) => readings.length > 0) ? [readersTable(all)] : []),
    ...(all.some(({ rows }) => rows.length > 0) ? [rowsTable(all)] : []),
    ...lines.filter((part) => part.length > 0).map((part) => part.join("\n")),
  ].join("\n\n");
}

function readersTable(all: readonly Seen[]): string {
  const lines = all.map((seen) => {
    const findings = findingsOf(seen);
    const count = (verdict: string) => `${findings.filter((finding) => finding.verdict === verdict).length}`;
    const listed = findings.filter(({ verdict }) => typeof verdict !== "string").length;
    const files = seen.readings.reduce((sum, reading) => sum + reading.files, 0);
    return [...namesOf(seen), `${files}`, count("rejected"), count("warning"), `${listed}`];
  });
  const head = [...HEAD, "files read", "rejected", "warnings", "listed"];
  return table([head, ...lines]).join("\n");
}

const HEAD = ["suite", "systemd", "netplan", "NetworkManager", "ifupdown", "dhclient", "dhcpcd"];

function namesOf({ suite, versions }: Seen): string[] {
  const version = (packages: readonly string[]) =>
    packages.map((name) => versions[name]).find((version) => version !== undefined) ?? "none";
  const stacks = Object.values(PACKAGES).map((name) => version([name]));
  return [suite, ...stacks, version(CLIENTS.dhclient), version(CLIENTS.dhcpcd)];
}

function rowsTable(all: readonly Seen[]): string {
  const lines = all.map(({ suite, rows }) => {
    const failing = rows.filter(({ faults }) => faults.length > 0);
    return [suite, `${rows.length}`, worst(rows), `${failing.length}`];
  });
  return table([["suite", "rows", "stated addresses after at most", "failing"], ...lines]).join("\n");
}

function worst(rows: readonly Tried[]): string {
  const times = rows.filter(({ isStated }) => isStated).map(({ reached }) => reached);
  if (times.length === 0) return "none tried";
  return times.includes(null) ? "never" : `${(Math.max(...times.map(Number)) / 1000).toFixed(1)} s`;
}

function listedLines(all: readonly Seen[]): string[] {
  const listed = all.flatMap((seen) =>
    findingsOf(seen).flatMap(({ reading: { stack }, verdict }) =>
      typeof verdict === "string" ? [] : [`${stack}${versionsOf(verdict)} (${seen.suite}): ${verdict.reason}`]
    )
  );
  return [...Map.groupBy(listed, (line) => line)].map(([line, same]) =>
    `- listed ${same.length} times: ${line}`
  );
}

function versionsOf({ since, until }: Listed): string {
  return (since === undefined ? "" : ` since ${since}`) + (until === undefined ? "" : ` before ${until}`);
}
