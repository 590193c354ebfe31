import assert from "node:assert/strict";
import { type Ownership, ownership, withMarker } from "../../lib/apply/marker.ts";

const PATH = "/etc/systemd/network/10-simple-init-eth0.network";
const WRITTEN = withMarker(PATH, "[Match]\nName=eth0\n");

const TEXTS: readonly [name: string, text: string, expected: Ownership][] = [
  ["as it was written", WRITTEN, "ours"],
  ["written without contents", withMarker(PATH, ""), "ours"],
  ["written with letters of all kinds", withMarker(PATH, "ä € 𝄞\n"), "ours"],
  ["another wording behind the checksum", WRITTEN.replace(/\)\..*/, "). Of an earlier version."), "ours"],
  ["a line added", `${WRITTEN}x\n`, "edited"],
  ["a line end added", `${WRITTEN}\n`, "edited"],
  ["a character changed", WRITTEN.replace("eth0", "eth1"), "edited"],
  ["the last line end gone", WRITTEN.trimEnd(), "edited"],
  ["contents gone", `${WRITTEN.split("\n", 1)[0]}\n`, "edited"],
  ["saved with CRLF", WRITTEN.replaceAll("\n", "\r\n"), "edited"],
  ["the checksum of something else", WRITTEN.replace(/[0-9a-f]{8}/, "00000000"), "edited"],
  ["copied from another path", withMarker(`${PATH}.bak`, "[Match]\nName=eth0\n"), "edited"],
  ["empty", "", "foreign"],
  ["somebody else's", "[Match]\nName=eth0\n", "foreign"],
  ["the marker's line changed", WRITTEN.replace("Written", "Edited"), "foreign"],
  ["the marker not in the first line", `\n${WRITTEN}`, "foreign"],
  ["the marker behind a byte order mark", `\ufeff${WRITTEN}`, "foreign"],
  ["the marker without its line end", WRITTEN.split("\n", 1)[0]!, "foreign"],
  ["a checksum that is none", WRITTEN.replace(/[0-9a-f]{8}/, "XXXXXXXX"), "foreign"],
];

for (const [name, text, expected] of TEXTS) {
  Deno.test(`marker: ${name}: ${expected}`, () => assert.equal(ownership(PATH, text), expected));
}

Deno.test("marker: one line, which says what to do", () => {
  assert.equal(
    withMarker("/x", "x\n"),
    "# Written by simple-init (d796f991). An edited file is left alone; to have it written anew, delete it.\nx\n",
  );
});
