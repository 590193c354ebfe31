import assert from "node:assert/strict";
import * as networkd from "../../../lib/stacks/networkd/mod.ts";

const CLAIMS: readonly [what: string, text: string, names: string[]][] = [
  ["nothing", "", []],
  ["one", "[Match]\nName=eth0\n[Network]\nDHCP=yes\n", ["eth0"]],
  ["several, over several lines", "[Match]\nName = eth0  eth1\nName=eth2\r\n", ["eth0", "eth1", "eth2"]],
  ["continued", "[Match]\nName=eth0 \\\n# in between\n  eth1\n", ["eth0", "eth1"]],
  ["no globs", "[Match]\nName=en* eth? eth[01] eth0\n", ["eth0"]],
  ["no negations", "[Match]\nName=!eth0 eth1\n", []],
  ["taken back", "[Match]\nName=eth0\nName=\nName=eth1\n", ["eth1"]],
  ["no other section", "[Link]\nName=eth0\n[Match]\nMACAddress=52:54:00:00:00:0a\n", []],
  ["no comments", "[Match]\n#Name=eth0\n;Name=eth1\n", []],
];

for (const [what, text, names] of CLAIMS) {
  Deno.test(`networkd: claims ${what}`, () => assert.deepEqual(networkd.claims(text), names));
}
