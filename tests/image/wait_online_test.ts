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
    "a library whose name only ends so": {
      files: { [VENDOR]: SERVICE, "/usr/lib/systemd/xlibsystemd-shared-252.so": "" },
    },
    "another directory": { files: { [VENDOR]: SERVICE, ...library("252", "/usr/lib/x86_64/systemd") } },
    "no library": { files: { [VENDOR]: SERVICE } },
    "no unit": { files: library("252") },
    "a masked unit": {
      files: { [VENDOR]: SERVICE, [`/etc/systemd/system/${UNIT}`]: { link: "/dev/null" }, ...library("252") },
    },
    "a unit without a program": { files: { [VENDOR]: "[Service]\n#ExecStart=/x\n", ...library("252") } },
    "a command in a shell's quotes": {
      files: { [VENDOR]: "[Service]\nExecStart=/opt/wait 'eth0 eth1'\n", ...library("252") },
    },
    "a command that is none": { files: { [VENDOR]: "[Service]\nExecStart=/\n", ...library("252") } },
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

for (const stack of ["ifupdown", "netifrc", "network-scripts"] as const) {
  Deno.test(`image: ${stack} needs no file beside its service`, () =>
    assert.deepEqual(stackOf(stack).image().files(memorySystem({}), { dhcpFallback: false } as never), []));
}

const WICKED = "/usr/lib/systemd/system/wicked.service";

/** What wicked's unit runs, and whether something is run in its place. */
const WICKED_COMMANDS: Record<string, { command?: string; isReplaced: boolean }> = {
  "all links": { command: "/usr/sbin/wicked --systemd ifup all", isReplaced: true },
  "an operator's links": { command: "/usr/sbin/wicked --systemd ifup eth0", isReplaced: false },
  "an operator's time limit": {
    command: "/usr/sbin/wicked --systemd ifup --timeout 90 all",
    isReplaced: false,
  },
  "an operator's program before it": {
    command: "/usr/bin/nice /usr/sbin/wicked --systemd ifup all",
    isReplaced: false,
  },
  "an operator's option behind it": {
    command: "/usr/sbin/wicked --systemd ifup all --timeout 90",
    isReplaced: false,
  },
  "no unit": { isReplaced: false },
};

for (const [what, { command, isReplaced }] of Object.entries(WICKED_COMMANDS)) {
  Deno.test(`image: wicked, ${what}: ${isReplaced ? "what is stated" : "nothing else"} is waited for`, () => {
    const unit = command === undefined ? {} : { [WICKED]: `[Service]\nExecStart=${command}\n` };
    const made = stackOf("wicked").image().files(memorySystem(unit), { dhcpFallback: true });
    assert.deepEqual(
      made.map(({ path }) => path),
      isReplaced ? ["/etc/systemd/system/wicked.service.d/simple-init.conf"] : [],
    );
  });
}

/** The addresses in `ifcfg-` files and in the kernel, and how `wicked ifup` ends the unit's command, or whether it goes on. */
const STATES: Record<string, { files: Record<string, string>; kernel: string; isOver: boolean }> = {
  "all that is stated is there": {
    files: { eth0: 'IPADDR="192.0.2.10/24"\nIPADDR_1="2001:db8::1/64"\n', eth1: 'BOOTPROTO="dhcp4"\n' },
    kernel:
      "2: eth0 inet 192.0.2.10/24 brd 192.0.2.255 scope global eth0\n2: eth0 inet6 2001:db8::1/64 scope global",
    isOver: true,
  },
  "what is there only begins like what is stated": {
    files: { eth0: "IPADDR='192.0.2.1'\n" },
    kernel: "2: eth0 inet 192.0.2.10/24 brd 192.0.2.255 scope global eth0",
    isOver: false,
  },
  "nothing is stated but the loopback's": {
    files: { lo: "IPADDR=127.0.0.1/8\n", eth0: "BOOTPROTO='dhcp'\nIPADDR=''\n" },
    kernel: "",
    isOver: false,
  },
  "a link of the drive has a lease for a while, and another nothing": {
    files: { eth0: "STARTMODE='auto'\nBOOTPROTO='dhcp4'\n", eth1: "STARTMODE='auto'\nBOOTPROTO='dhcp4'\n" },
    kernel: "2: eth0    inet 192.0.2.10/24 scope global dynamic eth0",
    isOver: true,
  },
  "a fallback has a lease for a while, and the drive's link nothing": {
    files: {
      eth0: "STARTMODE='hotplug'\nBOOTPROTO='dhcp4'\n",
      eth1: "STARTMODE='auto'\nBOOTPROTO='dhcp4'\n",
    },
    kernel: "2: eth0    inet 192.0.2.10/24 scope global dynamic eth0",
    isOver: false,
  },
};

for (const [what, { files, kernel, isOver }] of Object.entries(STATES)) {
  Deno.test(`image: wicked's service ${isOver ? "is done" : "waits"}: ${what}`, async () => {
    const directory = Deno.makeTempDirSync();
    try {
      const program = (name: string, text: string) => {
        Deno.writeTextFileSync(`${directory}/${name}`, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
        return `${directory}/${name}`;
      };
      for (const [name, text] of Object.entries(files)) {
        Deno.writeTextFileSync(`${directory}/ifcfg-${name}`, text);
      }
      program("ip", `cat <<'END'\n${kernel}\nEND`);
      const wicked = program("wicked", `sleep 0.8; echo "$*" >${directory}/ended`);
      const unit = `[Service]\nExecStart=${wicked} --systemd ifup all\n`;
      const [file] = stackOf("wicked").image().files(memorySystem({ [WICKED]: unit }), {
        dhcpFallback: true,
      });
      const [, script = ""] = /^ExecStart=\/bin\/sh -c '(.*)'$/m.exec(file!.contents) ?? [];
      const here = script.replaceAll("$$", "$").replaceAll("/etc/sysconfig/network", directory);
      // Two seconds after the first stated address, and five after the first lease, are short.
      const command = here.replace("most=20", "most=9").replace("most=50", "most=2");
      const env = { PATH: `${directory}:${Deno.env.get("PATH")}` };
      const child = new Deno.Command("/bin/sh", {
        args: ["-c", command],
        env,
        stdout: "null",
        stderr: "piped",
      }).spawn();
      assert.equal((await child.status).code, 0);
      assert.equal(readOr(`${directory}/ended`), isOver ? undefined : "--systemd ifup all\n");
      assert.equal(await new Response(child.stderr).text(), "");
      assert.equal(readOr(`${directory}/ended`), "--systemd ifup all\n", "wicked itself is not ended");
    } finally {
      Deno.removeSync(directory, { recursive: true });
    }
  });
}

function readOr(path: string): string | undefined {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
