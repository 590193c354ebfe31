import assert from "node:assert/strict";
import { makePlan } from "../../lib/plan/plan.ts";
import { boot, type Files, machine, MACS, phy } from "./_boot.ts";

const AT = "/etc/systemd/network/10-simple-init";
const UUID = "/mnt/config/openstack/latest/meta_data.json";

/** A bond of two cards with a VLAN on it, and a third card. */
const NETWORK = {
  links: [
    ...[0, 1, 2].map((index) => phy(index)),
    { id: "bond0", type: "bond", bond_links: ["nic0", "nic1"], bond_mode: "active-backup", bond_miimon: 100 },
    { id: "v", type: "vlan", vlan_link: "bond0", vlan_id: 5 },
  ],
  networks: [{ id: "n", link: "v", type: "ipv4_dhcp" }, { id: "m", link: "nic2", type: "ipv4_dhcp" }],
};

const REMEDY = "it is left alone; delete it to have it written";
const directory = (path: string) => `note: ${path}: it is a directory; ${REMEDY}.`;
const edited = (name: string) =>
  `note: ${AT}-${name}.network: the file was edited after simple-init wrote it; ${REMEDY}.`;

/** What is said where something else is in the place of a file. */
const MISSING: readonly [what: string, words: string, files: Files, said: readonly string[]][] = [
  ["a card's file", "--renderer networkd", { [`${AT}-eth2.network/x`]: "" }, [
    directory(`${AT}-eth2.network`),
    `problem: ${AT}-eth2.network: no other file matches eth2; eth2 has no network.`,
  ]],
  ["the file of what is made", "--renderer networkd", { [`${AT}-bond0.network/x`]: "" }, [
    directory(`${AT}-bond0.network`),
  ]],
  ["the file of all", "--renderer netplan", { "/etc/netplan/90-simple-init.yaml/x": "" }, [
    directory("/etc/netplan/90-simple-init.yaml"),
    ...[0, 1, 2].map((index) =>
      `problem: /etc/netplan/90-simple-init.yaml: no other file matches eth${index}; eth${index} has no network.`
    ),
  ]],
];

for (const [what, words, files, said] of MISSING) {
  Deno.test(`boot: something else is in the place of ${what}`, () => {
    const { status, err } = boot(machine(3, NETWORK, files), words);
    assert.deepEqual(err, said);
    assert.equal(status, said.length > 1 ? 1 : 0);
  });
}

/** An edit of a file that was written, and what the next boot says of it. */
const EDITS: readonly [
  what: string,
  link: string,
  edit: (text: string) => string,
  said: readonly string[],
][] = [
  ["a card's file, which nothing stands on", "eth2", (text) => `${text}# mine\n`, [
    edited("eth2"),
  ]],
  ["a card's file, which is for another card now", "eth2", (text) => text.replace(MACS[2]!, MACS[3]!), [
    edited("eth2"),
    `problem: ${AT}-eth2.network: somebody edited this file, and it is for another card than the eth2 that is here; ` +
    "eth2 has no network; delete the file to have it written.",
  ]],
  ["a port's file", "eth1", (text) => `${text}# mine\n`, [
    edited("eth1"),
    ...["eth0", "bond0", "bond0.5"].map((other) =>
      `note: ${AT}-eth1.network: somebody edited this file, and ${other} stands on or under eth1; ${other} is left as it is.`
    ),
  ]],
];

for (const [what, link, edit, said] of EDITS) {
  Deno.test(`boot: somebody edited ${what}`, () => {
    const system = machine(3, NETWORK);
    boot(system, "--renderer networkd");
    const path = `${AT}-${link}.network`;
    system.entries.set(path, edit(system.readText(path)!));
    const { status, err } = boot(system, "--renderer networkd");
    assert.deepEqual(err.toSorted(), said.toSorted());
    assert.equal(status, said.some((line) => line.startsWith("problem")) ? 1 : 0);
  });
}

Deno.test("boot: a bond's file that somebody edited is for that bond, whatever it matches now", () => {
  const system = machine(3, NETWORK);
  boot(system, "--renderer networkd");
  const path = `${AT}-bond0.network`;
  system.entries.set(path, system.readText(path)!.replace("Name=bond0", "Name=bond1"));
  const { err } = boot(system, "--renderer networkd");
  assert.deepEqual(err, [
    edited("bond0"),
    ...["bond0.5", "eth1", "eth0"].map((other) =>
      `note: ${path}: somebody edited this file, and ${other} stands on or under bond0; ${other} is left as it is.`
    ),
  ]);
});

