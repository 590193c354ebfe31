import assert from "node:assert/strict";
import { ENABLE, type Files, image, runOn } from "./_image.ts";

const ETC = "/etc/systemd/system";
const LIB = "/usr/lib/systemd/system";

const unit = (...lines: string[]) => `[Install]\nWantedBy=multi-user.target\n${lines.join("\n")}\n`;

/** An image in which ifupdown, NetworkManager and networkd are there and enabled. */
const ALL: Files = {
  "/etc/os-release": "ID=debian\n",
  "/usr/sbin/ifup": "",
  "/etc/network/interfaces": "",
  "/usr/sbin/NetworkManager": "",
  "/usr/lib/systemd/systemd-networkd": "",
  [`${LIB}/networking.service`]: unit(),
  [`${LIB}/NetworkManager.service`]: unit("Also=NetworkManager-wait-online.service", "Alias=dbus-nm.service"),
  [`${LIB}/NetworkManager-wait-online.service`]: "[Install]\nWantedBy=network-online.target\n",
  [`${LIB}/systemd-networkd.service`]: unit(
    "Also=systemd-networkd.socket systemd-networkd-wait-online.service",
    "Alias=dbus-org.freedesktop.network1.service",
  ),
  [`${LIB}/systemd-networkd.socket`]: "[Install]\nWantedBy=sockets.target\n",
  [`${LIB}/systemd-networkd-wait-online.service`]: "[Install]\nWantedBy=network-online.target\n",
  [`${ETC}/multi-user.target.wants/networking.service`]: { link: `${LIB}/networking.service` },
  [`${ETC}/multi-user.target.wants/NetworkManager.service`]: { link: `${LIB}/NetworkManager.service` },
  [`${ETC}/network-online.target.wants/NetworkManager-wait-online.service`]: {
    link: `${LIB}/NetworkManager-wait-online.service`,
  },
  [`${ETC}/dbus-nm.service`]: { link: `${LIB}/NetworkManager.service` },
  [`${ETC}/multi-user.target.wants/systemd-networkd.service`]: { link: `${LIB}/systemd-networkd.service` },
  [`${ETC}/sockets.target.wants/systemd-networkd.socket`]: { link: `${LIB}/systemd-networkd.socket` },
  [`${ETC}/network-online.target.wants/systemd-networkd-wait-online.service`]: {
    link: `${LIB}/systemd-networkd-wait-online.service`,
  },
  [`${ETC}/dbus-org.freedesktop.network1.service`]: { link: `${LIB}/systemd-networkd.service` },
  [`${ETC}/multi-user.target.wants/other.service`]: { link: `${LIB}/other.service` },
};

const OF_IFUPDOWN = ["multi-user.target.wants/networking.service"];
const OF_NETWORKMANAGER = [
  "multi-user.target.wants/NetworkManager.service",
  "dbus-nm.service",
  "network-online.target.wants/NetworkManager-wait-online.service",
];
const OF_NETWORKD = [
  "multi-user.target.wants/systemd-networkd.service",
  "dbus-org.freedesktop.network1.service",
  "sockets.target.wants/systemd-networkd.socket",
  "network-online.target.wants/systemd-networkd-wait-online.service",
];

/** What a preset has to name: the units that those links are of. */
const NETWORKD_UNITS = [
  "systemd-networkd.service",
  "systemd-networkd.socket",
  "systemd-networkd-wait-online.service",
];
const NETWORKMANAGER_UNITS = ["NetworkManager.service", "NetworkManager-wait-online.service"];

const CHOICES: readonly [stack: string, gone: readonly string[], disabled: readonly string[]][] = [
  ["ifupdown", [...OF_NETWORKD, ...OF_NETWORKMANAGER], [...NETWORKD_UNITS, ...NETWORKMANAGER_UNITS]],
  ["networkmanager", [...OF_NETWORKD, ...OF_IFUPDOWN], [...NETWORKD_UNITS, "networking.service"]],
  ["networkd", [...OF_NETWORKMANAGER, ...OF_IFUPDOWN], [...NETWORKMANAGER_UNITS, "networking.service"]],
];

function build(stack: string, files: Files = {}, more: Readonly<Record<string, string>> = {}) {
  const variables = { DIB_INIT_SYSTEM: "systemd", DIB_SIMPLE_INIT_RENDERER: stack, ...more };
  const system = image(variables, { ...ALL, "/usr/lib/systemd/libsystemd-shared-252.so": "", ...files });
  const { status, out, err } = runOn(system, ENABLE);
  assert.equal(status, 0, err.join("\n"));
  return { system, out, err };
}

for (const [stack, gone, disabled] of CHOICES) {
  Deno.test(`neighbours: with ${stack} the others are disabled, and what waits for them`, () => {
    const { system, out } = build(stack);
    const removed = out.filter((line) => line.startsWith("remove link ")).map((line) => line.split(" ")[2]!);
    assert.deepEqual(removed.sort(), gone.map((path) => `${ETC}/${path}`).sort());
    const preset = system.readText("/etc/systemd/system-preset/20-simple-init.preset") ?? "";
    const lines = preset.split("\n").filter((line) => line.startsWith("disable "));
    assert.deepEqual(lines, disabled.map((name) => `disable ${name}`));
    assert.deepEqual(runOn(system, ENABLE).out, [], "then there is nothing more to do");
  });
}

