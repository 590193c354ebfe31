import assert from "node:assert/strict";
import type { NetworkConfig } from "../../lib/network.ts";
import * as networkd from "../../lib/stacks/networkd/mod.ts";
import { NETWORKS } from "../networks.ts";
import { networkdAccepts } from "./networkd.ts";

const MARKER = "# a line of the program's own\n";

/** The complaints about a configuration's files, after `edit` has had its way with the text. */
function complaints(config: NetworkConfig, edit: (text: string) => string = (text) => text): string[] {
  const tree = Deno.makeTempDirSync();
  try {
    Deno.mkdirSync(`${tree}/etc/systemd/network`, { recursive: true });
    for (const { path, contents, mode } of networkd.render(config).files) {
      Deno.writeTextFileSync(tree + path, MARKER + edit(contents), { mode });
    }
    return networkdAccepts(tree);
  } finally {
    Deno.removeSync(tree, { recursive: true });
  }
}

for (const [name, config] of Object.entries(NETWORKS)) {
  Deno.test(`systemd-networkd takes: ${name}`, () => assert.deepEqual(complaints(config), []));
}

const FAULTS: readonly [what: string, from: string, to: string][] = [
  ["an unknown key", "[Network]\n", "[Network]\nNoSuchKey=1\n"],
  ["an unknown section", "[Network]\n", "[NoSuchSection]\nA=1\n[Network]\n"],
  ["a bad address", "Address=192.0.2.10/24", "Address=192.0.2.1000/24"],
  ["a bad bond option", "LACPTransmitRate=fast", "LACPTransmitRate=quick"],
  ["a device without a kind", "Kind=bond\n", ""],
  ["a port of no bond", "Bond=bond0", "Bond=bond7"],
  ["a file that matches everything", "[Match]\nName=eth0\n", "[Other]\n"],
];

for (const [what, from, to] of FAULTS) {
  Deno.test(`systemd-networkd complains about ${what}`, () => {
    const config = NETWORKS["lacp bond with vlans, dual stack"]!;
    assert.notDeepEqual(complaints(config, (text) => text.replace(from, to)), []);
  });
}
