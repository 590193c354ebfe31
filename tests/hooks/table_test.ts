import assert from "node:assert/strict";
import { HOOKS } from "../../hooks/mod.ts";
import { check } from "../../lib/image/check.ts";
import { enable } from "../../lib/image/enable.ts";
import { prepare } from "../../lib/image/prepare.ts";
import { removeInterfaces } from "../../lib/image/remove_interfaces.ts";
import { fromFileUrl } from "../support/paths.ts";
import { runHere } from "../support/runner.ts";
import { readTree } from "../support/trees.ts";

const DIRECTORY = fromFileUrl(new URL("../../hooks", import.meta.url));

/** The command line itself, and what is not a hook. */
const OTHERS = ["boot", "mod", "parts", "quickjs"];

Deno.test("the table has every file of hooks/, and hooks know their own names", () => {
  const files = [...readTree(DIRECTORY)].filter(([, { kind }]) => kind === "file")
    .map(([path]) => path.replace(/\.ts$/, "")).filter((name) => !OTHERS.includes(name));
  assert.deepEqual(Object.keys(HOOKS).sort(), files.sort());
  for (const { name } of [prepare, removeInterfaces, enable, check]) assert.ok(files.includes(name), name);
});

Deno.test("simple-init hook runs a hook with its own options", () => {
  const { status, out } = runHere(["hook", "install.d/60-simple-init-remove-interfaces", "--help"]);
  assert.equal(status, 0);
  assert.match(out, /^install\.d\/60-simple-init-remove-interfaces: removes configuration/);
});

const NAMES =
  "install.d/50-simple-init, install.d/60-simple-init-remove-interfaces, post-install.d/80-simple-init, finalise.d/95-simple-init-check, check, glean, activate, late-drive";

Deno.test("a hook that is not there, or not named, is wrong usage", () => {
  assert.deepEqual(runHere(["hook", "toString"]), {
    status: 2,
    out: "",
    err: `simple-init: There is no hook "toString"; use one of ${NAMES}.`,
  });
  assert.deepEqual(runHere(["hook"]), {
    status: 2,
    out: "",
    err: `simple-init: A hook's name is missing; use one of ${NAMES}.`,
  });
});
