import assert from "node:assert/strict";
import { plot } from "./plot.ts";
import { MIB, type Row } from "./report.ts";
import { logScale, logTicks } from "./scale.ts";

function row(nics: number, median: number): Row {
  const ratio = { min: median * 0.9, median, max: median * 1.2 };
  return { id: `nics-${nics}`, name: "", runs: 3, ratio, microseconds: [1, 1], memory: nics * MIB, nics };
}

Deno.test("a logarithmic scale gives every decade the same room", () => {
  const x = logScale([1, 1000], [0, 300]);
  assert.deepEqual([1, 10, 100, 1000].map((value) => Math.round(x(value))), [0, 100, 200, 300]);
});

Deno.test("a scale can point downwards", () => {
  assert.equal(logScale([1, 100], [200, 0])(10), 100);
});

Deno.test("ticks enclose the values", () => {
  assert.deepEqual(logTicks([0.8, 250]), [0.1, 1, 10, 100, 1000]);
  assert.deepEqual(logTicks([1.4, 14]), [1, 2, 5, 10, 20]);
  assert.deepEqual(logTicks([0.00021, 0.0004]), [0.0002, 0.0005]);
  assert.deepEqual(logTicks([1, 1]), [1, 2]);
  assert.deepEqual(logTicks([10, 100]), [10, 20, 50, 100]);
});

Deno.test("a plot shows every number of NICs with its time and memory", () => {
  const svg = plot([row(1, 1), row(32, 7.5), row(1024, 230), { ...row(2, 5), nics: undefined } as never]);
  assert.equal(svg.match(/<circle/g)?.length, 6);
  for (const label of [">1,024<", ">7.50×<", ">230×<", ">32.0<", ">1,000×<"]) {
    assert.ok(svg.includes(label), label);
  }
  assert.ok(!/NaN|Infinity|undefined/.test(svg));
  assert.match(svg, /prefers-color-scheme: dark/);
});

Deno.test("a plot is one document with every element closed", () => {
  const svg = plot([row(1, 1), row(4, 2)]);
  const opened = [...svg.matchAll(/<([a-z]+)(?: [^>]*[^/])?>/g)].map(([, name]) => name).sort();
  const closed = [...svg.matchAll(/<\/([a-z]+)>/g)].map(([, name]) => name).sort();
  assert.deepEqual(opened, closed);
});

Deno.test("one number of NICs is no plot", () => {
  assert.throws(() => plot([row(1, 1)]), RangeError);
});
