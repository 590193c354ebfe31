import assert from "node:assert/strict";
import * as networkmanager from "../../../lib/stacks/networkmanager/mod.ts";
import { claimText } from "../../support/claims.ts";

const MAC = "52:54:00:00:00:0a";
const ethernet = (more: string, sections = "") => `[connection]\ntype=ethernet\n${more}${sections}`;

const CLAIMS: readonly [what: string, text: string, claims: string[]][] = [
  ["nothing", "", []],
  ["nothing outside of sections", "interface-name=ens3\n", []],
  ["nothing of noise", "\0\u{1F9}[connection", []],
  [
    "the name in [connection]",
    "# mine\n\n[connection]\nid=x\ninterface-name = ens3 \n#interface-name=ens4\n[x]\ninterface-name=ens5\n",
    ["default ens3"],
  ],
  ["a line that ends as in DOS", "[connection]\r\ninterface-name=ens3\r\n", ["default ens3"]],
  ["any card", ethernet("", "[ipv4]\nmethod=auto\n[ipv6]\nmethod=auto\n"), ["default any"]],
  ["any card, with an address", ethernet("", "[ipv4]\nmethod=manual\naddress1=192.0.2.1/24\n"), ["own any"]],
  ["any card, with a route", ethernet("", "[ipv4]\nmethod=auto\nroute1=10.0.0.0/8,192.0.2.1\n"), ["own any"]],
  ["an address", ethernet("", `[ethernet]\nmac-address=${MAC.toUpperCase()}\n`), [`default @${MAC}`]],
  ["by the older name", ethernet("", `[802-3-ethernet]\nmac-address=${MAC}\n`), [`default @${MAC}`]],
  ["an address to give", ethernet("", `[ethernet]\ncloned-mac-address=${MAC}\n`), ["default any"]],
  [
    "a name and an address",
    ethernet("interface-name=ens3\n", `[ethernet]\nmac-address=${MAC}\n`),
    [`default ens3 @${MAC}`],
  ],
  ["a port of a bond", ethernet("interface-name=ens3\nmaster=bond0\nslave-type=bond\n"), ["own ens3"]],
  [
    "ports by a pattern",
    ethernet("controller=bond0\nport-type=bond\n", "[match]\ninterface-name=ens*;eth0;\n"),
    ["own ens*|eth0"],
  ],
  [
    "all but some, and what is mandatory",
    ethernet("", "[match]\ninterface-name=!eth9;&e*;|ens*;\n"),
    ["default ens* !eth9 e*"],
  ],
  ["an optional test of what is not matched", ethernet("", "[match]\ninterface-name=|!eth9;e*;\n"), [
    "default e*",
  ]],
  ["a driver", ethernet("master=bond0\n", "[match]\ndriver=virtio_net\n"), ["own any ?match.driver"]],
  ["a bond", "[connection]\ntype=bond\ninterface-name=bond0\n", ["own bond0"]],
  ["no card of a wireless profile", "[connection]\ntype=wifi\n[wifi]\nssid=home\n", []],
  [
    "a VLAN and its parent",
    "[connection]\ntype=vlan\ninterface-name=lan\n[vlan]\nparent=ens3\nid=5\n",
    ["own lan", "parent ens3"],
  ],
  ["a VLAN without a name", "[connection]\ntype=vlan\n[vlan]\nparent=ens3\nid=5\n", [
    "own ens3.5",
    "parent ens3",
  ]],
  [
    "a VLAN that is named in its section",
    "[connection]\ntype=vlan\n[vlan]\ninterface-name=lan\nparent=ens3\n",
    [
      "own lan",
      "parent ens3",
    ],
  ],
  [
    "a VLAN that is named twice",
    "[vlan]\ninterface-name=lan\nparent=ens3\n[connection]\ntype=vlan\ninterface-name=net\n",
    ["own net", "parent ens3"],
  ],
  [
    "a VLAN on the card of an address",
    `[connection]\ntype=vlan\ninterface-name=lan\n[ethernet]\nmac-address=${MAC}\n[vlan]\nid=5\n`,
    ["own lan", `parent @${MAC}`],
  ],
];

for (const [what, text, claims] of CLAIMS) {
  Deno.test(`networkmanager: a keyfile claims: ${what}`, () => {
    assert.deepEqual(networkmanager.claims(text).map(claimText), claims);
  });
}
