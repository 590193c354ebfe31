/** The rights that the units leave to the program are enough for what it does in them, and for what it writes. As root. */
import assert from "node:assert/strict";
import { join } from "@std/path";
import { buildBinary, execute, PROJECT } from "../support/binary.ts";
import { CASES } from "../support/cases.ts";
import { inTemporaryDirectory } from "../support/faults.ts";
import { requirePrograms } from "../support/packages.ts";
import { copyTree } from "../support/trees.ts";
import { parseTrace, TRACED } from "../trust/injections.ts";
import { addBob } from "../trust/scene.ts";

const UNITS = "shims/simple-init/init-scripts/systemd";

/** All values of a setting of a unit, as words. */
function wordsOf(unit: string, setting: string): string[] {
  const lines = Deno.readTextFileSync(join(PROJECT, UNITS, unit)).split("\n");
  const found = lines.filter((line) => line.startsWith(`${setting}=`));
  return found.flatMap((line) => line.slice(setting.length + 1).split(" "));
}

/** Those of a unit, and the directory of its state, as paths below a root. */
function writable(unit: string): string[] {
  const paths = wordsOf(unit, "ReadWritePaths").map((path) => path.replace(/^-?\//, ""));
  return [...paths, ...wordsOf(unit, "StateDirectory").map((name) => `var/lib/${name}`)];
}

interface Boot {
  readonly unit: string;
  readonly args: readonly string[];
  readonly makes: readonly string[];
}

const BOOTS: readonly Boot[] = [
  {
    unit: "simple-init.service",
    args: ["--ssh-user", "bob"],
    makes: ["etc/hostname", "home/bob/.ssh/authorized_keys", "var/lib/simple-init/hostname.json"],
  },
  { unit: "simple-init@.service", args: ["--interface", "ens3"], makes: [] },
];

const RENDERERS: Readonly<Record<string, string>> = {
  networkmanager: "etc/NetworkManager/system-connections",
  ifupdown: "etc/network/interfaces.d",
};

for (const { unit, args, makes } of BOOTS) {
  for (const [renderer, directory] of Object.entries(RENDERERS)) {
    Deno.test(`units: ${unit} has all rights that a boot needs, and writes nowhere else (${renderer})`, async () => {
      await requirePrograms({ setpriv: "util-linux", strace: "strace" });
      const binary = buildBinary();
      inTemporaryDirectory((at) => {
        const root = join(at, "root");
        copyTree(join(CASES, "nova-static-dual-stack/root"), root);
        addBob(root);
        Deno.mkdirSync(join(root, "var/lib/simple-init"), { recursive: true });
        const rights = wordsOf(unit, "CapabilityBoundingSet").map((name) =>
          `+${name.replace("CAP_", "").toLowerCase()}`
        );
        const { status, err } = execute("strace", [
          ...["--quiet=all", "--decode-fds=path", `--trace=${TRACED}`, "--output", join(at, "trace")],
          ...["setpriv", `--bounding-set=-all,${rights.join(",")}`, "--inh-caps=-all", "--no-new-privs"],
          ...[binary, "boot", "--root", root, "--renderer", renderer, ...args],
        ]);
        assert.deepEqual([status, err], [0, ""]);
        for (const path of [...makes, directory]) assert.ok(Deno.lstatSync(join(root, path)), path);
        const changed = parseTrace(Deno.readTextFileSync(join(at, "trace")), root)
          .filter(({ call, writes }) => writes && !/^(?:close|fsync|write)$/.test(call))
          .map(({ path }) => path).filter((path) => !path.startsWith("/") && path !== ".lock.simple-init");
        assert.ok(changed.length > 0);
        const allowed = writable(unit);
        const outside = changed.filter((path) =>
          !allowed.some((own) => path === own || path.startsWith(`${own}/`))
        );
        assert.deepEqual(outside, []);
      });
    });
  }
}
