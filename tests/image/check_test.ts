import assert from "node:assert/strict";
import { HOOKS, runHook } from "../../hooks/mod.ts";
import { findFaults } from "../../lib/image/check.ts";
import { type MemoryEntry, memorySystem } from "../../lib/system/memory.ts";

type Files = Readonly<Record<string, MemoryEntry | undefined>>;

const ETC = "/etc/systemd/system";
const LIB = "/usr/lib/systemd/system";

const enabled = (unit: string, target = "multi-user.target"): Files => ({
  [`${LIB}/${unit}`]: `[Install]\nWantedBy=${target}\n`,
  [`${ETC}/${target}.wants/${unit}`]: { link: `${LIB}/${unit}` },
});

/** A root of Debian with NetworkManager as it has to be. */
const GOOD: Files = {
  "/etc/os-release": "ID=debian\n",
  "/etc/simple-init.conf": "renderer=networkmanager\n",
  "/usr/sbin/NetworkManager": "",
  "/usr/sbin/ifup": "",
  "/usr/lib/systemd/libsystemd-shared-252.so": "",
  "/etc/resolv.conf": "",
  ...enabled("NetworkManager.service"),
  ...enabled("NetworkManager-wait-online.service", "network-online.target"),
  ...enabled("simple-init.service"),
  [`${LIB}/networking.service`]: "[Install]\nWantedBy=multi-user.target\n",
  [`${LIB}/systemd-networkd.service`]: "[Install]\nWantedBy=multi-user.target\n",
  "/usr/lib/modules/6.1.0-1/kernel/fs/isofs/isofs.ko": "",
  "/usr/lib/modules/6.1.0-1/kernel/fs/fat/vfat.ko.xz": "",
  "/usr/lib/modules/6.1.0-2/modules.builtin": "kernel/fs/isofs/isofs.ko\nkernel/fs/fat/vfat.ko\n",
};

function root(files: Files, variables: Readonly<Record<string, string>> = {}) {
  const entries = Object.entries({ ...GOOD, ...files }).filter(([, entry]) => entry !== undefined);
  return memorySystem(Object.fromEntries(entries) as Record<string, MemoryEntry>, undefined, variables);
}

const RESOLVED = enabled("systemd-resolved.service", "sysinit.target");
const STUB = { link: "../run/systemd/resolve/stub-resolv.conf" };
const IFUPDOWN = {
  "/etc/simple-init.conf": "renderer=ifupdown\n",
  ...enabled("networking.service"),
  [`${ETC}/multi-user.target.wants/NetworkManager.service`]: undefined,
  [`${ETC}/network-online.target.wants/NetworkManager-wait-online.service`]: undefined,
};
const CLIENT =
  "it starts a DHCP client of its own beside networkmanager; leave out the element or the package that " +
  "brings it, or disable it";

