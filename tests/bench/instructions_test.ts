import assert from "node:assert/strict";
import { fromFileUrl } from "../support/paths.ts";
import { countsFor, excesses, type Figure, growthOf, LIMITS, parseCollected } from "./instructions.ts";
import { figureLines } from "./table.ts";

const COUNTS = countsFor({ directory: "/t", binary: "/a b" });

function figure(id: string, value: number, unit: Figure["unit"] = "instructions"): Figure {
  return { id, name: id, value, unit };
}

Deno.test("valgrind's words have the number of instructions", () => {
  const text =
    "==7== \n==7== Events    : Ir\n==7== Collected : 30117617\n==7== \n==7== I   refs:  30,117,617\n";
  assert.equal(parseCollected(text), 30117617);
  assert.equal(parseCollected("simple-init: Collected : 5\n"), undefined);
});

Deno.test("a second boot is counted, of a root of its own that the same command has configured", () => {
  const { command, places } = COUNTS.find(({ id }) => id === "wicked")!;
  assert.equal(command, "'/a b' boot --root /t/instructions-wicked --renderer wicked");
  assert.deepEqual(places, [{ root: "/t/instructions-wicked", nics: "case", prepare: command }]);
});

Deno.test("a drive is checked where it was laid", () => {
  const { command, places } = COUNTS.find(({ id }) => id === "validate")!;
  assert.equal(command, `'/a b' validate ${places[0]?.root}/mnt/config`);
});

Deno.test("a peer is counted on a root of its own, and has no limit", () => {
  const peers = [{ name: "glean", command: "glean --root {root} --noop" }];
  const [count, ...others] = countsFor({ directory: "/t", binary: "/b" }, peers)
    .filter(({ id }) => id.startsWith("peer"));
  const command = "glean --root /t/instructions-peer-0 --noop";
  const places = [{ root: "/t/instructions-peer-0", nics: "case", prepare: command }];
  assert.deepEqual([count, others], [{ id: "peer:glean", name: "glean", command, places }, []]);
});

Deno.test("every limit is one of a figure, and every figure but the base and the many cards has one", () => {
  const unlimited = new Set(["true", "cards-256", "cards-1024"]);
  const ids = [...COUNTS.map(({ id }) => id), "growth"].filter((id) => !unlimited.has(id));
  assert.deepEqual(Object.keys(LIMITS).sort(), ids.sort());
});

Deno.test("the growth is the ratio of two figures that are both there", () => {
  const [few, many] = [figure("cards-256", 2e9), figure("cards-1024", 9e9)];
  assert.deepEqual(growthOf([few, many]).map(({ value, unit }) => [value, unit]), [[4.5, "times"]]);
  assert.deepEqual(growthOf([few]), []);
});

Deno.test("a figure over its limit is a sentence, one at its limit or without one is not", () => {
  const limits = { a: 2.5, growth: 4 };
  const kept = [figure("a", 2_500_000), figure("true", 9e9), figure("growth", 4, "times")];
  assert.deepEqual(excesses(kept, limits), []);
  assert.deepEqual(excesses([figure("a", 2_510_000), figure("growth", 4.25, "times")], limits), [
    "a: 2.51 million instructions, at most 2.5 wanted",
    "growth: 4.25 times, at most 4 wanted",
  ]);
});

Deno.test("a row has millions, the ratio to /bin/true, and its limit", () => {
  const figures = [figure("true", 125_000), figure("boot", 30_000_000), figure("growth", 4, "times")];
  assert.deepEqual(figureLines(figures, { boot: 31.5, growth: 4.2 }), [
    "instructions  millions  ÷ /bin/true  limit",
    "true             0.125        1.00×       ",
    "boot              30.0         240×   31.5",
    "growth           4.00×                 4.2",
  ]);
});

Deno.test("a missing valgrind is one sentence and exit status 2", () => {
  const main = fromFileUrl(new URL("./main.ts", import.meta.url));
  const args = ["run", "--quiet", "--allow-all", main, "--instructions", "--check"];
  const { code, stdout, stderr } = new Deno.Command(Deno.execPath(), { args, env: { PATH: "/nowhere" } })
    .outputSync();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  assert.deepEqual([code, out], [2, ""]);
  assert.match(err!, /^The program valgrind.* is missing; run apt-get install valgrind[^\n]*\.\n$/);
});
