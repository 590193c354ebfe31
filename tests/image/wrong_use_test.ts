import assert from "node:assert/strict";
import { runHook } from "../../hooks/mod.ts";
import { type MemoryEntry, memorySystem } from "../../lib/system/memory.ts";
import { failing } from "../support/faults.ts";

const PREPARE = "install.d/50-simple-init";
const REMOVE = "install.d/60-simple-init-remove-interfaces";
const ENABLE = "post-install.d/80-simple-init";

/** An image that the hooks have nothing to say about. */
const IMAGE: Record<string, MemoryEntry> = {
  "/etc/os-release": "ID=debian\n",
  "/etc/network/interfaces": "auto eth0\niface eth0 inet dhcp\n",
  "/usr/sbin/ifup": "",
  "/usr/lib/systemd/systemd": "",
  "/usr/local/sbin/simple-init": { text: "", mode: 0o755 },
  "/usr/lib/systemd/system/simple-init.service": "[Install]\nWantedBy=multi-user.target\n",
  "/usr/lib/systemd/system/networking.service": "[Install]\nWantedBy=multi-user.target\n",
};

const SYSTEMD = { DIB_INIT_SYSTEM: "systemd" };

interface Row {
  readonly what: string;
  readonly hook: string;
  readonly words?: readonly string[];
  readonly variables?: Record<string, string>;
  /** Files that are different; undefined: not there. */
  readonly files?: Record<string, MemoryEntry | undefined>;
  readonly readOnly?: true;
  readonly status?: number;
  readonly says: string;
}

const ROWS: readonly Row[] = [
  {
    what: "no init system",
    hook: PREPARE,
    variables: {},
    says: "DIB_INIT_SYSTEM is not set; set it to systemd, openrc, sysv or upstart.",
  },
  {
    what: "an unknown init system",
    hook: ENABLE,
    variables: { DIB_INIT_SYSTEM: "runit" },
    says: '"runit" is not a value of DIB_INIT_SYSTEM; use systemd, openrc, sysv or upstart.',
  },
  {
    what: "an unknown engine",
    hook: PREPARE,
    variables: { ...SYSTEMD, DIB_SIMPLE_INIT_ENGINE: "cloud-init" },
    says: '"cloud-init" is not a value of DIB_SIMPLE_INIT_ENGINE; use simple-init or glean.',
  },
  {
    what: "a switch that is neither",
    hook: PREPARE,
    variables: { ...SYSTEMD, DIB_SIMPLE_INIT_NETWORKMANAGER: "maybe" },
    says: '"maybe" is not a value of DIB_SIMPLE_INIT_NETWORKMANAGER; use 1 or 0.',
  },
  {
    what: "no stack but the one that is not wanted",
    hook: PREPARE,
    variables: { ...SYSTEMD, DIB_SIMPLE_INIT_NETWORKMANAGER: "0" },
    files: { "/etc/os-release": "ID=fedora\nVERSION_ID=41\n", "/usr/sbin/ifup": undefined },
    says:
      "DIB_SIMPLE_INIT_NETWORKMANAGER is 0, but fedora 41 has no other network stack in this image; set it to 1, or " +
      "add the packages of another stack.",
  },
  {
    what: "a stack without its service",
    hook: ENABLE,
    variables: { ...SYSTEMD, DIB_SIMPLE_INIT_NETWORKMANAGER: "1" },
    says:
      "The image should configure its network with networkmanager, because the build asks for it, but has no " +
      "service NetworkManager.service for systemd; add its package, or choose another stack with " +
      "DIB_SIMPLE_INIT_RENDERER.",
  },
  {
    what: "a stack whose service is masked",
    hook: ENABLE,
    files: { "/etc/systemd/system/networking.service": { link: "/dev/null" } },
    says: "The unit networking.service has to start at boot, but is masked; remove " +
      "/etc/systemd/system/networking.service.",
  },
  {
    what: "no unit of the boot program",
    hook: ENABLE,
    files: { "/usr/lib/systemd/system/simple-init.service": undefined },
    says:
      "The image has not got the unit simple-init.service; diskimage-builder's element dib-init-system copies it from " +
      "init-scripts/systemd.",
  },
  {
    what: "no boot program",
    hook: PREPARE,
    files: { "/usr/local/sbin/simple-init": undefined },
    says:
      "problem: /usr/local/sbin/simple-init: the boot program is missing; install it, as in install -m 0755 " +
      "dist/bin/simple-init-x86_64 /usr/local/sbin/simple-init.",
  },
  {
    what: "a boot program that cannot run",
    hook: PREPARE,
    files: { "/usr/local/sbin/simple-init": "" },
    says:
      "problem: /usr/local/sbin/simple-init: the boot program cannot be run: it is no executable file; install it, " +
      "as in install -m 0755 dist/bin/simple-init-x86_64 /usr/local/sbin/simple-init.",
  },
  {
    what: "a boot program that anybody may write and nobody run",
    hook: PREPARE,
    files: { "/usr/local/sbin/simple-init": { text: "", mode: 0o666 } },
    says:
      "problem: /usr/local/sbin/simple-init: the boot program cannot be run: it is no executable file; install it, " +
      "as in install -m 0755 dist/bin/simple-init-x86_64 /usr/local/sbin/simple-init.",
  },
  {
    what: "a root that is not there",
    hook: REMOVE,
    words: ["--root=/image"],
    says: 'There is no directory "/image"; name the image\'s root with --root=DIR.',
  },
  {
    what: "words that it does not know",
    hook: REMOVE,
    words: ["--dry-run"],
    status: 2,
    says: '"--dry-run" is not what it takes; use --root=DIR, or nothing.',
  },
  {
    what: "an image that cannot be written",
    hook: PREPARE,
    readOnly: true,
    says: 'cannot write "/etc/modules-load.d/.simple-init.conf.simple-init": the file system is read-only; ' +
      "no more is changed until the file system is mounted for writing.",
  },
  {
    what: "an image that cannot be written and has files to be removed",
    hook: REMOVE,
    readOnly: true,
    files: {
      "/etc/network/interfaces": undefined,
      "/etc/netplan/a.yaml": "",
      "/etc/netplan/b.yaml": "",
    },
    says: 'cannot remove "/etc/netplan/a.yaml": the file system is read-only; ' +
      "no more is changed until the file system is mounted for writing.",
  },
];

for (const row of ROWS) {
  Deno.test(`${row.hook} says one sentence and stops the build with ${row.what}`, () => {
    const { status, err } = run(row);
    assert.equal(status, row.status ?? 1);
    assert.equal(err.length, 1, err.join("\n"));
    assert.ok(err[0]!.endsWith(row.says), err[0]);
  });
}

function run({ hook, words = [], variables = SYSTEMD, files = {}, readOnly }: Row) {
  const entries = Object.entries({ ...IMAGE, ...files }).filter(([, entry]) => entry !== undefined);
  const memory = memorySystem(Object.fromEntries(entries) as typeof IMAGE, undefined, variables);
  const system = readOnly ? failing(failing(memory, "createFile", "EROFS"), "remove", "EROFS") : memory;
  const err: string[] = [];
  const terminal = { out: () => {}, err: (line: string) => void err.push(line), color: false };
  return { status: runHook(system, terminal, [hook, ...words]), err };
}
