import assert from "node:assert/strict";
import { runHook } from "../../hooks/mod.ts";
import { parseSettings } from "../../lib/cli/arguments.ts";
import { isReduced, planInterfacesFile } from "../../lib/image/interfaces_file.ts";
import { withModules } from "../../lib/image/kernel_modules.ts";
import { planResolvConf, planStubLink } from "../../lib/image/resolv_conf.ts";
import { settingsText } from "../../lib/image/settings.ts";
import { planCloudInitLinks } from "../../lib/image/cloud_init.ts";
import { planRunlevelBefore } from "../../lib/image/openrc.ts";
import { planSysvLinks } from "../../lib/image/sysv.ts";
import { STACKS } from "../../lib/stacks/mod.ts";
import { type MemoryEntry, memorySystem } from "../../lib/system/memory.ts";

Deno.test("the settings are what the boot program reads", () => {
  for (const stack of [undefined, ...STACKS.map(({ name }) => name)]) {
    for (const dhcpFallback of [true, false]) {
      const { values, faults } = parseSettings(settingsText({ stack, dhcpFallback }));
      assert.deepEqual(faults, []);
      assert.deepEqual(values, {
        ...(stack === undefined ? {} : { renderer: stack }),
        ...(dhcpFallback ? {} : { "no-dhcp-fallback": true }),
      });
    }
  }
});

const MODULES: readonly [text: string, expected: string][] = [
  ["", "8021q\nbonding\nisofs\n"],
  ["loop", "loop\n8021q\nbonding\nisofs\n"],
  ["8021q\n8021q\n", "8021q\n8021q\nbonding\nisofs\n"],
  ["# bonding\n 8021q # VLANs\n", "# bonding\n 8021q # VLANs\nbonding\nisofs\n"],
  ["bonding mode=1\nisofs\n8021q", "bonding mode=1\nisofs\n8021q"],
];

for (const [text, expected] of MODULES) {
  Deno.test(`the modules of ${JSON.stringify(text)} are loaded once`, () => {
    assert.equal(withModules(text), expected);
    assert.equal(withModules(expected), expected);
  });
}

const LOOPBACK = "auto lo\niface lo inet loopback\n";

const INTERFACES: readonly (readonly [text: string, reduced: boolean])[] = [
  [`${LOOPBACK}source /etc/network/interfaces.d/*\n`, true],
  [`# ours\n\n${LOOPBACK}iface lo inet6 loopback\nsource-directory interfaces.d`, true],
  [`${LOOPBACK}source-directory /etc/network/interfaces.d/\n`, true],
  [LOOPBACK, false],
  [`${LOOPBACK}source /etc/network/interfaces.d/*.cfg\n`, false],
  [`${LOOPBACK}source /etc/network/interfaces.d/*\nauto eth0\n`, false],
  [`${LOOPBACK}    dns-nameservers 192.0.2.1\nsource /etc/network/interfaces.d/*\n`, false],
  [
    "source\t/etc/network/interfaces.d/*  \n \n  # x\n  allow-hotplug  lo \n  iface  lo  inet  loopback \n",
    true,
  ],
  ...[
    "auto lo eth0",
    "auto lo0",
    "autolo",
    "ifacelo inet loopback",
    "iface loinet loopback",
    "iface lo inetloopback",
    "auto eth0 lo",
    "no-auto lo",
    "iface lo inet static",
    "iface lo inet loopback x",
  ]
    .map((line) => [`source /etc/network/interfaces.d/*\n${line}\n`, false] as const),
  ...[
    "x source /etc/network/interfaces.d/*",
    "source /etc/network/interfaces.d/* x",
    "source-directory /x/interfaces.d",
  ]
    .map((line) => [`${LOOPBACK}${line}\n`, false] as const),
];

for (const [text, reduced] of INTERFACES) {
  Deno.test(`the interfaces file ${JSON.stringify(text)} is ${reduced ? "kept" : "replaced"}`, () =>
    assert.equal(isReduced(text), reduced));
}

