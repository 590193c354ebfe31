import assert from "node:assert/strict";
import { failing } from "../support/faults.ts";
import { ENABLE, type Files, image, PREPARE, runOn } from "./_image.ts";

const DEBIAN: Files = {
  "/etc/os-release": "ID=debian\n",
  "/usr/sbin/ifup": "",
  "/etc/network/interfaces": "",
};
const UNIT = "[Install]\nWantedBy=multi-user.target\n";

/** The links that the hook makes and removes, by path, each with its mark and its target. */
function links(system: ReturnType<typeof image>): string[] {
  const { status, out, err } = runOn(system, ENABLE);
  assert.deepEqual([status, err], [0, []]);
  return out.filter((line) => /^(?:make|remove) link /.test(line));
}

const LEVELS = ["2", "3", "4", "5"];
const HEADERS: readonly [what: string, script: string, levels: readonly string[], files?: Files][] = [
  ["no header", "#!/bin/sh\n", LEVELS],
  ["no header, on Debian", "#!/bin/sh\n", LEVELS, { "/etc/rcS.d/README": "" }],
  ["a header without levels", "# chkconfig: - 20 80\n", LEVELS],
  ["levels of its own", "# chkconfig: 35 20 80\n", ["3", "5"]],
  ["no spaces in its header", "#chkconfig:35 20 80\n", ["3", "5"]],
  ["a header without a number to start by", "# chkconfig: 20 80\n", LEVELS],
  ["a header without a number to stop by", "# chkconfig: 35  20\n", LEVELS],
  ["a number to stop by that is none", "# chkconfig: 35 20 x\n", LEVELS],
  ["a header in a comment", "## chkconfig: 35 20 80\n", LEVELS],
  ["LSB's levels", "# Default-Start: 1 2\n", ["1", "2"], { "/etc/rcS.d/README": "" }],
];

for (const [what, script, levels, files = {}] of HEADERS) {
  Deno.test(`image: a SysV script with ${what} starts in the runlevels ${levels.join(" ")}`, () => {
    const scripts = { "/etc/init.d/simple-init": script, "/etc/init.d/networking": script };
    const made = links(image({ DIB_INIT_SYSTEM: "sysv" }, { ...DEBIAN, ...scripts, ...files }));
    const expected = ["simple-init", "networking"].flatMap((name) =>
      levels.map((level) => `make link /etc/rc${level}.d/S20${name} -> ../init.d/${name}`)
    );
    assert.deepEqual(made, expected);
  });
}

const OPENRC = { DIB_INIT_SYSTEM: "openrc" };
const NETWORKING: Files = { ...DEBIAN, "/etc/init.d/networking": "#!/sbin/openrc-run\n" };
const NM: Files = { "/usr/sbin/NetworkManager": "", "/etc/init.d/NetworkManager": "#!/sbin/openrc-run\n" };
const own = (level: string) => `make link /etc/runlevels/${level}/simple-init -> /etc/init.d/simple-init`;

const STARTED: readonly [what: string, files: Files, made: readonly string[]][] = [
  ["nothing in any", NETWORKING, [
    own("boot"),
    "make link /etc/runlevels/boot/networking -> /etc/init.d/networking",
  ]],
  ["the stack in boot", {
    ...NETWORKING,
    "/etc/runlevels/boot/networking": { link: "/etc/init.d/networking" },
  }, [
    own("boot"),
  ]],
  ["the stack in sysinit", {
    ...NETWORKING,
    "/etc/runlevels/sysinit/networking": { link: "/etc/init.d/networking" },
  }, [
    own("sysinit"),
  ]],
  ["a stack of default", NM, [
    own("boot"),
    "make link /etc/runlevels/default/NetworkManager -> /etc/init.d/NetworkManager",
  ]],
  ...["sysinit", "boot", "default"].map((level): [string, Files, string[]] => [
    `a stack of default that is in ${level}`,
    { ...NM, [`/etc/runlevels/${level}/NetworkManager`]: { link: "/etc/init.d/NetworkManager" } },
    [own(level === "sysinit" ? "sysinit" : "boot")],
  ]),
  ["the program in all", {
    ...NETWORKING,
    ...Object.fromEntries(
      ["sysinit", "boot", "default"].map((
        level,
      ) => [`/etc/runlevels/${level}/simple-init`, { link: "/etc/init.d/simple-init" }]),
    ),
    "/etc/runlevels/boot/networking": { link: "/etc/init.d/networking" },
  }, [
    "remove link /etc/runlevels/sysinit/simple-init -> /etc/init.d/simple-init",
    "remove link /etc/runlevels/default/simple-init -> /etc/init.d/simple-init",
  ]],
];

