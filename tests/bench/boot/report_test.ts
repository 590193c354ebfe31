import assert from "node:assert/strict";
import type { Cost } from "./cost.ts";
import { reportText, verdict } from "./report.ts";

/** A boot of 10 s of CPU time, in which a unit took `cpu` of them. */
function cost(cpu: number, more: Partial<Cost> = {}): Cost {
  return {
    boot: 10,
    units: { "a.service": { start: 1, end: 2, cpu } },
    cpu,
    cpuWithNetwork: cpu + 1,
    seconds: 1,
    online: 20,
    addresses: 8,
    processes: 100,
    ...more,
  };
}

const WITHOUT = cost(0, { units: {}, boot: 8, processes: 90 });

const TEXT = reportText([
  {
    name: "ours",
    runs: [cost(0.5), cost(0.5)].map((first) => ({ first, later: cost(0.25), without: WITHOUT })),
  },
  { name: "peer", runs: [cost(1), cost(2)].map((first) => ({ first, later: cost(1), without: WITHOUT })) },
]);

/** The cells of a row. */
function row(what: string): string[] {
  const found = TEXT.split("\n").find((line) => line.startsWith(what));
  assert.ok(found !== undefined, `no row "${what}" in\n${TEXT}`);
  return found.slice(what.length).trim().split(/ {2,}/);
}

for (
  const [what, cells] of [
    ["first boot: its units' share of the CPU time, %", ["5.00", "15.0 (10.0 to 20.0)"]],
    ["later boot: its units' share of the CPU time, %", ["2.50", "10.0"]],
    ["later boot: its CPU time ÷ of one without its units", ["1.25", "1.25"]],
    ["later boot: processes more than without its units", ["10.0", "10.0"]],
    ["first boot: CPU time of its units ÷ ours", ["1.00", "3.00 (2.00 to 4.00)"]],
    ["first boot: CPU time with networking.service ÷ ours", ["1.00", "1.67 (1.33 to 2.00)"]],
    ["later boot: CPU time of the boot ÷ ours", ["1.00", "1.00"]],
    ["later boot: network-online.target reached after, s", ["20.0", "20.0"]],
    ["peer: a.service", ["1.50", "1.00"]],
  ] as const
) {
  Deno.test(`boots as a table: ${what}`, () => assert.deepEqual(row(what), cells));
}

Deno.test("a unit that does not run in later boots has no CPU time there", () => {
  const runs = [{ first: cost(1), later: cost(0, { units: {} }), without: WITHOUT }];
  assert.match(reportText([{ name: "peer", runs }]), /^peer: a\.service +1\.00 *$/m);
});

Deno.test("a network that never comes has no time", () => {
  const first = cost(1, { online: NaN });
  const text = reportText([{ name: "peer", runs: [{ first, later: cost(1), without: WITHOUT }] }]);
  assert.match(text, /^first boot: network-online\.target reached after, s +-$/m);
});

for (const [seconds, text] of [[0.25, "kept"], [0.251, "MISSED"]] as const) {
  Deno.test(`a unit that took ${seconds} s: ${text}`, () => {
    const runs = [{ first: cost(1), later: cost(1, { seconds }), without: WITHOUT }];
    assert.equal(
      verdict({ name: "ours", runs }),
      `${text}: time that the unit took: ${seconds === 0.25 ? "0.250" : seconds} s, at most 0.25 s wanted`,
    );
  });
}
