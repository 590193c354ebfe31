/** Drives whose bytes are no UTF-8, on a first boot and after a good one. */
import assert from "node:assert/strict";
import { boot, machine, phy } from "./_boot.ts";

const LATEST = "/mnt/config/openstack/latest";
const FILE = "/etc/systemd/network/10-simple-init-eth0.network";
const KEYS = "/root/.ssh/authorized_keys";
const KEY = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"k".repeat(43)} key`;

const network = (mac: string, id = "n") =>
  JSON.stringify({
    links: [{ ...phy(0), ethernet_mac_address: mac }],
    networks: [{ id, link: "nic0", type: "ipv4", ip_address: "192.0.2.10", netmask: "255.255.255.0" }],
  });
const meta = (uuid: string, name = "web") => JSON.stringify({ uuid, name, public_keys: { KEY } });

const MAC = "52:54:00:00:00:0a";
const [GOOD, DAMAGED, LATIN_1] = [network(MAC), network("52:54:00:00:\ufffd0:0a"), network(MAC, "caf\ufffd")];
const [STATIC, DHCP] = ["Address=192.0.2.10/24", "DHCP=ipv4"];
const BYTES = "it is not UTF-8; it is ignored.";
const USED = "it cannot be used; the one of the last good drive is used.";
const said = (document: string) => [`problem: ${document}: ${BYTES}`, `note: ${document}: ${USED}`];

/** The documents of two boots, what is in the file of eth0 afterwards, and what the second says at once and later. */
const BOOTS: readonly [
  what: string,
  first: readonly [meta: string, network: string] | undefined,
  second: readonly [meta: string, network: string],
  line: string,
  says: readonly string[],
][] = [
  ["a network", [meta("u1"), GOOD], [meta("u1"), DAMAGED], STATIC, said("network_data.json")],
  ["a uuid", [meta("u1"), GOOD], [meta("\ufffd1"), GOOD], STATIC, said("meta_data.json")],
  ["a uuid and half a network", [meta("u1"), GOOD], [meta("\ufffd1"), "{"], STATIC, [
    ...said("meta_data.json"),
    "problem: network_data.json:1:2: it is not JSON: the text ends within an object; it is ignored.",
    "  {",
    "   ^",
    `note: network_data.json: ${USED}`,
  ]],
  ["a name of a first boot", undefined, [meta("u1"), LATIN_1], STATIC, []],
  ["a name of each boot", [meta("u1"), LATIN_1], [meta("u1"), LATIN_1], STATIC, []],
  ["another instance's network", [meta("u1"), GOOD], [meta("u2"), DAMAGED], DHCP, [
    'problem: network_data.json: $.links[0].ethernet_mac_address: "52:54:00:00:\\ufffd0:0a" is not a hardware address, ' +
    "as in 52:54:00:12:34:56; the link is skipped.",
    'problem: network_data.json: $.networks[0].link: there is no usable link with the id "nic0"; the network is skipped.',
  ]],
];

for (const [what, first, second, line, says] of BOOTS) {
  Deno.test(`boot: no UTF-8 any more in ${what}`, () => {
    const system = machine(1, undefined, { "/root/.profile": "" });
    const bootWith = ([metaData, networkData]: readonly [string, string]) => {
      system.entries.set(`${LATEST}/meta_data.json`, metaData);
      system.entries.set(`${LATEST}/network_data.json`, networkData);
      return boot(system, "--renderer networkd").err;
    };
    if (first !== undefined) bootWith(first);
    bootWith(second);
    assert.deepEqual(bootWith(second), says);
    assert.ok(system.readText(FILE)?.split("\n").includes(line), system.readText(FILE));
    assert.equal(system.readText(KEYS)?.trim(), KEY);
    assert.equal(system.readText("/etc/hostname"), "web\n");
  });
}
