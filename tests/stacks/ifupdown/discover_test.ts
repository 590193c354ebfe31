import assert from "node:assert/strict";
import { inspect } from "../../../lib/stacks/ifupdown/discover.ts";
import type { IfupFlavour } from "../../../lib/stacks/stack.ts";
import { failing } from "../../support/faults.ts";
import { type MemoryEntry, memorySystem } from "../../../lib/system/memory.ts";

/** Links of which each leads to the next, and the last to busybox. */
function chain(others: number): Record<string, MemoryEntry> {
  const names = ["/sbin/ifup", ...Array.from({ length: others }, (_, index) => `/opt/${index}`)];
  return Object.fromEntries(names.map((name, index) => [name, { link: names[index + 1] ?? "/bin/busybox" }]));
}

const IFUPS: Readonly<Record<string, { files: Record<string, MemoryEntry>; ifup: IfupFlavour }>> = {
  "no ifup": { files: {}, ifup: "debian" },
  "Debian's": { files: { "/usr/sbin/ifup": "" }, ifup: "debian" },
  "busybox's, of Alpine": { files: { "/sbin/ifup": { link: "/bin/busybox" } }, ifup: "busybox" },
  "busybox's, of Yocto": { files: { "/sbin/ifup": { link: "../bin/busybox.nosuid" } }, ifup: "busybox" },
  "ifupdown-ng, of Alpine": { files: { "/sbin/ifup": { link: "ifupdown" } }, ifup: "ifupdown-ng" },
  "ifupdown-ng, of Debian": { files: { "/usr/sbin/ifup": { link: "ifupdown-ng" } }, ifup: "ifupdown-ng" },
  "ifupdown-ng beside Debian's": {
    files: { "/usr/sbin/ifup-ng": { link: "ifupdown-ng" }, "/usr/sbin/ifup": "" },
    ifup: "debian",
  },
  "ifupdown2": { files: { "/usr/sbin/ifup": { link: "../share/ifupdown2/ifupdown2" } }, ifup: "ifupdown2" },
  "one of several alternatives": {
    files: {
      "/sbin/ifup": { link: "/etc/alternatives/ifup" },
      "/etc/alternatives/ifup": { link: "/usr/bin/busybox" },
    },
    ifup: "busybox",
  },
  "a link that leads to something else": {
    files: { "/sbin/ifup": { link: "/opt/mine/up" }, "/opt/mine/up": "" },
    ifup: "debian",
  },
  "what is only called like one of them": {
    files: { "/sbin/ifup": { link: "/opt/notbusybox" }, "/opt/notbusybox": "" },
    ifup: "debian",
  },
  "a directory that is called like busybox": {
    files: { "/sbin/ifup": { link: "/opt/busybox/up" }, "/opt/busybox/up": "" },
    ifup: "debian",
  },
  "a directory that is called like ifupdown-ng's program": {
    files: { "/sbin/ifup": { link: "/opt/ifupdown/up" }, "/opt/ifupdown/up": "" },
    ifup: "debian",
  },
  "what ends like ifupdown-ng": { files: { "/sbin/ifup": { link: "my-ifupdown-ng" } }, ifup: "debian" },
  "what ends like ifupdown2": { files: { "/sbin/ifup": { link: "/opt/my-ifupdown2" } }, ifup: "debian" },
  "what begins like ifupdown2": {
    files: { "/sbin/ifup": { link: "/opt/ifupdown20/up" } },
    ifup: "debian",
  },
  "ifupdown2 in a directory of its own": {
    files: { "/sbin/ifup": { link: "/opt/ifupdown2/bin/ifup" } },
    ifup: "ifupdown2",
  },
  "a link beside it": {
    files: { "/usr/sbin/ifup": { link: "ifup.real" }, "/usr/sbin/ifup.real": { link: "/bin/busybox" } },
    ifup: "busybox",
  },
  "four links, one after the other": { files: chain(3), ifup: "busybox" },
  "more links than are followed": { files: chain(4), ifup: "debian" },
  "the first of two": {
    files: { "/sbin/ifup": { link: "/bin/busybox" }, "/usr/sbin/ifup": "" },
    ifup: "busybox",
  },
  "a link to itself": { files: { "/sbin/ifup": { link: "ifup" } }, ifup: "debian" },
};

for (const [what, { files, ifup }] of Object.entries(IFUPS)) {
  Deno.test(`ifupdown: which ifup: ${what}`, () => assert.equal(inspect(memorySystem(files)).ifup, ifup));
}