/** What is found: each by its kind, the root that has it, and the sentences. */
const FAULTS: readonly [kind: string, files: Files, found: readonly string[]][] = [
  ["nothing", {}, []],
  ["a DHCP client of an element", { "/etc/udev/rules.d/99-dhcp-all-interfaces.rules": "x" }, [
    `/etc/udev/rules.d/99-dhcp-all-interfaces.rules: ${CLIENT}`,
  ]],
  ["a DHCP client of an element that asks ifupdown", {
    ...IFUPDOWN,
    "/etc/udev/rules.d/99-dhcp-all-interfaces.rules": "x",
  }, [`/etc/udev/rules.d/99-dhcp-all-interfaces.rules: ${CLIENT.replace("networkmanager", "ifupdown")}`]],
  ["a DHCP client of an element that knows the stack", {
    ...IFUPDOWN,
    "/etc/simple-init.conf": "renderer=wicked\n",
    [`${ETC}/multi-user.target.wants/networking.service`]: undefined,
    "/etc/udev/rules.d/99-dhcp-all-interfaces.rules": "x",
  }, []],
  ["a unit of an element's that nothing starts", { [`${LIB}/dhcp-interface@.service`]: "[Unit]\n" }, []],
  ["a DHCP client of a package that is not enabled", { [`${LIB}/dhcpcd.service`]: "[Unit]\n" }, []],
  ["a DHCP client of a package", enabled("dhcpcd.service"), [`${LIB}/dhcpcd.service: ${CLIENT}`]],
  ["a DHCP client of OpenRC", { "/etc/runlevels/default/dhcpcd": { link: "/etc/init.d/dhcpcd" } }, [
    `/etc/runlevels/default/dhcpcd: ${CLIENT}`,
  ]],
  ["cloud-init", { "/usr/bin/cloud-init": "" }, [
    "/usr/bin/cloud-init: it starts when the image boots, and configures the same network once more; create " +
    "/etc/cloud/cloud-init.disabled, or leave out what brings it",
  ]],
  ["cloud-init, switched off", { "/usr/bin/cloud-init": "", "/etc/cloud/cloud-init.disabled": "" }, []],
  ["two stacks", enabled("systemd-networkd.service"), [
    `${LIB}/systemd-networkd.service: it is enabled, but the network is configured for networkmanager; run systemctl ` +
    "disable systemd-networkd.service, or choose its stack with DIB_SIMPLE_INIT_RENDERER",
  ]],
  ["two stacks, one of which the distribution starts", {
    [`${LIB}/multi-user.target.wants/networking.service`]: { link: "../networking.service" },
  }, [
    `${LIB}/networking.service: it is enabled, but the network is configured for networkmanager; run systemctl disable ` +
    "networking.service, or choose its stack with DIB_SIMPLE_INIT_RENDERER",
  ]],
  ["two stacks, one of which is masked", {
    ...enabled("systemd-networkd.service"),
    [`${ETC}/systemd-networkd.service`]: { link: "/dev/null" },
  }, []],
  ["waiting for another stack", enabled("systemd-networkd-wait-online.service", "network-online.target"), [
    `${LIB}/systemd-networkd-wait-online.service: it waits for networkd, but the network is configured for ` +
    "networkmanager; run systemctl disable systemd-networkd-wait-online.service",
  ]],
  ["a resolver that does not start", { "/etc/resolv.conf": STUB }, [
    "/etc/resolv.conf: it is a link to ../run/systemd/resolve/stub-resolv.conf, and systemd-resolved.service, which " +
    "fills it, does not start; remove the link, or enable what fills that file",
  ]],
  ["a resolver that starts", { ...RESOLVED, "/etc/resolv.conf": STUB }, []],
  ["a resolver that nobody feeds", { ...IFUPDOWN, ...RESOLVED, "/etc/resolv.conf": STUB }, [
    "/etc/resolv.conf: it is a link to ../run/systemd/resolve/stub-resolv.conf, and ifupdown gives no name servers to " +
    "systemd-resolved; remove the link, or enable what fills that file",
  ]],
  ["a resolver of a stack that does not start", {
    ...IFUPDOWN,
    "/etc/resolv.conf": "nameserver 192.0.2.1\n",
    "/etc/resolv.conf.ORIG": { link: "/run/NetworkManager/resolv.conf" },
  }, [
    "/etc/resolv.conf: it is a link to /run/NetworkManager/resolv.conf, and NetworkManager, which fills it, does not " +
    "start; remove the link, or enable what fills that file",
  ]],
  ["NetworkManager's own link", { "/etc/resolv.conf": { link: "/run/NetworkManager/resolv.conf" } }, []],
  ["a unit that this systemd cannot read", {
    "/usr/lib/systemd/libsystemd-shared-252.so": undefined,
    "/usr/lib/systemd/libsystemd-shared-237.so": "",
    [`${LIB}/simple-init@.service`]: "[Service]\nSystemCallFilter=@system-service\n",
  }, [
    `${LIB}/simple-init@.service: it has settings that the image's systemd cannot read, and may not start; run the hook ` +
    "post-install.d/80-simple-init after systemd is installed",
  ]],
  ["a boot program that is not enabled", {
    [`${ETC}/multi-user.target.wants/simple-init.service`]: undefined,
  }, [
    `${LIB}/simple-init.service: it is masked, or not enabled, so that nothing configures the network; run systemctl ` +
    "enable simple-init.service",
  ]],
  ["a boot program that was enabled once", {
    [`${ETC}/multi-user.target.wants/simple-init.service`]: undefined,
    [`${ETC}/multi-user.target.wants.old/simple-init.service`]: { link: `${LIB}/simple-init.service` },
  }, [
    `${LIB}/simple-init.service: it is masked, or not enabled, so that nothing configures the network; run systemctl ` +
    "enable simple-init.service",
  ]],
  ["a boot program that another unit requires", {
    [`${ETC}/multi-user.target.wants/simple-init.service`]: undefined,
    [`${ETC}/x.service.requires/simple-init.service`]: { link: `${LIB}/simple-init.service` },
  }, []],
  ["a boot program that is masked", { [`${ETC}/simple-init.service`]: { link: "/dev/null" } }, [
    `${LIB}/simple-init.service: it is masked, or not enabled, so that nothing configures the network; run systemctl ` +
    "enable simple-init.service",
  ]],
  ["no boot program of ours", {
    [`${LIB}/simple-init.service`]: undefined,
    [`${ETC}/multi-user.target.wants/simple-init.service`]: undefined,
  }, []],
  ["a kernel without ISO 9660", { "/usr/lib/modules/6.1.0-1/kernel/fs/isofs/isofs.ko": undefined }, [
    "/usr/lib/modules/6.1.0-1: this kernel has no module for ISO 9660, which config drives are made of; add the package " +
    "with all modules of this kernel",
  ]],
  ["a kernel without both", { "/usr/lib/modules/6.1.0-2/modules.builtin": "kernel/fs/ext4/ext4.ko\n" }, [
    "/usr/lib/modules/6.1.0-2: this kernel has no module for ISO 9660 and FAT, which config drives are made of; add the " +
    "package with all modules of this kernel",
  ]],
  [
    "a kernel in the other directory",
    { "/lib/modules/5.10/modules.builtin": "kernel/fs/ext4/ext4.ko\n" },
    [],
  ],
  ["what is left of a kernel", { "/usr/lib/modules/5.10/modules.dep": "" }, []],
  ["files without labels", { "/etc/selinux/config": "SELINUX=enforcing\n" }, [
    "/etc/selinux/config: SELinux enforces its rules, and nothing labels what the build has written; add the package of " +
    "setfiles, or create /.autorelabel",
  ]],
  ["files without labels, as spaces do not matter", { "/etc/selinux/config": " SELINUX = enforcing \n" }, [
    "/etc/selinux/config: SELinux enforces its rules, and nothing labels what the build has written; add the package of " +
    "setfiles, or create /.autorelabel",
  ]],
  ["rules of another word", { "/etc/selinux/config": "XSELINUX=enforcing\nSELINUX=enforcing-not\n" }, []],
  ["labels at the first boot", { "/etc/selinux/config": "SELINUX=enforcing\n", "/.autorelabel": "" }, []],
  ["rules that are not enforced", { "/etc/selinux/config": "# SELINUX=enforcing\nSELINUX=permissive\n" }, []],
];