const ENABLED: readonly [stack: string, files: Files, units: readonly string[]][] = [
  ["ifupdown", {}, ["networking.service"]],
  ["networkd", {}, ["systemd-networkd.service"]],
  ["networkd", { [`${LIB}/systemd-resolved.service`]: unit() }, [
    "systemd-networkd.service",
    "systemd-resolved.service",
  ]],
];

for (const [stack, files, units] of ENABLED) {
  Deno.test(`neighbours: ${stack} starts by ${units.join(" and ")}, and a preset says so`, () => {
    const { system, out } = build(stack, { [`${LIB}/simple-init.service`]: unit(), ...files });
    for (const name of Object.keys(files).map((path) => path.split("/").at(-1)!)) {
      assert.ok(out.includes(`make link ${ETC}/multi-user.target.wants/${name} -> ${LIB}/${name}`));
    }
    const isResolved = units.includes("systemd-resolved.service");
    assert.equal(out.some((line) => line.startsWith("make link /etc/resolv.conf ")), isResolved);
    const preset = system.readText("/etc/systemd/system-preset/20-simple-init.preset") ?? "";
    const lines = preset.split("\n").filter((line) => line.startsWith("enable "));
    assert.deepEqual(lines, ["simple-init.service", ...units].map((name) => `enable ${name}`));
  });
}

Deno.test("neighbours: a link that an alias takes the place of goes once", () => {
  const { out, err } = build("networkd", {
    [`${LIB}/systemd-networkd.service`]: unit("Alias=dbus-nm.service"),
  });
  const link = `${ETC}/multi-user.target.wants/NetworkManager.service`;
  assert.deepEqual(out.filter((line) => line.includes(link)), [
    `remove link ${link} -> ${LIB}/NetworkManager.service`,
  ]);
  assert.deepEqual(err, []);
});

Deno.test("neighbours: a unit's second name is no other stack", () => {
  const { system } = build("networkmanager", {
    [`${ETC}/network.service`]: { link: `${LIB}/NetworkManager.service` },
  });
  assert.ok(system.entries.has(`${ETC}/network.service`));
});

const RULE = "/etc/udev/rules.d/99-dhcp-all-interfaces.rules";
const DHCP_ALL: Files = { [RULE]: "x\n", [`${LIB}/dhcp-interface@.service`]: "[Unit]\n" };

const NOTE = (stack: string, action: string) =>
  `note: ${RULE}: the element dhcp-all-interfaces does not see all that ${stack} configures, and would run a second DHCP ` +
  `client; what starts it is removed; ${action}.`;

for (const stack of ["networkmanager", "networkd", "ifupdown"]) {
  Deno.test(`neighbours: beside ${stack} dhcp-all-interfaces goes`, () => {
    const { system, err } = build(stack, DHCP_ALL);
    for (const path of Object.keys(DHCP_ALL)) assert.ok(!system.entries.has(path));
    const action = "all interfaces that the config drive says nothing about get DHCP without it";
    assert.deepEqual(err, [NOTE(stack, action)]);
  });
}

Deno.test("neighbours: where dhcp-all-interfaces goes nobody is promised DHCP who declined it", () => {
  const { err } = build("ifupdown", DHCP_ALL, { DIB_SIMPLE_INIT_NO_DHCP_FALLBACK: "1" });
  const action = "interfaces that the config drive says nothing about get no DHCP, as was chosen";
  assert.deepEqual(err, [NOTE("ifupdown", action)]);
});

Deno.test("neighbours: beside wicked, whose files it looks for, dhcp-all-interfaces stays", () => {
  const { system, err } = build("wicked", { ...DHCP_ALL, [`${LIB}/wicked.service`]: unit() });
  for (const path of Object.keys(DHCP_ALL)) assert.ok(system.entries.has(path));
  assert.deepEqual(err, []);
});

const DROP_IN = `${ETC}/glean@.service.d/override.conf`;
const LATE_DROP_IN = `${ETC}/glean.service.d/late.conf`;
const DROP_INS: Files = {
  [DROP_IN]: "[Service]\nEnvironment=ARGS=--skip-dns\n",
  [LATE_DROP_IN]: "[Unit]\nAfter=x.service\n",
  [`${ETC}/glean@.service.d/override.conf.old`]: "",
  [`${ETC}/glean@.service.d.old/override.conf`]: "",
  [`${ETC}/not-glean@.service.d/override.conf`]: "",
  [`${ETC}/gleaner.timer.d/x.conf`]: "",
};

Deno.test("neighbours: settings for glean's units are named, where those are not in the image", () => {
  const said = [LATE_DROP_IN, DROP_IN].map((path) =>
    `note: ${path}: it is for a unit of glean's, which is not in the image; say the same with DIB_SIMPLE_INIT_OPTIONS.`
  );
  assert.deepEqual(build("networkd", DROP_INS).err, said);
  assert.deepEqual(build("networkd", DROP_INS, { DIB_SIMPLE_INIT_ENGINE: "glean" }).err, []);
});