const RESOLV: readonly [what: string, files: Record<string, MemoryEntry>, removed: boolean][] = [
  ["the build's servers", { ".ORIG": "nameserver 192.0.2.1\n", "": "nameserver 192.0.2.1\n" }, true],
  [
    "some of the build's",
    { ".ORIG": "nameserver 192.0.2.1\n", "": "nameserver ::1\nnameserver 192.0.2.1\n" },
    true,
  ],
  ["one of the build's and one of an element's", {
    ".ORIG": "nameserver 192.0.2.1\nnameserver 192.0.2.2\n",
    "": "nameserver 192.0.2.1\n",
  }, false],
  ["an element's", { ".ORIG": "nameserver 192.0.2.2\n", "": "nameserver 192.0.2.1\n" }, false],
  ["the build's behind tabs", {
    ".ORIG": "nameserver \t 192.0.2.1\n",
    "": "options edns0\nnameserver\t192.0.2.1\n",
  }, true],
  ["a server that is a comment of the build's", {
    ".ORIG": "nameserver 192.0.2.1\n",
    "": "# nameserver 192.0.2.1\n",
  }, false],
  ["lines that are no server", {
    ".ORIG": "nameserver192.0.2.1\nnameserver \n",
    "": "nameserver 192.0.2.1\nnameserver \n",
  }, false],
  ["no servers", { ".ORIG": "# none\n", "": "nameserver 192.0.2.1\n" }, false],
  ["a link", { ".ORIG": { link: "resolv.conf" }, "": "nameserver 192.0.2.1\n" }, false],
  ["a root without a build", { "": "nameserver 192.0.2.1\n" }, false],
];

for (const [what, files, removed] of RESOLV) {
  Deno.test(`resolv.conf with ${what} ${removed ? "goes" : "stays"}`, () => {
    const entries = Object.entries(files).map(([suffix, entry]) => [`/etc/resolv.conf${suffix}`, entry]);
    const { changes } = planResolvConf(memorySystem(Object.fromEntries(entries)));
    assert.deepEqual(changes.map(({ path }) => path), removed ? ["/etc/resolv.conf.ORIG"] : []);
  });
}

const STUB_LINKS: readonly [what: string, files: Record<string, MemoryEntry>, link: string | undefined][] = [
  ["no file", {}, "/etc/resolv.conf"],
  ["a build's copy", { "": { text: "nameserver 192.0.2.1\n", mode: 0o777 } }, "/etc/resolv.conf.ORIG"],
  ["a build's copy and the image's file", { "": { text: "", mode: 0o777 }, ".ORIG": "" }, undefined],
  ["a build's copy and the image's link", {
    "": { text: "", mode: 0o777 },
    ".ORIG": { link: "/run/resolv.conf" },
  }, undefined],
  ["a file of its own", { "": "nameserver 192.0.2.1\n" }, undefined],
  ["a link to nothing", { "": { link: "../run/resolvconf/resolv.conf" } }, undefined],
];

for (const [what, files, path] of STUB_LINKS) {
  Deno.test(`with ${what}, ${path ?? "nothing"} is linked to systemd-resolved's stub`, () => {
    const entries = Object.entries(files).map(([suffix, entry]) => [`/etc/resolv.conf${suffix}`, entry]);
    const changes = planStubLink(memorySystem(Object.fromEntries(entries)));
    const target = "../run/systemd/resolve/stub-resolv.conf";
    assert.deepEqual(
      changes,
      path === undefined ? [] : [{ kind: "make link", purpose: "image", path, target }],
    );
  });
}

Deno.test("links to units of cloud-init go where nothing is behind them", () => {
  const etc = "/etc/systemd/system";
  const system = memorySystem({
    [`${etc}/cloud-init.target.wants/cloud-init.service`]: { link: "/lib/systemd/system/cloud-init.service" },
    [`${etc}/cloud-init.target.wants/cloud-final.service`]: {
      link: "/lib/systemd/system/cloud-final.service",
    },
    [`${etc}/x.target.requires/cloud-config.service`]: { link: "../../../../lib/systemd/system/none" },
    [`${etc}/x.target.wants/cloud-drop.service`]: "no link",
    [`${etc}/x.target.wants/other.service`]: { link: "/lib/systemd/system/other.service" },
    [`${etc}/cloud-init.service`]: { link: "/lib/systemd/system/cloud-init.service" },
    "/lib/systemd/system/cloud-final.service": "[Service]\n",
  });
  assert.deepEqual(planCloudInitLinks(system).map(({ kind, path }) => `${kind} ${path}`), [
    `remove link ${etc}/cloud-init.target.wants/cloud-init.service`,
    `remove link ${etc}/x.target.requires/cloud-config.service`,
  ]);
});

