import assert from "node:assert/strict";
import type { MemoryEntry } from "../../lib/system/memory.ts";
import { failing } from "../support/faults.ts";
import { runHere } from "../support/runner.ts";
import { KEY, machine, run, snapshot } from "./_machine.ts";

const NETWORK = "/etc/systemd/network/10-simple-init-eth0.network";
const BASE = [
  `create ${NETWORK} (0644)`,
  "create /etc/hostname (0644)",
  "update /etc/hosts (0644)",
];
const KERNEL = "set the kernel's host name to web";
const KEYS = ["make directory /root/.ssh (0700)", "create /root/.ssh/authorized_keys (0600)"];
const RECORDS = ["drive", "hostname", "keys"].map((name) =>
  `create /var/lib/simple-init/${name}.json (0600)`
);

Deno.test("boot: below a root, a line a change, then nothing more to do", () => {
  const system = machine("/r");
  const words = "boot --root /r --renderer networkd";
  assert.deepEqual(run(words, system), { status: 0, out: [...BASE, ...KEYS, ...RECORDS], err: [] });
  assert.equal(system.readText("/r/root/.ssh/authorized_keys"), `${KEY}\n`);
  assert.equal(
    system.readText("/r/proc/sys/kernel/hostname"),
    "localhost\n",
    "no kernel's name below a root",
  );
  assert.deepEqual(system.commands, [], "nothing is run below a root");
  const after = snapshot(system);
  assert.deepEqual(run(words, system), { status: 0, out: [], err: [] });
  assert.deepEqual(snapshot(system), after);
});

interface Row {
  readonly what: string;
  readonly settings?: string;
  readonly words: string;
  readonly out: readonly string[];
  readonly err?: readonly string[];
}

/** On the machine itself. */
const ROWS: readonly Row[] = [
  {
    what: "settings of no words",
    settings: "",
    words: "boot --renderer networkd",
    out: [...BASE, KERNEL, ...KEYS, ...RECORDS],
  },
  {
    what: "no settings, but meant",
    words: "boot --this-machine --renderer networkd",
    out: [...BASE, KERNEL, ...KEYS, ...RECORDS],
  },
  {
    what: "settings that count",
    settings: "renderer=networkd\nno-hostname\nno-ssh-keys\n",
    words: "boot",
    out: [BASE[0]!, RECORDS[0]!],
  },
  {
    what: "the command line above the settings",
    settings: "network-manager\nno-hostname\nno-ssh-keys\n",
    words: "boot --renderer networkd",
    out: [BASE[0]!, RECORDS[0]!],
  },
  { what: "quiet settings", settings: "quiet\nrenderer=networkd\n", words: "boot", out: [] },
  {
    what: "one interface: neither name nor keys nor records",
    settings: "renderer=networkd\n",
    words: "boot --interface eth0",
    out: [BASE[0]!],
  },
  {
    what: "settings with a bad line, which the exit status tells",
    settings: "renderer=networkd\nno-such-thing\nno-hostname\nno-ssh-keys\n",
    words: "boot",
    out: [BASE[0]!, RECORDS[0]!],
    err: [
      'problem: /etc/simple-init.conf: There is no option "--no-such-thing"; simple-init --help lists them.',
    ],
  },
];

for (const { what, settings, words, out, err = [] } of ROWS) {
  Deno.test(`boot: this machine, ${what}`, () => {
    const files: Record<string, MemoryEntry> = settings === undefined
      ? {}
      : { "/etc/simple-init.conf": settings };
    assert.deepEqual(run(words, machine("", files)), { status: err.length === 0 ? 0 : 1, out, err });
  });
}

Deno.test("boot: the settings are this machine's and do not count below a root", () => {
  const system = machine("/r", { "/etc/simple-init.conf": "no-network\nnonsense\n" });
  assert.deepEqual(run("boot --root /r --renderer networkd", system).out, [...BASE, ...KEYS, ...RECORDS]);
});

Deno.test("boot: with SELinux the changed files get their labels, once", () => {
  const system = machine("", {
    "/etc/simple-init.conf": "renderer=networkd\nno-ssh-keys\n",
    "/sys/fs/selinux/enforce": "1",
    "/sbin/restorecon": "",
  });
  const records = ["drive", "hostname"].map((name) => `/var/lib/simple-init/${name}.json`);
  const paths = [NETWORK, "/etc/hostname", "/etc/hosts", ...records];
  run("boot", system);
  assert.deepEqual(system.commands, [["/sbin/restorecon", ...paths]]);
  run("boot", system);
  assert.equal(system.commands.length, 1);
});

const EDITED = { [`/r${NETWORK}`]: "# Written by simple-init (00000000).\n[Match]\nName=eth0\n" };
const NOTE =
  `note: ${NETWORK}: the file was edited after simple-init wrote it; it is left alone; delete it to have it written.`;

for (
  const [words, err] of [["boot", [NOTE]], ["boot --quiet", []], ["plan", [NOTE]], [
    "plan --quiet",
    [],
  ]] as const
) {
  Deno.test(`${words}: ${err.length === 0 ? "notes are left out" : "a note is shown"}, and is no problem`, () => {
    const result = run(`${words} --root /r --renderer networkd`, machine("/r", EDITED));
    assert.deepEqual([result.status, result.err], [0, err]);
  });
}

Deno.test("boot: a full disk is one sentence, and exit status 1", () => {
  const system = machine("/r");
  const before = snapshot(system);
  const { status, out, err } = run(
    "boot --root /r --renderer networkd",
    failing(system, "createFile", "ENOSPC"),
  );
  assert.deepEqual([status, out], [1, []]);
  assert.equal(err.length, 1);
  assert.match(
    err[0]!,
    /^problem: .*: no space left on the file system; no more is changed until there is room again\.$/,
  );
  assert.deepEqual(snapshot(system), before);
});

Deno.test("plan: changes nothing and needs no lock", () => {
  const system = machine("/r");
  const before = snapshot(system);
  const lock = () => assert.fail("locked");
  assert.equal(run("plan --root /r", { ...system, lock }).status, 0);
  assert.deepEqual(snapshot(system), before);
});

Deno.test("boot: the lock is given back, also after a fault", () => {
  for (const broken of [false, true]) {
    let held = 0;
    const lock = () => (held++, () => void held--);
    const system = { ...machine("/r"), lock };
    const readDirectory = () => assert.fail("broken");
    try {
      runHere(["boot", "--root", "/r"], broken ? { ...system, readDirectory } : system);
    } catch (error) {
      assert.ok(broken, String(error));
    }
    assert.equal(held, 0);
  }
});