for (const [what, files, made] of STARTED) {
  Deno.test(`image: OpenRC's runlevels with ${what}`, () =>
    assert.deepEqual(links(image(OPENRC, files)), made));
}

Deno.test("image: of several scripts of NetworkManager's its own starts", () => {
  const files = { ...NM, "/etc/init.d/network-manager": "#!/sbin/openrc-run\n" };
  assert.deepEqual(links(image(OPENRC, files)), [
    own("boot"),
    "make link /etc/runlevels/default/NetworkManager -> /etc/init.d/NetworkManager",
  ]);
});

/** Services that read what the boot program writes: where one is in sysinit, the program has to be there too. */
const READERS = [
  ...["mountall.sh", "sysctl", "procps"],
  ...["networking", "net.lo", "network", "NetworkManager", "networkmanager", "network-manager", "wicked"],
];

for (const reader of READERS) {
  Deno.test(`image: with ${reader} in OpenRC's sysinit the program starts there too`, () => {
    const link = { [`/etc/runlevels/sysinit/${reader}`]: { link: `/etc/init.d/${reader}` } };
    assert.ok(links(image(OPENRC, { ...NETWORKING, ...link })).includes(own("sysinit")));
  });
}

/** The stacks that an init system can start, by the names that distributions give their services. */
const SERVICES: readonly [stack: string, init: "systemd" | "openrc" | "sysv", service: string][] = [
  ["ifupdown", "systemd", "networking.service"],
  ["ifupdown", "openrc", "networking"],
  ["ifupdown", "sysv", "networking"],
  ["netifrc", "openrc", "net.lo"],
  ["netplan", "systemd", "systemd-networkd.service"],
  ["network-scripts", "systemd", "network.service"],
  ["network-scripts", "sysv", "network"],
  ["networkd", "systemd", "systemd-networkd.service"],
  ["networkmanager", "systemd", "NetworkManager.service"],
  ["networkmanager", "openrc", "NetworkManager"],
  ["networkmanager", "openrc", "networkmanager"],
  ["networkmanager", "sysv", "network-manager"],
  ["wicked", "systemd", "wicked.service"],
  ["wicked", "sysv", "wicked"],
];

for (const [stack, init, service] of SERVICES) {
  for (
    const vendor of init === "systemd" ? ["/usr/lib/systemd/system", "/lib/systemd/system"] : ["/etc/init.d"]
  ) {
    Deno.test(`image: ${stack} starts by ${vendor}/${service}`, () => {
      const files = { [`${vendor}/${service}`]: init === "systemd" ? UNIT : "#!/bin/sh\n" };
      const made = links(image({ DIB_INIT_SYSTEM: init, DIB_SIMPLE_INIT_RENDERER: stack }, files));
      assert.ok(made.some((line) => line.endsWith(`/${service}`)), made.join("\n"));
    });
  }
}

const WITH_UNIT: Files = { ...DEBIAN, "/usr/lib/systemd/system/networking.service": UNIT };
const SYSTEMD = { DIB_INIT_SYSTEM: "systemd" };

for (const unit of ["simple-init.service", "networking.service"]) {
  Deno.test(`image: a mask on ${unit} stops the build, and says what to remove`, () => {
    const path = `/etc/systemd/system/${unit}`;
    const { status, err } = runOn(image(SYSTEMD, { ...WITH_UNIT, [path]: { link: "/dev/null" } }), ENABLE);
    const says = `The unit ${unit} has to start at boot, but is masked; remove ${path}.`;
    assert.deepEqual([status, err], [1, [`simple-init: ${ENABLE}: ${says}`]]);
  });
}

