import assert from "node:assert/strict";
import { type MemoryEntry, type MemorySystem, memorySystem } from "../../lib/system/memory.ts";
import type { CommandResult } from "../../lib/system/system.ts";
import { iso, machine as withDisks } from "../config_drive/_disks.ts";
import { boot, machineFiles } from "./_boot.ts";

const DRIVE = withDisks({ sr0: { contents: iso("config-2"), removable: true } });
const NETWORK = "/mnt/config/openstack/latest/network_data.json";

/** A machine whose mounts show these documents, and whose programs end like this. */
function machine(
  documents: Readonly<Record<string, string>>,
  answers: Readonly<Record<string, CommandResult>> = {},
  more: Readonly<Record<string, MemoryEntry>> = {},
): MemorySystem {
  return memorySystem({ ...machineFiles(1), ...DRIVE, ...more }, ([program = ""], { entries }) => {
    const result = answers[program] ?? { code: 0, stderr: "" };
    if (result.code !== 0) return result;
    for (const [path, text] of Object.entries(documents)) {
      if (program === "mount") entries.set(path, text);
      else if (program === "umount") entries.delete(path);
    }
    return result;
  });
}

const EMPTY_NETWORK = { [NETWORK]: '{"links": [], "networks": []}' };
const REFUSED: CommandResult = { code: 32, stderr: "it will not" };

const ROWS: readonly [what: string, system: MemorySystem, says: readonly string[]][] = [
  ["that is in order", machine(EMPTY_NETWORK), []],
  ["that is empty", machine({}), [
    "problem: /dev/sr0: there is no openstack/latest with a config drive's documents in it; the config drive is not read.",
  ]],
  ["that cannot be mounted", machine(EMPTY_NETWORK, { mount: REFUSED }), [
    'problem: /dev/sr0: cannot mount "/dev/sr0": "it will not"; the config drive is not read.',
  ]],
  ["that cannot be unmounted", machine(EMPTY_NETWORK, { umount: REFUSED }), [
    'problem: /mnt/config: cannot unmount "/mnt/config": "it will not"; unmount it by hand.',
  ]],
  [
    "beside another like it",
    machine(EMPTY_NETWORK, {}, withDisks({ sr1: { contents: iso("config-2", "x"), removable: true } })),
    ["problem: /dev/sr0: /dev/sr1 also has the label of a config drive; /dev/sr0 is used."],
  ],
  [
    "beside another like it, and empty",
    machine({}, {}, withDisks({ sr1: { contents: iso("config-2", "x"), removable: true } })),
    [
      "problem: /dev/sr0: /dev/sr1 also has the label of a config drive; /dev/sr0 is used.",
      "problem: /dev/sr0: there is no openstack/latest with a config drive's documents in it; the config drive is not read.",
    ],
  ],
  [
    "of another publisher than the command line names",
    machine(EMPTY_NETWORK, {}, { "/proc/cmdline": "quiet ir_pub_id=node-1\n" }),
    [
      "simple-init: Waiting up to 60 s for the config drive, as the kernel's command line names its publisher id.",
      'problem: /proc/cmdline: ir_pub_id: no config drive has the publisher id "node-1" (/dev/sr0 has ""); none is used.',
    ],
  ],
];

for (const [what, system, says] of ROWS) {
  Deno.test(`boot: a drive that is found, ${what}: ${says.length === 0 ? "nothing to say" : "a problem"}`, () => {
    const { status, err } = boot(system, "--renderer networkd");
    assert.deepEqual([status, err], [says.length === 0 ? 0 : 1, says]);
  });
}

Deno.test("boot: where a disk cannot be opened, the drive is found all the same", () => {
  const system = machine(EMPTY_NETWORK, {}, withDisks({ sdb: { contents: "" } }));
  system.entries.delete("/dev/sdb");
  assert.deepEqual(boot(system, "--renderer networkd", "plan").err, []);
  assert.match(boot(system, "--renderer networkd", "plan").out[0] ?? "", /\/dev\/sr0/);
});
