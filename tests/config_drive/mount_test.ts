/** A drive that is mounted, and how long one that is named is waited for. */
import assert from "node:assert/strict";
import { openDrive } from "../../lib/config_drive/open.ts";
import type { DriveLocation } from "../../lib/config_drive/policy.ts";
import { type MemoryEntry, memorySystem } from "../../lib/system/memory.ts";
import { iso, machine } from "./_disks.ts";

const LOCATION: DriveLocation = { root: "/", given: undefined, policy: undefined, waitMs: 0, expects: true };
const DISK = { "/proc/self/mountinfo": "20 1 8:1 / / rw,relatime shared:1 - ext4 none rw\n" };
const DOCUMENTS = { "/mnt/config/openstack/latest/meta_data.json": '{"name": "a"}' };

Deno.test("open the drive: it is mounted read-only, read, unmounted, and the mount point taken away", () => {
  const modes: unknown[] = [];
  const system = memorySystem(
    machine({ vdb: { contents: iso("config-2") } }),
    ([program], { entries, stat }) => {
      if (program === "mount") modes.push(stat("/mnt")?.mode, stat("/mnt/config")?.mode);
      for (const [path, text] of Object.entries(DOCUMENTS)) {
        program === "mount" ? entries.set(path, text) : entries.delete(path);
      }
      return { code: 0, stderr: "" };
    },
  );
  const { texts, source } = openDrive(system, LOCATION);
  const document = texts?.get("meta_data.json");
  assert.deepEqual([document, source], [{ state: "read", text: '{"name": "a"}' }, "/dev/vdb"]);
  assert.deepEqual(system.commands, [
    ["mount", "-t", "iso9660", "-o", "ro,nosuid,nodev,noexec", "/dev/vdb", "/mnt/config"],
    ["umount", "/mnt/config"],
  ]);
  assert.deepEqual(modes, [0o755, 0o700]);
  assert.equal(system.stat("/mnt"), undefined);
});

Deno.test("open the drive: one in an image file is mounted by a loop device", () => {
  const system = memorySystem({ "/drive.iso": iso("config-2") });
  openDrive(system, { ...LOCATION, given: "/drive.iso" });
  assert.deepEqual(
    system.commands[0],
    ["mount", "-t", "iso9660", "-o", "loop,ro,nosuid,nodev,noexec", "/drive.iso", "/mnt/config"],
  );
});

Deno.test("open the drive: one that is found and has no documents is a problem", () => {
  const { texts, problems } = openDrive(
    memorySystem(machine({ vdb: { contents: iso("config-2") } })),
    LOCATION,
  );
  assert.equal(texts, undefined);
  assert.deepEqual(problems.map(({ severity, file, message }) => [severity, file, message]), [
    ["problem", "/dev/vdb", "there is no openstack/latest with a config drive's documents in it"],
  ]);
});

/** How long a drive that the kernel's command line names is waited for, by what lies in its place. */
const EXPECTED: readonly [
  what: string,
  files: Record<string, MemoryEntry>,
  expects: boolean,
  waited: number,
][] = [
  ["nothing", {}, true, 5000],
  ["nothing, and one has waited before", {}, false, 0],
  ["a drive that was unpacked", DOCUMENTS, true, 0],
];

for (const [what, files, expects, waited] of EXPECTED) {
  Deno.test(`open the drive: where there is ${what}, one that is named is waited for ${waited} ms`, () => {
    const system = memorySystem({ ...machine({}, "ir_pub_id=x"), ...DISK, ...files });
    openDrive(system, { ...LOCATION, waitMs: 5000, expects });
    assert.equal(system.now(), waited);
  });
}