for (const init of ["openrc", "sysv"]) {
  Deno.test(`image: without the program's script for ${init} the build stops`, () => {
    const system = image({ DIB_INIT_SYSTEM: init }, NETWORKING);
    system.entries.delete("/etc/init.d/simple-init");
    const { status, err } = runOn(system, ENABLE);
    assert.equal(status, 1);
    assert.match(
      err.join("\n"),
      new RegExp(`has not got /etc/init\\.d/simple-init; .*init-scripts/${init}\\.$`),
    );
  });
}

Deno.test("image: what cannot be read stops a hook with 1 and a sentence", () => {
  const unreadable = failing(
    image(SYSTEMD, WITH_UNIT),
    "readText",
    "EIO",
    (path) => path === "/etc/os-release",
  );
  const sentence = 'cannot read "/etc/os-release": the device failed to read or write it';
  for (
    const [hook, variables] of [[ENABLE, {}], [PREPARE, { DIB_SIMPLE_INIT_NETWORKMANAGER: "0" }]] as const
  ) {
    const environment = (name: string) => ({ ...SYSTEMD, ...variables } as Record<string, string>)[name];
    assert.deepEqual(runOn({ ...unreadable, environment }, hook), {
      ...{ status: 1, out: [] },
      err: [`simple-init: ${hook}: ${sentence}`],
    });
  }
});

Deno.test("image: a bug in a hook is not hidden as a fault of the image", () => {
  const system = { ...image(SYSTEMD, WITH_UNIT), lstat: () => JSON.parse("{") };
  assert.throws(() => runOn(system, ENABLE), SyntaxError);
});

Deno.test("image: a directory of links that is a link to nothing holds none of cloud-init's", () => {
  const system = image(SYSTEMD, {
    ...WITH_UNIT,
    "/etc/systemd/system/other.target.wants": { link: "/nowhere" },
    "/etc/systemd/system/cloud-init.target.wants/cloud-final.service": { link: "/gone" },
    "/etc/systemd/system/cloud-init.target.wants/cloud-there.service": { link: "/usr/sbin/ifup" },
    "/etc/systemd/system/cloud-init.target.wants/xcloud-x.service": { link: "/gone" },
    "/etc/systemd/system/cloud-init.target.requires/cloud-config.service": { link: "/gone" },
  });
  assert.deepEqual(links(system).filter((line) => line.startsWith("remove")), [
    "remove link /etc/systemd/system/cloud-init.target.requires/cloud-config.service -> /gone",
    "remove link /etc/systemd/system/cloud-init.target.wants/cloud-final.service -> /gone",
  ]);
});

const CLOUD_INIT = "/usr/bin/cloud-init";
const SWITCH = "/etc/cloud/cloud-init.disabled";

const CLOUD_INITS: readonly [what: string, files: Files, isSwitchedOff: boolean][] = [
  ["none", { "/etc/cloud/cloud.cfg": "" }, false],
  ["one that an element installed", { [CLOUD_INIT]: "" }, true],
  ["one that is off", { [CLOUD_INIT]: "", [SWITCH]: "" }, false],
  ["one that is off by a link", { [CLOUD_INIT]: "", [SWITCH]: { link: "/nowhere" } }, false],
];

for (const [what, files, isSwitchedOff] of CLOUD_INITS) {
  Deno.test(`image: with cloud-init, ${what}, ${isSwitchedOff ? "it is switched off" : "nothing is done"}`, () => {
    const system = image(SYSTEMD, { ...WITH_UNIT, ...files });
    const { status, out, err } = runOn(system, ENABLE);
    assert.equal(status, 0);
    assert.deepEqual(
      out.filter((line) => line.includes("/cloud/")),
      isSwitchedOff ? [`create ${SWITCH} (0644)`] : [],
    );
    assert.deepEqual(
      err.filter((line) => line.includes("cloud")),
      !isSwitchedOff ? [] : [
        `note: ${CLOUD_INIT}: an element has installed it, and it would configure the same network once more; ` +
        `it is switched off; delete ${SWITCH} in a later hook if it is wanted.`,
      ],
    );
  });
}
