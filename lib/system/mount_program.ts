/**
 * Mounting by mount(8) and umount(8): images, which need a loop device, and all that Deno mounts.
 *
 * @module
 */
import { quote } from "../problem.ts";
import { type System, SystemError } from "./system.ts";

const PROTECTION = "ro,nosuid,nodev,noexec";

/** What mounts with these programs; `more` are further words for `-o`. */
export function programMounter(
  run: System["run"],
  ...more: readonly "loop"[]
): Pick<System, "mount" | "unmount"> {
  const call = (action: string, path: string, command: readonly string[]) => {
    const { code, stderr } = run(command);
    if (code !== 0) throw new SystemError(quote(stderr.split("\n", 1)[0]), action, path);
  };
  return {
    mount: (source, directory, type) =>
      call("mount", source, [
        ...["mount", "-t", type, "-o", [...more, PROTECTION].join()],
        ...[source, directory],
      ]),
    unmount: (directory) => call("unmount", directory, ["umount", directory]),
  };
}
