import assert from "node:assert/strict";
import { join } from "@std/path";
import { readConfigDrive } from "../../lib/config_drive/drive.ts";
import { formatProblem } from "../../lib/problem.ts";
import { denoSystem } from "../../lib/system/deno.ts";
import { memorySystem } from "../../lib/system/memory.ts";
import { rootedSystem } from "../../lib/system/rooted.ts";

const LATEST = "/openstack/latest";
const GOOD = JSON.stringify({ links: [], networks: [], services: [] });

function readDrive(files: Record<string, string>) {
  return readConfigDrive(
    memorySystem(
      Object.fromEntries(Object.entries(files).map(([name, text]) => [`${LATEST}/${name}`, text])),
    ),
  );
}

Deno.test("drive: network_data.json comes before network_info.json, that before vendor_data.json", () => {
  const vendor = JSON.stringify({ network_info: JSON.parse(GOOD) });
  const older = { "network_info.json": GOOD, "vendor_data.json": vendor };
  assert.equal(readDrive({ "network_data.json": GOOD, ...older }).networkFile, "network_data.json");
  assert.equal(readDrive(older).networkFile, "network_info.json");
  assert.notEqual(readDrive({ "vendor_data.json": vendor }).network, "absent");
  assert.equal(readDrive({ "vendor_data.json": "{}" }).network, "absent");
});

Deno.test("drive: no network at all means DHCP, but not on a drive of which another document is broken", () => {
  assert.equal(readDrive({ "meta_data.json": "{}" }).network, "absent");
  assert.equal(readDrive({ "meta_data.json": "{" }).network, "unreadable");
});

const BROKEN: Record<string, { text: string; said: string }> = {
  "no JSON": { text: "<html>503</html>", said: "network_data.json:1:1: it is not JSON: this is no value" },
  "cut off": { text: '{"links": [{"id"', said: "json:1:17: it is not JSON: the text ends within an object" },
  "a fault within": { text: '{\n"links": nothing}', said: "json:2:10: it is not JSON: this is no value" },
  "empty": { text: " \n", said: "it is empty" },
  "a list": { text: "[1]", said: "a list is not a network document, which is an object" },
  "null": { text: "null", said: "null is not a network document, which is an object" },
};

for (const [name, { text, said }] of Object.entries(BROKEN)) {
  Deno.test(`drive: network_data.json is ${name}`, () => {
    const { network, problems } = readDrive({ "network_data.json": text });
    assert.equal(network, "unreadable");
    assert.equal(problems.length, 1);
    assert.ok(formatProblem(problems[0]!).includes(said), formatProblem(problems[0]!));
  });
}

Deno.test("drive: nesting as deep as a file can be is a fault like others", () => {
  const { problems } = readDrive({ "network_data.json": "[".repeat(2_000_000) + "]".repeat(2_000_000) });
  assert.deepEqual(problems.map(formatProblem), [
    "network_data.json:1:513: it is not JSON: it is nested too deep; it is ignored.",
  ]);
});

/** A drive on a real file system, made by `fill` in its directory of documents. */
function readRealDrive(fill: (directory: string) => void) {
  const temporary = Deno.makeTempDirSync();
  try {
    const directory = join(temporary, LATEST);
    Deno.mkdirSync(directory, { recursive: true });
    fill(directory);
    return readConfigDrive(rootedSystem(denoSystem, temporary));
  } finally {
    Deno.removeSync(temporary, { recursive: true });
  }
}

Deno.test("drive: a file of 100 MB is a problem and is not read", () => {
  const { network, problems } = readRealDrive((directory) => {
    using file = Deno.createSync(join(directory, "network_data.json"));
    file.truncateSync(100 * 1024 * 1024);
  });
  assert.equal(network, "unreadable");
  assert.deepEqual(problems.map(formatProblem), [
    "network_data.json: it is larger than 4 MiB; it is ignored.",
  ]);
});

Deno.test("drive: a FIFO in place of a document is a problem and does not block", () => {
  const { problems } = readRealDrive((directory) => {
    new Deno.Command("mkfifo", { args: [join(directory, "network_data.json")] }).outputSync();
  });
  assert.deepEqual(problems.map(formatProblem), [
    "network_data.json: it is no plain file (other); it is ignored.",
  ]);
});

Deno.test("drive: a link that leads out of it leads nowhere", () => {
  const { network } = readRealDrive((directory) =>
    Deno.symlinkSync("/etc/passwd", join(directory, "network_data.json"))
  );
  assert.equal(network, "absent");
});
