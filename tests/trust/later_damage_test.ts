import assert from "node:assert/strict";
import type { MemorySystem } from "../../lib/system/memory.ts";
import { machineFiles, phy } from "../boot/_boot.ts";
import { randomFrom } from "./hostile_drives_random.ts";
import { bootGood, judge, laterDamage } from "./later_damage.ts";
import { type Content, damaged, type Drive, type Seed } from "./later_damage_drives.ts";
import { meantBy, poorer, valueOf } from "./later_damage_judge.ts";

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const network = (more: object = {}) => ({
  links: [phy(0)],
  networks: [{ link: "nic0", type: "ipv4", ip_address: "192.0.2.9", netmask: "255.255.255.0" }],
  ...more,
});
const meta = (more: object = {}) => ({
  uuid: "u1",
  name: "vm",
  public_keys: { key: `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"k".repeat(43)} key` },
  ...more,
});

const GOOD: Drive = new Map([["meta_data.json", bytes(meta())], ["network_data.json", bytes(network())]]);
const SEED: Seed = { name: "a machine", files: machineFiles(1), drive: GOOD };
const MACHINE = bootGood(SEED, "networkd");
const HALF: Drive = new Map([["network_data.json", bytes(network()).slice(0, 40)]]);

const LATIN_1 = bytes(network()).map((byte) => byte === "9".charCodeAt(0) ? 0xe9 : byte);

const READABLE: readonly [what: string, content: Content | undefined, isReadable: boolean][] = [
  ["an object", bytes({}), true],
  ["a list", bytes([]), false],
  ["null", bytes(null), false],
  ["half a document", HALF.get("network_data.json"), false],
  ["no UTF-8", LATIN_1, false],
  ["nothing", undefined, false],
  ["a directory", "a directory", false],
];

for (const [what, content, isReadable] of READABLE) {
  Deno.test(`later damage: whether ${what} can be read`, () => {
    assert.equal(valueOf(content) !== undefined, isReadable);
  });
}

const OTHER = bytes(network({ services: [] }));
const VENDOR = bytes({ network_info: network() });

/** A drive that was damaged, and from which the documents that count are: the good one or the damaged one. */
const MEANT: readonly [what: string, drive: Record<string, Content>, meant: readonly string[] | undefined][] =
  [
    ["nothing", {}, ["meta_data.json good", "network_data.json good"]],
    ["half a network", Object.fromEntries(HALF), ["meta_data.json good", "network_data.json good"]],
    ["another network", { "network_data.json": OTHER }, ["meta_data.json good", "network_data.json other"]],
    ["vendor data with a network", { "vendor_data.json": VENDOR }, [
      "meta_data.json good",
      "vendor_data.json other",
    ]],
    ["vendor data without one", { "vendor_data.json": bytes({}) }, [
      "meta_data.json good",
      "network_data.json good",
    ]],
    ["another name", { "meta_data.json": bytes(meta({ name: "x" })) }, [
      "meta_data.json other",
      "network_data.json good",
    ]],
    ["another instance", { "meta_data.json": bytes(meta({ uuid: "u2" })) }, undefined],
  ];

for (const [what, drive, meant] of MEANT) {
  Deno.test(`later damage: what a drive means that has ${what}`, () => {
    const found = meantBy(new Map(Object.entries(drive)), GOOD);
    assert.deepEqual(
      found &&
        [...found].map(([name, content]) => `${name} ${GOOD.get(name) === content ? "good" : "other"}`),
      meant,
    );
  });
}

const LINK = { name: "eth0", addresses: [1, 2], dhcp4: false, dhcp6: "off", routes: [1], nameServers: [1] };
const POORER: readonly [what: string, after: object | undefined, isPoorer: boolean][] = [
  ["the same", {}, false],
  ["more", { addresses: [1, 2, 3], dhcp4: true }, false],
  ["another address", { addresses: [1, 3] }, false],
  ["an address less", { addresses: [1] }, true],
  ["DHCP by default in the place of all", { addresses: [], dhcp4: true, fallback: true }, true],
  ["no route", { routes: [] }, true],
  ["no name server", { nameServers: [] }, true],
  ["nothing", undefined, true],
];

Deno.test("later damage: name servers are not counted where they may go", () => {
  assert.deepEqual(poorer([LINK], [{ ...LINK, nameServers: [] }], "butDns"), []);
  assert.deepEqual(poorer([LINK], [{ ...LINK, routes: [] }], "butDns"), ["eth0"]);
});

for (const [what, after, isPoorer] of POORER) {
  Deno.test(`later damage: whether a link with ${what} has less`, () => {
    assert.deepEqual(
      poorer([LINK], after === undefined ? [] : [{ ...LINK, ...after }]),
      isPoorer ? ["eth0"] : [],
    );
  });
}

const without = (path: string) => (system: MemorySystem) => (system.entries.delete(path), system);

const beside = (path: string) => (system: MemorySystem) => (system.entries.set(path, ""), system);

/** What happens to a machine, the drive that it boots with, and what the judge says. */
const JUDGED: readonly [
  what: string,
  upset: ((system: MemorySystem) => MemorySystem) | undefined,
  drive: Drive,
  says: RegExp,
][] = [
  ["nothing", undefined, HALF, /^$/],
  ["a drive that says no name", undefined, new Map([["meta_data.json", bytes({ uuid: "u1" })]]), /^$/],
  ["a network of no UTF-8", undefined, new Map([...GOOD, ["network_data.json", LATIN_1]]), /^$/],
  ["a lost record", without("/var/lib/simple-init/drive.json"), HALF, /has less/],
  ["another file", beside("/etc/systemd/network/x.network"), HALF, /x\.network is not as by the documents/],
  ["a lost key", without("/root/.ssh/authorized_keys"), HALF, /the key ssh-ed25519 .* is gone/],
  [
    "other modes at each boot",
    (system) => ({ ...system, createFile: (path, text) => system.createFile(path, text, 0o640) }),
    new Map([...GOOD, ["network_data.json", OTHER]]),
    /a second boot does something/,
  ],
  [
    "networks that go in silence",
    undefined,
    new Map([...GOOD, ["network_data.json", bytes(network({ networks: [] }))]]),
    /^eth0 has less$/,
  ],
];

for (const [what, upset, drive, says] of JUDGED) {
  Deno.test(`later damage: the judge of ${what}`, () => {
    assert.match(judge(MACHINE, drive, upset).faults.join("\n"), says);
  });
}

Deno.test("later damage: the same seed is the same damage", () => {
  for (const seed of [1, 2]) {
    assert.deepEqual(damaged(randomFrom(seed), GOOD), damaged(randomFrom(seed), GOOD));
  }
});

Deno.test("later damage: a sample holds, and all kinds of damage are in it", async () => {
  const { tried, faults, notes } = await laterDamage.run({ seed: 1, scale: 0.006, progress: () => {} });
  assert.deepEqual(faults, []);
  assert.equal(tried, 120);
  assert.match(notes.join(), /^[1-9]\d* said nothing .* [1-9]\d* something else/);
});
