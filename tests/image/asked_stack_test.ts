import assert from "node:assert/strict";
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
