import assert from "node:assert/strict";
import { stackNames } from "../../lib/cli/arguments.ts";
import { HELP } from "../../lib/cli/help.ts";
import { VERSION } from "../../lib/version.ts";
import type { MemoryEntry } from "../../lib/system/memory.ts";
import type { System } from "../../lib/system/system.ts";
import { failing } from "../support/faults.ts";
import { machine, run, snapshot } from "./_machine.ts";

const UNPREPARED =
  "simple-init: This machine was not prepared for simple-init (/etc/simple-init.conf is missing), so nothing was changed; " +
  "use --root DIR to try it on a directory, or --this-machine if this machine is meant.";

interface Refusal {
  readonly words: string;
  readonly status: 1 | 2;
  readonly says: string;
  readonly on?: (system: System) => System;
  readonly files?: Readonly<Record<string, MemoryEntry>>;
}

const PREPARED = { "/etc/simple-init.conf": "" };
const asUser = (system: System): System => ({
  ...system,
  stat: (path) => path === "/proc/self" ? { ...system.stat("/proc")!, uid: 1000 } : system.stat(path),
});
const busy = (system: System): System => ({
  ...system,
  lock: (_path, waitMs) => void system.sleep(waitMs),
});

const REFUSALS: readonly Refusal[] = [
  { words: "", status: 2, says: "simple-init: A command is missing; simple-init --help lists them." },
  {
    words: "start",
    status: 2,
    says: 'simple-init: There is no command "start"; simple-init --help lists them.',
  },
  {
    words: "constructor",
    status: 2,
    says: 'simple-init: There is no command "constructor"; simple-init --help lists them.',
  },
  {
    words: "boot --foo",
    status: 2,
    says: 'simple-init: There is no option "--foo"; simple-init --help lists them.',
  },
  {
    words: "boot --root /r --renderer foo",
    status: 2,
    says: `simple-init: "foo" is not a value of --renderer; use one of ${stackNames().join(", ")}.`,
  },
  {
    words: "boot --root /r x",
    status: 2,
    says: 'simple-init: The command boot takes no operand, but got "x".',
  },
  {
    words: "plan --root /r x",
    status: 2,
    says: 'simple-init: The command plan takes no operand, but got "x".',
  },
  {
    words: "validate /a /b",
    status: 2,
    says: 'simple-init: The command validate takes one path, but got "/b" as well.',
  },
  ...["boot", "plan", "validate"].flatMap((command): Refusal[] => [
    { words: `${command} --root /none`, status: 1, says: 'simple-init: The root "/none" does not exist.' },
    {
      words: `${command} --root /file`,
      status: 1,
      says: 'simple-init: The root "/file" is not a directory.',
    },
  ]),
  { words: "boot", status: 1, says: UNPREPARED },
  { words: "boot --root /r/..", status: 1, says: UNPREPARED },
  {
    words: "boot",
    status: 1,
    files: PREPARED,
    on: asUser,
    says: "simple-init: Only root can configure this machine; nothing was changed.",
  },
  {
    words: "boot --this-machine",
    status: 1,
    on: asUser,
    says: "simple-init: Only root can configure this machine; nothing was changed.",
  },
  {
    words: "boot --root /r",
    status: 1,
    on: busy,
    says: 'simple-init: Another simple-init has been at work on "/r" for 30 s; try again when it is done.',
  },
  {
    words: "boot --root /r",
    status: 1,
    on: (system) => failing(system, "lock", "EACCES"),
    says: 'simple-init: cannot lock "/r/.lock.simple-init": permission denied',
  },
];

for (const { words, status, says, on = (system: System) => system, files = {} } of REFUSALS) {
  Deno.test(`main: "${words}" is refused: ${says.slice(13, 60)}…`, () => {
    const system = machine("", { "/file": "", "/r/etc/x": "", ...files });
    const before = snapshot(system);
    assert.deepEqual(run(words, on(system)), { status, out: [], err: [says] });
    assert.deepEqual(snapshot(system), before);
    assert.deepEqual(system.commands, []);
  });
}

Deno.test("main: an unreadable settings file is one sentence, not a stack trace", () => {
  const system = failing(machine(), "readText", "EACCES", (path) => path === "/etc/simple-init.conf");
  assert.deepEqual(run("plan", system), {
    status: 1,
    out: [],
    err: ['simple-init: cannot read "/etc/simple-init.conf": permission denied'],
  });
});

Deno.test("main: a bug is not hidden as a fault of the user", () => {
  const system = { ...machine("/r"), readDirectory: () => JSON.parse("{") };
  assert.throws(() => run("plan --root /r", system), SyntaxError);
});

for (const words of ["--help", "help", "boot --help", "nonsense --help", "--help --root /none boot"]) {
  Deno.test(`main: "${words}" prints the help`, () => {
    assert.deepEqual(run(words, machine()), { status: 0, out: HELP.split("\n"), err: [] });
  });
}

Deno.test("main: version is that of deno.json", () => {
  const { version } = JSON.parse(Deno.readTextFileSync(new URL("../../deno.json", import.meta.url)));
  assert.equal(VERSION, version);
  assert.deepEqual(run("version", machine()), { status: 0, out: [`simple-init ${version}`], err: [] });
});

