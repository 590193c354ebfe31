import assert from "node:assert/strict";
import { hook } from "../../hooks/late-drive.ts";
import { STACKS } from "../../lib/stacks/mod.ts";
import { type MemoryEntry, type MemorySystem, memorySystem } from "../../lib/system/memory.ts";
import { iso, machine as withDisks } from "../config_drive/_disks.ts";
import { runHere } from "../support/runner.ts";
import { machineFiles, phy } from "../boot/_boot.ts";
import { root, ROUTES } from "../network_root/_machines.ts";

const AT = "/mnt/config/openstack/latest/network_data.json";

/** A drive that configures two of three cards. */
function drive(address: string): string {
  return JSON.stringify({
    links: [phy(0), phy(1)],
    networks: [
      { id: "a", link: "nic0", type: "ipv4", ip_address: address, netmask: "255.255.255.0" },
      { id: "b", link: "nic1", type: "ipv4_dhcp" },
    ],
  });
}

const BOOT_IS_OVER = "systemctl is-active --quiet multi-user.target default.target";

/** A machine that has booted with yesterday's drive. Commands in `failing` fail, and mounting shows today's. */
function booted(stack: string, more: Record<string, MemoryEntry>, failing: readonly string[]): MemorySystem {
  const files = {
    ...machineFiles(3),
    [AT]: drive("192.0.2.8"),
    "/etc/simple-init.conf": `renderer=${stack}\n`,
  };
  const system = memorySystem(files, (command, { entries }) => {
    if (command[0] === "mount") entries.set(AT, drive("192.0.2.9"));
    if (command[0] === "umount") entries.delete(AT);
    return failing.includes(command.join(" ")) ? { code: 3, stderr: "no" } : { code: 0, stderr: "" };
  });
  runHere(["boot"], system);
  system.entries.delete(AT);
  for (const [path, entry] of Object.entries(more)) system.entries.set(path, entry);
  system.commands.length = 0;
  return system;
}

const DRIVE = withDisks({ sr0: { contents: iso("config-2"), removable: true } });

function run(system: MemorySystem, words: readonly string[] = []) {
  const err: string[] = [];
  const status = hook(system, { out: () => {}, err: (line) => err.push(line), color: false }, words);
  const commands = system.commands.map((command) => command.join(" "));
  return { status, err, commands: commands.filter((command) => /^systemctl (?!is-active)/.test(command)) };
}

const START = "systemctl start --no-block";

/** What is run around the boot: for the one interface that changes, or for all where the stack has files about all. */
const COMMANDS: readonly [stack: string, commands: readonly string[]][] = [
  ["ifupdown", ["systemctl stop networking.service", `${START} networking.service`]],
  ["netifrc", [`${START} simple-init@eth0.service`]],
  ["netplan", [`${START} simple-init@eth0.service simple-init@eth1.service simple-init@eth2.service`]],
  ["network-scripts", ["systemctl stop network.service", `${START} network.service`]],
  ["networkd", [`${START} simple-init@eth0.service`]],
  ["networkmanager", [`${START} simple-init@eth0.service`]],
  ["wicked", [`${START} simple-init@eth0.service`]],
];

for (const [stack, commands] of COMMANDS) {
  Deno.test(`late drive: ${stack} takes up what changed`, () => {
    const system = booted(stack, DRIVE, [BOOT_IS_OVER]);
    assert.deepEqual(run(system), { status: 0, err: [], commands });
    const written = [...system.entries].filter(([path]) => path.startsWith("/etc/"));
    assert.ok(written.some(([, entry]) => JSON.stringify(entry).includes("192.0.2.9")), "it is written");
  });
}

Deno.test("late drive: the table above has every stack", () =>
  assert.deepEqual(COMMANDS.map(([stack]) => stack).sort(), STACKS.map(({ name }) => name).sort()));

