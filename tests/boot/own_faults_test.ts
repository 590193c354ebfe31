import assert from "node:assert/strict";
import { type MemorySystem, memorySystem } from "../../lib/system/memory.ts";
import type { System } from "../../lib/system/system.ts";
import { iso, machine as withDisks } from "../config_drive/_disks.ts";
import { intercepted } from "../support/faults.ts";
import { boot, type Files, machineFiles, phy } from "./_boot.ts";

const AT = "/mnt/config/openstack/latest";
const CD = { contents: iso("config-2"), removable: true };

const DOCUMENTS: Readonly<Record<string, string>> = {
  [`${AT}/meta_data.json`]: JSON.stringify({
    name: "web",
    public_keys: { a: `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5${"A".repeat(48)}` },
  }),
  [`${AT}/network_data.json`]: JSON.stringify({
    links: [phy(0)],
    networks: [{ id: "n", link: "nic0", type: "ipv4", ip_address: "192.0.2.9", netmask: "255.255.255.0" }],
  }),
};

/** A machine with one drive in two CD-ROMs, a cable that is waited for, and an operator's file. */
function machine(): MemorySystem {
  const files: Files = {
    ...machineFiles(2),
    ...withDisks({ sr0: CD, sr1: CD }),
    "/etc/network/interfaces.d/mine": "auto eth7\n",
    "/sys/class/net/eth0/device/subsystem": { link: "/bus/pci" },
    "/sys/class/net/eth1/device/subsystem": { link: "/bus/pci" },
    "/root/.profile": "",
    "/proc/sys/kernel/hostname": "old\n",
  };
  return memorySystem(files, ([program], { entries }) => {
    for (const [path, text] of Object.entries(DOCUMENTS)) {
      if (program === "mount") entries.set(path, text);
      if (program === "umount") entries.delete(path);
    }
    return { code: 0, stderr: "" };
  });
}

/** All of a system's calls but the clock's; that of the root is itself none. */
const CALLS = Object.entries(machine()).filter(([name, value]) =>
  typeof value === "function" && !["now", "sleep", "rooted"].includes(name)
).map(([name]) => name as keyof System);

const WORDS = "--renderer ifupdown";

function textOf(name: keyof System, args: readonly unknown[]): string {
  return `${name} ${args.slice(0, 2).join(" ")}`;
}

/** What a boot asks the system: each call with its first arguments, once. */
function asked(): Set<string> {
  const calls = new Set<string>();
  boot(intercepted(machine(), CALLS, (name, args) => void calls.add(textOf(name, args))), WORDS);
  return calls;
}

Deno.test("boot: an error of the program's own is never taken for a refusal of the system", () => {
  const calls = asked();
  assert.ok(calls.size > 100, `${calls.size} calls`);
  const hidden = [...calls].filter((call) => {
    const system = intercepted(machine(), CALLS, (name, args) => {
      if (textOf(name, args) === call) throw new RangeError(call);
    });
    try {
      boot(system, WORDS);
      return true;
    } catch (error) {
      return !(error instanceof RangeError && error.message === call);
    }
  });
  assert.deepEqual(hidden, []);
});
