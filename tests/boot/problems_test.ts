import assert from "node:assert/strict";
import { type MemorySystem, memorySystem } from "../../lib/system/memory.ts";
import type { System } from "../../lib/system/system.ts";
import { failing } from "../support/faults.ts";
import { boot, machine, machineFiles, phy } from "./_boot.ts";

const NETWORK = "/etc/systemd/network";
const META_DATA = "/mnt/config/openstack/latest/meta_data.json";
const ADDRESS = { id: "n", link: "nic0", type: "ipv6", ip_address: "2001:db8::1/64" };

/** Of a file that this program wrote for an interface which is gone. */
const LEFT = "# Written by simple-init (00000000).\n";

/** A file cannot be read, or not even looked at. */
function broken(
  system: System,
  call: "readText" | "readFile" | "lstat" | "readDirectory",
  path: string,
): System {
  return failing(system, call, "EIO", (at) => at === path);
}

interface Row {
  readonly what: string;
  readonly on: () => System;
  readonly words?: string;
  /** What is printed about it, once. */
  readonly says: RegExp;
  /** The problem is of the boot and not of its plan. */
  readonly late?: true;
}

/** One fault in each part of a boot: none of them may lose what the part has to say. */
const ROWS: readonly Row[] = [
  {
    what: "the name of the system",
    on: () => broken(machine(1), "readText", "/etc/os-release"),
    says: /^problem: \/etc\/os-release: cannot read "\/etc\/os-release"/,
  },
  {
    what: "an operator's file",
    on: () =>
      broken(
        machine(1, undefined, { [`${NETWORK}/mine.network`]: "" }),
        "readText",
        `${NETWORK}/mine.network`,
      ),
    says: /^problem: .*mine\.network: cannot read/,
  },
  {
    what: "the directory of an operator's files and of ours",
    on: () =>
      broken(
        machine(1, { links: [], networks: [] }, { [`${NETWORK}/mine.network`]: "" }),
        "readDirectory",
        NETWORK,
      ),
    says: /^problem: \/etc\/systemd\/network: cannot list/,
  },
  {
    what: "the place of a file of ours",
    on: () => broken(machine(1), "readFile", `${NETWORK}/10-simple-init-eth0.network`),
    says: /^problem: .*10-simple-init-eth0\.network: cannot read/,
  },
  {
    what: "a file of ours that is left over",
    on: () => {
      const path = `${NETWORK}/10-simple-init-eth9.network`;
      return broken(machine(1, { links: [], networks: [] }, { [path]: LEFT }), "readText", path);
    },
    says: /^problem: .*10-simple-init-eth9\.network: cannot read/,
  },
  {
    what: "a link that belongs to a file of ours that is left over",
    on: () => {
      const system = machine(2, { links: [], networks: [] });
      assert.equal(boot(system, "--renderer netifrc").status, 0);
      for (const path of [...system.entries.keys()]) {
        if (path.startsWith("/sys/class/net/eth1/")) system.entries.delete(path);
      }
      return broken(system, "lstat", "/etc/init.d/net.eth1");
    },
    words: "--renderer netifrc",
    says: /^problem: \/etc\/conf\.d\/net\.eth1: cannot lstat/,
  },
  {
    what: "what the stack cannot do",
    on: () => machine(1, { links: [phy(0, { mtu: 1000 })], networks: [ADDRESS] }),
    says: /^problem: .*the MTU 1000 of eth0 is too small for its IPv6/,
  },
  {
    what: "a card that the drive calls by a name that no interface has",
    on: () => machine(0, { links: [{ id: "eth0", type: "phy" }], networks: [] }),
    says: /^problem: network_data\.json: \$\.links\[0\]/,
  },
  {
    what: "what the drive's network is wrong about",
    on: () => machine(1, { links: [phy(0, { mtu: -1 })], networks: [] }),
    says: /^problem: network_data\.json: \$\.links\[0\]\.mtu/,
  },
  {
    what: "what the drive's metadata is wrong about",
    on: () => machine(1, undefined, { [META_DATA]: '{"name": "-"}' }),
    says: /^problem: meta_data\.json: \$\.name/,
  },
  {
    what: "the host name's files",
    on: () =>
      broken(
        machine(1, undefined, { [META_DATA]: '{"name": "web"}', "/etc/hosts": "" }),
        "readFile",
        "/etc/hosts",
      ),
    says: /^problem: .*cannot read "\/etc\/hosts"/,
  },
  {
    what: "what cannot be written",
    on: () => failing(machine(1), "rename", "EIO", (path) => path.includes(NETWORK)),
    says: /^problem: .*10-simple-init-eth0\.network.*: the device failed to read or write it/,
    late: true,
  },
  {
    what: "the stack's own program",
    on: failingGenerator,
    words: "--renderer netplan",
    says: /^problem: netplan generate: it failed with status 78 \("no"\); run it by hand\.$/,
    late: true,
  },
];

function failingGenerator(): MemorySystem {
  return memorySystem(machineFiles(1), () => ({ code: 78, stderr: "no\nnot at all" }));
}

for (const { what, on, words = "--renderer networkd", says, late } of ROWS) {
  for (const command of late ? ["boot"] as const : ["boot", "plan"] as const) {
    Deno.test(`${command}: a problem with ${what} is reported once, and ends with 1`, () => {
      const { status, err } = boot(on(), words, command);
      assert.equal(status, 1);
      assert.equal(err.filter((line) => says.test(line)).length, 1, err.join("\n"));
    });
  }
}

for (const command of ["boot", "plan"] as const) {
  Deno.test(`${command}: a card that the drive has and the machine no longer has is noted, and ends with 0`, () => {
    const { status, err } = boot(
      machine(0, { links: [phy(0)], networks: [] }),
      "--renderer networkd",
      command,
    );
    assert.equal(status, 0);
    const said = err.filter((line) => /^note: network_data\.json: \$\.links\[0\]/.test(line));
    assert.equal(said.length, 1, err.join("\n"));
  });
}

Deno.test("boot: the stack's own program ran after its files were there, and once", () => {
  let there: boolean | undefined;
  const system = memorySystem(machineFiles(1), (_, { entries }) => {
    there = entries.has("/etc/netplan/90-simple-init.yaml");
    return { code: 0, stderr: "" };
  });
  assert.deepEqual(boot(system, "--renderer netplan").err, []);
  assert.deepEqual([system.commands, there], [[["netplan", "generate"]], true]);
  boot(system, "--renderer netplan");
  assert.equal(system.commands.length, 1, "nothing has changed");
});

Deno.test("boot: below another root, and for one interface, the stack's own program is not run", () => {
  const files = Object.fromEntries(
    Object.entries(machineFiles(1)).map(([path, entry]) => [`/r${path}`, entry]),
  );
  const below = memorySystem({ ...files, "/r/etc/netplan/mine.yaml": "" });
  assert.ok(boot(below, "--renderer netplan --root /r").out.length > 0);
  const single = machine(1);
  assert.ok(boot(single, "--renderer netplan --interface eth0").out.length > 0);
  assert.deepEqual([below.commands, single.commands], [[], []]);
});