Deno.test("boot: of two edited files of one bond each link is left to its own, and what is beside to the first", () => {
  const system = machine(3, NETWORK);
  boot(system, "--renderer networkd");
  const [first, second] = ["eth0", "eth1"].map((name) => `${AT}-${name}.network`) as [string, string];
  for (const path of [first, second]) system.entries.set(path, `${system.readText(path)}# mine\n`);
  const { resolution, problems } = makePlan(system, { renderer: "networkd" });
  assert.deepEqual(resolution.config.links.map(({ name }) => name), ["eth2"]);
  assert.deepEqual(resolution.matches.map(({ claimedBy }) => claimedBy), [first, second, undefined]);
  const beside = problems.filter(({ code }) => code === "edited-file-beside");
  assert.deepEqual(beside.map(({ file, message }) => [file, message.split(" ")[5]]), [
    [first, "bond0"],
    [first, "bond0.5"],
    [first, "eth1"],
  ]);
});

const LAST = "note: /var/lib/simple-init: there is no config drive; the last one of this machine is used.";
const OTHERS = "note: /var/lib/simple-init: the last config drive was another machine's; it is not used.";

/** The drive is gone; whether its network stays. */
const GONE: readonly [what: string, change: Files, words: string, stays: boolean, said: readonly string[]][] =
  [
    ["the machine is the same", {}, "", true, [LAST]],
    ["it has other cards", { "/sys/class/net/eth0/address": `${MACS[3]}\n` }, "", false, [OTHERS]],
    ["its drive says another instance", { [UUID]: '{"uuid": "u2"}' }, "", false, [OTHERS]],
    ["its drive says the same instance", { [UUID]: '{"uuid": "u1"}' }, "", true, [
      "note: network_data.json: the drive has none any more; the one of the last good drive is used.",
    ]],
    ["no drive is wanted", {}, "--drive none", false, []],
  ];

for (const [what, change, words, stays, said] of GONE) {
  Deno.test(`boot: the drive's network is gone, and ${what}: it ${stays ? "stays" : "goes"}`, () => {
    const network = {
      links: [phy(0)],
      networks: [{ id: "n", link: "nic0", type: "ipv4", ip_address: "192.0.2.9/24" }],
    };
    const system = machine(1, network, { [UUID]: '{"uuid": "u1"}' });
    assert.deepEqual(boot(system, "--renderer networkd").err, []);
    for (const name of ["meta", "network"]) system.entries.delete(UUID.replace("meta", name));
    for (const [path, entry] of Object.entries(change)) system.entries.set(path, entry);
    assert.deepEqual(boot(system, `--renderer networkd ${words}`).err, said);
    assert.equal(system.readText(`${AT}-eth0.network`)?.includes("192.0.2.9"), stays);
  });
}

const RESOLVED = {
  "/etc/resolv.conf": { link: "../run/systemd/resolve/stub-resolv.conf" },
  "/etc/systemd/system/sysinit.target.wants/systemd-resolved.service": "",
};

for (
  const [path, files] of [
    ["/etc/resolv.conf", {}],
    ["/etc/systemd/resolved.conf.d/simple-init.conf", RESOLVED],
  ] as const
) {
  Deno.test(`boot: beside an edited link the name servers of all stay in ${path}, but what the stack needs is written`, () => {
    const drive = (server: string) => ({
      links: [phy(0)],
      networks: [{ id: "n", link: "nic0", type: "ipv4", ip_address: "192.0.2.9/24" }],
      services: [{ type: "dns", address: server }],
    });
    const system = machine(1, drive("192.0.2.53"), files);
    const [file, main] = ["/etc/network/interfaces.d/10-simple-init-eth0", "/etc/network/interfaces"];
    assert.deepEqual(boot(system, "--renderer ifupdown").err, []);
    assert.match(system.readText(path) ?? "", /192\.0\.2\.53/);
    system.entries.set(file, `${system.readText(file)}# mine\n`);
    system.entries.delete(main);
    system.entries.set(UUID.replace("meta", "network"), JSON.stringify(drive("192.0.2.54")));
    assert.equal(boot(system, "--renderer ifupdown").status, 0);
    assert.match(system.readText(path) ?? "", /192\.0\.2\.53/);
    assert.notEqual(system.readText(main), undefined);
  });
}

Deno.test("boot: beside an edited link nobody knows the machine's address, and hosts keeps the one that it has", () => {
  const drive = (address: string) => ({
    links: [phy(0)],
    networks: [{ id: "n", link: "nic0", type: "ipv4", ip_address: `${address}/24` }],
  });
  const hosts = "192.0.2.9\tweb\t# simple-init\n";
  const system = machine(1, drive("192.0.2.9"), { [UUID]: '{"name": "web"}', "/etc/hosts": "" });
  assert.deepEqual(boot(system, "--renderer networkd").err, []);
  assert.equal(system.readText("/etc/hosts"), hosts);
  system.entries.set(UUID.replace("meta", "network"), JSON.stringify(drive("192.0.2.10")));
  const file = `${AT}-eth0.network`;
  system.entries.set(file, `${system.readText(file)}# mine\n`);
  assert.equal(boot(system, "--renderer networkd").status, 0);
  assert.equal(system.readText("/etc/hosts"), hosts);
  system.entries.delete(file);
  assert.equal(boot(system, "--renderer networkd").status, 0);
  assert.equal(system.readText("/etc/hosts"), hosts.replace("2.9", "2.10"));
});