Deno.test("ifupdown: an ifup that cannot be looked at is Debian's", () => {
  const system = failing(
    memorySystem({ "/sbin/ifup": { link: "/bin/busybox" } }),
    "readLink",
    "EIO",
    (path) => path === "/sbin/ifup",
  );
  assert.equal(inspect(system).ifup, "debian");
});

Deno.test("ifupdown: the directory is looked for where ifup does nothing without it", () => {
  const busybox = { "/sbin/ifup": { link: "/bin/busybox" } };
  const there = { "/etc/network/interfaces.d/mine": "" };
  const found = [busybox, { ...busybox, ...there }, there].map((files) =>
    inspect(memorySystem(files)).hasInterfacesD
  );
  assert.deepEqual(found, [false, true, undefined]);
});

Deno.test("ifupdown: whose ip the commands of another ifup find", () => {
  const busybox = { "/sbin/ifup": { link: "/bin/busybox" } };
  const ips: Record<string, MemoryEntry>[] = [
    { "/sbin/ip": { link: "/bin/busybox" } },
    { "/sbin/ip": "" },
    { "/sbin/ip": { link: "/bin/ip" }, "/bin/ip": "" },
    {},
    { "/sbin/ip": { link: "/bin/busybox" }, "/usr/bin/ip": "" },
    { "/usr/bin/ip": "" },
    { "/usr/sbin/ip": "" },
    { "/bin/ip": { link: "/bin/busybox" }, "/usr/sbin/ip": "" },
  ];
  const found = ips.map((ip) => inspect(memorySystem({ ...busybox, ...ip })).hasIproute2);
  assert.deepEqual(found, [false, true, true, false, false, true, true, false]);
  assert.equal(inspect(memorySystem({ "/sbin/ip": "" })).hasIproute2, undefined);
});

const SCRIPTS: readonly (readonly [path: string, text: string, isTold: boolean])[] = [
  ["/usr/share/udhcpc/default.script", 'test "$IF_PEER_DNS" = no || metric="$IF_METRIC"\n', true],
  ["/usr/share/udhcpc/default.script", 'metric="$IF_METRIC"\n', false],
  ["/etc/udhcpc/default.script", "ip route add default via $router\n", false],
  ["/etc/udhcpc/default.script", "$IF_METRIC $IF_PEER_DNS\n", true],
  ["/etc/udhcpc/default.script", "$IF_PEER_DNS\n", false],
  ["/etc/udhcpc/udhcpc.conf", "IF_METRIC=1 IF_PEER_DNS=no\n", false],
];

for (const [path, text, isTold] of SCRIPTS) {
  Deno.test(`ifupdown: udhcpc's script is ${path}: ${text.trim()}`, () => {
    const system = memorySystem({ "/sbin/udhcpc": { link: "/bin/busybox" }, [path]: text });
    assert.equal(inspect(system).udhcpcIsTold, isTold);
  });
}

Deno.test("ifupdown: of two scripts of udhcpc's the one of its own directory counts", () => {
  const [[told, text], , [other, silent]] = SCRIPTS as [typeof SCRIPTS[0], unknown, typeof SCRIPTS[0]];
  const system = (first: string, second: string) =>
    memorySystem({ "/sbin/udhcpc": { link: "/bin/busybox" }, [told]: first, [other]: second });
  assert.deepEqual(
    [inspect(system(text, silent)), inspect(system(silent, text))].map(({ udhcpcIsTold }) => udhcpcIsTold),
    [true, false],
  );
});

Deno.test("ifupdown: no script is read for another client", () => {
  const system = memorySystem({ "/sbin/dhcpcd": "", "/sbin/udhcpc": "", [SCRIPTS[0]![0]]: SCRIPTS[0]![1] });
  const { dhcpClient, udhcpcIsTold } = inspect(system);
  assert.deepEqual([dhcpClient, udhcpcIsTold], ["dhcpcd", undefined]);
});

Deno.test("ifupdown: a script of udhcpc's that cannot be read is told nothing", () => {
  const [path, text] = SCRIPTS[0]!;
  const files = { "/sbin/udhcpc": { link: "/bin/busybox" }, [path]: text };
  const system = failing(memorySystem(files), "readText", "EIO", (read) => read === path);
  assert.equal(inspect(system).udhcpcIsTold, false);
});