for (const [kind, files, found] of FAULTS) {
  Deno.test(`check: ${kind}`, () => {
    const sentences = findFaults(root(files)).map(({ file, message, action }) =>
      `${file}: ${message}; ${action}`
    );
    assert.deepEqual(sentences, found);
  });
}

function run(name: string, files: Files, variables: Readonly<Record<string, string>>, words: string[] = []) {
  const err: string[] = [];
  const out: string[] = [];
  const terminal = {
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
    color: false,
  };
  const system = root(files, variables);
  const before = new Map(system.entries);
  const status = runHook(system, terminal, [name, ...words]);
  assert.deepEqual(system.entries, before, "nothing is changed");
  return { status, out, kinds: err.map((line) => line.split(":")[0]) };
}

const CHECKS = Object.keys(HOOKS).filter((name) => name.includes("check"));

for (const name of CHECKS) {
  Deno.test(`check: hook ${name} warns, and where it is asked to be strict, fails`, () => {
    const bad: Files = { "/usr/bin/cloud-init": "" };
    assert.deepEqual(run(name, bad, {}), { status: 0, out: [], kinds: ["note"] });
    assert.deepEqual(run(name, bad, { DIB_SIMPLE_INIT_CHECK: "warn" }), {
      status: 0,
      out: [],
      kinds: ["note"],
    });
    assert.deepEqual(run(name, bad, { DIB_SIMPLE_INIT_CHECK: "strict" }), {
      status: 1,
      out: [],
      kinds: ["problem"],
    });
    assert.deepEqual(run(name, {}, { DIB_SIMPLE_INIT_CHECK: "strict" }), { status: 0, out: [], kinds: [] });
    assert.deepEqual(run(name, {}, { DIB_SIMPLE_INIT_CHECK: "loud" }), {
      status: 1,
      out: [],
      kinds: ["simple-init"],
    });
  });
}

Deno.test("check: it is for any root, by hand and as dib's last hook", () => {
  assert.deepEqual(CHECKS, ["finalise.d/95-simple-init-check", "check"]);
  const inside = Object.fromEntries(Object.entries(GOOD).map(([path, entry]) => [`/r${path}`, entry]));
  const bad = { ...inside, "/r/usr/bin/cloud-init": "" };
  assert.deepEqual(run("check", bad, {}, ["--root", "/r"]).kinds, ["note"]);
  assert.deepEqual(run("check", bad, {}, ["--root=/r"]).kinds, ["note"]);
  assert.deepEqual(run("check", bad, {}).kinds, []);
});

Deno.test("check: asked for help, it says what it takes and looks at nothing", () => {
  const bad: Files = { "/usr/bin/cloud-init": "" };
  const { status, out, kinds } = run("check", bad, {}, ["--help"]);
  assert.deepEqual([status, kinds], [0, []]);
  assert.match(out.join("\n"), /^check: says what is in the way .*\n\n {2}--root DIR .*$/);
});

/** What `check` does not take, beside `--root=DIR` and `--root DIR`. */
for (const words of [["--root"], ["--root=/r", "x"], ["--root", "/r", "x"], ["x"], [""]]) {
  Deno.test(`check: it does not take ${JSON.stringify(words)}`, () => {
    const { status, kinds } = run("check", { "/usr/bin/cloud-init": "" }, {}, words);
    assert.deepEqual([status, kinds], [2, ["simple-init"]]);
  });
}
