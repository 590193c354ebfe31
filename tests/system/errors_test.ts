import assert from "node:assert/strict";
import { SystemError } from "../../lib/system/system.ts";

const REASONS: readonly [code: string, reason: string][] = [
  ["EACCES", "permission denied"],
  ["EBUSY", "it is in use, as a mount point for example"],
  ["EDQUOT", "the disk quota is used up"],
  ["EEXIST", "it is there already"],
  ["EFBIG", "it is too large"],
  ["EINVAL", "the kernel refuses that here"],
  ["EIO", "the device failed to read or write it"],
  ["EISDIR", "it is a directory"],
  ["ELOOP", "too many symbolic links, or one that leaves the root"],
  ["ENAMETOOLONG", "the name is too long"],
  ["ENODEV", "there is no such device, or no driver for it"],
  ["ENOENT", "there is no such file or directory"],
  ["ENOSPC", "no space left on the file system"],
  ["ENOTCAPABLE", "this run of Deno was not given the permission"],
  ["ENOTDIR", "a part of the path is not a directory"],
  ["ENOTEMPTY", "the directory is not empty"],
  ["EPERM", "operation not permitted"],
  ["EROFS", "the file system is read-only"],
  ["ESPIPE", "it is not a plain file"],
  ["EXDEV", "EXDEV"],
];

for (const [code, reason] of REASONS) {
  Deno.test(`system errors: ${code} means ${reason}`, () => {
    const error = new SystemError(code, "read", "/etc/x");
    assert.deepEqual([error.code, error.message], [code, `cannot read "/etc/x": ${reason}`]);
    assert.equal(`${error}`, `SystemError: cannot read "/etc/x": ${reason}`);
  });
}
