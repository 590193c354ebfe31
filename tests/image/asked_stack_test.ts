import assert from "node:assert/strict";
import { readBuild } from "../../lib/image/build.ts";
import { memorySystem } from "../../lib/system/memory.ts";
import { type Files, image, PREPARE, runOn, type Variables } from "./_image.ts";

const IFUPDOWN: Files = {
  "/etc/os-release": "ID=debian\n",
  "/usr/sbin/ifup": "",
  "/etc/network/interfaces": "",
};
const BOTH: Files = { ...IFUPDOWN, "/usr/sbin/NetworkManager": "" };

/** What the settings pin the machine to: nothing where it would find the same by itself, and may be told otherwise. */
const ROWS: readonly [asked: Variables, files: Files, pinned: string | undefined][] = [
  [{}, IFUPDOWN, undefined],
  [{}, BOTH, undefined],
  [{ DIB_SIMPLE_INIT_RENDERER: "auto" }, BOTH, undefined],
  [{ DIB_SIMPLE_INIT_RENDERER: "" }, BOTH, undefined],
  [{ DIB_SIMPLE_INIT_RENDERER: "networkd" }, BOTH, "networkd"],
  [{ DIB_SIMPLE_INIT_RENDERER: "ifupdown" }, IFUPDOWN, "ifupdown"],
  [{ DIB_SIMPLE_INIT_NETWORKMANAGER: "0" }, IFUPDOWN, undefined],
  [{ DIB_SIMPLE_INIT_NETWORKMANAGER: "0" }, BOTH, "ifupdown"],
  [{ DIB_SIMPLE_INIT_NETWORKMANAGER: "1" }, BOTH, "networkmanager"],
];

for (const [asked, files, pinned] of ROWS) {
  const installed = "/usr/sbin/NetworkManager" in files ? "two stacks" : "one stack";
  Deno.test(`image: a build with ${installed} and ${JSON.stringify(asked)} pins ${pinned ?? "none"}`, () => {
    const system = image({ DIB_INIT_SYSTEM: "systemd", ...asked }, files);
    assert.deepEqual(runOn(system, PREPARE).err, []);
    const settings = system.readText("/etc/simple-init.conf") ?? "";
    const lines = settings.split("\n").filter((line) => /^(?:# )?renderer=/.test(line));
    assert.deepEqual(lines, [pinned === undefined ? "# renderer=auto" : `renderer=${pinned}`]);
  });
}

const ASKED_STACKS: readonly (readonly [networkManager: string, renderer: string, stack: string])[] = [
  ["", "", "auto"],
  ["0", "", "legacy"],
  ["2", "auto", "networkmanager"],
  ["1", "networkd", "networkd"],
  ...["0", "000", "no", "off", "FALSE"].map((no) => [no, "", "legacy"] as const),
  ...["01", "10", "100", "yes", "on", "True"].map((yes) => [yes, "", "networkmanager"] as const),
];

for (const [networkManager, renderer, stack] of ASKED_STACKS) {
  Deno.test(`NETWORKMANAGER="${networkManager}" and RENDERER="${renderer}" ask for ${stack}`, () => {
    const variables = {
      DIB_INIT_SYSTEM: "systemd",
      DIB_SIMPLE_INIT_NETWORKMANAGER: networkManager,
      DIB_SIMPLE_INIT_RENDERER: renderer,
    };
    assert.equal(readBuild(memorySystem({}, undefined, variables)).stack, stack);
  });
}

for (const value of ["1x", "x1", "x0", "0x", "1 ", "-1", "1.0", "nope", "piano", "yess", "eyes"]) {
  Deno.test(`NETWORKMANAGER="${value}" is no answer`, () => {
    const variables = { DIB_INIT_SYSTEM: "systemd", DIB_SIMPLE_INIT_NETWORKMANAGER: value };
    assert.throws(() => readBuild(memorySystem({}, undefined, variables)), {
      message: `"${value}" is not a value of DIB_SIMPLE_INIT_NETWORKMANAGER; use 1 or 0.`,
    });
  });
}
