import assert from "node:assert/strict";
import { join } from "@std/path";
import { ownership } from "../../lib/apply/marker.ts";
import type { StackName } from "../../lib/stacks/stack.ts";
import { bootCase, readCases } from "../support/cases.ts";
import { runHere } from "../support/runner.ts";
import { readTree } from "../support/trees.ts";
import { ifupdownAccepts } from "./ifupdown.ts";
import { networkdAccepts } from "./networkd.ts";
import { nmcliAccepts } from "./nmcli.ts";

/** What the stack's own parser has against a tree that a boot has left; empty: nothing. */
const ACCEPTS: Readonly<Partial<Record<StackName, (root: string) => string[]>>> = {
  ifupdown: ifupdownAccepts,
  networkd: networkdAccepts,
  networkmanager: (root) =>
    [...readTree(root)].filter(([path, { text }]) =>
      path.endsWith(".nmconnection") && ownership(`/${path}`, text) === "ours"
    )
      .flatMap(([path, { text }]) => nmcliAccepts(text).map((complaint) => `${path}: ${complaint}`)),
};

for (const [name, accepts] of Object.entries(ACCEPTS)) {
  Deno.test(`real ${name}: takes every case as it is`, async (context) => {
    for (const test of readCases()) {
      await context.step(test.name, () => {
        const temporary = Deno.makeTempDirSync();
        const root = join(temporary, "root");
        bootCase(test, name, root, runHere);
        assert.deepEqual(accepts(root), []);
        Deno.removeSync(temporary, { recursive: true });
      });
    }
  });
}
