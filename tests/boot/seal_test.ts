import assert from "node:assert/strict";
import type { MemorySystem } from "../../lib/system/memory.ts";
import type { System } from "../../lib/system/system.ts";
import { failing } from "../support/faults.ts";
import { runHere } from "../support/runner.ts";
import { boot, type Files, machine, phy, STACKS } from "./_boot.ts";

const KEY = (letter: string) => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${letter.repeat(43)} ${letter}`;
const KEYS = "/root/.ssh/authorized_keys";
const KERNEL = "/proc/sys/kernel/hostname";
const SETTINGS: Files = { "/etc/simple-init.conf": "" };

const DRIVE: Files = {
  "/mnt/config/openstack/latest/meta_data.json": JSON.stringify({
    name: "tenant",
    public_keys: { a: KEY("a") },
  }),
};
const NETWORK = {
  links: [phy(0)],
  networks: [{ id: "n", link: "nic0", type: "ipv4", ip_address: "192.0.2.9", netmask: "255.255.255.0" }],
};

/** What an operator has on every machine here. */
const OPERATORS: Files = {
  ...SETTINGS,
  "/root/.profile": "",
  [KEYS]: { text: `${KEY("o")}\n`, mode: 0o600 },
  "/etc/hosts": "127.0.0.1\tlocalhost\n",
  "/etc/network/if-up.d/x": "mine",
  "/etc/netplan/mine.yaml": "network: {ethernets: {eth7: {}}}\n",
  "/etc/systemd/network/mine.network": "[Match]\nName=eth7\n",
  "/etc/NetworkManager/system-connections/mine.nmconnection": "[connection]\ninterface-name=eth7\n",
  "/etc/sysconfig/network-scripts/ifcfg-eth7": "DEVICE=eth7\n",
};

/** A machine that has booted with a drive. */
function booted(stack: string, more: Files = {}): MemorySystem {
  const system = machine(2, NETWORK, { ...OPERATORS, ...DRIVE, [KERNEL]: "old\n", ...more });
  assert.equal(boot(system, `--renderer ${stack}`).status, 0);
  return system;
}

function seal(system: System, words = "") {
  const { status, out, err } = runHere(["seal", ...words.split(" ").filter(Boolean)], system);
  return { status, out: out.split("\n").filter(Boolean), err: err.split("\n").filter(Boolean) };
}

/** Files that a stack needs as a whole, with nothing of the drive in them. */
const GENERAL = ["/etc/network/interfaces", "/etc/sysconfig/network", "/etc/simple-init.conf"];

/** The other files in which there is something of this program or its drive. */
function known({ entries }: MemorySystem): string[] {
  const isOurs = ([path, entry]: [string, unknown]) =>
    /^\/(?:etc|root|var)\//.test(path) &&
    /simple-init|tenant|192\.0\.2\.9|aaaa/.test(`${path} ${JSON.stringify(entry)}`) &&
    !GENERAL.includes(path);
  return [...entries].filter(isOurs).map(([path]) => path);
}

for (const stack of STACKS) {
  Deno.test(`seal: what was configured for ${stack} goes, and an operator's files stay`, () => {
    const system = booted(stack);
    const before = known(system);
    assert.ok(before.length >= 6, before.join(" "));
    const { status, out, err } = seal(system);
    assert.deepEqual([status, err, known(system)], [0, [], []]);
    const said = out.join("\n");
    assert.deepEqual(before.filter((path) => !said.includes(` ${path}`)), [], "each is listed");
    for (const [path, entry] of Object.entries(OPERATORS)) {
      assert.equal(
        system.readText(path),
        typeof entry === "string" ? entry : (entry as { text: string }).text,
      );
    }
    assert.equal(system.readText(KERNEL), "tenant", "the kernel of this boot keeps its name");
    assert.deepEqual(seal(system), { status: 0, out: [], err: [] }, "a second time there is nothing to do");
  });
}

const NETWORK_FILE = "/etc/systemd/network/10-simple-init-eth0.network";

