import assert from "node:assert/strict";
import { stackOf } from "../../lib/stacks/mod.ts";
import { type MemoryEntry, memorySystem } from "../../lib/system/memory.ts";

const UNIT = "systemd-networkd-wait-online.service";
const VENDOR = `/usr/lib/systemd/system/${UNIT}`;
const PROGRAM = "/usr/lib/systemd/systemd-networkd-wait-online";
const SERVICE = `[Unit]\nDescription=x\n[Service]\nType=oneshot\nExecStart=${PROGRAM}\n`;
const library = (version: string, directory = "/usr/lib/systemd") => ({
  [`${directory}/libsystemd-shared-${version}.so`]: "",
});

/** What an image has, and the program that waits for one interface alone; undefined: nothing is changed. */
const IMAGES: Record<string, { files: Record<string, MemoryEntry>; program?: string; isPatient?: boolean }> =
  {
    "systemd 253": { files: { [VENDOR]: SERVICE, ...library("253") }, program: PROGRAM },
    "systemd 254": { files: { [VENDOR]: SERVICE, ...library("254") }, program: PROGRAM, isPatient: true },
    "systemd 242": { files: { [VENDOR]: SERVICE, ...library("242") }, program: PROGRAM },
    "systemd 241": { files: { [VENDOR]: SERVICE, ...library("241") } },
    "two of them": { files: { [VENDOR]: SERVICE, ...library("241"), ...library("252") }, program: PROGRAM },
    "a distribution's number": {
      files: { [VENDOR]: SERVICE, ...library("249.11-0ubuntu3") },
      program: PROGRAM,
    },
    "Debian's directory": {
      files: { [VENDOR]: SERVICE, ...library("252", "/usr/lib/x86_64-linux-gnu/systemd") },
      program: PROGRAM,
    },
    "RHEL's directory": {
      files: { [VENDOR]: SERVICE, ...library("252", "/usr/lib64/systemd") },
      program: PROGRAM,
    },
    "the directory of before the merge of /usr": {
      files: { [`/lib/systemd/system/${UNIT}`]: SERVICE, ...library("252", "/lib/systemd") },
      program: PROGRAM,
    },
    "another library alone": { files: { [VENDOR]: SERVICE, "/usr/lib/systemd/libsystemd-core-252.so": "" } },
    "what a package manager left of a library": {
      files: { [VENDOR]: SERVICE, "/usr/lib/systemd/libsystemd-shared-252.so.dpkg-tmp": "" },
    },
    "another directory": { files: { [VENDOR]: SERVICE, ...library("252", "/usr/lib/x86_64/systemd") } },
    "no library": { files: { [VENDOR]: SERVICE } },
    "no unit": { files: library("252") },
    "a masked unit": {
      files: { [VENDOR]: SERVICE, [`/etc/systemd/system/${UNIT}`]: { link: "/dev/null" }, ...library("252") },
    },
    "a unit without a program": { files: { [VENDOR]: "[Service]\n#ExecStart=/x\n", ...library("252") } },
    "an operator's unit": {
      files: {
        [VENDOR]: SERVICE,
        [`/etc/systemd/system/${UNIT}`]: "[Service]\nExecStart=/opt/wait --timeout=5\n",
        ...library("252"),
      },
      program: "/opt/wait",
    },
  };

/** With a systemd that waits for a router that is not there, an address that is there is enough. */
const ROUTABLE =
  "grep -qs ^OPER_STATE=routable $$(grep -ls ^REQUIRED_FOR_ONLINE=yes /run/systemd/netif/links/*) /dev/null";

function endedWhen(condition: string, command: string): string {
  return `/bin/sh -c '${command} & p=$$!; while kill -0 $$p; do ${condition} && kill $$p && exit; sleep 0.1; done ` +
    "2>/dev/null; wait $$p'";
}

for (const stack of ["networkd", "netplan"] as const) {
  for (const [what, { files, program, isPatient = false }] of Object.entries(IMAGES)) {
    Deno.test(`image: ${stack}, ${what}: ${program ?? "nothing"} waits for one interface`, () => {
      const made = stackOf(stack).image().files(memorySystem(files), { dhcpFallback: true } as never);
      assert.deepEqual(
        made,
        program === undefined ? [] : [{
          path: `/etc/systemd/system/${UNIT}.d/simple-init.conf`,
          contents: `[Service]\nExecStart=\nExecStart=${
            isPatient ? `${program} --any` : endedWhen(ROUTABLE, `${program} --any`)
          }\n`,
        }],
      );
    });
  }
}

/** The kernel has an address that nobody has lent. */
const HAS_STATED = "ip -o addr show permanent scope global -tentative | grep -q inet";

const MANAGER_UNIT = "NetworkManager-wait-online.service";
const WAIT_ONLINE = `/usr/lib/systemd/system/${MANAGER_UNIT}`;

/** What NetworkManager's unit runs, and what it runs instead; undefined: nothing is changed. */
const COMMANDS: Record<string, { command?: string; expected?: string; dhcpFallback?: boolean }> = {
  "all that starts": { command: "/usr/bin/nm-online -s -q", expected: "/usr/bin/nm-online -q" },
  "with a time": {
    command: "/usr/bin/nm-online -s -q --timeout=30",
    expected: "/usr/bin/nm-online -q --timeout=30",
  },
  "one connection already": { command: "/usr/bin/nm-online -q" },
  "without fallback": {
    command: "/usr/bin/nm-online -s -q",
    expected: "/usr/bin/nm-online -q",
    dhcpFallback: false,
  },
  "an operator's shell": { command: "/bin/sh -c 'nm-online -s'" },
  "a failure that does not matter": { command: "-/usr/bin/nm-online -s" },
  "its option last": { command: "/usr/bin/nm-online -q -s", expected: "/usr/bin/nm-online -q" },
  "no unit": {},
};

for (const [what, { command, expected, dhcpFallback = true }] of Object.entries(COMMANDS)) {
  Deno.test(`image: networkmanager, ${what}: ${expected ?? "nothing is changed"}`, () => {
    const image = memorySystem(
      command === undefined ? {} : { [WAIT_ONLINE]: `[Service]\nExecStart=${command}\n` },
    );
    const made = stackOf("networkmanager").image().files(image, { dhcpFallback })
      .filter(({ path }) => path.includes(MANAGER_UNIT));
    assert.deepEqual(
      made,
      expected === undefined ? [] : [{
        path: `/etc/systemd/system/${MANAGER_UNIT}.d/simple-init.conf`,
        contents: `[Service]\nExecStart=\nExecStart=${endedWhen(HAS_STATED, expected)}\n`,
      }],
    );
  });
}

for (const stack of ["ifupdown", "netifrc", "network-scripts", "wicked"] as const) {
  Deno.test(`image: ${stack} needs no file beside its service`, () =>
    assert.deepEqual(stackOf(stack).image().files(memorySystem({}), { dhcpFallback: false } as never), []));
}
