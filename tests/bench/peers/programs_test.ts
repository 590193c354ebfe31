import assert from "node:assert/strict";
import { masked, OURS, PEERS } from "./programs.ts";

Deno.test("units are masked by their names, those of a template by the template's", () => {
  assert.equal(masked(OURS), "systemd.mask=simple-init.service");
  assert.equal(masked(PEERS.glean), "systemd.mask=glean-early.service systemd.mask=glean@.service");
});
