/** How the static binary mounts a drive that is a device: system calls, as strace tells them. As root. */
import assert from "node:assert/strict";
import { join } from "@std/path";
import { buildBinary, execute } from "../support/binary.ts";
import { CASES } from "../support/cases.ts";
import { packIso } from "../support/drive_images.ts";
import { requirePrograms } from "../support/packages.ts";
import { copyTree } from "../support/trees.ts";

Deno.test("binary: a device is mounted so that it can do no harm, read and unmounted, and no program is run", async () => {
  await requirePrograms({ strace: "strace", losetup: "util-linux" });
  const directory = await Deno.makeTempDir();
  const image = join(directory, "image");
  const root = join(directory, "root");
  copyTree(join(CASES, "nova-static-dual-stack/root"), root);
  await packIso(join(root, "mnt/config"), "publisher", image);
  const device = execute("losetup", ["--find", "--show", "--read-only", image]).out;
  try {
    // The drive lies at the mount point already, as it would if the kernel did not only say that it has mounted it.
    const trace = join(directory, "trace");
    const { status, err } = execute("strace", [
      ...["-f", "--quiet=all", "--trace=mount,umount2,process", "--output", trace],
      ...["--inject=mount:retval=0", "--inject=umount2:retval=0"],
      ...[buildBinary(), "boot", "--root", root, "--renderer", "ifupdown", "--config-drive", device],
    ]);
    assert.equal(status, 0, err);
    const calls = Deno.readTextFileSync(trace).split("\n").map((line) => line.replace(/^\d+ +/, ""));
    const at = JSON.stringify(join(root, "mnt/config"));
    assert.deepEqual(calls.filter((call) => /^(?:mount|umount2|v?fork|clone3?)\(/.test(call)), [
      `mount("${device}", ${at}, "iso9660", MS_RDONLY|MS_NOSUID|MS_NODEV|MS_NOEXEC, NULL) = 0 (INJECTED)`,
      `umount2(${at}, UMOUNT_NOFOLLOW) = 0 (INJECTED)`,
    ]);
    assert.match(Deno.readTextFileSync(join(root, "etc/network/interfaces.d/10-simple-init-ens3")), /static/);
  } finally {
    execute("losetup", ["--detach", device]);
    await Deno.remove(directory, { recursive: true });
  }
});
