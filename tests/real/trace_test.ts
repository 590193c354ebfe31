import assert from "node:assert/strict";
import { join } from "@std/path";
import { CASES } from "../support/cases.ts";
import { fromFileUrl } from "../support/paths.ts";
import { copyTree } from "../support/trees.ts";
import { run } from "./_run.ts";

const LAUNCHER = fromFileUrl(new URL("../../shims/run.ts", import.meta.url));

/** System calls that change a file system, and `execve`. An `open` counts when it is for writing. */
const CALLS =
  "openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,symlink,symlinkat,link,linkat," +
  "chmod,fchmodat,chown,fchownat,truncate,mount,umount2,mknod,mknodat,execve";

/** The paths that the traced program changed, and the programs that it ran. */
function touched(trace: string): { changed: string[]; ran: string[] } {
  const changed: string[] = [];
  const ran: string[] = [];
  for (const line of trace.split("\n")) {
    const [, call = "", rest = ""] = /^\d+\s+(\w+)\((.*)$/.exec(line) ?? [];
    const paths = [...rest.matchAll(/"([^"]*)"/g)].map(([, path]) => path!);
    if (/ = -1 /.test(rest) || paths.length === 0) continue;
    if (call === "execve") ran.push(paths[0]!);
    else if (!/^open/.test(call) || /O_(WRONLY|RDWR|CREAT|TRUNC)/.test(rest)) changed.push(...paths);
  }
  return { changed, ran };
}

function traceBoot(root: string, cache: string, extra: readonly string[]): ReturnType<typeof touched> {
  const trace = `${root}.trace`;
  const words = [
    "run",
    "--allow-run",
    "--allow-read",
    "--allow-env",
    LAUNCHER,
    "boot",
    "--root",
    root,
    ...extra,
  ];
  run("env", [
    `DENO_DIR=${cache}`,
    "strace",
    "-f",
    "-qq",
    "-o",
    trace,
    "-e",
    `trace=${CALLS}`,
    Deno.execPath(),
    ...words,
  ], "strace");
  return touched(Deno.readTextFileSync(trace));
}

Deno.test("trace: boot --root changes nothing outside the root but Deno's own cache, and runs nothing but Deno", () => {
  const temporary = Deno.makeTempDirSync();
  try {
    const root = join(temporary, "root");
    copyTree(join(CASES, "lacp-bond-vlans-dual-stack/root"), root);
    const cache = Deno.env.get("DENO_DIR") ?? join(Deno.env.get("HOME") ?? "/root", ".cache/deno");
    const { changed, ran } = traceBoot(root, cache, ["--renderer", "networkmanager"]);
    const own = [`${root}/`, `${cache}/`, "/dev/null", "/dev/tty", "/proc/self/"];
    assert.ok(
      changed.some((path) => path.startsWith(`${root}/etc/NetworkManager/`)),
      "the trace sees the boot",
    );
    assert.deepEqual(
      changed.filter((path) => path !== cache && !own.some((start) => path.startsWith(start))),
      [],
    );
    assert.deepEqual([...new Set(ran)], [Deno.execPath()]);
  } finally {
    Deno.removeSync(temporary, { recursive: true });
  }
});