Deno.test("seal: a file that an operator has edited stays", () => {
  const system = booted("networkd");
  const edited = `${system.readText(NETWORK_FILE)}# mine\n`;
  system.entries.set(NETWORK_FILE, edited);
  assert.equal(seal(system).status, 0);
  assert.equal(system.readText(NETWORK_FILE), edited);
});

Deno.test("seal: a name that an operator has set stays", () => {
  const system = booted("networkd");
  system.entries.set("/etc/hostname", "mine\n");
  assert.equal(seal(system).status, 0);
  assert.deepEqual([system.readText("/etc/hostname"), known(system)], ["mine\n", []]);
});

Deno.test("seal: where the record of the name is lost, our line in hosts tells it", () => {
  const system = booted("networkd");
  system.entries.delete("/var/lib/simple-init/hostname.json");
  assert.equal(seal(system).status, 0);
  assert.deepEqual([system.readText("/etc/hostname"), known(system)], [undefined, []]);
});

Deno.test("seal: keys that were there before the boot stay, and those of every user go", () => {
  const system = booted("networkd", {
    "/etc/passwd": "alice:x:1000:1000::/home/alice:/bin/sh\n",
    "/home/alice/.profile": "",
    [KEYS]: { text: `${KEY("o")}\n${KEY("a")}\n`, mode: 0o600 },
  });
  assert.equal(boot(system, "--renderer networkd --ssh-user alice").status, 0);
  assert.match(system.readText("/home/alice/.ssh/authorized_keys") ?? "", /aaaa/);
  assert.equal(seal(system).status, 0);
  assert.equal(system.readText(KEYS), `${KEY("o")}\n${KEY("a")}\n`);
  assert.equal(system.readText("/home/alice/.ssh/authorized_keys"), "");
});

Deno.test("seal: nothing but the tree below --root is touched", () => {
  const system = booted("networkd");
  const before = known(system);
  system.entries.set("/r/etc/hostname", "x\n");
  assert.deepEqual(seal(system, "--root /r"), { status: 0, out: [], err: [] });
  assert.deepEqual(known(system), before);
});

Deno.test("seal: --quiet says nothing but problems", () => {
  assert.deepEqual(seal(booted("networkd"), "--quiet"), { status: 0, out: [], err: [] });
});

Deno.test("seal: what cannot be taken away is a problem", () => {
  const system = booted("networkd");
  const { status, err } = seal(failing(system, "remove", "EBUSY", (path) => path === NETWORK_FILE));
  assert.equal(status, 1);
  assert.match(
    err.join("\n"),
    /^problem: \/etc\/systemd\/network\/10-simple-init-eth0\.network: cannot remove/,
  );
  assert.deepEqual(known(system), [NETWORK_FILE]);
});

const REFUSED: readonly [what: string, words: string, files: Files, status: number, says: RegExp][] = [
  ["on a machine that was not prepared", "", {}, 1, /This machine was not prepared for simple-init/],
  ["of a root that is not there", "--root /nowhere", SETTINGS, 1, /The root "\/nowhere" does not exist/],
  ["of a root that is a file", "--root /etc/simple-init.conf", SETTINGS, 1, /is not a directory/],
  ["with an operand", "now", SETTINGS, 2, /The command seal takes no operand, but got "now"/],
];

for (const [what, words, files, status, says] of REFUSED) {
  Deno.test(`seal: it is refused ${what}`, () => {
    const system = machine(1, undefined, { ...files, "/etc/systemd/network/x": "" });
    const before = [...system.entries];
    const result = seal(system, words);
    assert.equal(result.status, status);
    assert.match(result.err.join("\n"), says);
    assert.deepEqual([...system.entries], before);
  });
}

Deno.test("seal: it waits for another run, and gives up", () => {
  const system = { ...booted("networkd"), lock: () => undefined };
  const before = known(system);
  const { status, err } = seal(system);
  assert.equal(status, 1);
  assert.match(err.join("\n"), /Another simple-init has been at work on "\/" for 30 s/);
  assert.deepEqual(known(system), before);
});