const RUNLEVELS: readonly [there: readonly string[], network: string, changes: readonly string[]][] = [
  [[], "boot", ["make link boot"]],
  [["default"], "boot", ["make link boot", "remove link default"]],
  [["boot", "default"], "default", ["remove link default"]],
  [["boot"], "default", []],
  [["boot"], "boot", []],
  [["default"], "sysinit", ["make link sysinit", "remove link default"]],
  [["sysinit", "boot"], "sysinit", ["remove link boot"]],
];

for (const [there, network, wanted] of RUNLEVELS) {
  const places = there.join(" and ") || "no runlevel";
  Deno.test(`OpenRC starts it from ${places} before the network of ${network}, and once`, () => {
    const links = [...there.map((level) => `${level}/x`), `${network}/net.lo`];
    const entries = links.map((path) => [`/etc/runlevels/${path}`, { link: "/etc/init.d/x" }]);
    const changes = planRunlevelBefore(memorySystem(Object.fromEntries(entries)), "x", ["a", "net.lo"]);
    assert.deepEqual(changes.map(({ kind, path }) => `${kind} ${path.split("/")[3]}`), wanted);
  });
}

const SCRIPT = "# chkconfig: 35 09 91\n# X-Start-Before: networking other\n# Default-Start: S\n";

Deno.test("a SysV script starts where its header says, before what it has to precede", () => {
  const paths = (files: Record<string, MemoryEntry>) =>
    planSysvLinks(memorySystem({ "/etc/init.d/x": SCRIPT, ...files }), "x").map(({ path }) => path);
  assert.deepEqual(paths({ "/etc/rcS.d/S12other": "", "/etc/rcS.d/S08networking": "" }), ["/etc/rcS.d/S07x"]);
  assert.deepEqual(paths({ "/etc/rcS.d/README": "" }), ["/etc/rcS.d/S20x"]);
  for (const first of ["S00networking", "S01networking"]) {
    assert.deepEqual(paths({ [`/etc/rcS.d/${first}`]: "" }), ["/etc/rcS.d/S00x"]);
  }
  assert.deepEqual(paths({ "/etc/rcS.d/K05networking": "" }), ["/etc/rcS.d/S20x"]);
  assert.deepEqual(paths({ "/etc/rcS.d/S31x": "" }), []);
  assert.deepEqual(paths({ "/etc/rcS.d/K31x": "" }), ["/etc/rcS.d/S20x"]);
  assert.deepEqual(paths({}), ["/etc/rc3.d/S09x", "/etc/rc5.d/S09x"]);
});

Deno.test("Debian works out the order of SysV scripts anew, when a link was made, and says when it cannot", () => {
  const system = memorySystem(
    {
      "/etc/os-release": "ID=debian\n",
      "/sbin/ifup": "",
      "/etc/init.d/simple-init": SCRIPT,
      "/etc/init.d/networking": SCRIPT,
      "/usr/sbin/update-rc.d": "",
    },
    () => ({ code: 1, stderr: "insserv: no\n" }),
    { DIB_INIT_SYSTEM: "sysv" },
  );
  const err: string[] = [];
  const terminal = { out: () => {}, err: (line: string) => void err.push(line), color: false };
  assert.equal(runHook(system, terminal, ["post-install.d/80-simple-init"]), 1);
  assert.equal(runHook(system, terminal, ["post-install.d/80-simple-init"]), 0);
  assert.deepEqual(system.commands, [["/usr/sbin/update-rc.d", "simple-init", "defaults"]]);
  assert.deepEqual(err, [
    'problem: /usr/sbin/update-rc.d simple-init defaults: it failed with status 1 ("insserv: no"); run it by hand.',
  ]);
});

Deno.test("an image's interfaces file has the line that its ifup knows, and none of a directory without which that gives up", () => {
  const written = (files: Record<string, MemoryEntry>) => {
    const { changes: [change] } = planInterfacesFile(
      memorySystem({ "/etc/network/interfaces": "auto eth0\niface eth0 inet dhcp\n", ...files }),
    );
    return change !== undefined && "after" in change ? change.after.split("\n").slice(4) : [];
  };
  const busybox = { "/sbin/ifup": { link: "/bin/busybox" } };
  assert.deepEqual(written({ "/sbin/ifup": "" }), ["source /etc/network/interfaces.d/*", ""]);
  assert.deepEqual(written(busybox), [""]);
  assert.deepEqual(written({ ...busybox, "/etc/network/interfaces.d/.keep": "" }), [
    "source-directory /etc/network/interfaces.d",
    "",
  ]);
});
