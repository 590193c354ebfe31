import assert from "node:assert/strict";
import { parseSettings, readSettings } from "../../lib/cli/arguments.ts";
import { memorySystem } from "../../lib/system/memory.ts";
import { image, PREPARE, runOn } from "./_image.ts";

function build(options: string) {
  const system = image({ DIB_INIT_SYSTEM: "systemd", DIB_SIMPLE_INIT_OPTIONS: options }, {
    "/etc/os-release": "ID=debian\n",
    "/usr/sbin/ifup": "",
  });
  const { status, err } = runOn(system, PREPARE);
  return { status, err, settings: parseSettings(system.readText("/etc/simple-init.conf") ?? "") };
}

const OPTIONS: readonly [options: string, values: Record<string, unknown>][] = [
  ["", {}],
  ["  ", {}],
  ["--no-dns", { "no-dns": true }],
  [" --no-dns  --ssh-user ubuntu\n--drive=none ", { "no-dns": true, "ssh-user": "ubuntu", "drive": "none" }],
  ["--ssh-user=network-manager", { "ssh-user": "network-manager" }],
  ["--drive-timeout=5 --no-hostname --no-ssh-keys", {
    "drive-timeout": "5",
    "no-hostname": true,
    "no-ssh-keys": true,
  }],
];

for (const [options, values] of OPTIONS) {
  Deno.test(`options of a build: ${JSON.stringify(options)} are settings of the machine`, () =>
    assert.deepEqual(build(options), { status: 0, err: [], settings: { values, faults: [] } }));
}

const WRONG: readonly [options: string, says: string][] = [
  ["--no-dns=1", 'DIB_SIMPLE_INIT_OPTIONS: The option --no-dns takes no value, but got "1".'],
  ["--skip-dns", 'DIB_SIMPLE_INIT_OPTIONS: There is no option "--skip-dns"; simple-init --help lists them.'],
  ["no-dns", 'DIB_SIMPLE_INIT_OPTIONS: "no-dns" is no option of the program, as --no-dns is.'],
  ["-a -b", 'DIB_SIMPLE_INIT_OPTIONS: "-a" is no option of the program, as --no-dns is.'],
  ["-n --no-dns", 'DIB_SIMPLE_INIT_OPTIONS: "-n" is no option of the program, as --no-dns is.'],
  ["--root=/x", 'DIB_SIMPLE_INIT_OPTIONS: "root" is not a setting.'],
  ["--drive=usb", '"usb" is not a value of --drive; use one of'],
  [
    "--renderer=netplan",
    "DIB_SIMPLE_INIT_OPTIONS cannot choose the network stack; use DIB_SIMPLE_INIT_RENDERER.",
  ],
  [
    "--network-manager",
    "DIB_SIMPLE_INIT_OPTIONS cannot choose the network stack; use DIB_SIMPLE_INIT_RENDERER.",
  ],
];

for (const [options, says] of WRONG) {
  Deno.test(`options of a build: ${options} stop it`, () => {
    const { status, err } = build(options);
    assert.equal(status, 1);
    assert.equal(err.length, 1);
    assert.ok(err[0]!.includes(says), err[0]);
  });
}

Deno.test("settings: files of the directory are read after the file, in the order of their names", () => {
  const at = "/etc/simple-init.conf.d";
  const system = memorySystem({
    "/etc/simple-init.conf": "ssh-user=a\nno-dns\nbad\n",
    [`${at}/20-b.conf`]: "ssh-user=c\n",
    [`${at}/10-a.conf`]: "ssh-user=b\nworse\n",
    [`${at}/30-c.conf.rpmsave`]: "ssh-user=d\n",
    [`${at}/.hidden.conf`]: "no-hostname\n",
    [`${at}/9.conf`]: "quiet\n",
  });
  assert.deepEqual(readSettings(system), {
    values: { "ssh-user": "c", "no-dns": true, "quiet": true },
    faults: [
      '/etc/simple-init.conf: There is no option "--bad"; simple-init --help lists them.',
      `${at}/10-a.conf: There is no option "--worse"; simple-init --help lists them.`,
    ],
  });
  assert.deepEqual(readSettings(memorySystem({})), { values: {}, faults: [] });
});

for (
  const [init, file] of [
    ["systemd", "/etc/modules-load.d/simple-init.conf"],
    ["openrc", "/etc/modules-load.d/simple-init.conf"],
    ["sysv", "/etc/modules"],
    ["upstart", "/etc/modules"],
  ] as const
) {
  Deno.test(`modules of the kernel: ${init} reads ${file}`, () => {
    const system = image({ DIB_INIT_SYSTEM: init }, {
      "/etc/os-release": "ID=debian\n",
      "/usr/sbin/ifup": "",
    });
    assert.equal(runOn(system, PREPARE).status, 0);
    const paths = ["/etc/modules-load.d/simple-init.conf", "/etc/modules"];
    assert.deepEqual(paths.filter((path) => system.entries.has(path)), [file]);
    assert.match(system.readText(file) ?? "", /^8021q$/m);
  });
}
