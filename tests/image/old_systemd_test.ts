import assert from "node:assert/strict";
import { unitFor } from "../../lib/image/old_systemd.ts";
import { FILES } from "../element/files.ts";
import { ENABLE, type Files, image, runOn } from "./_image.ts";

const UNITS = FILES.filter(({ path }) => path.startsWith("init-scripts/systemd/"))
  .map(({ path, text }) => ({ name: path.split("/").at(-1)!, text }));

/** The settings that every systemd since 219 knows, by its manual and NEWS; with all values that the units have. */
const OLD = [
  ...["After", "Before", "Conflicts", "DefaultDependencies", "Description", "WantedBy", "Wants"],
  ...["CapabilityBoundingSet", "NoNewPrivileges", "PrivateTmp", "ProtectHome", "RestrictAddressFamilies"],
  ...["SystemCallArchitectures", "SystemCallErrorNumber", "UMask", "StandardError"],
  ...[
    "ExecStart",
    "ExecStartPost",
    "RemainAfterExit",
    "Slice",
    "SuccessExitStatus",
    "TimeoutStartSec",
    "Type",
  ],
];

/**
 * What else stands in the units, by the first systemd that has it: the unit of an older one must not have it. StateDirectory=
 * and ProtectSystem=strict need each other, and a system call filter @system-service.
 */
const NEW: Readonly<Record<number, readonly string[]>> = {
  231: [
    "MemoryDenyWriteExecute",
    "MemoryMax",
    "ReadOnlyPaths",
    "ReadWritePaths",
    "RestrictRealtime",
    "TasksMax",
  ],
  232: ["CPUWeight", "ProtectControlGroups", "ProtectKernelModules"],
  233: ["RestrictNamespaces"],
  235: [
    ...["IPAddressDeny", "KeyringMode", "LockPersonality", "ProtectSystem"],
    "StateDirectory",
  ],
  239: ["PrivateMounts", "SystemCallFilter"],
  242: ["RestrictSUIDSGID"],
  244: ["ProtectKernelLogs"],
  247: ["ProtectProc"],
};

/** Of systemd before 231 nothing tells the version, so 219 and 229 are 0. */
const VERSIONS: Readonly<Record<string, number>> = {
  "219": 0,
  "229": 0,
  ...Object.fromEntries(Array.from({ length: 18 }, (_, index) => [`${231 + index}`, 231 + index])),
  "252": 252,
  "257": 257,
};

function settings(text: string): string[] {
  return [...new Set([...text.matchAll(/^(\w+)=/gm)].map(([, name]) => name!))].sort();
}

for (const [name, version] of Object.entries(VERSIONS)) {
  const known = [
    ...OLD,
    ...Object.entries(NEW).flatMap(([since, names]) => Number(since) <= version ? names : []),
  ];
  for (const unit of UNITS) {
    Deno.test(`units: systemd ${name} gets all of ${unit.name} that it can read, and nothing else`, () => {
      const wanted = settings(unit.text).filter((setting) => known.includes(setting));
      const freed = version < 231 && unit.text.includes("\nExecStartPost=-+") ? ["PermissionsStartOnly"] : [];
      const text = unitFor(version, unit.text);
      assert.deepEqual(settings(text), [...wanted, ...freed].sort());
      assert.equal(unitFor(version, text), text, "it stays as it is");
    });
  }
}

Deno.test("units: every setting is known to be of some systemd", () => {
  const known = new Set([...OLD, ...Object.values(NEW).flat()]);
  const used = new Set(UNITS.flatMap(({ text }) => settings(text)));
  assert.deepEqual([...used].filter((setting) => !known.has(setting)), []);
  assert.deepEqual([...known].filter((setting) => !used.has(setting)), []);
});

Deno.test("units: a systemd of today gets them as they are", () => {
  for (const { text } of UNITS) assert.equal(unitFor(247, text), text);
});

Deno.test("units: before 231 a late card is brought up by a command that stands outside of the restrictions", () => {
  const { text } = UNITS.find(({ name }) => name === "simple-init@.service")!;
  const commands = (version: number) => unitFor(version, text).match(/^(?:Exec|Permissions)\w+=.*$/gm);
  const boot = "ExecStart=/usr/local/sbin/simple-init boot --interface %i";
  assert.deepEqual(commands(231), [boot, "ExecStartPost=-+/usr/local/sbin/simple-init hook activate %i"]);
  assert.deepEqual(commands(230), [
    boot,
    "PermissionsStartOnly=yes",
    "ExecStartPost=-/usr/local/sbin/simple-init hook activate %i",
  ]);
});

Deno.test("units: a comment is none of their settings", () => {
  const text = "[Service]\n# MemoryMax=1G\n#ExecStartPost=-+/x\nEnvironment=X=1\nEnvironment=TasksMax=1\n";
  assert.equal(unitFor(219, text), text);
});

const DIRECTORY = "/usr/lib/systemd/system";

/** They are not the element's. */
const OTHERS = [
  ...["simple-initial.service", "not-simple-init.service", "simple-init.service.old", "simple-init-.service"],
  "simple-init-a.b.service",
];

/** An image with the element's units, after the hook. */
function built(files: Files, engine = "simple-init") {
  const units = UNITS.map(({ name, text }) => [`${DIRECTORY}/${name}`, text]);
  const system = image({ DIB_INIT_SYSTEM: "systemd", DIB_SIMPLE_INIT_ENGINE: engine }, {
    "/etc/os-release": "ID=debian\n",
    "/usr/sbin/ifup": "",
    [`${DIRECTORY}/networking.service`]: "[Install]\nWantedBy=multi-user.target\n",
    ...Object.fromEntries(OTHERS.map((name) => [`${DIRECTORY}/${name}`, "[Service]\nMemoryMax=1G\n"])),
    ...Object.fromEntries(units),
    ...files,
  });
  const { status, out, err } = runOn(system, ENABLE);
  assert.equal(status, 0, err.join("\n"));
  return { system, err, updated: out.filter((line) => line.startsWith("update ")) };
}

const LIBRARIES: readonly [library: string | undefined, which: string | undefined][] = [
  [undefined, "older than 231"],
  ["/lib/systemd/libsystemd-shared-237.so", "237"],
  ["/usr/lib/systemd/libsystemd-shared-239-78.el8.so", "239"],
  ["/usr/lib/x86_64-linux-gnu/systemd/libsystemd-shared-247.so", undefined],
  ["/usr/lib64/systemd/libsystemd-shared-257.7-1.fc42.so", undefined],
];

for (const [library, which] of LIBRARIES) {
  Deno.test(`image: with ${library ?? "no library of systemd's"} the units are ${which ? "cut" : "kept"}`, () => {
    const { system, err, updated } = built(library === undefined ? {} : { [library]: "" });
    const note =
      `note: /usr/lib/systemd/systemd: it is ${which}, and cannot read all settings of simple-init's units; ` +
      "the units have those that it can read.";
    assert.deepEqual(err, which === undefined ? [] : [note]);
    assert.deepEqual(
      updated,
      which === undefined ? [] : UNITS.map(({ name }) => `update ${DIRECTORY}/${name} (0644)`).sort(),
    );
    for (const name of OTHERS) {
      assert.equal(system.readText(`${DIRECTORY}/${name}`), "[Service]\nMemoryMax=1G\n");
    }
  });
}

Deno.test("image: with the engine glean there is nothing to cut", () =>
  assert.deepEqual(built({}, "glean").err, []));
