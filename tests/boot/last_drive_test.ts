/** What is left of the last good drive after some boots, in the file that networkd has for eth0. */
import assert from "node:assert/strict";
import type { MemorySystem } from "../../lib/system/memory.ts";
import type { System } from "../../lib/system/system.ts";
import { failing } from "../support/faults.ts";
import { boot, card, machine, MACS, phy } from "./_boot.ts";

const FILE = "/etc/systemd/network/10-simple-init-eth0.network";
const RECORD = "/var/lib/simple-init/drive.json";
const LATEST = "/mnt/config/openstack/latest";
const PRODUCT = "/sys/class/dmi/id/product_uuid";
const [PRODUCT_1, PRODUCT_2] = [
  "1f0e6c2a-8b1d-4c59-9a47-52540000000a",
  "d2c4b6a8-1357-4bdf-8ace-52540000000d",
];

function network(address: string, more: object = {}): object {
  const links = [phy(0)];
  return {
    links,
    networks: [{ id: "n", link: "nic0", type: "ipv4", ip_address: address, netmask: "255.255.255.0" }],
    ...more,
  };
}

type Step = (system: MemorySystem) => void;

const put = (path: string, text: string): Step => ({ entries }) => void entries.set(path, text);
const drive = (name: string, document: object | string): Step =>
  put(`${LATEST}/${name}.json`, typeof document === "string" ? document : JSON.stringify(document));
const gone = (start: string): Step => ({ entries }) => {
  for (const path of [...entries.keys()]) if (path.startsWith(start)) entries.delete(path);
};
const boots = (words = ""): Step => (system) => void boot(system, `--renderer networkd ${words}`);
const cards = (...macs: string[]): Step => ({ entries }) => {
  for (const [index, mac] of macs.entries()) {
    for (const [path, entry] of Object.entries(card(index))) entries.set(path, entry);
    entries.set(`/sys/class/net/eth${index}/address`, `${mac}\n`);
  }
};
const product = (uuid: string) => put(PRODUCT, `${uuid}\n`);
const meta = (uuid: string, more: object = {}) => drive("meta_data", { uuid, ...more });

const STATIC = "Address=192.0.2.10/24";
const DHCP = "DHCP=ipv4";
const [A, B, C, D] = MACS as [string, string, string, string];
const GOOD = [cards(A), drive("network_data", network("192.0.2.10")), boots()];
const NO_DRIVE = gone("/mnt");
const NO_STATE = gone("/var");
const KEPT =
  "note: /var/lib/simple-init: there is neither a config drive with a network nor a record of the last one; the network " +
  "files of an earlier boot are kept.";
const LAST = "note: /var/lib/simple-init: there is no config drive; the last one of this machine is used.";
const OTHERS = "note: /var/lib/simple-init: the last config drive was another machine's; it is not used.";

interface Life {
  readonly steps: readonly Step[];
  /** In the file of eth0 after the last boot, and after another one. */
  readonly line: string;
  /** All that the last boot says, but for what is wrong with the drive itself. */
  readonly says: readonly string[];
  /** The words of the last boot. */
  readonly words?: string;
}

