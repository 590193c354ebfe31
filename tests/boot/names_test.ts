import assert from "node:assert/strict";
import { makePlan } from "../../lib/plan/plan.ts";
import { machine, phy } from "./_boot.ts";

/** The name that a bond gets which the drive calls like this. */
function bondCalled(name: string): string | undefined {
  const bond = {
    id: "an-id-that-is-too-long",
    name,
    type: "bond",
    bond_links: ["nic0"],
    bond_mode: 1,
    bond_miimon: 100,
  };
  const { config } =
    makePlan(machine(1, { links: [phy(0), bond], networks: [] }), { renderer: "networkd" }).resolution;
  return config.links.find(({ kind }) => kind === "bond")?.name;
}

/** Names that mean something else to the kernel's sysctls and sysfs, or to ifupdown; and what no stack takes as it is. */
const NO_NAMES = [
  ...["all", "auto", "bonding_masters", "default", "hotplug", "lo", "none"],
  ...["", ".", "..", ".x", "-x", "_x", "a b", "a/b", "a:1", "a\n", "a'b", "ä", "a*", "sixteen-letters-"],
];

for (const name of NO_NAMES) {
  Deno.test(`names: no device is called ${JSON.stringify(name)}`, () =>
    assert.equal(bondCalled(name), "bond0"));
}

for (const name of ["bond7", "0b", "lo0", "alls", "none.1", "fifteen-letters", "A_b.c-d"]) {
  Deno.test(`names: a device may be called ${name}`, () => assert.equal(bondCalled(name), name));
}

/** Files that initscripts' network service passes over: `__sed_discard_ignored_files`, and ranges of aliases. */
const PASSED_OVER = ["b.bak", "b.old", "b.orig", "b.rpmnew", "b.rpmorig", "b.rpmsave", "b-range"];

for (
  const [name, passed] of [...PASSED_OVER.map((name) => [name, true] as const), ["b.bak1", false], [
    "bak",
    false,
  ]] as const
) {
  Deno.test(`names: the network service ${passed ? "passes over" : "reads"} the file of ${name}`, () => {
    const bond = { id: name, type: "bond", bond_links: ["nic0"], bond_mode: 1, bond_miimon: 100 };
    const { problems } = makePlan(machine(1, { links: [phy(0), bond], networks: [] }), {
      renderer: "network-scripts",
    });
    const said = problems.map(({ message }) => message).filter((message) => message.includes("passes over"));
    assert.equal(said.length, passed ? 1 : 0);
  });
}

const BONDS: readonly [id: string, late: readonly string[]][] = [
  ["0b", []],
  ["bond0", []],
  ["9", []],
  ["w", []],
  ["vlanbond", ["vlan200"]],
];

for (const [id, late] of BONDS) {
  Deno.test(`names: the network service starts ${late.length === 0 ? "no VLAN" : late} before what it is on, the bond ${id}`, () => {
    const links = [
      phy(0),
      { id, type: "bond", bond_links: ["nic0"], bond_mode: 1, bond_miimon: 100 },
      { id: "v", type: "vlan", vlan_link: id, vlan_id: 100 },
      { id: "w1", type: "vlan", vlan_link: "v", vlan_id: 200 },
    ];
    const { problems } = makePlan(machine(1, { links, networks: [] }), { renderer: "network-scripts" });
    const said = problems.flatMap(({ message }) => /starts (\S+) before/.exec(message)?.[1] ?? []);
    assert.deepEqual(said, late);
  });
}
