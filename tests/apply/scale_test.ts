import assert from "node:assert/strict";
import { planFiles } from "../../lib/apply/network_files.ts";
import { memorySystem } from "../../lib/system/memory.ts";

const COUNT = 40_000;

/** What grows with the square of the number takes many times as long for it, what grows with the number a tenth. */
const MOST_MS = 6000;

Deno.test("planFiles: very many files, each with a link that it waits for, are planned in time", () => {
  const paths = Array.from({ length: COUNT }, (_, index) => `/etc/conf.d/net.eth${index}`);
  const files = paths.map((path) => ({ path, contents: "x\n", mode: 0o644 as const }));
  const links = paths.map((path) => ({ path: `${path}.link`, target: "net.lo", of: path, link: path }));
  const start = performance.now();
  const { changes } = planFiles(memorySystem({}), [...links, ...files]);
  const took = performance.now() - start;
  assert.equal(changes.length, 2 * COUNT);
  assert.deepEqual(
    changes.slice(COUNT).map((change) => "needs" in change && change.needs),
    links.map(({ path }) => [path]),
  );
  assert.ok(took < MOST_MS, `it took ${took} ms`);
});
