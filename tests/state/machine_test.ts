import assert from "node:assert/strict";
import type { NetworkInterface } from "../../lib/interfaces.ts";
import { isSameMachine, type Machine, thisMachine } from "../../lib/state/machine.ts";
import { type MemoryEntry, memorySystem } from "../../lib/system/memory.ts";
import { failing } from "../support/faults.ts";

type Compared = "equal" | "differ" | "one has none" | "both have none";

const COMPARED: readonly Compared[] = ["equal", "differ", "one has none", "both have none"];

/** Where the drives say no uuid, or only one does: for each product UUID, what each list of addresses means. */
const WITHOUT_UUID: Readonly<
  Record<Compared, Readonly<Record<Compared, readonly [same: boolean, why: string]>>>
> = {
  "equal": {
    "equal": [true, "all that is known is equal"],
    "differ": [true, "all cards were replaced"],
    "one has none": [true, "the cards are not there yet"],
    "both have none": [true, "nothing speaks against the product UUID"],
  },
  "differ": {
    "equal": [true, "its board was replaced, or its hypervisor gave it another UUID"],
    "differ": [false, "nothing is equal"],
    "one has none": [false, "nothing speaks for it"],
    "both have none": [false, "nothing speaks for it"],
  },
  "one has none": {
    "equal": [true, "the addresses say it"],
    "differ": [false, "the addresses deny it"],
    "one has none": [true, "there is nothing to compare"],
    "both have none": [true, "there is nothing to compare"],
  },
  "both have none": {
    "equal": [true, "the addresses say it"],
    "differ": [false, "the addresses deny it"],
    "one has none": [true, "there is nothing to compare"],
    "both have none": [true, "there is nothing to compare"],
  },
};

/** Two machines, of which the values compare like that. */
function pair(uuid: Compared, productUuid: Compared, macs: Compared): [Machine, Machine] {
  const values = (how: Compared) => ({
    "equal": ["x", "x"] as const,
    "differ": ["x", "y"] as const,
    "one has none": ["x", undefined] as const,
    "both have none": [undefined, undefined] as const,
  }[how]);
  const machine = (index: 0 | 1): Machine => {
    const mac = values(macs)[index];
    // One common address among others is enough.
    const all = mac === undefined ? [] : [`own-${index}`, mac];
    return { uuid: values(uuid)[index], productUuid: values(productUuid)[index], macs: all };
  };
  return [machine(0), machine(1)];
}

for (const uuid of COMPARED) {
  for (const product of COMPARED) {
    for (const macs of COMPARED) {
      const [expected, why] = uuid === "equal"
        ? [true, "the drives say so"] as const
        : uuid === "differ"
        ? [false, "the drives deny it"] as const
        : WITHOUT_UUID[product][macs];
      const what = `uuids: ${uuid}; product UUIDs: ${product}; addresses: ${macs}`;
      Deno.test(`isSameMachine: ${what}: ${expected}, as ${why}`, () => {
        const [one, other] = pair(uuid, product, macs);
        assert.equal(isSameMachine(one, other), expected);
        assert.equal(isSameMachine(other, one), expected, "the other way round");
      });
    }
  }
}

const PATH = "/sys/class/dmi/id/product_uuid";
const UUID = "1f0e6c2a-8b1d-4c59-9a47-52540000000a";

const PRODUCT_UUIDS: readonly [what: string, entry: MemoryEntry | undefined, expected: string | undefined][] =
  [
    ["a UUID", `${UUID}\n`, UUID],
    ["capitals", `${UUID.toUpperCase()}\n`, UUID],
    ["no line end", UUID, UUID],
    ["no such file", undefined, undefined],
    ["an empty file", "\n", undefined],
    ["no UUID", "To be filled by O.E.M.\n", undefined],
    ["more than a UUID", `${UUID} ${UUID}\n`, undefined],
    ["a directory", undefined, undefined],
    ["zeros", "00000000-0000-0000-0000-000000000000\n", undefined],
    ["ones", "ffffffff-ffff-ffff-ffff-ffffffffffff\n", undefined],
    ["one digit all over", "11111111-1111-1111-1111-111111111111\n", undefined],
    [
      "one digit often within",
      "1f0e6c2a-8b1d-4c59-9a47-521111111100\n",
      "1f0e6c2a-8b1d-4c59-9a47-521111111100",
    ],
    [
      "one digit seven times",
      "1111111a-8b1d-4c59-9a47-52540000000a\n",
      "1111111a-8b1d-4c59-9a47-52540000000a",
    ],
    ["a vendor's placeholder", "03000200-0400-0500-0006-000700080009\n", undefined],
    ["the same, as of SMBIOS before 2.6", "00020003-0004-0005-0006-000700080009\n", undefined],
    ["counted through", "12345678-1234-5678-90AB-CDDEEFAABBCC\n", undefined],
    ["the same, as of SMBIOS before 2.6", "78563412-3412-7856-90AB-CDDEEFAABBCC\n", undefined],
  ];

for (const [what, entry, expected] of PRODUCT_UUIDS) {
  Deno.test(`thisMachine: product UUID: ${what}`, () => {
    const files: Record<string, MemoryEntry> = entry === undefined ? {} : { [PATH]: entry };
    if (what === "a directory") files[`${PATH}/x`] = "";
    assert.equal(thisMachine(memorySystem(files), [], undefined).productUuid, expected);
  });
}

Deno.test("thisMachine: a product UUID that may not be read is none", () => {
  const system = failing(memorySystem({ [PATH]: UUID }), "readText", "EACCES");
  assert.equal(thisMachine(system, [], "u").productUuid, undefined);
});

Deno.test("thisMachine: the addresses that are burnt in, in an order of their own", () => {
  const card = (mac: string, hasPermanentMac: boolean): NetworkInterface => ({
    name: "x",
    mac,
    infiniband: false,
    hasPermanentMac,
    carrier: true,
  });
  const cards = [
    card("52:54:00:00:00:0b", true),
    card("52:54:00:00:00:0c", false),
    card("52:54:00:00:00:0a", true),
  ];
  const expected = { uuid: "u", productUuid: undefined, macs: ["52:54:00:00:00:0a", "52:54:00:00:00:0b"] };
  assert.deepEqual(thisMachine(memorySystem({}), cards, "u"), expected);
});