const PORT = { id: "a", type: "phy", ethernet_mac_address: "52:54:00:00:00:0a" };

/** Most of these drives have no meta data. */
const WITH_LINKS = {
  "/unreadable/openstack/latest/network_data.json": "",
  "/named/openstack/latest/network_data.json": JSON.stringify({
    links: [{ id: "tap0", name: "eth7", type: "phy" }],
    networks: [],
    services: [],
  }),
  "/tagged/openstack/latest/network_data.json": JSON.stringify({ links: [PORT], networks: [], services: [] }),
  "/tagged/openstack/latest/meta_data.json": JSON.stringify({
    devices: [{ type: "nic", mac: PORT.ethernet_mac_address, vlan: 300 }],
  }),
  "/noted/openstack/latest/network_data.json": JSON.stringify({
    links: [PORT, { id: "bond0", type: "bond", bond_links: ["a"], bond_mode: 1 }],
    networks: [],
    services: [],
  }),
  "/nameless/openstack/latest/network_data.json": JSON.stringify({
    links: [{ id: "a b", type: "phy" }],
    networks: [],
    services: [],
  }),
};

Deno.test("main: a plan with a problem ends with 1", () => {
  const drive = { "/r/mnt/config/openstack/latest/meta_data.json": '{"name": "-"}' };
  assert.equal(run("plan --root /r", machine("/r", drive)).status, 1);
  assert.equal(run("plan --root /r", machine("/r")).status, 0);
});

Deno.test("main: root may configure the machine", () => {
  const asRoot = (system: System): System => ({
    ...system,
    stat: (path) => path === "/proc/self" ? { ...system.stat("/proc")!, uid: 0 } : system.stat(path),
  });
  assert.equal(run("boot", asRoot(machine("", PREPARED))).status, 0);
});

for (const words of ["help", "boot --help", "version", "validate --root /r"]) {
  Deno.test(`main: "${words}" does not ask for the machine's settings`, () => {
    const { err } = run(words, machine("/r", { "/etc/simple-init.conf": "nonsense\n" }));
    assert.deepEqual(err, []);
  });
}

const VALIDATIONS: readonly [words: string, status: number, out: string[], err: string[]][] = [
  ["validate --root /empty", 1, [], [
    "simple-init: No config drive was found; name one, as in simple-init validate PATH.",
  ]],
  ["validate --root /r", 0, ["/r/mnt/config: links: 0, networks: 0, problems: 0"], []],
  ["validate /r/mnt/config", 0, ["/r/mnt/config: links: 0, networks: 0, problems: 0"], []],
  ["validate --config-drive /r/mnt/config", 0, ["/r/mnt/config: links: 0, networks: 0, problems: 0"], []],
  ["validate /none", 1, [], [
    "problem: /none: there is no such directory, device or image file; the config drive is not read.",
  ]],
  ["validate --quiet /none", 1, [], [
    "problem: /none: there is no such directory, device or image file; the config drive is not read.",
  ]],
  ["validate /empty", 1, [], [
    "problem: /empty: there is no openstack/latest with a config drive's documents in it; the config drive is not read.",
  ]],
  ["validate /bad", 1, ["/bad: links: 0, networks: 0, problems: 1"], [
    'problem: meta_data.json: $.name: "-" is not a host name; the host name is left as it is.',
  ]],
  ["validate /noted", 0, ["/noted: links: 2, networks: 0, problems: 0"], [
    "note: network_data.json: $.links[1]: the bond has no link monitoring; its ports are looked at every 100 ms.",
  ]],
  ["validate /nameless", 1, ["/nameless: links: 1, networks: 0, problems: 1"], [
    "problem: network_data.json: $.links[0].ethernet_mac_address: the link has no hardware address, and no interface of " +
    'this machine is called "a b"; the link is configured when the interface appears.',
  ]],
  ["validate /named", 0, ["/named: links: 1, networks: 0, problems: 0"], [
    "note: network_data.json: $.links[0].ethernet_mac_address: the link has no hardware address; it is the interface eth7, " +
    "by its name.",
  ]],
  ["validate /tagged", 0, ["/tagged: links: 1, networks: 0, problems: 0"], [
    "note: network_data.json: $.links[0]: the cloud says that its port is in VLAN 300; its networks are on that VLAN.",
  ]],
  ["validate /unreadable", 1, ["/unreadable: links: 0, networks: 0, problems: 1"], [
    "problem: network_data.json: it is empty; it is ignored.",
  ]],
  ["validate --quiet /r/mnt/config", 0, [], []],
];

for (const [words, status, out, err] of VALIDATIONS) {
  Deno.test(`main: ${words}`, () => {
    const bad = { "/bad/openstack/latest/meta_data.json": '{"name": "-"}' };
    const network = '{"links": [], "networks": [], "services": []}';
    const good = {
      "/r/mnt/config/openstack/latest/network_data.json": network,
      "/bad/openstack/latest/network_data.json": network,
    };
    const system = machine("/r", { "/empty/x": "", ...bad, ...good, ...WITH_LINKS });
    assert.deepEqual(run(words, system), { status, out, err });
  });
}
