import assert from "node:assert/strict";
import type { NetworkConfig } from "../../lib/network.ts";
import * as ifupdown from "../../lib/stacks/ifupdown/mod.ts";
import { NETWORKS } from "../networks.ts";
import { writeFile } from "../support/trees.ts";
import { ifupdownAccepts } from "./ifupdown.ts";

const MARKER = "# a line of the program's own\n";

/** The complaints about a configuration's files, after `edit` has had its way with the text. */
function complaints(config: NetworkConfig, edit: (text: string) => string = (text) => text): string[] {
  const tree = Deno.makeTempDirSync();
  try {
    const target = { foreignInterfaces: undefined, hasResolvconf: false };
    Deno.mkdirSync(`${tree}/etc/network/interfaces.d`, { recursive: true });
    for (const { path, contents, mode } of ifupdown.render(config, target).files) {
      writeFile(tree + path, MARKER + edit(contents), mode);
    }
    return ifupdownAccepts(tree);
  } finally {
    Deno.removeSync(tree, { recursive: true });
  }
}

for (const [name, config] of Object.entries(NETWORKS)) {
  Deno.test(`ifupdown takes: ${name}`, () => assert.deepEqual(complaints(config), []));
}

const FAULTS: readonly [what: string, from: string, to: string][] = [
  ["an unknown option", "dad-attempts 0", "dad_attempts 0"],
  ["an option of another method", "inet static\n", "inet static\n    accept_ra 0\n"],
  ["an unknown method", "inet static", "inet statically"],
  ["an unknown family", "inet6", "inet7"],
  ["a missing address", "address 192.0.2.10/24", "gateway 192.0.2.1"],
  ["an unknown bond option", "bond-lacp-rate", "bond-lacp-rates"],
  ["a word too many", "inet static", "inet static now"],
  ["a link that is not to be brought up", "auto bond0.100", "auto bond0.101"],
  ["a directory that is not read", "source", "# source"],
];

for (const [what, from, to] of FAULTS) {
  Deno.test(`ifupdown complains about ${what}`, () => {
    const config = NETWORKS["lacp bond with vlans, dual stack"]!;
    assert.notDeepEqual(complaints(config, (text) => text.replace(from, to)), []);
  });
}