Deno.test("late drive: files change after the stack has let go of interfaces, and before it takes them up", () => {
  const system = booted("ifupdown", DRIVE, [BOOT_IS_OVER]);
  const seen: [string, boolean][] = [];
  const { run: before } = system;
  const watched = {
    ...system,
    run: (command: readonly string[]) => {
      const text = JSON.stringify(system.entries.get("/etc/network/interfaces.d/10-simple-init-eth0"));
      if (command[0] === "systemctl") seen.push([command[1]!, text.includes("192.0.2.9")]);
      return before(command);
    },
  };
  hook(watched, { out: () => {}, err: () => {}, color: false }, []);
  assert.deepEqual(seen, [["is-active", false], ["stop", false], ["start", true]]);
});

Deno.test("late drive: once the boot is over nothing is looked for", () => {
  const system = booted("networkd", DRIVE, []);
  assert.deepEqual(run(system), { status: 0, err: [], commands: [] });
  assert.deepEqual(system.commands.map((command) => command.join(" ")), [BOOT_IS_OVER]);
});

Deno.test("late drive: where nothing changes, nothing is taken up", () => {
  const system = booted("ifupdown", {}, [BOOT_IS_OVER]);
  assert.deepEqual(run(system), {
    status: 0,
    err: ["note: /var/lib/simple-init: there is no config drive; the last one of this machine is used."],
    commands: [],
  });
});

Deno.test("late drive: one that says what is written already takes nothing down", () => {
  for (const [stack] of COMMANDS) {
    const system = booted(stack, DRIVE, [BOOT_IS_OVER]);
    assert.notDeepEqual(run(system).commands, [], stack);
    system.commands.length = 0;
    assert.deepEqual(run(system), { status: 0, err: [], commands: [] }, stack);
  }
});

Deno.test("late drive: for one that is not obeyed nothing is taken down, whatever a late card's own unit has not written yet", () => {
  for (const [stack] of COMMANDS) {
    const system = booted(stack, {}, [BOOT_IS_OVER]);
    const written = [...system.entries].filter(([path, entry]) =>
      path.startsWith("/etc/") && JSON.stringify(entry).includes("Written by simple-init")
    );
    assert.notEqual(written.length, 0, stack);
    for (const [path] of written) system.entries.delete(path);
    assert.deepEqual(run(system).commands, [], stack);
  }
});

Deno.test("late drive: it is not waited for again", () => {
  const system = booted("networkd", { "/proc/cmdline": "ir_pub_id=node-1\n" }, [BOOT_IS_OVER]);
  assert.equal(run(system).status, 1);
  assert.equal(system.now(), 0);
});

Deno.test("late drive: a stack that does not stop is a problem, and the drive is used all the same", () => {
  const system = booted("ifupdown", DRIVE, [BOOT_IS_OVER, "systemctl stop networking.service"]);
  const { status, err, commands } = run(system);
  assert.equal(status, 1);
  assert.deepEqual(err, [
    'problem: systemctl stop networking.service: it failed with status 3 ("no"); run it by hand.',
  ]);
  assert.equal(commands.length, 2);
});

Deno.test("late drive: words are wrong usage", () =>
  assert.deepEqual(run(booted("networkd", DRIVE, []), ["eth0"]), {
    status: 2,
    err: ['simple-init: late-drive takes no words, but got "eth0".'],
    commands: [],
  }));

Deno.test("late drive: with a root on the network the files are written, and nothing is taken down or up", () => {
  for (const [stack] of COMMANDS) {
    const system = booted(stack, { ...DRIVE, ...root("0:31", "nfs4", "192.0.2.1:/srv"), ...ROUTES }, [
      BOOT_IS_OVER,
    ]);
    const { status, err, commands } = run(system);
    assert.deepEqual([status, commands], [0, []], stack);
    assert.match(err.join("\n"), /the config drive came late, and the root file system is on the network/);
    const written = [...system.entries].filter(([path]) => path.startsWith("/etc/"));
    assert.ok(written.some(([, entry]) => JSON.stringify(entry).includes("192.0.2.9")), stack);
  }
});
