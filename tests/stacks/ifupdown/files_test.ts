import assert from "node:assert/strict";
import type { NetworkConfig, PhysicalLink } from "../../../lib/network.ts";
import * as ifupdown from "../../../lib/stacks/ifupdown/mod.ts";
import { facts } from "../../../lib/stacks/ifupdown/facts.ts";
import type { Rendering, RenderTarget } from "../../../lib/stacks/stack.ts";
import { ip, physical } from "../../networks.ts";

const TARGET = { foreignInterfaces: undefined, hasResolvconf: false };
const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";
const DIRECTORY = "/etc/network/interfaces.d";

function render(config: NetworkConfig, target: Partial<RenderTarget> = {}): Rendering {
  return ifupdown.render(config, { ...TARGET, ...target });
}

const ETH0: NetworkConfig = {
  links: [physical("eth0", A, { dhcp4: true, nameServers: [ip("192.0.2.53")] })],
};

const INTERFACES: readonly [what: string, text: string | undefined, outcome: string][] = [
  ["none", undefined, "keep"],
  ["one that sources the directory", "source /etc/network/interfaces.d/*\niface eth9 inet dhcp\n", "keep"],
  ["one that sources it relatively", "  source interfaces.d/*", "keep"],
  ["one that sources a glob of ours", "source /etc/x /etc/network/./interfaces.d/??-*", "keep"],
  ["one that sources the directory's files", "source-directory /etc/network/interfaces.d/\n", "keep"],
  ["one that has the directory on two lines", "source \\\n /etc/network/interfaces.d/*\n", "keep"],
  ["an empty one", "", "replace"],
  ["one of the loopback", "# iface eth0 inet dhcp\nauto lo\niface lo inet loopback\n", "replace"],
  ["one that only sources other names", "source /etc/network/interfaces.d/*.cfg\n", "replace"],
  ["one that has the source in a comment", "#source /etc/network/interfaces.d/*\n", "replace"],
  [
    "one of the loopback with a command",
    "auto lo\niface lo inet loopback\n    up iptables-restore < /etc/iptables.rules\n",
    "",
  ],
  [
    "one of the loopback with a command that ends like it",
    "auto lo\niface lo inet loopback\n    up my-auto lo\n",
    "",
  ],
  ["one that brings up a card as well", "auto lo eth0\niface lo inet loopback\n", ""],
  ["one of the loopback with an address", "iface lo inet static\n    address 10.0.0.1/32\n", ""],
  ["one of a pattern", "auto /eth*\n", ""],
  [
    "one that gives a card the stanza of another name",
    "allow-hotplug eth0=home\niface home inet dhcp\n",
    '"eth0", "home"',
  ],
  ["one that sources what is above our files", "source /etc/network\n", '"/etc/network"'],
  [
    "one that sources what is below our files",
    "source /etc/network/interfaces.d/*/*\niface a inet dhcp\n",
    '"a"',
  ],
  ["one that starts the stanza of another name", "auto eth0=home\niface home inet dhcp\n", '"eth0", "home"'],
  ["one that maps a card", "mapping eth0\n  script /bin/which\n", '"eth0"'],
  ["one that gives a card another name", "rename eth0=lan0\n", ""],
  ["one of devices by a star", "iface eth* inet dhcp\n", ""],
  ["one of devices by a question mark", "iface eth? inet dhcp\n", ""],
  ["one of devices by brackets", "iface eth[01] inet dhcp\n", ""],
  ["one of devices by a slash", "mapping /eth0\n", ""],
  ["one of another device", "auto eth0\niface eth0 inet dhcp\n", '"eth0"'],
  ["one of another device and other names", "source interfaces.d/*.cfg\niface eth1 inet dhcp\n", '"eth1"'],
  ["one that sources another file", "source /root/mine\n", '"/root/mine"'],
  [
    "one that sources something that is no glob",
    "source /etc/network/interfaces.d[*(\n",
    '"/etc/network/interfaces.d[*("',
  ],
];

for (const [what, foreignInterfaces, outcome] of INTERFACES) {
  Deno.test(`ifupdown: interfaces: ${what}`, () => {
    const { files, problems } = render(ETH0, { foreignInterfaces });
    const file = files.find(({ path }) => path === "/etc/network/interfaces");
    if (file !== undefined) assert.deepEqual([file.foreign, problems], [outcome, []]);
    else {
      assert.deepEqual(problems.map(({ severity, file }) => [severity, file]), [[
        "problem",
        "/etc/network/interfaces",
      ]]);
      const configures = outcome === "" ? "" : `configures ${outcome} and `;
      assert.ok(
        problems[0]!.message.startsWith(`this file is not ours, ${configures}does`),
        problems[0]!.message,
      );
    }
    assert.equal(files.some(({ link }) => link === "eth0"), true);
  });
}

Deno.test("ifupdown: interfaces: one that reads some of our files is not one that reads them all", () => {
  const config = { links: [...ETH0.links, physical("eth1", B, { dhcp4: true })] };
  const render1 = (pattern: string) =>
    render(config, { foreignInterfaces: `source ${DIRECTORY}/${pattern}\niface eth9 inet dhcp\n` }).problems
      .map(({ code }) => code);
  assert.deepEqual(render1("*-eth[01]"), []);
  assert.deepEqual(render1("*-eth0"), render1("none"));
  assert.equal(render1("*-eth0").length, 1);
});

