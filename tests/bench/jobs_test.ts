import assert from "node:assert/strict";
import { type Job, jobsFor } from "./jobs.ts";
import { parseOptions } from "./options.ts";

const PROGRAMS = { directory: "/t", binary: "/b", deno: (root: string) => ["deno", "boot", "--root", root] };

function jobs(...words: string[]): Map<string, Job> {
  return new Map(jobsFor(PROGRAMS, parseOptions(words)).map((job) => [job.id, job]));
}

Deno.test("a configured root is prepared by the program that is measured", () => {
  const { subject, places } = jobs().get("boot")!;
  assert.equal(subject, "/b boot --root /t/configured");
  assert.deepEqual(places, [{ root: "/t/configured", nics: "case", prepare: subject }]);
});

Deno.test("a first boot has a fresh root for every run", () => {
  const { subject, places } = jobs().get("first-boot")!;
  assert.equal(subject, "/b boot --root /t/fresh-{run}");
  assert.deepEqual(places, [{ root: "/t/fresh-{run}", nics: "case" }]);
});

Deno.test("a renderer is for all that boot", () => {
  const booting = [...jobs("--renderer", "wicked").values()].filter(({ id }) => id !== "version");
  assert.deepEqual(booting.filter(({ subject }) => !subject.endsWith(" --renderer wicked")), []);
});

Deno.test("a peer gets its own root, quoted where that is needed", () => {
  const [first] = jobsFor({ ...PROGRAMS, directory: "/a b" }, parseOptions(["--peer", "p=x {root} y"]))
    .filter(({ id }) => id === "peer:p");
  assert.equal(first?.subject, "x '/a b/peer-0/peer/configured' y");
  assert.equal(first?.base, "/b boot --root '/a b/peer-0/binary/configured'");
  assert.equal(first?.places[0]?.prepare, first?.subject);
});

Deno.test("numbers of NICs are compared with one NIC, and many with a quarter of them", () => {
  const all = jobs();
  assert.deepEqual([...all.values()].flatMap(({ nics }) => nics ?? []), [1, 4, 32, 256, 1024]);
  assert.equal(all.get("nics-1024")?.base, "/b boot --root /t/nics-1");
  assert.equal(all.get("linear")?.name, "1,024 NICs ÷ 256 NICs");
});

Deno.test("slow pairs run less often, and quick runs have none", () => {
  assert.equal(jobs().get("nics-1024")?.runs, 10);
  assert.equal(jobs("--runs", "6").get("nics-1024")?.runs, 5);
  assert.equal(jobs("--runs", "2").get("nics-1024")?.runs, 2);
  assert.equal(jobs("--quick").get("nics-1024"), undefined);
  assert.equal(jobs("--quick").get("linear"), undefined);
});