const LIVES: Readonly<Record<string, Life>> = {
  "the drive is gone": { steps: [...GOOD, NO_DRIVE], line: STATIC, says: [LAST] },
  "the drive is gone for a second time": { steps: [...GOOD, NO_DRIVE, boots()], line: STATIC, says: [LAST] },
  "the drive is there again, and says something else": {
    steps: [...GOOD, NO_DRIVE, boots(), drive("network_data", network("192.0.2.77"))],
    line: "Address=192.0.2.77/24",
    says: [],
  },
  "the file is lost as well": { steps: [...GOOD, NO_DRIVE, gone(FILE)], line: STATIC, says: [LAST] },
  "the drive is gone, and a card is plugged": {
    steps: [...GOOD, NO_DRIVE],
    words: "--interface eth0",
    line: STATIC,
    says: [LAST],
  },
  "no record, and no drive": { steps: [...GOOD, NO_STATE, NO_DRIVE], line: STATIC, says: [KEPT] },
  "no record, and a drive that says nothing": {
    steps: [...GOOD, NO_STATE, drive("network_data", "{")],
    line: STATIC,
    says: [KEPT],
  },
  "no record, and a boot that leaves the network alone": {
    steps: [...GOOD, NO_STATE, NO_DRIVE, boots("--no-network")],
    line: STATIC,
    says: [KEPT],
  },
  "no record, and a drive": {
    steps: [...GOOD, NO_STATE, drive("network_data", network("192.0.2.77"))],
    line: "Address=192.0.2.77/24",
    says: [],
  },
  "half a record": {
    steps: [...GOOD, NO_DRIVE, put(RECORD, "{")],
    line: STATIC,
    says: [`note: ${RECORD}: it is no record of an earlier boot; it is ignored.`, KEPT],
  },
  "a drive that is too large to keep": {
    steps: [
      ...GOOD.slice(0, -1),
      drive("network_data", network("192.0.2.10", { more: "x".repeat(3 << 20) })),
      meta("u1", { more: "x".repeat(3 << 20) }),
      boots(),
      NO_DRIVE,
    ],
    line: STATIC,
    says: [KEPT],
  },
  "network_data.json is broken": {
    steps: [...GOOD, drive("network_data", "{")],
    line: STATIC,
    says: ["note: network_data.json: it cannot be used; the one of the last good drive is used."],
  },
  "never a drive, and another address": { steps: [cards(A), boots(), cards(B)], line: DHCP, says: [] },
  "never a good drive, and another address": {
    steps: [cards(A), drive("network_data", "{"), boots(), cards(B)],
    line: DHCP,
    says: [],
  },
  "a card was replaced, and its board is known": {
    steps: [product(PRODUCT_1), ...GOOD, NO_DRIVE, cards(B)],
    line: DHCP,
    says: [
      LAST,
      'note: network_data.json: $.links[0].ethernet_mac_address: no interface of this machine has the address "52:54:00:00:00:0a"; the link is configured when the interface appears.',
    ],
  },
  "another machine, by its address": { steps: [...GOOD, NO_DRIVE, cards(B)], line: DHCP, says: [OTHERS] },
  "another machine, by address and product UUID": {
    steps: [product(PRODUCT_1), ...GOOD, NO_DRIVE, cards(B), product(PRODUCT_2)],
    line: DHCP,
    says: [OTHERS],
  },
  "another product UUID, the same card": {
    steps: [product(PRODUCT_1), ...GOOD, NO_DRIVE, product(PRODUCT_2)],
    line: STATIC,
    says: [LAST],
  },
  "the cards are replaced one after the other, without a drive": {
    steps: [cards(A, B), ...GOOD.slice(1), NO_DRIVE, cards(A, C), boots(), cards(A, D)],
    line: STATIC,
    says: [LAST],
  },
  "another instance's drive without a network": {
    steps: [meta("u1"), ...GOOD, gone(`${LATEST}/network`), meta("u2")],
    line: DHCP,
    says: [OTHERS],
  },
  "another instance's drive, whose network is broken": {
    steps: [meta("u1"), ...GOOD, drive("network_data", "{"), meta("u2")],
    line: DHCP,
    says: [OTHERS],
  },
  "the same instance's drive, without a network": {
    steps: [meta("u1"), ...GOOD, gone(`${LATEST}/network`)],
    line: STATIC,
    says: ["note: network_data.json: the drive has none any more; the one of the last good drive is used."],
  },
};

for (const [what, { steps, line, says, words = "" }] of Object.entries(LIVES)) {
  Deno.test(`last drive: ${what}`, () => {
    const system = machine(0);
    for (const step of steps) step(system);
    const { err } = boot(system, `--renderer networkd ${words}`);
    const ofState = err.filter((text) => !/^problem: network_data\.json:1:|^ *[\^{]/.test(text));
    assert.deepEqual(ofState, says);
    const text = system.readText(FILE);
    assert.ok(text?.includes(line), text);
    const after = [...system.entries];
    assert.deepEqual(boot(system, `--renderer networkd ${words}`).out, []);
    assert.deepEqual([...system.entries], after, "a second boot changes nothing");
  });
}

Deno.test("last drive: a record that cannot be read costs no file, and is reported", () => {
  const system = machine(0);
  for (const step of [...GOOD, NO_DRIVE]) step(system);
  const before = [...system.entries];
  const broken: System = failing(system, "readFile", "EIO", (path) => path === RECORD);
  const { status, err } = boot(broken, "--renderer networkd");
  assert.deepEqual([status, err.length, err[1]], [1, 2, KEPT]);
  assert.match(err[0]!, /^problem: \/var\/lib\/simple-init\/drive\.json: .*; it is ignored\.$/);
  assert.deepEqual([...system.entries], before);
});