Deno.test("ifupdown: interfaces: Debian's ifup is told in the link's own file, whatever the other says", () => {
  const foreignInterfaces = "auto eth0\nsource /etc/network/interfaces.d/*\niface eth9 inet dhcp\n";
  const { files } = render(ETH0, { foreignInterfaces });
  assert.match(files.find(({ link }) => link === "eth0")!.contents, /^auto eth0$/m);
});

Deno.test("ifupdown: interfaces: busybox's ifup reads the file that is named, and no pattern", () => {
  const outcome = (name: string) =>
    render(ETH0, {
      ifup: "busybox",
      foreignInterfaces: `source ${DIRECTORY}/${name}\niface eth9 inet dhcp\n`,
    })
      .problems.map(({ code }) => code);
  assert.deepEqual([outcome("10-simple-init-eth0"), outcome("10-simple-init-*")], [[], [
    "interfaces-not-read",
  ]]);
});

Deno.test("ifupdown: interfaces: a glob of many stars is no trouble", () => {
  const foreignInterfaces = `source /etc/network/interfaces.d/${"*?-*".repeat(500)}\n`;
  assert.equal(render(ETH0, { foreignInterfaces }).files[0]!.foreign, "replace");
});

const RESOLV_CONFS: readonly [what: string, target: Partial<RenderTarget>, outcome: string | undefined][] = [
  ["ours", {}, "default"],
  [
    "in the place of what is nobody's",
    { dns: { writer: "simple-init", how: "file", replaces: true } },
    "replace",
  ],
  ["beside somebody's", { dns: { writer: "somebody", how: "file" } }, "default"],
  ["none beside systemd-resolved", { dns: { writer: "systemd-resolved", how: "drop-in" } }, undefined],
  ["resolvconf", { hasResolvconf: true }, undefined],
];

for (const [what, target, outcome] of RESOLV_CONFS) {
  Deno.test(`ifupdown: resolv.conf: ${what}`, () => {
    const file = render(ETH0, target).files.find(({ path }) => path === "/etc/resolv.conf");
    assert.equal(file && (file.foreign ?? "default"), outcome);
  });
}

Deno.test("ifupdown: resolv.conf: each server once in the order of the links, and none without servers", () => {
  const servers = (...texts: string[]) => ({ nameServers: texts.map(ip) });
  const links = [
    physical("eth0", A, servers("192.0.2.2", "2001:db8::1")),
    physical("eth1", B, servers("192.0.2.1", "192.0.2.2")),
  ];
  const file = render({ links }).files.find(({ path }) => path === "/etc/resolv.conf");
  assert.equal(file?.contents, "nameserver 192.0.2.2\nnameserver 2001:db8::1\nnameserver 192.0.2.1\n");
  const none = render({ links: [physical("eth0", A)] }).files;
  assert.equal(none.some(({ path }) => path === "/etc/resolv.conf"), false);
});

const DOMAINS: readonly [
  what: string,
  link: Partial<PhysicalLink>,
  hasResolvconf: boolean,
  text: string | undefined,
  notes: number,
][] = [
  [
    "beside a server",
    { nameServers: [ip("192.0.2.53")] },
    false,
    "search a.example b.example\nnameserver 192.0.2.53\n",
    0,
  ],
  ["without a server, which is left to the DHCP client", { dhcp4: true }, false, undefined, 1],
  ["for resolvconf", { dhcp4: true }, true, undefined, 0],
];

for (const [what, link, hasResolvconf, text, notes] of DOMAINS) {
  Deno.test(`ifupdown: search domains ${what}`, () => {
    const links = [physical("eth0", A, { ...link, searchDomains: ["a.example", "b.example"] })];
    const { files, problems } = render({ links }, { hasResolvconf });
    assert.equal(files.find(({ path }) => path === "/etc/resolv.conf")?.contents, text);
    assert.deepEqual(problems.map(({ severity }) => severity), Array(notes).fill("note"));
    assert.match(
      files.find(({ link }) => link === "eth0")!.contents,
      /^ +dns-search a\.example b\.example$/m,
    );
  });
}

const FOREIGN: readonly [directory: string, name: string, isForeign: boolean][] = [
  ["/etc/network", "interfaces", true],
  ["/etc/network", "interfaces.bak", false],
  [DIRECTORY, "50-cloud-init.cfg", true],
  [DIRECTORY, "10-simple-init-eth0", false],
  [DIRECTORY, "10-simple-init-eth0.bak", true],
  [DIRECTORY, ".hidden", false],
];

for (const [directory, name, isForeign] of FOREIGN) {
  Deno.test(`ifupdown: ${directory}/${name} is ${isForeign ? "" : "not "}an operator's`, () => {
    const found = facts.foreign.some((files) => files.directory === directory && files.pattern.test(name));
    assert.equal(found, isForeign);
  });
}
